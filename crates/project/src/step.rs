//! A step of the history.
//!
//! Never here: which steps there are, how they are written.

use rusqlite::Connection;

use crate::error::ProjectError;
use crate::op::Change;
use crate::store::hidden::Rows;
use crate::view::Operation;

/// Something a user did, as the changes that take it back, in the order to make them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) operation: Operation,
    pub(crate) changes: Vec<Change>,
}

impl Step {
    /// Makes the changes inside a transaction and returns the step that takes them back.
    ///
    /// # Errors
    /// As [`Change::make`].
    pub(crate) fn make(&self, database: &Connection) -> Result<Self, ProjectError> {
        let mut changes = self
            .changes
            .iter()
            .map(|change| change.clone().make(database))
            .collect::<Result<Vec<_>, _>>()?;
        changes.reverse();
        Ok(Self {
            operation: self.operation,
            changes,
        })
    }

    /// Adds a change behind the others, photos to the list of photos before it if there is one.
    pub(crate) fn add(&mut self, change: Change) {
        match (self.changes.last_mut(), change) {
            (
                Some(Change::PhotosHidden { ids, hidden }),
                Change::PhotosHidden {
                    ids: more,
                    hidden: same,
                },
            ) if *hidden == same => ids.extend(more),
            (_, change) => self.changes.push(change),
        }
    }

    /// About what its changes take in memory.
    pub(crate) fn bytes(&self) -> usize {
        self.changes.iter().map(Change::bytes).sum()
    }

    /// Adds the rows of classes and photos without which it cannot be made.
    pub(crate) fn add_rows(&self, rows: &mut Rows) {
        for change in &self.changes {
            change.add_rows(rows);
        }
    }
}
