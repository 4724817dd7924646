//! Rows that deleting has hidden: how many there are, and erasing them for good.
//!
//! A photo is hidden when it or its class is. Erasing a class erases its photos, and those their
//! pictures.

use std::collections::HashSet;

use rusqlite::Connection;

use super::{all, merged};
use crate::error::ProjectError;
use crate::view::{ClassId, PhotoId};

/// Rows of classes and photos.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) classes: HashSet<ClassId>,
    pub(crate) photos: HashSet<PhotoId>,
}

/// How many photos are hidden.
pub(crate) fn photos(connection: &Connection) -> Result<u32, ProjectError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM photo JOIN class ON class.id = class_id
             WHERE photo.hidden <> 0 OR class.hidden <> 0",
        )?
        .query_row([], |row| row.get(0))?)
}

/// The bytes of the kept photos that are hidden.
pub(crate) fn bytes(connection: &Connection) -> Result<u64, ProjectError> {
    let bytes: i64 = connection
        .prepare_cached(
            "SELECT coalesce(sum(octet_length(jpeg)), 0)
             FROM photo JOIN class ON class.id = class_id
             JOIN kept_photo ON kept_photo.photo_id = photo.id
             WHERE photo.hidden <> 0 OR class.hidden <> 0",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(bytes.unsigned_abs())
}

/// Erases those of the rows that are hidden, and answers how many those were.
pub(crate) fn erase(connection: &Connection, rows: &Rows) -> Result<usize, ProjectError> {
    let mut erased = 0;
    let mut photo = connection.prepare_cached("DELETE FROM photo WHERE id = ? AND hidden <> 0")?;
    for id in &rows.photos {
        erased += photo.execute([id.0])?;
    }
    let mut class = connection.prepare_cached("DELETE FROM class WHERE id = ? AND hidden <> 0")?;
    let mut classes = 0;
    for id in &rows.classes {
        classes += class.execute([id.0])?;
    }
    if classes > 0 {
        merged::forget_lost(connection)?;
    }
    Ok(erased + classes)
}

/// The hidden rows that are not among `needed`.
pub(crate) fn unneeded(connection: &Connection, needed: &Rows) -> Result<Rows, ProjectError> {
    let classes = all(
        connection,
        "SELECT id FROM class WHERE hidden <> 0",
        [],
        |row| row.get(0).map(ClassId),
    )?;
    let photos = all(
        connection,
        "SELECT id FROM photo WHERE hidden <> 0",
        [],
        |row| row.get(0).map(PhotoId),
    )?;
    Ok(Rows {
        classes: classes
            .into_iter()
            .filter(|id| !needed.classes.contains(id))
            .collect(),
        photos: photos
            .into_iter()
            .filter(|id| !needed.photos.contains(id))
            .collect(),
    })
}
