//! Whether the file of the open project is still the one that was opened.
//!
//! On Unix a file can be moved, removed or replaced while it is open: its bytes stay reachable for
//! reading, but what is written would be lost or, worse, go beside another file.

use std::path::{Path, PathBuf};

use crate::error::ProjectError;

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
