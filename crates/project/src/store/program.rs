//! Rows of the program: what its objects share, the objects, and the pictures they show.
//!
//! The parts are texts (JSON) of their views. A change of the program keeps and takes back texts;
//! only reading the program looks into them.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;

use super::all;
use crate::error::ProjectError;
use crate::program::{self, MAX_OBJECTS, Program};
use crate::view::{ObjectId, ObjectView, PictureId, ProgramShared};

/// A picture that is about to be kept.
#[derive(Clone, Debug)]
pub(crate) struct NewPicture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) jpeg: Vec<u8>,
}

/// Whether the project has a program, however small.
pub(crate) fn exists(connection: &Connection) -> Result<bool, ProjectError> {
    Ok(connection.query_one(
        "SELECT EXISTS (SELECT 1 FROM program) OR EXISTS (SELECT 1 FROM object)",
        [],
        |row| row.get(0),
    )?)
}

/// The whole program; an empty one when there is none.
///
/// # Errors
/// [`ProjectError::ProgramDamaged`] when a part does not read, or is nothing that is ever written
/// here: what is left of it is for nobody to overwrite. The database's.
pub(crate) fn read(connection: &Connection) -> Result<Program, ProjectError> {
    let shared = match shared(connection)? {
        Some(body) => parse_shared(&body)?,
        None => ProgramShared::default(),
    };
    let rows: Vec<(String, String)> = all(
        connection,
        "SELECT id, body FROM object ORDER BY id LIMIT 101",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    program::check_count("objects", MAX_OBJECTS, rows.len()).map_err(damaged)?;
    let objects = rows
        .iter()
        .map(|(id, body)| parse_object(id, body))
        .collect::<Result<_, _>>()?;
    Ok(Program::in_order(shared, objects))
}

/// What the objects share, out of its text.
///
/// # Errors
/// [`ProjectError::ProgramDamaged`].
pub(crate) fn parse_shared(body: &str) -> Result<ProgramShared, ProjectError> {
    parse(body, program::check_shared)
}

/// The object of this id, out of its text.
///
/// # Errors
/// [`ProjectError::ProgramDamaged`].
pub(crate) fn parse_object(id: &str, body: &str) -> Result<ObjectView, ProjectError> {
    let object: ObjectView = parse(body, program::check_object)?;
    if object.id.0 == id {
        Ok(object)
    } else {
        Err(ProjectError::ProgramDamaged(format!("{id} is another one")))
    }
}

fn parse<Part: DeserializeOwned>(
    body: &str,
    check: impl Fn(&Part) -> Result<(), ProjectError>,
) -> Result<Part, ProjectError> {
    let part = serde_json::from_str(body)
        .map_err(|error| ProjectError::ProgramDamaged(error.to_string()))?;
    check(&part).map_err(damaged)?;
    Ok(part)
}

fn damaged(error: ProjectError) -> ProjectError {
    ProjectError::ProgramDamaged(error.to_string())
}

/// The text of what the objects share.
pub(crate) fn shared(connection: &Connection) -> Result<Option<String>, ProjectError> {
    Ok(connection
        .prepare_cached("SELECT body FROM program WHERE id = 1")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// The text of an object.
pub(crate) fn object(
    connection: &Connection,
    id: &ObjectId,
) -> Result<Option<String>, ProjectError> {
    Ok(connection
        .prepare_cached("SELECT body FROM object WHERE id = ?")?
        .query_row([&id.0], |row| row.get(0))
        .optional()?)
}

/// Keeps the text of what the objects share, or that there is none.
pub(crate) fn set_shared(connection: &Connection, body: Option<&str>) -> Result<(), ProjectError> {
    match body {
        Some(body) => connection
            .prepare_cached(
                "INSERT INTO program (id, body) VALUES (1, ?)
                 ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            )?
            .execute([body])?,
        None => connection.execute("DELETE FROM program", [])?,
    };
    Ok(())
}

/// Keeps the text of an object, or that there is no such object.
pub(crate) fn set_object(
    connection: &Connection,
    id: &ObjectId,
    body: Option<&str>,
) -> Result<(), ProjectError> {
    match body {
        Some(body) => connection
            .prepare_cached(
                "INSERT INTO object (id, body) VALUES (?, ?)
                 ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            )?
            .execute(params![id.0, body])?,
        None => connection
            .prepare_cached("DELETE FROM object WHERE id = ?")?
            .execute([&id.0])?,
    };
    Ok(())
}

/// Keeps a picture.
pub(crate) fn insert_picture(
    connection: &Connection,
    picture: &NewPicture,
) -> Result<PictureId, ProjectError> {
    connection.execute(
        "INSERT INTO picture (width, height, jpeg) VALUES (?, ?, ?)",
        params![picture.width, picture.height, picture.jpeg],
    )?;
    Ok(PictureId(connection.last_insert_rowid()))
}

/// Keeps a picture under an id that it had in another file.
pub(crate) fn insert_picture_as(
    connection: &Connection,
    id: PictureId,
    picture: &NewPicture,
) -> Result<(), ProjectError> {
    connection.execute(
        "INSERT INTO picture (id, width, height, jpeg) VALUES (?, ?, ?, ?)",
        params![id.0, picture.width, picture.height, picture.jpeg],
    )?;
    Ok(())
}

/// A kept picture, a JPEG.
///
/// # Errors
/// [`ProjectError::PictureNotFound`].
pub(crate) fn picture(connection: &Connection, id: PictureId) -> Result<Vec<u8>, ProjectError> {
    connection
        .prepare_cached("SELECT jpeg FROM picture WHERE id = ?")?
        .query_row([id.0], |row| row.get(0))
        .optional()?
        .ok_or(ProjectError::PictureNotFound(id))
}

/// # Errors
/// [`ProjectError::PictureNotFound`].
pub(crate) fn find_picture(connection: &Connection, id: PictureId) -> Result<(), ProjectError> {
    let found = connection
        .prepare_cached("SELECT 1 FROM picture WHERE id = ?")?
        .exists([id.0])?;
    if found {
        Ok(())
    } else {
        Err(ProjectError::PictureNotFound(id))
    }
}

/// The pictures that the program does not show. A program that does not read may show any of
/// them, so none are named then.
pub(crate) fn unnamed_pictures(connection: &Connection) -> Result<Vec<PictureId>, ProjectError> {
    let kept: Vec<PictureId> = all(connection, "SELECT id FROM picture", [], |row| {
        row.get(0).map(PictureId)
    })?;
    if kept.is_empty() {
        return Ok(kept);
    }
    let named: HashSet<PictureId> = match read(connection) {
        Ok(program) => program.pictures(),
        Err(error @ ProjectError::ProgramDamaged(_)) => {
            tracing::warn!(%error, "no picture of the program is erased");
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    Ok(kept.into_iter().filter(|id| !named.contains(id)).collect())
}

/// Erases a picture.
pub(crate) fn erase_picture(connection: &Connection, id: PictureId) -> Result<(), ProjectError> {
    connection
        .prepare_cached("DELETE FROM picture WHERE id = ?")?
        .execute([id.0])?;
    Ok(())
}
