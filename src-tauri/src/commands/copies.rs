//! Copies of projects, in the folder of downloads.

use nunchi_project::{CopyKind, ErrorView, ProjectId, SavedCopy};
use tauri::{AppHandle, State};

use crate::host::{Host, downloads, with_session};

/// A copy of the open project. Answers where it is.
#[tauri::command]
pub(crate) async fn save_copy(
    app: AppHandle,
    host: State<'_, Host>,
    kind: CopyKind,
) -> Result<SavedCopy, ErrorView> {
    let folder = downloads(&app)?;
    with_session(host, move |session| session.save_copy(&folder, kind)).await
}

#[tauri::command]
pub(crate) async fn copy_project(
    app: AppHandle,
    host: State<'_, Host>,
    project_id: ProjectId,
    kind: CopyKind,
) -> Result<SavedCopy, ErrorView> {
    let folder = downloads(&app)?;
    with_session(host, move |session| {
        session.copy_project(&folder, &project_id, kind)
    })
    .await
}
