//! Projects as a whole, and their history.

use nunchi_project::{ErrorView, Language, ProjectId, ProjectView, StartView};
use tauri::State;

use crate::host::{Host, with_session};

#[tauri::command]
pub(crate) async fn create_project(
    host: State<'_, Host>,
    name: String,
    class_names: Vec<String>,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| {
        session.create_project(&name, &class_names)
    })
    .await
}

#[tauri::command]
pub(crate) async fn open_example(
    host: State<'_, Host>,
    language: Language,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.open_example(language)).await
}

#[tauri::command]
pub(crate) async fn open_project(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.open_project(&project_id)).await
}

/// Another copy of the app has it open, which closes it first.
#[tauri::command]
pub(crate) async fn take_over(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.take_over(&project_id)).await
}

#[tauri::command]
pub(crate) async fn close_project(host: State<'_, Host>) -> Result<StartView, ErrorView> {
    with_session(host, |session| session.close_project()).await
}

#[tauri::command]
pub(crate) async fn rename_model(
    host: State<'_, Host>,
    name: String,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.rename_model(&name)).await
}

#[tauri::command]
pub(crate) async fn forget_deleted(host: State<'_, Host>) -> Result<ProjectView, ErrorView> {
    with_session(host, |session| session.forget_deleted()).await
}

#[tauri::command]
pub(crate) async fn undo(host: State<'_, Host>) -> Result<ProjectView, ErrorView> {
    with_session(host, |session| session.undo()).await
}

#[tauri::command]
pub(crate) async fn redo(host: State<'_, Host>) -> Result<ProjectView, ErrorView> {
    with_session(host, |session| session.redo()).await
}
