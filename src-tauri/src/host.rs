//! Where the app keeps its data, and the one [`Session`] that all commands share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use nunchi_project::{ErrorView, ProjectError, Session};
use tauri::{AppHandle, Manager, State};

/// The session, or why there is none: the window opens in both cases and says so.
pub(crate) struct Host {
    session: Result<Arc<Session>, ErrorView>,
}

impl Host {
    /// Opens the session and hands it to Tauri for the commands.
    pub(crate) fn manage(app: &AppHandle, home: &Path) {
        let session = Session::open(home).map(Arc::new).map_err(|error| {
            tracing::error!(%error, "the session could not be opened");
            error.view()
        });
        app.manage(Host { session });
    }

    /// The session for work outside a command.
    pub(crate) fn session(&self) -> Result<Arc<Session>, ErrorView> {
        self.session.clone()
    }
}

/// Runs one call of the session where it may block, off the async runtime.
///
/// # Errors
/// The failure as the window gets it; the causes go to the log.
pub(crate) async fn with_session<Answer: Send + 'static>(
    host: State<'_, Host>,
    work: impl FnOnce(&Session) -> Result<Answer, ProjectError> + Send + 'static,
) -> Result<Answer, ErrorView> {
    let session = host.session()?;
    tauri::async_runtime::spawn_blocking(move || work(&session))
        .await
        .map_err(|error| internal(&error.to_string()))?
        .map_err(|error| {
            tracing::warn!(%error, code = ?error.code(), "refused");
            error.view()
        })
}

/// A fault of the app itself, for the window.
pub(crate) fn internal(cause: &str) -> ErrorView {
    tracing::error!(cause, "fault");
    ErrorView {
        code: nunchi_project::ErrorCode::Internal,
        detail: std::collections::BTreeMap::new(),
    }
}

/// Where files go that the user takes out of the app: the folder of downloads, or one beside the
/// data where `NUNCHI_HOME` is set.
///
/// # Errors
/// When the system names no such place.
pub(crate) fn downloads(app: &AppHandle) -> Result<PathBuf, ErrorView> {
    let folder = match own_home() {
        Some(home) => Ok(home.join("downloads")),
        None => app.path().download_dir(),
    };
    folder.map_err(|error| internal(&error.to_string()))
}

/// The folder that `NUNCHI_HOME` names, if it is set.
fn own_home() -> Option<PathBuf> {
    std::env::var_os("NUNCHI_HOME")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
}

/// The folder of the app's data: `NUNCHI_HOME`, else the system's place for this app.
///
/// # Errors
/// When the system names no such place.
pub(crate) fn home(app: &AppHandle) -> tauri::Result<PathBuf> {
    own_home().map_or_else(|| app.path().app_data_dir(), Ok)
}
