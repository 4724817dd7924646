//! What can be undone and redone. The steps are kept in the project's file: each is written in the
//! transaction of its change, so undo goes on where it was after a restart or a kill.
//!
//! Never here: how a change is made, how it is written.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::error::ProjectError;
use crate::error_code::ErrorCode;
use crate::kept_step;
use crate::op::Change;
use crate::step::Step;
use crate::store::hidden::{self, Rows};
use crate::store::steps::{self, Listed, StepId};
use crate::view::{ClassId, Operation};

/// Photos that come into one class within this time of each other are one step.
const ONE_UPLOAD: Duration = Duration::from_secs(2);

/// How much is kept. Beyond it the oldest steps are forgotten, never the newest.
#[derive(Clone, Copy, Debug)]
struct Limits {
    steps: usize,
    /// Of the texts, pictures and lists that steps hold. A step of a program holds the text before
    /// it, so a long afternoon of large programs would fill the memory of a small tablet.
    bytes: usize,
    /// Of kept photos that are hidden and stay in the file.
    hidden: u64,
}

const LIMITS: Limits = Limits {
    steps: 500,
    bytes: 64 * 1024 * 1024,
    hidden: 256 * 1024 * 1024,
};

/// Most that the step beside the present may hold when it is read: a program of the largest size
/// is replaced in one step.
const MOST_OF_ONE: usize = 2 * LIMITS.bytes;

/// A step and its number in the file.
#[derive(Clone, Debug, PartialEq)]
struct KeptStep {
    id: StepId,
    step: Step,
}

/// The steps of one open project, as they are in its file.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// Oldest first; those from `done` on were undone.
    steps: Vec<KeptStep>,
    done: usize,
    upload: Option<Upload>,
}

/// The upload that the newest step belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upload {
    class: ClassId,
    latest: Instant,
}

/// Which way a step is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Undo,
    Redo,
}

/// What a transaction has written; [`History::apply`] takes it over after the commit.
#[derive(Debug)]
pub(crate) enum Written {
    /// A new step, after so many of the oldest were forgotten.
    Recorded {
        id: StepId,
        step: Step,
        forgotten: usize,
        upload: Option<Upload>,
    },
    /// More photos of the newest step.
    Joined { step: Step, upload: Upload },
    /// The step beside the present was made, and this takes it back.
    Made { direction: Direction, back: Step },
    /// Nothing is left in this direction.
    Emptied(Direction),
}

impl History {
    /// Reads the steps. Those from one on that is damaged, or beyond what is ever kept, are left
    /// out, as seen from the present.
    ///
    /// # Errors
    /// The database's, but for damage.
    pub(crate) fn read(database: &Connection) -> Result<Self, ProjectError> {
        let none_if_damaged = |listed: Result<Vec<Listed>, ProjectError>| match listed {
            Err(error) if is_damage(&error) => {
                tracing::warn!(%error, "the history does not read");
                Ok(Vec::new())
            }
            listed => listed,
        };
        let done = none_if_damaged(steps::done(database, LIMITS.steps))?;
        let undone = none_if_damaged(steps::undone(database, LIMITS.steps))?;
        let mut steps = readable(database, done)?;
        steps.reverse();
        let done = steps.len();
        steps.extend(readable(database, undone)?);
        Ok(Self {
            steps,
            done,
            upload: None,
        })
    }

