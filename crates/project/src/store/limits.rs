//! What the rows of a file from elsewhere may hold. Types are looked at by `quick_check`, since all
//! tables are strict; here are sizes, counts and ranges.

use rusqlite::Connection;

use crate::error::ProjectError;

/// Each with what it says of a file where it finds a row. 9007199254740991 is the largest id that
/// the window can hold, 10485760 the most bytes of a picture, 1024 the most pixels of a side.
const RULES: [(&str, &str); 16] = [
    (
        "projects",
        "SELECT 1 WHERE (SELECT count(*) FROM project) <> 1",
    ),
    (
        "identities",
        "SELECT 1 WHERE (SELECT count(*) FROM identity) <> 1",
    ),
    (
        "the identity",
        "SELECT 1 FROM identity WHERE octet_length(uid) > 64",
    ),
    (
        "the name",
        "SELECT 1 FROM project WHERE octet_length(name) > 4000",
    ),
    (
        "too many classes",
        "SELECT 1 WHERE (SELECT count(*) FROM class WHERE hidden = 0) > 100
                     OR (SELECT count(*) FROM class) > 10000",
    ),
    (
        "a class",
        "SELECT 1 FROM class WHERE id NOT BETWEEN 1 AND 9007199254740991
             OR colour NOT BETWEEN 0 AND 9 OR hidden NOT IN (0, 1) OR octet_length(name) > 4000",
    ),
    (
        "too many photos",
        "SELECT 1 WHERE (SELECT count(*) FROM photo) > 200000",
    ),
    (
        "a photo",
        "SELECT 1 FROM photo WHERE id NOT BETWEEN 1 AND 9007199254740991
             OR width NOT BETWEEN 1 AND 1024 OR height NOT BETWEEN 1 AND 1024
             OR revision NOT BETWEEN 0 AND 1000000000 OR hidden NOT IN (0, 1)
             OR octet_length(hash) <> 32",
    ),
    (
        "a square",
        "SELECT 1 FROM photo WHERE square_side NOT BETWEEN 1 AND 1024
             OR square_left NOT BETWEEN 0 AND width - square_side
             OR square_top NOT BETWEEN 0 AND height - square_side",
    ),
    (
        "a kept photo",
        "SELECT 1 FROM kept_photo WHERE octet_length(jpeg) > 10485760",
    ),
    (
        "a thumbnail",
        "SELECT 1 FROM thumbnail WHERE octet_length(jpeg) > 1048576",
    ),
    (
        "an embedding",
        "SELECT 1 FROM embedding WHERE octet_length(vector) > 1048576
             OR octet_length(backbone) > 64",
    ),
    (
        "the model",
        "SELECT 1 FROM model WHERE octet_length(head) > 16777216
             OR octet_length(classes) > 1048576 OR octet_length(epochs) > 1048576
             OR octet_length(conditions) > 10000 OR octet_length(backbone) > 64",
    ),
    (
        "a picture",
        "SELECT 1 FROM picture WHERE id NOT BETWEEN 1 AND 9007199254740991
             OR width NOT BETWEEN 1 AND 1024 OR height NOT BETWEEN 1 AND 1024
             OR octet_length(jpeg) > 10485760",
    ),
    (
        "too many pictures or models",
        "SELECT 1 WHERE (SELECT count(*) FROM picture) > 20000
                     OR (SELECT count(*) FROM model) > 100",
    ),
    (
        "too long a history",
        "SELECT 1 WHERE (SELECT count(*) FROM step) > 10000
                     OR (SELECT count(*) FROM step_change) > 100000
                     OR (SELECT count(*) FROM merged_class) > 10000",
    ),
];

/// Looks at every row of a file of the newest format that is not from here.
///
/// # Errors
/// [`ProjectError::Damaged`] for a row that the app does not write.
pub(crate) fn check(connection: &Connection) -> Result<(), ProjectError> {
    for (what, rule) in RULES {
        if connection.prepare(rule)?.exists([])? {
            return Err(ProjectError::Damaged(format!("beyond the limits: {what}")));
        }
    }
    if connection.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(ProjectError::Damaged("a row of nothing".into()));
    }
    Ok(())
}
