//! The tables of a project file, one list of steps for each format number.

use std::sync::OnceLock;

use rusqlite::{Connection, Transaction};

use crate::error::ProjectError;

/// `NUNC`, at bytes 68 to 71 of every project file.
pub(crate) const APPLICATION_ID: i32 = 0x4e55_4e43;
/// The newest format, which is the number of steps.
pub(crate) const NEWEST: usize = STEPS.len();

/// Step `n` turns format `n` into format `n + 1`; format 0 is an empty database.
///
/// A released step is never edited: a file is known by the exact text of its tables.
/// What is deleted is only hidden for as long as a step of the history needs it.
const STEPS: [&str; 3] = [
    "
CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    example TEXT,
    epochs INTEGER NOT NULL,
    batch_size INTEGER NOT NULL,
    learning_rate REAL NOT NULL,
    validation_ratio REAL NOT NULL,
    refit_on_all INTEGER NOT NULL
) STRICT;
CREATE TABLE class (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    colour INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hidden INTEGER NOT NULL
) STRICT;
CREATE TABLE photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    class_id INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    square_left INTEGER NOT NULL,
    square_top INTEGER NOT NULL,
    square_side INTEGER NOT NULL,
    hash BLOB NOT NULL,
    revision INTEGER NOT NULL,
    hidden INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_of_class ON photo (class_id, hidden);
CREATE TABLE kept_photo (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL
) STRICT;
CREATE TABLE thumbnail (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL
) STRICT;
CREATE TABLE embedding (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    backbone BLOB NOT NULL,
    vector BLOB NOT NULL
) STRICT;
CREATE TABLE model (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    format INTEGER NOT NULL,
    classes TEXT NOT NULL,
    head BLOB NOT NULL,
    epochs TEXT NOT NULL,
    conditions TEXT NOT NULL,
    photos INTEGER NOT NULL,
    validation_photos INTEGER NOT NULL,
    training_set BLOB NOT NULL,
    backbone BLOB NOT NULL,
    sum BLOB NOT NULL
) STRICT;
",
    "
CREATE TABLE program (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    body TEXT NOT NULL
) STRICT;
CREATE TABLE object (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE picture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    jpeg BLOB NOT NULL
) STRICT;
",
    // `identity` tells the copies of one project from other projects. The ids of `merged_class`
    // stay in blocks for longer than the rows of their classes, so they refer to none. In
    // `step_change`, `body` is JSON and `bytes` is what is long: the text of a part of the
    // program, or a thumbnail.
    "
CREATE TABLE identity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL
) STRICT;
INSERT INTO identity (id, uid) VALUES (1, lower(hex(randomblob(16))));
CREATE TABLE merged_class (
    id INTEGER PRIMARY KEY,
    into_id INTEGER NOT NULL
) STRICT;
CREATE TABLE step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    format INTEGER NOT NULL,
    operation TEXT NOT NULL,
    undone INTEGER NOT NULL
) STRICT;
CREATE TABLE step_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    bytes BLOB
) STRICT;
CREATE INDEX change_of_step ON step_change (step_id);
",
];

/// Takes an open transaction from format `from` to the newest.
///
/// # Errors
/// What the database refuses.
pub(crate) fn migrate(transaction: &Transaction<'_>, from: usize) -> Result<(), ProjectError> {
    take_to(transaction, from, NEWEST)
}

/// As [`migrate`], to any later format: the tests make the files of older versions by it.
pub(super) fn take_to(
    transaction: &Transaction<'_>,
    from: usize,
    to: usize,
) -> Result<(), ProjectError> {
    for step in STEPS.iter().take(to).skip(from) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", i64::try_from(to).unwrap_or(i64::MAX))?;
    Ok(())
}

/// Compares every table, index, view and trigger with those of this format.
///
/// # Errors
/// [`ProjectError::Foreign`] for any difference.
pub(crate) fn check(connection: &Connection, format: usize) -> Result<(), ProjectError> {
    if rows(connection)? == expected(format)? {
        Ok(())
    } else {
        Err(ProjectError::Foreign("other tables than ours".into()))
    }
}

/// The tables of a format as SQLite lists them. Made once: a library of many projects asks often.
fn expected(format: usize) -> Result<&'static [SchemaRow], ProjectError> {
    static EXPECTED: [OnceLock<Vec<SchemaRow>>; NEWEST + 1] =
        [const { OnceLock::new() }; NEWEST + 1];
    let kept = EXPECTED
        .get(format)
        .ok_or_else(|| ProjectError::Internal("no such format".into()))?;
    if let Some(rows) = kept.get() {
        return Ok(rows);
    }
    let empty = Connection::open_in_memory()?;
    for step in STEPS.iter().take(format) {
        empty.execute_batch(step)?;
    }
    let rows = rows(&empty)?;
    Ok(kept.get_or_init(|| rows))
}

type SchemaRow = (String, String, String, Option<String>);

fn rows(connection: &Connection) -> Result<Vec<SchemaRow>, ProjectError> {
    let mut statement = connection
        .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn a_released_step_is_never_edited() {
        let sums: Vec<String> = STEPS
            .iter()
            .map(|step| {
                let sum = Sha256::digest(step.as_bytes());
                sum.iter()
                    .take(8)
                    .map(|byte| format!("{byte:02x}"))
                    .collect()
            })
            .collect();
        // A change of the tables is a new step at the end, with its sum here.
        assert_eq!(
            sums,
            ["f32cbac8e204e5aa", "7bbec8efad97da61", "8baa98cdc4189b81"]
        );
    }
}
