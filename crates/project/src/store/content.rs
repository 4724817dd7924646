//! What a user would call the content of a project, as one sum: two files of the same sum hold the
//! same work, however differently SQLite has written them and whatever the app has worked out of
//! the photos since.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::error::ProjectError;

/// The rows that are work of the user, in an order that does not depend on the file. A photo is
/// known by the sum of its kept form; what is hidden is known by the steps that can bring it back.
const ROWS: [&str; 10] = [
    // A duplicate is another project from its first moment on.
    "SELECT uid FROM identity",
    "SELECT * FROM project",
    "SELECT id, name, colour, position FROM class WHERE hidden = 0 ORDER BY id",
    "SELECT id, class_id, square_left, square_top, square_side, hash FROM photo
     WHERE hidden = 0 ORDER BY id",
    "SELECT id, into_id FROM merged_class ORDER BY id",
    "SELECT sum FROM model ORDER BY id",
    "SELECT body FROM program",
    "SELECT id, body FROM object ORDER BY id",
    // Programs name them by number only.
    "SELECT id, jpeg FROM picture ORDER BY id",
    "SELECT operation, undone, body, bytes FROM step JOIN step_change ON step_id = step.id
     ORDER BY step.id, step_change.id",
];

/// The sum of a project of the newest format.
///
/// # Errors
/// The database's, also for an older format.
pub(crate) fn sum(connection: &Connection) -> Result<[u8; 32], ProjectError> {
    let mut sum = Sha256::new();
    for query in ROWS {
        let mut statement = connection.prepare(query)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                add(&mut sum, row.get_ref(column)?);
            }
        }
        sum.update([u8::MAX]);
    }
    Ok(sum.finalize().into())
}

/// Adds a value, led by its kind and its length.
fn add(sum: &mut Sha256, value: ValueRef<'_>) {
    let (kind, number, bytes): (u8, u64, &[u8]) = match value {
        ValueRef::Null => (0, 0, &[]),
        ValueRef::Integer(number) => (1, number.cast_unsigned(), &[]),
        ValueRef::Real(number) => (2, number.to_bits(), &[]),
        ValueRef::Text(bytes) => (3, bytes.len() as u64, bytes),
        ValueRef::Blob(bytes) => (4, bytes.len() as u64, bytes),
    };
    sum.update([kind]);
    sum.update(number.to_le_bytes());
    sum.update(bytes);
}