    /// Writes what was done just now. What had been undone before cannot be redone any more.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn record(
        &self,
        database: &Connection,
        step: Step,
    ) -> Result<Written, ProjectError> {
        self.record_within(database, step, LIMITS)
    }

    fn record_within(
        &self,
        database: &Connection,
        step: Step,
        limits: Limits,
    ) -> Result<Written, ProjectError> {
        let (done, undone) = self.steps.split_at(self.done);
        let mut forgotten = too_many(done, &step, limits);
        for kept in done.iter().take(forgotten) {
            steps::erase(database, kept.id)?;
        }
        let hides = step.changes.iter().any(Change::shows_again);
        if hides || !undone.is_empty() {
            forgotten = make_room(database, done, forgotten, &step, limits)?;
        }
        let id = steps::insert(database, &kept_step::word(step.operation)?)?;
        steps::append(database, id, &kept_step::write(&step)?)?;
        Ok(Written::Recorded {
            id,
            step,
            forgotten,
            upload: None,
        })
    }

    /// Writes that photos came into a class at `now`; they join the step of the same upload.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn record_photos(
        &self,
        database: &Connection,
        class: ClassId,
        step: Step,
        now: Instant,
    ) -> Result<Written, ProjectError> {
        let same_upload = self.upload.is_some_and(|upload| {
            upload.class == class && now.saturating_duration_since(upload.latest) < ONE_UPLOAD
        });
        let this = Upload { class, latest: now };
        if same_upload && let Some(newest) = self.next(Direction::Undo) {
            steps::append(database, newest.id, &kept_step::write(&step)?)?;
            return Ok(Written::Joined { step, upload: this });
        }
        let mut written = self.record(database, step)?;
        if let Written::Recorded { upload, .. } = &mut written {
            *upload = Some(this);
        }
        Ok(written)
    }

    /// Makes the next step in a direction; `None` when there is none.
    ///
    /// # Errors
    /// The database's, and that something the step needs is not in the project.
    pub(crate) fn make(
        &self,
        database: &Connection,
        direction: Direction,
    ) -> Result<Option<Written>, ProjectError> {
        let Some(kept) = self.next(direction) else {
            return Ok(None);
        };
        let back = kept.step.make(database)?;
        let undone = direction == Direction::Undo;
        steps::replace(database, kept.id, undone, &kept_step::write(&back)?)?;
        Ok(Some(Written::Made { direction, back }))
    }

    /// Erases the steps of a direction, the next of which cannot be made: in a file that nobody
    /// damaged there is none such.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn empty(
        &self,
        database: &Connection,
        direction: Direction,
    ) -> Result<Written, ProjectError> {
        let (done, undone) = self.steps.split_at(self.done);
        let gone = match direction {
            Direction::Undo => done,
            Direction::Redo => undone,
        };
        for kept in gone {
            steps::erase(database, kept.id)?;
        }
        Ok(Written::Emptied(direction))
    }

    /// Takes over what is on the disk now.
    pub(crate) fn apply(&mut self, written: Written) {
        self.upload = None;
        match written {
            Written::Recorded {
                id,
                step,
                forgotten,
                upload,
            } => {
                self.steps.truncate(self.done);
                self.steps.drain(..forgotten);
                self.steps.push(KeptStep { id, step });
                self.done = self.steps.len();
                self.upload = upload;
            }
            Written::Joined { step, upload } => {
                if let Some(newest) = self.steps.last_mut() {
                    for change in step.changes {
                        newest.step.add(change);
                    }
                }
                self.upload = Some(upload);
            }
            Written::Made { direction, back } => {
                let made = match direction {
                    Direction::Undo => self.done.saturating_sub(1),
                    Direction::Redo => self.done,
                };
                if let Some(kept) = self.steps.get_mut(made) {
                    kept.step = back;
                }
                self.done = match direction {
                    Direction::Undo => made,
                    Direction::Redo => made + 1,
                };
            }
            Written::Emptied(Direction::Undo) => {
                self.steps.drain(..self.done);
                self.done = 0;
            }
            Written::Emptied(Direction::Redo) => self.steps.truncate(self.done),
        }
    }

    /// What undo or redo would do.
    pub(crate) fn operation(&self, direction: Direction) -> Option<Operation> {
        self.next(direction).map(|kept| kept.step.operation)
    }

    /// The numbers of all steps.
    pub(crate) fn ids(&self) -> HashSet<StepId> {
        self.steps.iter().map(|kept| kept.id).collect()
    }

    /// The rows of classes and photos that the steps need.
    pub(crate) fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        for kept in &self.steps {
            kept.step.add_rows(&mut rows);
        }
        rows
    }

    /// All changes of all steps.
    pub(crate) fn changes(&self) -> impl Iterator<Item = &Change> {
        self.steps.iter().flat_map(|kept| &kept.step.changes)
    }

    fn next(&self, direction: Direction) -> Option<&KeptStep> {
        match direction {
            Direction::Undo => self.done.checked_sub(1).and_then(|at| self.steps.get(at)),
            Direction::Redo => self.steps.get(self.done),
        }
    }
}

