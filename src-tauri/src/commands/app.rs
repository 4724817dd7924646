//! The app as a whole.

use nunchi_project::{AppEvent, ErrorView, Preferences, PrivacyView, StartView};
use tauri::ipc::{Channel, Request};
use tauri::{AppHandle, State};

use super::{body, text};
use crate::host::{Host, downloads, with_session};

/// First takes in the files that the user opened with the app.
#[tauri::command]
pub(crate) async fn start(host: State<'_, Host>) -> Result<StartView, ErrorView> {
    let files = host.take_arrived();
    with_session(host, move |session| session.start_with(&files)).await
}

/// Has what happens without being asked for told by `events`, from now on.
#[tauri::command]
pub(crate) fn watch(host: State<'_, Host>, events: Channel<AppEvent>) {
    host.watch(events);
}

#[tauri::command]
pub(crate) async fn privacy(host: State<'_, Host>) -> Result<PrivacyView, ErrorView> {
    with_session(host, |session| session.privacy()).await
}

#[tauri::command]
pub(crate) async fn erase_everything(host: State<'_, Host>) -> Result<StartView, ErrorView> {
    with_session(host, |session| session.erase_everything()).await
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
