//! Classes that were merged into others. Their ids stay in blocks and in the model, and mean the
//! class that is left; so they are kept for as long as that one is, in rows that refer to none.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::all;
use crate::error::ProjectError;
use crate::view::ClassId;

/// Keeps that a class was merged into another, or that it was not.
pub(crate) fn set(
    connection: &Connection,
    id: ClassId,
    into: Option<ClassId>,
) -> Result<(), ProjectError> {
    match into {
        Some(into) => connection
            .prepare_cached(
                "INSERT INTO merged_class (id, into_id) VALUES (?, ?)
                 ON CONFLICT (id) DO UPDATE SET into_id = excluded.into_id",
            )?
            .execute([id.0, into.0])?,
        None => connection
            .prepare_cached("DELETE FROM merged_class WHERE id = ?")?
            .execute([id.0])?,
    };
    Ok(())
}

/// What a class was merged into; that one may have been merged into yet another.
pub(crate) fn of(connection: &Connection, id: ClassId) -> Result<Option<ClassId>, ProjectError> {
    Ok(connection
        .prepare_cached("SELECT into_id FROM merged_class WHERE id = ?")?
        .query_row([id.0], |row| row.get(0).map(ClassId))
        .optional()?)
}

/// For every class that was merged the one that is left, at the end of all mergings. A circle,
/// which only a damaged file has, leads nowhere and is left out.
pub(crate) fn survivors(
    connection: &Connection,
) -> Result<HashMap<ClassId, ClassId>, ProjectError> {
    let steps: HashMap<ClassId, ClassId> = all(
        connection,
        "SELECT id, into_id FROM merged_class LIMIT 10000",
        [],
        |row| Ok((ClassId(row.get(0)?), ClassId(row.get(1)?))),
    )?
    .into_iter()
    .collect();
    let mut ends: HashMap<ClassId, Option<ClassId>> = HashMap::new();
    for start in steps.keys() {
        let mut path = Vec::new();
        let mut at = *start;
        let end = loop {
            if let Some(known) = ends.get(&at) {
                break *known;
            }
            let Some(next) = steps.get(&at) else {
                break Some(at);
            };
            // On the way already, and so not an end: whoever comes back here goes in a circle.
            ends.insert(at, None);
            path.push(at);
            at = *next;
        };
        for id in path {
            ends.insert(id, end);
        }
    }
    Ok(ends
        .into_iter()
        .filter_map(|(id, end)| Some((id, end?)))
        .collect())
}

/// Forgets the mergings into classes whose rows are erased.
pub(crate) fn forget_lost(connection: &Connection) -> Result<(), ProjectError> {
    let mut there = connection.prepare_cached("SELECT 1 FROM class WHERE id = ?")?;
    let mut lost = Vec::new();
    for (id, survivor) in survivors(connection)? {
        if !there.exists([survivor.0])? {
            lost.push(id);
        }
    }
    for id in lost {
        set(connection, id, None)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn a_chain_of_mergings_ends_at_the_class_that_is_left_and_a_circle_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("test.nunchi")).unwrap();
        let database = store.connection();
        for (id, into) in [
            (1, 2),
            (2, 3),
            (4, 3),
            (7, 8),
            (8, 9),
            (9, 7),
            (6, 7),
            (5, 5),
        ] {
            set(database, ClassId(id), Some(ClassId(into))).unwrap();
        }
        let mut found: Vec<_> = survivors(database)
            .unwrap()
            .into_iter()
            .map(|(id, end)| (id.0, end.0))
            .collect();
        found.sort_unstable();
        assert_eq!(found, [(1, 3), (2, 3), (4, 3)]);
        set(database, ClassId(2), None).unwrap();
        assert_eq!(survivors(database).unwrap()[&ClassId(1)], ClassId(2));
        forget_lost(database).unwrap();
        assert!(survivors(database).unwrap().is_empty(), "no class is left");
    }
}
