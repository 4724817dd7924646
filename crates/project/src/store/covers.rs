//! The few rows that a card of a project shows.

use rusqlite::Connection;

use super::all;
use crate::error::ProjectError;
use crate::view::{ClassId, PhotoId};

/// Most photos on a card.
const MOST: usize = 4;

/// At most four photos that are shown: the first of each class, then the second of each.
pub(crate) fn covers(
    connection: &Connection,
    classes: impl Iterator<Item = ClassId>,
) -> Result<Vec<PhotoId>, ProjectError> {
    let of_class = |class: ClassId| {
        all(
            connection,
            "SELECT id FROM photo WHERE class_id = ? AND hidden = 0 ORDER BY id LIMIT 4",
            [class.0],
            |row| row.get(0).map(PhotoId),
        )
    };
    let firsts = classes.map(of_class).collect::<Result<Vec<_>, _>>()?;
    let in_turn = (0..MOST).flat_map(|turn| firsts.iter().filter_map(move |ids| ids.get(turn)));
    Ok(in_turn.copied().take(MOST).collect())
}