/// Whether a step failed because the file is not as this app left it, and not because of the disk.
pub(crate) fn is_damage(error: &ProjectError) -> bool {
    matches!(
        error.code(),
        ErrorCode::ProjectDamaged | ErrorCode::ClassNotFound | ErrorCode::PhotoNotFound
    )
}

/// The steps, nearest first, up to one that does not read or is too much.
fn readable(database: &Connection, near: Vec<Listed>) -> Result<Vec<KeptStep>, ProjectError> {
    let mut steps = Vec::with_capacity(near.len());
    let mut bytes: usize = 0;
    for listed in near {
        bytes = bytes.saturating_add(listed.weight);
        let most = if steps.is_empty() {
            MOST_OF_ONE
        } else {
            LIMITS.bytes
        };
        if bytes > most {
            break;
        }
        let step = steps::changes(database, listed.id)
            .and_then(|changes| kept_step::read(&listed, changes));
        match step {
            Ok(step) => steps.push(KeptStep {
                id: listed.id,
                step,
            }),
            Err(error) if is_damage(&error) => {
                tracing::warn!(%error, "a step of the history does not read");
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(steps)
}

/// Keeps the hidden photos within the limit: erases those that no step needs, then the oldest
/// steps, `forgotten` of which are erased already. How many are then.
///
/// Below the limit nothing is erased before the project is closed: overwriting hundreds of photos
/// takes a moment, which would be felt in the middle of work.
fn make_room(
    database: &Connection,
    done: &[KeptStep],
    mut forgotten: usize,
    new: &Step,
    limits: Limits,
) -> Result<usize, ProjectError> {
    let mut hidden = hidden::bytes(database)?;
    if hidden <= limits.hidden {
        return Ok(forgotten);
    }
    let left = done.get(forgotten..).unwrap_or_default();
    let unneeded = hidden::unneeded(database, &rows_of(left, new))?;
    let mut erased = hidden::erase(database, &unneeded)?;
    for (index, kept) in done.iter().enumerate().skip(forgotten) {
        if erased > 0 {
            hidden = hidden::bytes(database)?;
        }
        if hidden <= limits.hidden {
            break;
        }
        steps::erase(database, kept.id)?;
        forgotten = index + 1;
        let needed = rows_of(done.get(forgotten..).unwrap_or_default(), new);
        let mut rows = Rows::default();
        kept.step.add_rows(&mut rows);
        rows.classes.retain(|id| !needed.classes.contains(id));
        rows.photos.retain(|id| !needed.photos.contains(id));
        erased = hidden::erase(database, &rows)?;
    }
    Ok(forgotten)
}

/// The rows that these steps need.
fn rows_of(steps: &[KeptStep], new: &Step) -> Rows {
    let mut rows = Rows::default();
    new.add_rows(&mut rows);
    for kept in steps {
        kept.step.add_rows(&mut rows);
    }
    rows
}

/// How many of the oldest steps are over the limits of steps and bytes.
fn too_many(done: &[KeptStep], new: &Step, limits: Limits) -> usize {
    let weights: Vec<usize> = done.iter().map(|kept| kept.step.bytes()).collect();
    let mut bytes = weights.iter().sum::<usize>() + new.bytes();
    let mut left = done.len() + 1;
    weights
        .iter()
        .take_while(|weight| {
            let over = left > limits.steps || bytes > limits.bytes;
            left -= 1;
            bytes -= **weight;
            over
        })
        .count()
}

#[cfg(test)]
mod tests;
