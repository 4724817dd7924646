//! The app as a whole.

use nunchi_project::{ErrorView, Preferences, StartView};
use tauri::ipc::Request;
use tauri::{AppHandle, State};

use super::{body, text};
use crate::host::{Host, downloads, with_session};

#[tauri::command]
pub(crate) async fn start(host: State<'_, Host>) -> Result<StartView, ErrorView> {
    with_session(host, |session| session.start()).await
}

#[tauri::command]
pub(crate) async fn set_preferences(
    host: State<'_, Host>,
    preferences: Preferences,
) -> Result<Preferences, ErrorView> {
    with_session(host, move |session| session.set_preferences(preferences)).await
}

/// The body is a new file for the folder of downloads; the header `name` is what it is called,
/// percent-encoded. Answers where it is.
#[tauri::command]
pub(crate) async fn save_file(
    app: AppHandle,
    host: State<'_, Host>,
    request: Request<'_>,
) -> Result<String, ErrorView> {
    let name = text(&request, "name")?;
    let bytes = body(&request)?;
    let folder = downloads(&app)?;
    with_session(host, move |_| {
        let path = nunchi_project::save_file(&folder, &name, &bytes)?;
        Ok(path.to_string_lossy().into_owned())
    })
    .await
}
