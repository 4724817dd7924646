//! Rows of classes. A class that was deleted is hidden, and its photos with it.

use rusqlite::{Connection, OptionalExtension, params};

use super::all;
use crate::error::ProjectError;
use crate::name;
use crate::view::ClassId;

/// The last of the palette of the window.
const LAST_COLOUR: u8 = 9;

/// One class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) id: ClassId,
    pub(crate) name: String,
    pub(crate) colour: u8,
}

/// The classes that are shown, in the order of the screen.
pub(crate) fn list(connection: &Connection) -> Result<Vec<Class>, ProjectError> {
    all(
        connection,
        "SELECT id, substr(name, 1, 240), colour FROM class WHERE hidden = 0 ORDER BY position, id",
        [],
        read,
    )
}

/// The classes that were deleted, in no order.
pub(crate) fn hidden(connection: &Connection) -> Result<Vec<Class>, ProjectError> {
    all(
        connection,
        "SELECT id, name, colour FROM class WHERE hidden <> 0",
        [],
        read,
    )
}

/// One class that is shown.
///
/// # Errors
/// [`ProjectError::ClassNotFound`].
pub(crate) fn shown(connection: &Connection, id: ClassId) -> Result<Class, ProjectError> {
    connection
        .prepare_cached(
            "SELECT id, substr(name, 1, 240), colour FROM class WHERE id = ? AND hidden = 0",
        )?
        .query_row([id.0], read)
        .optional()?
        .ok_or(ProjectError::ClassNotFound(id))
}

/// One class, shown or hidden.
///
/// # Errors
/// [`ProjectError::ClassNotFound`].
pub(crate) fn any(connection: &Connection, id: ClassId) -> Result<Class, ProjectError> {
    connection
        .prepare_cached("SELECT id, substr(name, 1, 240), colour FROM class WHERE id = ?")?
        .query_row([id.0], read)
        .optional()?
        .ok_or(ProjectError::ClassNotFound(id))
}

/// A name from a file passes what a typed one passes: 240 points are the longest clean one. One
/// that has nothing to show is shown as its number.
fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Class> {
    let id = ClassId(row.get(0)?);
    let name: String = row.get(1)?;
    let colour: u8 = row.get(2)?;
    Ok(Class {
        id,
        name: name::clean(&name, name::MAX_CLASS_NAME).unwrap_or_else(|| id.0.to_string()),
        colour: colour.min(LAST_COLOUR),
    })
}

/// Adds a class behind all others, hidden at first.
pub(crate) fn insert_hidden(
    connection: &Connection,
    name: &str,
    colour: u8,
) -> Result<ClassId, ProjectError> {
    connection.execute(
        "INSERT INTO class (name, colour, position, hidden)
         VALUES (?, ?, (SELECT 1 + coalesce(max(position), 0) FROM class), 1)",
        params![name, colour],
    )?;
    Ok(ClassId(connection.last_insert_rowid()))
}

/// Adds a class behind all others under an id that it had in another file.
pub(crate) fn insert_as(connection: &Connection, class: &Class) -> Result<(), ProjectError> {
    connection.execute(
        "INSERT INTO class (id, name, colour, position, hidden)
         VALUES (?, ?, ?, (SELECT 1 + coalesce(max(position), 0) FROM class), 0)",
        params![class.id.0, class.name, class.colour],
    )?;
    Ok(())
}

pub(crate) fn set_hidden(
    connection: &Connection,
    id: ClassId,
    hidden: bool,
) -> Result<(), ProjectError> {
    let mut statement = connection.prepare_cached("UPDATE class SET hidden = ? WHERE id = ?")?;
    found(id, statement.execute(params![hidden, id.0])?)
}

pub(crate) fn set_name(
    connection: &Connection,
    id: ClassId,
    name: &str,
) -> Result<(), ProjectError> {
    let mut statement = connection.prepare_cached("UPDATE class SET name = ? WHERE id = ?")?;
    found(id, statement.execute(params![name, id.0])?)
}

pub(crate) fn set_colour(
    connection: &Connection,
    id: ClassId,
    colour: u8,
) -> Result<(), ProjectError> {
    let mut statement = connection.prepare_cached("UPDATE class SET colour = ? WHERE id = ?")?;
    found(id, statement.execute(params![colour, id.0])?)
}

fn found(id: ClassId, rows: usize) -> Result<(), ProjectError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(ProjectError::ClassNotFound(id))
    }
}
