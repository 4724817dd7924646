//! The thread that looks, while a project is open, whether another copy of the app asks for it and
//! whether its file is still where it was. It sleeps while nothing is open.
//!
//! Never here: what is done about it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::core::Core;
use crate::error::ProjectError;

/// Time between two looks. Another copy of the app waits as long for an answer.
const PAUSE: Duration = Duration::from_millis(400);

/// Tells the thread when there is something to look at.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    open: bool,
    ended: bool,
}

impl Watch {
    /// Whether a project is open now.
    pub(crate) fn set_open(&self, open: bool) {
        self.lock().open = open;
        self.changed.notify_all();
    }

    /// Ends the thread.
    pub(crate) fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }

    /// Waits until it is time for a look. `false` when the session ends.
    fn wait(&self) -> bool {
        let nothing = |state: &mut State| !state.open && !state.ended;
        let state = self
            .changed
            .wait_while(self.lock(), nothing)
            .unwrap_or_else(PoisonError::into_inner);
        let (state, _) = self
            .changed
            .wait_timeout_while(state, PAUSE, |state| !state.ended)
            .unwrap_or_else(PoisonError::into_inner);
        !state.ended
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread of one session.
pub(crate) struct Watcher(Option<JoinHandle<()>>);

impl Watcher {
    /// # Errors
    /// [`ProjectError::Internal`] when the system gives no thread.
    pub(crate) fn start(core: &Arc<Core>) -> Result<Self, ProjectError> {
        let core = Arc::clone(core);
        thread::Builder::new()
            .name("watch".into())
            .spawn(move || {
                while core.watch.wait() {
                    core.look_around();
                }
            })
            .map(|thread| Self(Some(thread)))
            .map_err(|error| ProjectError::Internal(error.to_string()))
    }

    /// Waits until the thread has ended; [`Watch::end`] must have been called.
    pub(crate) fn join(&mut self) {
        if self.0.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the watcher panicked");
        }
    }
}
