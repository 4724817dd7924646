//! Who may write a project: one copy of the app at a time, and how another one asks for it.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Folder;
use crate::error::ProjectError;
use crate::view::ProjectId;

/// Name of the folder of the locks.
pub(super) const FOLDER: &str = "locks";

/// Keeps other copies of the app away from a project, for as long as it lives. The system lets go
/// of it even when the app is killed.
#[derive(Debug)]
pub(crate) struct ProjectLock {
    _file: File,
}

impl Folder {
    /// Asks the copy of the app that has a project open to close it.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], [`ProjectError::Disk`].
    pub(crate) fn ask_for(&self, id: &ProjectId) -> Result<(), ProjectError> {
        File::create(self.wanted(id)?)
            .map(drop)
            .map_err(ProjectError::disk("asking for the project"))
    }

    /// Whether another copy of the app asks for a project.
    pub(crate) fn is_asked_for(&self, id: &ProjectId) -> bool {
        self.wanted(id).is_ok_and(|path| path.exists())
    }

    /// Ends the asking for a project; a copy that was killed may have left it.
    pub(crate) fn forget_asking(&self, id: &ProjectId) {
        if let Ok(path) = self.wanted(id)
            && let Err(error) = fs::remove_file(path)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, "a project is still asked for");
        }
    }

    fn wanted(&self, id: &ProjectId) -> Result<PathBuf, ProjectError> {
        self.path(id)?;
        Ok(self.locks().join(format!("{}.wanted", id.0)))
    }

    /// Locks a project whose file must be there.
    pub(super) fn lock_file(
        &self,
        id: &ProjectId,
        path: &Path,
    ) -> Result<ProjectLock, ProjectError> {
        if !path.exists() {
            return Err(ProjectError::ProjectNotFound(id.clone()));
        }
        self.lock(id)
    }

    pub(super) fn lock(&self, id: &ProjectId) -> Result<ProjectLock, ProjectError> {
        let path = self.locks().join(format!("{}.lock", id.0));
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(ProjectError::disk("locking the project"))?;
        match file.try_lock() {
            Ok(()) => Ok(ProjectLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(ProjectError::Busy),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                // Some network folders know no locks; SQLite's own must do there.
                tracing::warn!(%error, "the folder has no locks");
                Ok(ProjectLock { _file: file })
            }
            Err(TryLockError::Error(error)) => {
                Err(ProjectError::disk("locking the project")(error))
            }
        }
    }

    pub(super) fn locks(&self) -> PathBuf {
        self.home.join(FOLDER)
    }
}
