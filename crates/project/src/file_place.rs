//! Whether the file of the open project is still the one that was opened.
//!
//! On Unix a file can be moved, removed or replaced while it is open: its bytes stay reachable for
//! reading, but what is written would be lost or, worse, go beside another file.

use std::path::{Path, PathBuf};

use crate::error::ProjectError;
use crate::settings::sync_folder;

/// A file that was opened, and where.
#[derive(Debug)]
pub(crate) struct FilePlace {
    path: PathBuf,
    number: Option<FileNumber>,
}

/// Device and number of the file on it.
type FileNumber = (u64, u64);

impl FilePlace {
    pub(crate) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            number: number(path),
        }
    }

    /// # Errors
    /// [`ProjectError::Moved`] when there is no file or another one.
    pub(crate) fn check(&self) -> Result<(), ProjectError> {
        if self.path.exists() && number(&self.path) == self.number {
            Ok(())
        } else {
            Err(ProjectError::Moved)
        }
    }

    /// Makes a commit last through a loss of power: a journal that SQLite has removed could be back
    /// then, and take the commit back (`nunchi-bench power`).
    ///
    /// A folder that cannot be synced is only logged: the commit is in the file, and an error would say
    /// that it is not. SQLite says just that when it syncs the folder itself (`synchronous = EXTRA`),
    /// and what is on the screen and what is in the file part (`nunchi-bench faults`).
    pub(crate) fn make_last(&self) {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        if let Err(error) = sync_folder(folder) {
            tracing::warn!(%error, "it is not certain that a change lasts");
        }
    }
}

#[cfg(unix)]
fn number(path: &Path) -> Option<FileNumber> {
    use std::os::unix::fs::MetadataExt;
    let facts = path.metadata().ok()?;
    Some((facts.dev(), facts.ino()))
}

/// Elsewhere a file that is open can be neither moved nor replaced.
#[cfg(not(unix))]
fn number(_path: &Path) -> Option<FileNumber> {
    None
}
