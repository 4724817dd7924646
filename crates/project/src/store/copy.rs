//! Copies of a project's file, made while the original may be in use.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::Connection;

use super::{Store, program};
use crate::error::ProjectError;
use crate::view::PictureId;

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

/// Writes what is shown into a new file: nothing that was deleted and no history, and `photos` with
/// all that was made of them only if they are asked for. The model is left out, because its row
/// holds the names that its classes had. No byte of what is left out is in the file, which holds
/// nothing but the rows that were put in.
///
/// `database` must be of the newest format.
///
/// # Errors
/// As [`whole`].
pub(crate) fn shown(database: &Connection, to: &Path, photos: bool) -> Result<(), ProjectError> {
    drop(Store::create(to)?);
    database.execute("ATTACH ? AS copy", [text(to)?])?;
    let filled = fill(database, photos);
    database.execute("DETACH copy", [])?;
    filled
}

/// The rows that every copy has.
const ROWS: &str = "
    DELETE FROM copy.project;
    DELETE FROM copy.identity;
    INSERT INTO copy.project SELECT * FROM main.project;
    INSERT INTO copy.identity SELECT * FROM main.identity;
    INSERT INTO copy.class SELECT * FROM main.class WHERE hidden = 0;
    INSERT INTO copy.merged_class SELECT * FROM main.merged_class;
    INSERT INTO copy.program SELECT * FROM main.program;
    INSERT INTO copy.object SELECT * FROM main.object;
";
const PHOTOS: &str = "
    INSERT INTO copy.photo SELECT * FROM main.photo
        WHERE hidden = 0 AND class_id IN (SELECT id FROM copy.class);
    INSERT INTO copy.kept_photo SELECT * FROM main.kept_photo
        WHERE photo_id IN (SELECT id FROM copy.photo);
    INSERT INTO copy.thumbnail SELECT * FROM main.thumbnail
        WHERE photo_id IN (SELECT id FROM copy.photo);
    INSERT INTO copy.embedding SELECT * FROM main.embedding
        WHERE photo_id IN (SELECT id FROM copy.photo);
";
/// Ids that were used are not used again in the copy either: blocks may name a deleted class.
const USED_IDS: &str = "
    DELETE FROM copy.sqlite_sequence;
    INSERT INTO copy.sqlite_sequence SELECT * FROM main.sqlite_sequence;
";

fn fill(database: &Connection, photos: bool) -> Result<(), ProjectError> {
    let transaction = database.unchecked_transaction()?;
    transaction.execute_batch(ROWS)?;
    if photos {
        transaction.execute_batch(PHOTOS)?;
    }
    let unnamed = program::unnamed_pictures(&transaction)?;
    let pictures = super::all(&transaction, "SELECT id FROM main.picture", [], |row| {
        row.get(0).map(PictureId)
    })?;
    for picture in pictures.iter().filter(|id| !unnamed.contains(id)) {
        transaction.execute(
            "INSERT INTO copy.picture SELECT * FROM main.picture WHERE id = ?",
            [picture.0],
        )?;
    }
    transaction.execute_batch(USED_IDS)?;
    Ok(transaction.commit()?)
}

/// Makes a copy a project of its own.
pub(crate) fn renew_identity(database: &Connection) -> Result<(), ProjectError> {
    database.execute("UPDATE identity SET uid = lower(hex(randomblob(16)))", [])?;
    Ok(())
}

/// Waits until a file is on the disk.
///
/// # Errors
/// [`ProjectError::Disk`].
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
