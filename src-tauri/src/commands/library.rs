//! The library: all projects, and what can be done with one that is not open.

use nunchi_project::{ErrorView, LibraryView, ProjectId};
use tauri::State;

use crate::host::{Host, with_session};

#[tauri::command]
pub(crate) async fn list_projects(host: State<'_, Host>) -> Result<LibraryView, ErrorView> {
    with_session(host, |session| session.list_projects()).await
}

#[tauri::command]
pub(crate) async fn duplicate_project(
    host: State<'_, Host>,
    project_id: ProjectId,
    name: String,
) -> Result<LibraryView, ErrorView> {
    with_session(host, move |session| {
        session.duplicate_project(&project_id, &name)
    })
    .await
}

#[tauri::command]
pub(crate) async fn rename_project(
    host: State<'_, Host>,
    project_id: ProjectId,
    name: String,
) -> Result<LibraryView, ErrorView> {
    with_session(host, move |session| {
        session.rename_project(&project_id, &name)
    })
    .await
}

#[tauri::command]
pub(crate) async fn bin_project(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<LibraryView, ErrorView> {
    with_session(host, move |session| session.bin_project(&project_id)).await
}

#[tauri::command]
pub(crate) async fn restore_project(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<LibraryView, ErrorView> {
    with_session(host, move |session| session.restore_project(&project_id)).await
}

#[tauri::command]
pub(crate) async fn erase_project(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<LibraryView, ErrorView> {
    with_session(host, move |session| session.erase_project(&project_id)).await
}
