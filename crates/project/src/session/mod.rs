//! [`Session`]: one method for each thing a user can do.
//!
//! The window, the measurements and the tests are its callers. Here and in the files of this
//! folder live: the order in which the parts are used. Never here: SQL, pixels, learning.

mod classes;
mod copies;
mod importing;
mod library;
mod photos;
mod privacy;
mod program;
mod projects;
mod recognising;
mod rescue;
mod taking_over;
mod training;

use std::path::Path;
use std::sync::Arc;

use crate::core::{Core, lock};
use crate::error::ProjectError;
use crate::size_limit;
use crate::view::{Preferences, ProjectView};
use crate::watcher::Watcher;
use crate::workers::Workers;

/// The app's data folder, the open project, the network and the threads that use it.
///
/// Every method may be called from any thread and may block it for a while; a changing method
/// answers when the change is on the disk.
pub struct Session {
    core: Arc<Core>,
    workers: Workers,
    watcher: Watcher,
}

impl Session {
    /// Makes the data folder if there is none, and starts loading the recognition network.
    ///
    /// # Errors
    /// [`ProjectError::Disk`] if the folder cannot be used.
    pub fn open(home: impl AsRef<Path>) -> Result<Self, ProjectError> {
        size_limit::make_it_an_error();
        let core = Arc::new(Core::open(home.as_ref())?);
        let workers = Workers::start(&core)?;
        let watcher = Watcher::start(&core)?;
        Ok(Self {
            core,
            workers,
            watcher,
        })
    }

    /// Keeps what the user chose for the app as a whole.
    ///
    /// # Errors
    /// [`ProjectError::Disk`]; the choice is as before then.
    pub fn set_preferences(&self, preferences: Preferences) -> Result<Preferences, ProjectError> {
        let mut settings = lock(&self.core.settings);
        let mut new = settings.clone();
        new.preferences = preferences;
        new.write(self.core.folder.home())?;
        *settings = new;
        Ok(preferences)
    }

    /// Makes one change of the open project and answers with the project after it.
    fn change(
        &self,
        work: impl FnOnce(&mut crate::open_project::OpenProject) -> Result<(), ProjectError>,
    ) -> Result<ProjectView, ProjectError> {
        self.core.with_project(|open| {
            work(open)?;
            self.core.publish(open);
            open.view()
        })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.core.queue.close();
        self.core.watch.end();
        self.watcher.join();
        self.core.switch(None);
        self.workers.join();
    }
}

#[cfg(test)]
mod tests;
