//! Copies of a project's file, made while the original may be in use.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::Connection;

use crate::error::ProjectError;

/// Writes everything into a new file, compact and as at one moment. Works also when the file of
/// `database` has lost its name.
///
/// # Errors
/// The database's and the disk's; a part of the file may be there then.
pub(crate) fn whole(database: &Connection, to: &Path) -> Result<(), ProjectError> {
    database.execute("VACUUM INTO ?", [text(to)?])?;
    // SQLite does not wait for the disk here.
    sync(to)
}

pub(crate) fn sync(path: &Path) -> Result<(), ProjectError> {
    File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(ProjectError::disk("syncing a copy"))
}

/// A path as a text, as SQL takes it.
fn text(path: &Path) -> Result<&str, ProjectError> {
    path.to_str()
        .ok_or_else(|| ProjectError::disk("naming a copy")(ErrorKind::InvalidFilename.into()))
}
