//! The app as a whole.

use nunchi_project::{ErrorView, Preferences, StartView};
use tauri::State;

use crate::host::{Host, with_session};

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
