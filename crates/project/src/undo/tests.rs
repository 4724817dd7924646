//! The history in a file, without a session.

use super::*;
use crate::store::photos::NewPhoto;
use crate::store::{Store, classes, photos};
use crate::view::PhotoId;

const BIG: Limits = Limits {
    steps: usize::MAX,
    bytes: usize::MAX,
    hidden: u64::MAX,
};

struct Book {
    _folder: tempfile::TempDir,
    store: Store,
    history: History,
}

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("test.nunchi")).unwrap();
        Self {
            _folder: folder,
            store,
            history: History::default(),
        }
    }

    fn record(&mut self, step: Step, limits: Limits) {
        let history = &self.history;
        let written = self
            .store
            .transact(|database| history.record_within(database, step, limits))
            .unwrap();
        self.history.apply(written);
        self.compare();
    }

    fn add(&mut self, class: i64, photo: i64, now: Instant) {
        let history = &self.history;
        let written = self
            .store
            .transact(|database| history.record_photos(database, ClassId(class), added(photo), now))
            .unwrap();
        self.history.apply(written);
        self.compare();
    }

    fn go(&mut self, direction: Direction) {
        let history = &self.history;
        let written = self
            .store
            .transact(|database| history.make(database, direction))
            .unwrap();
        self.history.apply(written.unwrap());
        self.compare();
    }

    /// What is in the file is what is in memory.
    fn compare(&self) {
        let read = History::read(self.store.connection()).unwrap();
        assert_eq!(read.steps, self.history.steps);
        assert_eq!(read.done, self.history.done);
    }

    fn operations(&self) -> Vec<Operation> {
        let steps = self.history.steps.iter();
        steps.map(|kept| kept.step.operation).collect()
    }
}

fn added(photo: i64) -> Step {
    Step {
        operation: Operation::AddPhotos,
        changes: vec![Change::PhotosHidden {
            ids: vec![PhotoId(photo)],
            hidden: true,
        }],
    }
}

fn named(name: &str) -> Step {
    Step {
        operation: Operation::RenameModel,
        changes: vec![Change::ModelName(name.into())],
    }
}

fn shared(bytes: usize) -> Step {
    let value = "x".repeat(bytes);
    Step {
        operation: Operation::ChangeData,
        changes: vec![Change::ProgramShared(Some(format!(
            r#"{{"messages":[{{"id":"a","name":"{value}"}}]}}"#
        )))],
    }
}

fn check_uploads(events: &[(i64, u64)], steps: usize, why: &str) {
    let start = Instant::now();
    let mut book = Book::new();
    for (photo, (class, milliseconds)) in events.iter().enumerate() {
        let now = start + Duration::from_millis(*milliseconds);
        book.add(*class, photo as i64, now);
    }
    assert_eq!(book.history.steps.len(), steps, "{why}");
}

#[test]
fn photos_of_one_upload_are_one_step() {
    check_uploads(
        &[(1, 0), (1, 500), (1, 2_400)],
        1,
        "each less than 2 s after the last",
    );
    check_uploads(&[(1, 0), (1, 2_000)], 2, "2 s apart");
    check_uploads(&[(1, 0), (2, 10), (1, 20)], 3, "other classes");
}

#[test]
fn an_upload_ends_with_any_other_step() {
    let now = Instant::now();
    let mut book = Book::new();
    book.record(named("a"), BIG);
    book.go(Direction::Undo);
    book.go(Direction::Redo);
    book.add(1, 1, now);
    book.add(1, 2, now);
    assert_eq!(book.history.steps.len(), 2, "the two photos are one step");
    book.record(named("b"), BIG);
    book.add(1, 3, now);
    assert_eq!(book.history.steps.len(), 4);
}

#[test]
fn a_new_step_ends_what_could_be_redone() {
    let mut book = Book::new();
    for name in ["a", "b", "c"] {
        book.record(named(name), BIG);
    }
    book.go(Direction::Undo);
    book.go(Direction::Undo);
    assert_eq!(
        book.history.operation(Direction::Redo),
        Some(Operation::RenameModel)
    );
    book.record(shared(10), BIG);
    assert_eq!(book.history.operation(Direction::Redo), None);
    assert_eq!(
        book.operations(),
        [Operation::RenameModel, Operation::ChangeData]
    );
}

#[test]
fn the_oldest_steps_are_forgotten_beyond_the_limits_and_never_the_newest() {
    let limits = Limits {
        steps: 4,
        bytes: 1_000,
        hidden: u64::MAX,
    };
    let mut book = Book::new();
    for number in 0..6 {
        book.record(named(&number.to_string()), limits);
    }
    let kept: Vec<_> = book.history.steps.iter().map(|kept| &kept.step).collect();
    assert_eq!(kept, [&named("2"), &named("3"), &named("4"), &named("5")]);
    book.record(shared(50), limits);
    book.record(shared(50), limits);
    assert_eq!(book.history.steps.len(), 4, "all fit");
    book.record(
        named(&"x".repeat(60)),
        Limits {
            bytes: 120,
            ..limits
        },
    );
    assert_eq!(book.history.steps.len(), 2, "two texts are too many");
    book.record(
        shared(58),
        Limits {
            bytes: 20,
            ..limits
        },
    );
    assert_eq!(
        book.operations(),
        [Operation::ChangeData],
        "the newest stays"
    );
}

