//! Projects that cannot be opened.

use nunchi_project::{ErrorView, ProjectId, ProjectView, RescueView};
use tauri::State;

use crate::host::{Host, with_session};

#[tauri::command]
pub(crate) async fn rescue_look(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<RescueView, ErrorView> {
    with_session(host, move |session| session.rescue_look(&project_id)).await
}

#[tauri::command]
pub(crate) async fn rescue(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.rescue(&project_id)).await
}

#[tauri::command]
pub(crate) async fn discard_refused(
    host: State<'_, Host>,
    project_id: ProjectId,
) -> Result<(), ErrorView> {
    with_session(host, move |session| session.discard_refused(&project_id)).await
}
