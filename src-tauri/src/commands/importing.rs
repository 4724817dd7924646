//! Taking in files of projects, piece by piece: the window has their bytes and no paths.

use nunchi_project::{ErrorView, ImportId, ProjectView};
use tauri::State;
use tauri::ipc::Request;

use super::{body, number};
use crate::host::{Host, with_session};

#[tauri::command]
pub(crate) async fn import_begin(
    host: State<'_, Host>,
    name: String,
) -> Result<ImportId, ErrorView> {
    with_session(host, move |session| session.import_begin(&name)).await
}

/// The body is the next bytes of the file; the header `import-id` says of which.
#[tauri::command]
pub(crate) async fn import_chunk(
    host: State<'_, Host>,
    request: Request<'_>,
) -> Result<(), ErrorView> {
    let id = ImportId(number(&request, "import-id")?);
    let bytes = body(&request)?;
    with_session(host, move |session| session.import_chunk(id, &bytes)).await
}

#[tauri::command]
pub(crate) async fn import_finish(
    host: State<'_, Host>,
    import_id: ImportId,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.import_finish(import_id)).await
}

#[tauri::command]
pub(crate) async fn import_cancel(
    host: State<'_, Host>,
    import_id: ImportId,
) -> Result<(), ErrorView> {
    with_session(host, move |session| {
        session.import_cancel(import_id);
        Ok(())
    })
    .await
}
