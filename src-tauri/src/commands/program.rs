//! Block programs.

use nunchi_project::{ErrorView, Operation, PictureView, ProgramChange, ProgramSaved, ProgramView};
use tauri::State;
use tauri::ipc::Request;

use super::body;
use crate::host::{Host, with_session};

#[tauri::command]
pub(crate) async fn read_program(host: State<'_, Host>) -> Result<ProgramView, ErrorView> {
    with_session(host, |session| session.read_program()).await
}

#[tauri::command]
pub(crate) async fn change_program(
    host: State<'_, Host>,
    operation: Operation,
    changes: Vec<ProgramChange>,
) -> Result<ProgramSaved, ErrorView> {
    with_session(host, move |session| {
        session.change_program(operation, changes)
    })
    .await
}

/// The body is a picture file as it is.
#[tauri::command]
pub(crate) async fn add_picture(
    host: State<'_, Host>,
    request: Request<'_>,
) -> Result<PictureView, ErrorView> {
    let bytes = body(&request)?;
    with_session(host, move |session| session.add_picture(&bytes)).await
}
