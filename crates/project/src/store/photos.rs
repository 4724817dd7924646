//! Rows of photos, their pictures and their embeddings, in tables of their own so that a list of
//! photos reads no picture.
//!
//! A photo is shown when neither it nor its class is hidden.

use std::collections::HashMap;

use nunchi_vision::Square;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::all;
use crate::error::ProjectError;
use crate::view::{ClassId, PhotoDetails, PhotoId, SquareView};

/// A photo that is about to be kept.
#[derive(Clone, Debug)]
pub(crate) struct NewPhoto {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) square: Square,
    /// SHA-256 of `jpeg`.
    pub(crate) hash: [u8; 32],
    pub(crate) jpeg: Vec<u8>,
    pub(crate) thumbnail: Vec<u8>,
}

/// A photo in a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed {
    pub(crate) id: PhotoId,
    pub(crate) class: ClassId,
    pub(crate) revision: u32,
}

/// Most photos of a project that are shown; ten times what it is made for.
const MAX_PHOTOS: usize = 100_000;

/// What a photo adds to the training set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taught {
    pub(crate) id: PhotoId,
    pub(crate) class: ClassId,
    pub(crate) hash: [u8; 32],
    pub(crate) square: Square,
}

/// What is needed to look at a photo again.
#[derive(Clone, Debug)]
pub(crate) struct Unseen {
    pub(crate) jpeg: Vec<u8>,
    pub(crate) square: Square,
    pub(crate) revision: u32,
}

/// Adds a photo, hidden at first.
///
/// # Errors
/// [`ProjectError::TooManyPhotos`], the database's.
pub(crate) fn insert_hidden(
    connection: &Connection,
    class: ClassId,
    photo: &NewPhoto,
) -> Result<PhotoId, ProjectError> {
    check_room(connection, MAX_PHOTOS)?;
    connection
        .prepare_cached(
            "INSERT INTO photo (class_id, width, height, square_left, square_top, square_side,
                                hash, revision, hidden)
             VALUES (?, ?, ?, ?, ?, ?, ?, 0, 1)",
        )?
        .execute(params![
            class.0,
            photo.width,
            photo.height,
            photo.square.left,
            photo.square.top,
            photo.square.side,
            photo.hash
        ])?;
    let id = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO kept_photo (photo_id, jpeg) VALUES (?, ?)")?
        .execute(params![id, photo.jpeg])?;
    connection
        .prepare_cached("INSERT INTO thumbnail (photo_id, jpeg) VALUES (?, ?)")?
        .execute(params![id, photo.thumbnail])?;
    Ok(PhotoId(id))
}

/// The photos that are shown, oldest first.
pub(crate) fn list(connection: &Connection) -> Result<Vec<Listed>, ProjectError> {
    all(
        connection,
        "SELECT photo.id, class_id, revision FROM photo JOIN class ON class.id = class_id
         WHERE photo.hidden = 0 AND class.hidden = 0 ORDER BY photo.id",
        [],
        |row| {
            Ok(Listed {
                id: PhotoId(row.get(0)?),
                class: ClassId(row.get(1)?),
                revision: row.get(2)?,
            })
        },
    )
}

