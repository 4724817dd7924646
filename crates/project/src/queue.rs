//! Which photos the network still has to look at, for the workers and for whoever waits for them.
//!
//! Never here: the database, pictures, the network itself.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::ProjectError;
use crate::view::PhotoId;

/// Names one opening of one project; never used again in this run of the app.
pub(crate) type ProjectNumber = u64;

/// The work that is left. Every method may be called from any thread.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    project: ProjectNumber,
    /// The project may hold photos that nobody put here.
    search: bool,
    searching: bool,
    waiting: VecDeque<PhotoId>,
    busy: Vec<PhotoId>,
    failed: HashMap<PhotoId, Arc<ProjectError>>,
    /// Photos looked at, or found to need no look, since the project was opened.
    finished: usize,
    closed: bool,
}

/// What a worker does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Find the photos of the project that have not been looked at.
    Search,
    /// Look at a photo.
    Look(PhotoId),
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waited {
    /// Nothing is left to do.
    Idle,
    /// The wait was cancelled, or the project is not open any more.
    Ended,
}

impl State {
    fn left(&self) -> usize {
        self.waiting.len() + self.busy.len()
    }

    fn is_idle(&self) -> bool {
        !self.search && !self.searching && self.left() == 0
    }

    fn enqueue(&mut self, id: PhotoId) {
        self.failed.remove(&id);
        // A photo that a worker is busy with may have another square by now: it is looked at again.
        if !self.waiting.contains(&id) {
            self.waiting.push_back(id);
        }
    }
}

impl Queue {
    /// Forgets the work of the project before, and has the new one searched.
    pub(crate) fn switch(&self, project: ProjectNumber, anything: bool) {
        let mut state = self.lock();
        *state = State {
            project,
            search: anything,
            closed: state.closed,
            ..State::default()
        };
        self.changed.notify_all();
    }

    /// Adds a photo of the open project.
    pub(crate) fn add(&self, id: PhotoId) {
        self.lock().enqueue(id);
        self.changed.notify_all();
    }

    /// Has the open project searched, because photos may have come back.
    pub(crate) fn search(&self) {
        self.lock().search = true;
        self.changed.notify_all();
    }

    /// Has the open project searched, with the photos that could not be looked at before.
    pub(crate) fn search_with_failed(&self) {
        let mut state = self.lock();
        state.failed.clear();
        state.search = true;
        self.changed.notify_all();
    }

