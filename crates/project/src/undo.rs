//! What can be undone and redone, newest last. Lives in memory; steps are plain data, so that
//! they can be kept in the project one day.
//!
//! Never here: how a change is made.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::error::ProjectError;
use crate::op::Change;
use crate::view::{ClassId, HistoryView, Operation};

/// Photos that come into one class within this time of each other are one step.
const ONE_UPLOAD: Duration = Duration::from_secs(2);

/// Most bytes of texts and pictures that steps hold. A step of a program holds the text before it,
/// so a long afternoon of large programs would fill the memory of a small tablet.
const MOST_BYTES: usize = 64 * 1024 * 1024;

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
}

/// The steps of one open project.
#[derive(Debug, Default)]
pub(crate) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    upload: Option<Upload>,
}

/// The upload that the newest step belongs to.
#[derive(Clone, Copy, Debug)]
struct Upload {
    class: ClassId,
    latest: Instant,
}

impl History {
    /// Adds what was done just now. What had been undone before cannot be redone any more.
    pub(crate) fn record(&mut self, step: Step) {
        self.redo.clear();
        self.upload = None;
        self.undo.push(step);
        self.forget_oldest();
    }

    /// Lets go of the steps that nobody can wait for, never of the newest.
    fn forget_oldest(&mut self) {
        let mut bytes: usize = self.undo.iter().map(Step::bytes).sum();
        let oldest = self.undo.iter().take(self.undo.len() - 1);
        let too_many = oldest
            .take_while(|step| {
                let over = bytes > MOST_BYTES;
                bytes = bytes.saturating_sub(step.bytes());
                over
            })
            .count();
        self.undo.drain(..too_many);
    }

    /// Adds photos that came into a class at `now`; they join the step of the same upload.
    pub(crate) fn record_photos(&mut self, class: ClassId, step: Step, now: Instant) {
        let same_upload = self.upload.is_some_and(|upload| {
            upload.class == class && now.saturating_duration_since(upload.latest) < ONE_UPLOAD
        });
        match self.undo.last_mut() {
            Some(newest) if same_upload => newest.take_in(step),
            _ => self.record(step),
        }
        self.upload = Some(Upload { class, latest: now });
    }

    /// The step that undo makes next.
    pub(crate) fn newest_to_undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// The step that redo makes next.
    pub(crate) fn newest_to_redo(&self) -> Option<&Step> {
        self.redo.last()
    }

    /// Notes that the newest step was undone, and how to do it again.
    pub(crate) fn undone(&mut self, again: Step) {
        self.undo.pop();
        self.redo.push(again);
        self.upload = None;
    }

    /// Notes that the newest undone step was done again, and how to undo it.
    pub(crate) fn redone(&mut self, back: Step) {
        self.redo.pop();
        self.undo.push(back);
        self.upload = None;
    }

    pub(crate) fn view(&self) -> HistoryView {
        HistoryView {
            undo: self.undo.last().map(|step| step.operation),
            redo: self.redo.last().map(|step| step.operation),
        }
    }
}

impl Step {
    /// What it holds in memory, but for a few numbers.
    fn bytes(&self) -> usize {
        self.changes.iter().map(Change::bytes).sum()
    }

    /// Joins the changes of another upload step, one list of photos if possible.
    fn take_in(&mut self, other: Self) {
        for change in other.changes {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::PhotoId;

    fn added(photo: i64) -> Step {
        Step {
            operation: Operation::AddPhotos,
            changes: vec![Change::PhotosHidden {
                ids: vec![PhotoId(photo)],
                hidden: true,
            }],
        }
    }

    fn check(events: &[(i64, u64)], steps: usize, why: &str) {
        let start = Instant::now();
        let mut history = History::default();
        for (photo, (class, milliseconds)) in events.iter().enumerate() {
            let now = start + Duration::from_millis(*milliseconds);
            history.record_photos(ClassId(*class), added(photo as i64), now);
        }
        assert_eq!(history.undo.len(), steps, "{why}");
    }

    #[test]
    fn photos_of_one_upload_are_one_step() {
        check(
            &[(1, 0), (1, 500), (1, 2_400)],
            1,
            "each less than 2 s after the last",
        );
        check(&[(1, 0), (1, 2_000)], 2, "2 s apart");
        check(&[(1, 0), (2, 10), (1, 20)], 3, "other classes");
    }

    #[test]
    fn an_upload_ends_with_any_other_step() {
        let now = Instant::now();
        let mut history = History::default();
        history.record_photos(ClassId(1), added(1), now);
        history.undone(added(1));
        history.redone(added(1));
        history.record_photos(ClassId(1), added(2), now);
        assert_eq!(history.undo.len(), 2);
    }

    #[test]
    fn the_oldest_steps_are_forgotten_when_they_fill_the_memory() {
        let text = |megabytes: usize| Step {
            operation: Operation::ChangeBlocks,
            changes: vec![Change::ProgramShared(Some("x".repeat(megabytes << 20)))],
        };
        let mut history = History::default();
        history.record(added(1));
        history.record(text(40));
        history.record(text(20));
        assert_eq!(history.undo.len(), 3, "all fit");
        history.record(text(20));
        assert_eq!(history.undo, [text(20), text(20)]);
        history.record(text(70));
        assert_eq!(history.undo, [text(70)], "the newest stays");
    }

    #[test]
    fn a_new_step_ends_what_could_be_redone() {
        let mut history = History::default();
        history.record(added(1));
        history.undone(added(1));
        assert_eq!(history.view().redo, Some(Operation::AddPhotos));
        history.record(added(2));
        assert_eq!(history.view().redo, None);
    }
}