/// Adds a photo of `bytes` and deletes it again, as two steps.
fn delete_a_photo(book: &mut Book, class: ClassId, bytes: usize, limits: Limits) -> PhotoId {
    let photo = NewPhoto {
        width: 40,
        height: 30,
        square: nunchi_vision::Square::centre(40, 30),
        hash: [7; 32],
        jpeg: vec![1; bytes],
        thumbnail: vec![2; 5],
    };
    let database = book.store.connection();
    let id = photos::insert_hidden(database, class, &photo).unwrap();
    book.record(added(id.0), limits);
    let deleted = Step {
        operation: Operation::DeletePhotos,
        changes: vec![Change::PhotosHidden {
            ids: vec![id],
            hidden: false,
        }],
    };
    book.record(deleted, limits);
    id
}

#[test]
fn hidden_photos_go_with_the_last_step_that_needs_them() {
    let limits = Limits {
        hidden: 1_000,
        ..BIG
    };
    let mut book = Book::new();
    let class = classes::insert_hidden(book.store.connection(), "cat", 0).unwrap();
    classes::set_hidden(book.store.connection(), class, false).unwrap();
    let kept = |book: &Book, ids: &[PhotoId]| -> Vec<bool> {
        let database = book.store.connection();
        ids.iter()
            .map(|id| photos::kept(database, *id).is_ok())
            .collect()
    };
    let first = delete_a_photo(&mut book, class, 600, limits);
    let second = delete_a_photo(&mut book, class, 400, limits);
    assert_eq!(kept(&book, &[first, second]), [true, true], "both fit");
    let third = delete_a_photo(&mut book, class, 400, limits);
    assert_eq!(kept(&book, &[first, second, third]), [false, true, true]);
    assert_eq!(
        book.history.steps.len(),
        4,
        "the steps of the first are gone"
    );
    let large = delete_a_photo(&mut book, class, 5_000, limits);
    assert_eq!(kept(&book, &[second, third, large]), [false, false, true]);
    assert_eq!(
        book.operations(),
        [Operation::DeletePhotos],
        "the newest stays"
    );
    book.go(Direction::Undo);
    book.go(Direction::Redo);
    book.go(Direction::Undo);
    book.record(named("a"), BIG);
    assert_eq!(kept(&book, &[large]), [true], "it is shown");
}

#[test]
fn what_was_undone_makes_room_first() {
    for (hidden, kept) in [(1_000, true), (999, false)] {
        let mut book = Book::new();
        let class = classes::insert_hidden(book.store.connection(), "cat", 0).unwrap();
        classes::set_hidden(book.store.connection(), class, false).unwrap();
        let photo = delete_a_photo(&mut book, class, 1_000, BIG);
        book.record(named("a"), BIG);
        for _ in 0..3 {
            book.go(Direction::Undo);
        }
        assert!(photos::kept(book.store.connection(), photo).is_ok());
        book.record(named("b"), Limits { hidden, ..BIG });
        let found = photos::kept(book.store.connection(), photo).is_ok();
        assert_eq!(found, kept, "{hidden}");
        assert_eq!(book.history.steps.len(), 1);
    }
}

#[test]
fn a_damaged_step_ends_the_history_there_as_seen_from_the_present() {
    for (damage, done, undone) in [
        ("UPDATE step SET operation = 'x' WHERE id = 1", 2, 2),
        ("UPDATE step SET format = 9 WHERE id = 3", 0, 2),
        ("UPDATE step_change SET body = '{' WHERE step_id = 2", 1, 2),
        ("DELETE FROM step_change WHERE step_id = 4", 3, 0),
        ("UPDATE step SET undone = 1 WHERE id = 2", 1, 3),
        ("UPDATE step SET undone = 0 WHERE id = 4", 4, 1),
        ("UPDATE step SET undone = 0 WHERE id = 5", 3, 1),
        ("UPDATE step SET undone = -7", 0, 5),
        (
            "INSERT INTO step_change (step_id, body, bytes)
             SELECT 2, '{\"kind\":\"class_hidden\",\"id\":1,\"hidden\":true}', zeroblob(30000000)
             FROM step WHERE id < 4",
            1,
            2,
        ),
    ] {
        let mut book = Book::new();
        for number in 1..=5 {
            book.record(named(&number.to_string()), BIG);
        }
        book.go(Direction::Undo);
        book.go(Direction::Undo);
        let database = book.store.connection();
        database.execute_batch(damage).unwrap();
        let history = History::read(database).unwrap();
        let found = (history.done, history.steps.len() - history.done);
        assert_eq!(found, (done, undone), "{damage}");
    }
}