    /// The next task; waits for one. `None` when the session ends.
    pub(crate) fn next(&self) -> Option<(ProjectNumber, Task)> {
        let nothing = |state: &mut State| {
            !state.closed && state.waiting.is_empty() && (!state.search || state.searching)
        };
        let mut state = self
            .changed
            .wait_while(self.lock(), nothing)
            .unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return None;
        }
        if state.search && !state.searching {
            state.search = false;
            state.searching = true;
            return Some((state.project, Task::Search));
        }
        let id = state.waiting.pop_front()?;
        state.busy.push(id);
        Some((state.project, Task::Look(id)))
    }

    /// Takes the answer of a search.
    pub(crate) fn found(&self, project: ProjectNumber, ids: &[PhotoId]) {
        let mut state = self.lock();
        if state.project != project {
            return;
        }
        state.searching = false;
        let known: HashSet<PhotoId> = state
            .waiting
            .iter()
            .chain(&state.busy)
            .chain(state.failed.keys())
            .copied()
            .collect();
        let new = ids.iter().filter(|id| !known.contains(*id));
        state.waiting.extend(new);
        self.changed.notify_all();
    }

    /// Notes that a worker is done with a photo.
    pub(crate) fn done(
        &self,
        project: ProjectNumber,
        id: PhotoId,
        outcome: Result<(), ProjectError>,
    ) {
        let mut state = self.lock();
        if state.project != project {
            return;
        }
        if let Some(at) = state.busy.iter().position(|busy| *busy == id) {
            state.busy.swap_remove(at);
        }
        state.finished += 1;
        if let Err(error) = outcome {
            state.failed.insert(id, Arc::new(error));
        }
        self.changed.notify_all();
    }

    /// Photos of the open project that could not be looked at, and why.
    pub(crate) fn failed(&self) -> HashMap<PhotoId, Arc<ProjectError>> {
        self.lock().failed.clone()
    }

    /// Waits until nothing is left to do in a project. `progress` gets the photos done since the
    /// call and those in all, whenever they change; it is not called when there is no wait.
    pub(crate) fn wait_until_idle(
        &self,
        project: ProjectNumber,
        cancelled: &AtomicBool,
        mut progress: impl FnMut(usize, usize),
    ) -> Waited {
        let before = self.lock().finished;
        let mut told = None;
        loop {
            let mut state = self.lock();
            let (done, left) = loop {
                let ended =
                    state.closed || state.project != project || cancelled.load(Ordering::Relaxed);
                if ended {
                    return Waited::Ended;
                }
                if state.is_idle() {
                    return Waited::Idle;
                }
                let now = (state.finished - before, state.left());
                if now.1 > 0 && told != Some(now) {
                    break now;
                }
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            };
            drop(state);
            told = Some((done, left));
            progress(done, done + left);
        }
    }

    /// Lets everybody who waits look at what has changed elsewhere.
    pub(crate) fn wake(&self) {
        let _state = self.lock();
        self.changed.notify_all();
    }

    /// Ends the work; what is not done is found again when the project is opened.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROJECT: ProjectNumber = 7;

    fn queue() -> Queue {
        let queue = Queue::default();
        queue.switch(PROJECT, false);
        queue
    }

    fn look(id: i64) -> Option<(ProjectNumber, Task)> {
        Some((PROJECT, Task::Look(PhotoId(id))))
    }

    #[test]
    fn photos_are_looked_at_in_their_order_and_once() {
        let queue = queue();
        for id in [1, 2, 1] {
            queue.add(PhotoId(id));
        }
        queue.found(PROJECT, &[PhotoId(2), PhotoId(3)]);
        assert_eq!(queue.next(), look(1));
        assert_eq!(queue.next(), look(2));
        assert_eq!(queue.next(), look(3));
        queue.close();
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn a_photo_that_changes_under_a_worker_is_looked_at_again() {
        let queue = queue();
        queue.add(PhotoId(1));
        assert_eq!(queue.next(), look(1));
        queue.add(PhotoId(1));
        queue.done(PROJECT, PhotoId(1), Ok(()));
        assert_eq!(queue.next(), look(1));
    }

    #[test]
    fn a_search_does_not_bring_back_what_failed_until_it_is_asked_to() {
        let queue = queue();
        queue.add(PhotoId(1));
        queue.next();
        queue.done(PROJECT, PhotoId(1), Err(ProjectError::NoModel));
        assert!(queue.failed().contains_key(&PhotoId(1)));
        queue.search();
        assert_eq!(queue.next(), Some((PROJECT, Task::Search)));
        queue.found(PROJECT, &[PhotoId(1)]);
        queue.search_with_failed();
        assert_eq!(queue.next(), Some((PROJECT, Task::Search)));
        queue.found(PROJECT, &[PhotoId(1)]);
        assert_eq!(queue.next(), look(1));
    }

    #[test]
    fn answers_about_another_project_change_nothing() {
        let queue = queue();
        queue.add(PhotoId(1));
        queue.next();
        queue.switch(PROJECT + 1, false);
        queue.add(PhotoId(1));
        queue.done(PROJECT, PhotoId(1), Err(ProjectError::NoModel));
        queue.found(PROJECT, &[PhotoId(9)]);
        assert!(queue.failed().is_empty());
        assert_eq!(queue.next(), Some((PROJECT + 1, Task::Look(PhotoId(1)))));
    }

    #[test]
    fn a_wait_tells_its_progress_and_ends_with_the_work() {
        let queue = queue();
        let going_on = AtomicBool::new(false);
        let idle = queue.wait_until_idle(PROJECT, &going_on, |_, _| panic!("there is no wait"));
        assert_eq!(idle, Waited::Idle);
        for id in 1..=2 {
            queue.add(PhotoId(id));
        }
        let mut told = Vec::new();
        let waited = queue.wait_until_idle(PROJECT, &going_on, |done, total| {
            told.push((done, total));
            if let Some((project, Task::Look(id))) = queue.next() {
                queue.done(project, id, Ok(()));
            }
        });
        assert_eq!(waited, Waited::Idle);
        assert_eq!(told, [(0, 2), (1, 2)]);
    }

    #[test]
    fn a_wait_ends_when_it_is_cancelled_or_the_project_is_closed() {
        let queue = queue();
        queue.add(PhotoId(1));
        let cancelled = AtomicBool::new(false);
        let waited = queue.wait_until_idle(PROJECT, &cancelled, |_, _| {
            cancelled.store(true, Ordering::Relaxed);
        });
        assert_eq!(waited, Waited::Ended);
        let going_on = AtomicBool::new(false);
        let waited = queue.wait_until_idle(PROJECT, &going_on, |_, _| {
            queue.switch(PROJECT + 1, false);
        });
        assert_eq!(waited, Waited::Ended);
    }
}
