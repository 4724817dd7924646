//! Where the app keeps its data, and the one [`Session`] that all commands share.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use nunchi_project::{AppEvent, ErrorView, ProjectError, Session};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

use crate::arrivals;

/// The session, or why there is none: the window opens in both cases and says so.
pub(crate) struct Host {
    session: Result<Arc<Session>, ErrorView>,
    /// Files that the user opened with the app and that are not taken in yet.
    arrived: Mutex<Vec<PathBuf>>,
    /// The way to the window for what it has not asked for.
    events: Arc<Events>,
}

/// Of a window that was loaded anew the newest way counts.
#[derive(Default)]
struct Events(Mutex<Option<Channel<AppEvent>>>);

impl Events {
    fn tell(&self, event: AppEvent) {
        let channel = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(channel) = &*channel
            && let Err(error) = channel.send(event)
        {
            tracing::debug!(%error, "nobody listens to what happens");
        }
    }
}

impl Host {
    /// Opens the session and hands it to Tauri for the commands.
    pub(crate) fn manage(app: &AppHandle, home: &Path) {
        let session = Session::open(home).map(Arc::new).map_err(|error| {
            tracing::error!(%error, "the session could not be opened");
            error.view()
        });
        let events = Arc::new(Events::default());
        if let Ok(session) = &session {
            let events = Arc::clone(&events);
            session.listen(move |event| events.tell(event));
        }
        app.manage(Host {
            session,
            arrived: Mutex::new(arrivals::on_the_command_line()),
            events,
        });
    }

    /// Tells the window by `events` what it has not asked for.
    pub(crate) fn watch(&self, events: Channel<AppEvent>) {
        let mut channel = self.events.0.lock().unwrap_or_else(PoisonError::into_inner);
        *channel = Some(events);
    }

    /// Takes files that the user opens with the app while it runs.
    #[cfg(any(target_os = "macos", target_os = "ios"))]
    pub(crate) fn arrive(&self, files: Vec<PathBuf>) {
        let mut arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.extend(files);
        drop(arrived);
        self.events.tell(AppEvent::FilesArrived);
    }

    /// The files that the user opened with the app since the last call.
    pub(crate) fn take_arrived(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.arrived.lock().unwrap_or_else(PoisonError::into_inner))
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