/// How many photos each shown class has; classes without photos are left out.
pub(crate) fn counts(connection: &Connection) -> Result<HashMap<ClassId, u32>, ProjectError> {
    let rows = all(
        connection,
        "SELECT class_id, count(*) FROM photo JOIN class ON class.id = class_id
         WHERE photo.hidden = 0 AND class.hidden = 0 GROUP BY class_id",
        [],
        |row| Ok((ClassId(row.get(0)?), row.get(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}

fn check_room(connection: &Connection, max: usize) -> Result<(), ProjectError> {
    // Numbers are never used again: as long as they are small, nothing has to be counted.
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(id) FROM photo")?
        .query_one([], |row| row.get(0))?;
    if usize::try_from(newest.unwrap_or(0)).is_ok_and(|newest| newest < max) {
        return Ok(());
    }
    let shown: usize = counts(connection)?
        .values()
        .map(|count| *count as usize)
        .sum();
    match shown < max {
        true => Ok(()),
        false => Err(ProjectError::TooManyPhotos { max }),
    }
}

/// The photos of a class that are not deleted, oldest first.
pub(crate) fn of_class(connection: &Connection, id: ClassId) -> Result<Vec<PhotoId>, ProjectError> {
    all(
        connection,
        "SELECT id FROM photo WHERE class_id = ? AND hidden = 0 ORDER BY id",
        [id.0],
        |row| row.get(0).map(PhotoId),
    )
}

/// The class of a photo that is shown.
///
/// # Errors
/// [`ProjectError::PhotoNotFound`].
pub(crate) fn class_of(connection: &Connection, id: PhotoId) -> Result<ClassId, ProjectError> {
    connection
        .prepare_cached(
            "SELECT class_id FROM photo JOIN class ON class.id = class_id
             WHERE photo.id = ? AND photo.hidden = 0 AND class.hidden = 0",
        )?
        .query_row([id.0], |row| row.get(0).map(ClassId))
        .optional()?
        .ok_or(ProjectError::PhotoNotFound(id))
}

/// Size and square of a photo that is shown.
///
/// # Errors
/// [`ProjectError::PhotoNotFound`].
pub(crate) fn details(connection: &Connection, id: PhotoId) -> Result<PhotoDetails, ProjectError> {
    class_of(connection, id)?;
    Ok(connection
        .prepare_cached(
            "SELECT square_left, square_top, square_side, width, height FROM photo WHERE id = ?",
        )?
        .query_row([id.0], |row| {
            let square = square(row, 0)?;
            Ok(PhotoDetails {
                id,
                width: row.get(3)?,
                height: row.get(4)?,
                square: SquareView {
                    left: square.left,
                    top: square.top,
                    side: square.side,
                },
            })
        })?)
}

/// The picture of the square, a JPEG. A hidden photo has one too, for a tile that is just leaving.
///
/// # Errors
/// [`ProjectError::PhotoNotFound`].
pub(crate) fn thumbnail(connection: &Connection, id: PhotoId) -> Result<Vec<u8>, ProjectError> {
    blob(
        connection,
        "SELECT jpeg FROM thumbnail WHERE photo_id = ?",
        id,
    )
}

/// The whole kept photo, a JPEG.
///
/// # Errors
/// [`ProjectError::PhotoNotFound`].
pub(crate) fn kept(connection: &Connection, id: PhotoId) -> Result<Vec<u8>, ProjectError> {
    blob(
        connection,
        "SELECT jpeg FROM kept_photo WHERE photo_id = ?",
        id,
    )
}

fn blob(connection: &Connection, sql: &str, id: PhotoId) -> Result<Vec<u8>, ProjectError> {
    connection
        .prepare_cached(sql)?
        .query_row([id.0], |row| row.get(0))
        .optional()?
        .ok_or(ProjectError::PhotoNotFound(id))
}

pub(crate) fn set_hidden(
    connection: &Connection,
    id: PhotoId,
    hidden: bool,
) -> Result<(), ProjectError> {
    let mut statement = connection.prepare_cached("UPDATE photo SET hidden = ? WHERE id = ?")?;
    found(id, statement.execute(params![hidden, id.0])?)
}

pub(crate) fn set_class(
    connection: &Connection,
    id: PhotoId,
    class: ClassId,
) -> Result<(), ProjectError> {
    let mut statement = connection.prepare_cached("UPDATE photo SET class_id = ? WHERE id = ?")?;
    found(id, statement.execute(params![class.0, id.0])?)
}

/// Gives a photo another square and the picture of it; its embedding is out of date then.
pub(crate) fn set_square(
    connection: &Connection,
    id: PhotoId,
    square: Square,
    thumbnail: &[u8],
) -> Result<(), ProjectError> {
    let rows = connection
        .prepare_cached(
            "UPDATE photo SET square_left = ?, square_top = ?, square_side = ?,
                              revision = revision + 1 WHERE id = ?",
        )?
        .execute(params![square.left, square.top, square.side, id.0])?;
    found(id, rows)?;
    connection
        .prepare_cached("UPDATE thumbnail SET jpeg = ? WHERE photo_id = ?")?
        .execute(params![thumbnail, id.0])?;
    forget_embedding(connection, id)
}

/// The photos that are shown, class by class in the order of the screen.
pub(crate) fn training_set(connection: &Connection) -> Result<Vec<Taught>, ProjectError> {
    all(
        connection,
        "SELECT square_left, square_top, square_side, photo.id, class_id, hash
         FROM photo JOIN class ON class.id = class_id
         WHERE photo.hidden = 0 AND class.hidden = 0 ORDER BY position, class_id, photo.id",
        [],
        |row| {
            Ok(Taught {
                square: square(row, 0)?,
                id: PhotoId(row.get(3)?),
                class: ClassId(row.get(4)?),
                hash: row.get(5)?,
            })
        },
    )
}

/// Photos that are shown and that this network has not looked at yet, oldest first.
pub(crate) fn unseen(
    connection: &Connection,
    backbone: &[u8],
) -> Result<Vec<PhotoId>, ProjectError> {
    all(
        connection,
        "SELECT photo.id FROM photo JOIN class ON class.id = class_id
         LEFT JOIN embedding ON embedding.photo_id = photo.id AND backbone = ?
         WHERE photo.hidden = 0 AND class.hidden = 0 AND embedding.photo_id IS NULL
         ORDER BY photo.id",
        [backbone],
        |row| row.get(0).map(PhotoId),
    )
}

/// What is needed to look at a photo; `None` when it is hidden or this network has seen it. A
/// picture that is missing in a damaged file is one of no bytes.
pub(crate) fn to_look_at(
    connection: &Connection,
    id: PhotoId,
    backbone: &[u8],
) -> Result<Option<Unseen>, ProjectError> {
    let row = connection
        .prepare_cached(
            "SELECT square_left, square_top, square_side, revision, coalesce(jpeg, x'')
             FROM photo JOIN class ON class.id = class_id
             LEFT JOIN kept_photo ON kept_photo.photo_id = photo.id
             LEFT JOIN embedding ON embedding.photo_id = photo.id AND backbone = ?
             WHERE photo.id = ? AND photo.hidden = 0 AND class.hidden = 0
                   AND embedding.photo_id IS NULL",
        )?
        .query_row(params![backbone, id.0], |row| {
            Ok(Unseen {
                square: square(row, 0)?,
                revision: row.get(3)?,
                jpeg: row.get(4)?,
            })
        })
        .optional()?;
    Ok(row)
}

/// Keeps an embedding, unless the square has changed since `revision` or the photo is gone.
pub(crate) fn keep_embedding(
    connection: &Connection,
    id: PhotoId,
    revision: u32,
    backbone: &[u8],
    vector: &[u8],
) -> Result<(), ProjectError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO embedding (photo_id, backbone, vector)
             SELECT id, ?, ? FROM photo WHERE id = ? AND revision = ?",
        )?
        .execute(params![backbone, vector, id.0, revision])?;
    Ok(())
}

/// Forgets an embedding, so that the photo is looked at again.
pub(crate) fn forget_embedding(connection: &Connection, id: PhotoId) -> Result<(), ProjectError> {
    connection
        .prepare_cached("DELETE FROM embedding WHERE photo_id = ?")?
        .execute([id.0])?;
    Ok(())
}

/// The embedding of a photo by this network, if it was kept.
pub(crate) fn embedding(
    connection: &Connection,
    id: PhotoId,
    backbone: &[u8],
) -> Result<Option<Vec<u8>>, ProjectError> {
    Ok(connection
        .prepare_cached("SELECT vector FROM embedding WHERE photo_id = ? AND backbone = ?")?
        .query_row(params![id.0, backbone], |row| row.get(0))
        .optional()?)
}

fn square(row: &Row<'_>, at: usize) -> rusqlite::Result<Square> {
    Ok(Square {
        left: row.get(at)?,
        top: row.get(at + 1)?,
        side: row.get(at + 2)?,
    })
}

fn found(id: PhotoId, rows: usize) -> Result<(), ProjectError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(ProjectError::PhotoNotFound(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use crate::store::classes;

    #[test]
    fn room_is_counted_by_what_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("a.nunchi")).unwrap();
        let database = store.connection();
        let class = classes::insert_hidden(database, "cat", 0).unwrap();
        let photo = NewPhoto {
            width: 1,
            height: 1,
            square: Square::centre(1, 1),
            hash: [0; 32],
            jpeg: vec![0],
            thumbnail: vec![0],
        };
        for _ in 0..3 {
            insert_hidden(database, class, &photo).unwrap();
        }
        assert!(check_room(database, 4).is_ok(), "by their numbers");
        assert!(check_room(database, 2).is_ok(), "all are deleted");
        database
            .execute_batch("UPDATE class SET hidden = 0; UPDATE photo SET hidden = 0")
            .unwrap();
        assert!(check_room(database, 4).is_ok());
        let full = check_room(database, 3).unwrap_err();
        assert_eq!(full.code(), crate::ErrorCode::TooManyPhotos);
    }
}
