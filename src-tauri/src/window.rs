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
        .with_filename(home.join(nunchi_project::WINDOW_FILE).to_string_lossy())
        .build()
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::Path;

    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    /// Where the system lists its graphics cards.
    const GRAPHICS_CARDS: &str = "/dev/dri";

    /// WebKitGTK has the camera switched off until its settings say otherwise, and chooses files
    /// only.
    pub(super) fn prepare(window: &tauri::WebviewWindow) -> tauri::Result<()> {
        window.with_webview(|webview| {
            crate::folder_chooser::offer(&webview.inner());
            if let Some(settings) = WebViewExt::settings(&webview.inner()) {
                settings.set_enable_media_stream(true);
                settings.set_enable_webrtc(mock_camera());
                settings.set_enable_mock_capture_devices(mock_camera());
                if !has_graphics_card(Path::new(GRAPHICS_CARDS)) {
                    settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
                }
            }
        })
    }

    /// Whether there is something that draws. Where there is not, the web view would put every
    /// picture of the window together from layers, on the processor; told so, it paints what has
    /// changed and nothing else (docs/measurements.md: 61 pictures a second instead of 40).
    fn has_graphics_card(cards: &Path) -> bool {
        let entries = std::fs::read_dir(cards).into_iter().flatten().flatten();
        let mut names = entries.map(|entry| entry.file_name());
        names.any(|name| name.to_string_lossy().starts_with("renderD"))
    }

    /// Tests have no camera: debug builds can show a drawn one instead.
    fn mock_camera() -> bool {
        cfg!(debug_assertions) && std::env::var_os("NUNCHI_MOCK_CAMERA").is_some()
    }
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    mod tests {
        use super::*;

        #[test]
        fn a_graphics_card_is_one_that_draws() {
            let cards = tempfile::tempdir().unwrap();
            assert!(!has_graphics_card(&cards.path().join("none")), "no list");
            std::fs::write(cards.path().join("card0"), "").unwrap();
            assert!(!has_graphics_card(cards.path()), "one that only shows");
            std::fs::write(cards.path().join("renderD128"), "").unwrap();
            assert!(has_graphics_card(cards.path()));
        }
    }
}
