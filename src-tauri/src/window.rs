//! The one window: its size, where its browser keeps its files, and the camera.

use std::path::Path;

use tauri::webview::{PermissionKind, PermissionResponse};
use tauri::{AppHandle, WebviewWindowBuilder};

/// Opens the window that `tauri.conf.json` describes.
///
/// # Errors
/// When the configuration names no window, or the system gives none.
pub(crate) fn open(app: &AppHandle, home: &Path) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .first()
        .ok_or(tauri::Error::WindowNotFound)?;
    let builder = WebviewWindowBuilder::from_config(app, config)?
        .data_directory(home.join("webview"))
        // The app is one page: it never goes anywhere else and opens nothing else.
        .on_navigation(|address| {
            matches!(address.scheme(), "tauri")
                || matches!(address.host_str(), Some("tauri.localhost" | "127.0.0.1"))
        });
    let window = builder.build()?;
    #[cfg(target_os = "linux")]
    linux::prepare(&window)?;
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}

/// The camera is allowed, because the user asks for it by a button of the app; nothing else is.
pub(crate) fn answer_permission(kind: PermissionKind) -> PermissionResponse {
    match kind {
        PermissionKind::Camera => PermissionResponse::Allow,
        _ => PermissionResponse::Deny,
    }
}

/// Gives the window the size and place that it had when it was last closed.
#[cfg(desktop)]
pub(crate) fn remember_place(home: &Path) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_filename(home.join("window.json").to_string_lossy())
        .build()
}

#[cfg(target_os = "linux")]
mod linux {
    use webkit2gtk::{SettingsExt, WebViewExt};

    /// WebKitGTK has the camera switched off until its settings say otherwise, and chooses files
    /// only.
    pub(super) fn prepare(window: &tauri::WebviewWindow) -> tauri::Result<()> {
        window.with_webview(|webview| {
            crate::folder_chooser::offer(&webview.inner());
            if let Some(settings) = WebViewExt::settings(&webview.inner()) {
                settings.set_enable_media_stream(true);
                settings.set_enable_webrtc(mock_camera());
                settings.set_enable_mock_capture_devices(mock_camera());
            }
        })
    }

    /// Tests have no camera: debug builds can show a drawn one instead.
    fn mock_camera() -> bool {
        cfg!(debug_assertions) && std::env::var_os("NUNCHI_MOCK_CAMERA").is_some()
    }
}
