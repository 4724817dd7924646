//! Classes.

use nunchi_project::{ClassId, ErrorView, ProjectView};
use tauri::State;

use crate::host::{Host, with_session};

#[tauri::command]
pub(crate) async fn add_class(
    host: State<'_, Host>,
    name: String,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.add_class(&name)).await
}

#[tauri::command]
pub(crate) async fn rename_class(
    host: State<'_, Host>,
    class_id: ClassId,
    name: String,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.rename_class(class_id, &name)).await
}

#[tauri::command]
pub(crate) async fn recolour_class(
    host: State<'_, Host>,
    class_id: ClassId,
    colour: u8,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| {
        session.recolour_class(class_id, colour)
    })
    .await
}

#[tauri::command]
pub(crate) async fn merge_class(
    host: State<'_, Host>,
    from: ClassId,
    into: ClassId,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.merge_class(from, into)).await
}

#[tauri::command]
pub(crate) async fn delete_class(
    host: State<'_, Host>,
    class_id: ClassId,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.delete_class(class_id)).await
}
