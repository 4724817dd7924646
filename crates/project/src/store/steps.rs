//! Rows of the history: the steps in the order in which they were done, those that were undone
//! behind the others, and the changes that each of them makes.
//!
//! Never here: what a change is.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::all;
use crate::error::ProjectError;

/// Number of the form in which changes are kept.
pub(crate) const FORMAT: i64 = 1;

/// Row number of a step; a later step has a higher one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct StepId(i64);

/// A change as it is kept: JSON, and what is long in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChangeRow {
    pub(crate) body: String,
    pub(crate) bytes: Option<Vec<u8>>,
}

/// A step, without its changes.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) id: StepId,
    pub(crate) format: i64,
    pub(crate) operation: String,
    /// About what its changes take in memory, in bytes.
    pub(crate) weight: usize,
}

/// Adds a step behind all that are done, without changes yet. Those that were undone are erased.
pub(crate) fn insert(connection: &Connection, operation: &str) -> Result<StepId, ProjectError> {
    connection
        .prepare_cached("DELETE FROM step WHERE undone <> 0")?
        .execute([])?;
    connection
        .prepare_cached("INSERT INTO step (format, operation, undone) VALUES (?, ?, 0)")?
        .execute(params![FORMAT, operation])?;
    Ok(StepId(connection.last_insert_rowid()))
}

/// Adds changes to a step, behind those that it has.
pub(crate) fn append(
    connection: &Connection,
    step: StepId,
    changes: &[ChangeRow],
) -> Result<(), ProjectError> {
    let mut statement = connection
        .prepare_cached("INSERT INTO step_change (step_id, body, bytes) VALUES (?, ?, ?)")?;
    for change in changes {
        statement.execute(params![step.0, change.body, change.bytes])?;
    }
    Ok(())
}

/// Gives a step other changes, and notes whether it is undone.
pub(crate) fn replace(
    connection: &Connection,
    step: StepId,
    undone: bool,
    changes: &[ChangeRow],
) -> Result<(), ProjectError> {
    connection
        .prepare_cached("DELETE FROM step_change WHERE step_id = ?")?
        .execute([step.0])?;
    connection
        .prepare_cached("UPDATE step SET undone = ? WHERE id = ?")?
        .execute(params![undone, step.0])?;
    append(connection, step, changes)
}

/// Erases a step with its changes.
pub(crate) fn erase(connection: &Connection, step: StepId) -> Result<(), ProjectError> {
    connection
        .prepare_cached("DELETE FROM step WHERE id = ?")?
        .execute([step.0])?;
    Ok(())
}

/// Erases every step.
pub(crate) fn erase_all(connection: &Connection) -> Result<(), ProjectError> {
    connection.execute("DELETE FROM step", [])?;
    Ok(())
}

/// The steps that are not among `kept`.
pub(crate) fn others(
    connection: &Connection,
    kept: &HashSet<StepId>,
) -> Result<Vec<StepId>, ProjectError> {
    let mut steps = all(connection, "SELECT id FROM step", [], |row| {
        row.get(0).map(StepId)
    })?;
    steps.retain(|id| !kept.contains(id));
    Ok(steps)
}

/// The steps that can be undone, the next one first, `most` of them.
pub(crate) fn done(connection: &Connection, most: usize) -> Result<Vec<Listed>, ProjectError> {
    // One that is done behind one that is undone cannot be: what comes next is not known then.
    list(
        connection,
        "SELECT id, format, substr(operation, 1, 40) FROM step
         WHERE undone = 0
               AND id < coalesce((SELECT min(id) FROM step WHERE undone <> 0), 9223372036854775807)
         ORDER BY id DESC LIMIT ?",
        most,
    )
}

/// The steps that can be done again, the next one first, `most` of them.
pub(crate) fn undone(connection: &Connection, most: usize) -> Result<Vec<Listed>, ProjectError> {
    list(
        connection,
        "SELECT id, format, substr(operation, 1, 40) FROM step
         WHERE undone <> 0 ORDER BY id LIMIT ?",
        most,
    )
}

fn list(connection: &Connection, sql: &str, most: usize) -> Result<Vec<Listed>, ProjectError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut listed = all(connection, sql, [most], |row| {
        Ok(Listed {
            id: StepId(row.get(0)?),
            format: row.get(1)?,
            operation: row.get(2)?,
            weight: 0,
        })
    })?;
    let mut weigh = connection.prepare_cached(
        "SELECT coalesce(sum(octet_length(body) + coalesce(octet_length(bytes), 0) + 128), 0)
         FROM step_change WHERE step_id = ?",
    )?;
    for step in &mut listed {
        let weight: i64 = weigh.query_row([step.id.0], |row| row.get(0))?;
        step.weight = usize::try_from(weight).unwrap_or(usize::MAX);
    }
    Ok(listed)
}

/// The changes of a step, in the order to make them.
pub(crate) fn changes(
    connection: &Connection,
    step: StepId,
) -> Result<Vec<ChangeRow>, ProjectError> {
    all(
        connection,
        "SELECT body, bytes FROM step_change WHERE step_id = ? ORDER BY id",
        [step.0],
        |row| {
            Ok(ChangeRow {
                body: row.get(0)?,
                bytes: row.get(1)?,
            })
        },
    )
}
