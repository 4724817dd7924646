//! Two copies of the app and one project: the one that holds it closes it when the other asks.
//! There are never two that write.

use std::thread;
use std::time::{Duration, Instant};

use super::Session;
use crate::core::{Core, lock};
use crate::error::ProjectError;
use crate::view::{AppEvent, ProjectId, ProjectView};

/// How long the other copy has for closing the project.
const PATIENCE: Duration = Duration::from_secs(5);
/// Time between two tries.
const PAUSE: Duration = Duration::from_millis(50);

impl Session {
    /// Opens a project that another copy of the app has open: asks that one to close it, and waits
    /// for it up to five seconds.
    ///
    /// # Errors
    /// [`ProjectError::Busy`] when the other copy does not answer, and those of
    /// [`Session::open_project`].
    pub fn take_over(&self, id: &ProjectId) -> Result<ProjectView, ProjectError> {
        let _switching = lock(&self.core.switching);
        let folder = &self.core.folder;
        let mut opened = self.go_to(id);
        if !matches!(opened, Err(ProjectError::Busy)) {
            return opened;
        }
        folder.ask_for(id)?;
        let end = Instant::now() + PATIENCE;
        while matches!(opened, Err(ProjectError::Busy)) && Instant::now() < end {
            thread::sleep(PAUSE);
            opened = self.go_to(id);
        }
        folder.forget_asking(id);
        opened
    }

    /// Has what happens without being asked for told to `listener`, from another thread. There is
    /// one at a time.
    pub fn listen(&self, listener: impl Fn(AppEvent) + Send + Sync + 'static) {
        self.core.set_listener(listener);
    }
}

impl Core {
    /// What the watcher does now and then while a project is open.
    pub(crate) fn look_around(&self) {
        let open = self.with_project(|open| {
            let moved = open.is_newly_moved();
            Ok((open.id().clone(), moved))
        });
        let Ok((id, moved)) = open else {
            return;
        };
        if moved {
            tracing::warn!("the project file was moved, removed or replaced");
            self.tell(AppEvent::ProjectMoved { id: id.clone() });
        }
        if self.folder.is_asked_for(&id) {
            self.hand_over(id);
        }
    }

    /// Closes the project for another copy of the app.
    fn hand_over(&self, id: ProjectId) {
        let switching = lock(&self.switching);
        let still_open = self.with_project(|open| Ok(*open.id() == id));
        // Whoever asked may have given up while another switch was going on.
        if !still_open.unwrap_or_default() || !self.folder.is_asked_for(&id) {
            return;
        }
        // Before it is free: what comes after is for the next one that has it open.
        self.folder.forget_asking(&id);
        // Only in memory: the other copy is about to write there that it goes back to it.
        lock(&self.settings).last_project = None;
        self.switch(None);
        drop(switching);
        self.tell(AppEvent::ProjectTaken { id });
    }
}
