//! Keeps photos in the order in which they were sent, though they are decoded side by side.
//!
//! Never here: photos, projects.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::core::lock;

/// Longest wait for another. One that was sent and never came, as when the window is loaded anew,
/// must hold up nobody for long.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// Turns that are remembered as over. Those before them are long over.
const REMEMBERED: usize = 1_000;

/// The place of a photo among those that the window sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its number, higher than that of every photo before it.
    pub number: u64,
    /// The number of the photo that was sent before it; `None` for the first one.
    pub after: Option<u64>,
}

/// The turns that are over, of whatever outcome.
#[derive(Debug, Default)]
pub(crate) struct Line {
    over: Mutex<BTreeSet<u64>>,
    changed: Condvar,
}

/// A turn that is not over. Dropping it ends it, once all before it are over: those behind a photo
/// that was refused wait for those before it.
#[derive(Debug)]
pub(crate) struct Standing<'line> {
    line: &'line Line,
    turn: Turn,
    waited: Cell<bool>,
}

impl Line {
    pub(crate) fn stand(&self, turn: Turn) -> Standing<'_> {
        Standing {
            line: self,
            turn,
            waited: Cell::new(false),
        }
    }
}

impl Standing<'_> {
    /// Waits until the one before is over.
    pub(crate) fn wait(&self) {
        let Some(before) = self.turn.after else {
            return;
        };
        if self.waited.replace(true) {
            return;
        }
        let over = lock(&self.line.over);
        let forgotten = |over: &BTreeSet<u64>| {
            over.len() >= REMEMBERED && over.first().is_some_and(|first| before < *first)
        };
        let waited = self
            .line
            .changed
            .wait_timeout_while(over, LONGEST_WAIT, |over| {
                !over.contains(&before) && !forgotten(over)
            });
        let (_over, outcome) = waited.unwrap_or_else(PoisonError::into_inner);
        if outcome.timed_out() {
            tracing::warn!(before, "a photo that was sent did not come");
        }
    }
}

impl Drop for Standing<'_> {
    fn drop(&mut self) {
        self.wait();
        let mut over = lock(&self.line.over);
        over.insert(self.turn.number);
        while over.len() > REMEMBERED {
            over.pop_first();
        }
        self.line.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(number: u64, after: Option<u64>) -> Turn {
        Turn { number, after }
    }

    #[test]
    fn turns_end_in_their_order_whichever_is_ready_first() {
        let line = Line::default();
        let done = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for number in [3, 2, 4, 5, 1] {
                let (line, done) = (&line, &done);
                scope.spawn(move || {
                    let after = (number > 1).then_some(number - 1);
                    let standing = line.stand(turn(number, after));
                    // The second one is refused: it ends without having waited.
                    if number != 2 {
                        standing.wait();
                        lock(done).push(number);
                    }
                });
            }
        });
        assert_eq!(*lock(&done), [1, 3, 4, 5]);
    }

    #[test]
    fn nobody_waits_for_what_was_forgotten_long_ago() {
        let line = Line::default();
        for number in 10..2_010 {
            drop(line.stand(turn(number, None)));
        }
        line.stand(turn(3_000, Some(11))).wait();
        line.stand(turn(3_001, Some(2_009))).wait();
        assert!(lock(&line.over).len() <= REMEMBERED);
    }
}
