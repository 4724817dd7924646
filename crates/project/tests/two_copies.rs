//! Two copies of the app with one data folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/common/mod.rs"]
mod common;
mod files;

use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use common::{Drawn, Home, add, drawn, now, ready_to_train};
use nunchi_project::{AppEvent, ErrorCode, Session};

/// Longer than any machine needs; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(120);

/// What a session tells without being asked.
fn events(session: &Session) -> Receiver<AppEvent> {
    let (send, receive) = channel();
    session.listen(move |event| {
        // The test may be over.
        let _ = send.send(event);
    });
    receive
}

#[test]
fn the_second_copy_takes_a_project_over_with_all_that_was_done_in_the_first() {
    let first = Home::new();
    let told = events(&first.session);
    let view = ready_to_train(&first.session);
    let class = view.classes[0].id;
    let second = Session::open(first.folder.path()).unwrap();
    let refused = second.open_project(&view.id).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectBusy);
    add(&first.session, class, Drawn::Stripes, 30, 1);

    let taken = second.take_over(&view.id).unwrap();
    assert_eq!(taken.classes[0].photos.len(), 6);
    let event = told.recv_timeout(LONG).unwrap();
    assert_eq!(
        event,
        AppEvent::ProjectTaken {
            id: view.id.clone()
        }
    );
    for refused in [
        first
            .session
            .add_photo(class, &drawn(Drawn::Disc, 1))
            .unwrap_err(),
        first.session.rename_model("x").unwrap_err(),
    ] {
        assert_eq!(refused.code(), ErrorCode::NoProject);
    }
    assert!(first.session.start().unwrap().project.is_none());
    second.add_class("by the second").unwrap();

    // And back again.
    let back = first.session.take_over(&view.id).unwrap();
    assert_eq!(back.classes.len(), 3);
    assert_eq!(
        second.add_class("x").unwrap_err().code(),
        ErrorCode::NoProject
    );
    let locks = first.folder.path().join("locks");
    let asked = files::files_under(&locks).into_iter();
    let asked = asked.filter(|path| path.extension().is_some_and(|end| end == "wanted"));
    assert_eq!(asked.count(), 0, "nobody asks any more");
}

#[test]
fn taking_over_what_nobody_has_open_opens_it() {
    let home = Home::new();
    let view = home.session.create_project("Test", &[]).unwrap();
    assert_eq!(home.session.take_over(&view.id).unwrap().id, view.id);
    home.session.close_project().unwrap();
    assert_eq!(home.session.take_over(&view.id).unwrap().id, view.id);
    let nobody = nunchi_project::ProjectId("project-1".into());
    let refused = home.session.take_over(&nobody).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectNotFound);
}

#[test]
fn one_that_was_asked_for_before_it_was_opened_stays_open() {
    let home = Home::new();
    let view = home.session.create_project("Test", &[]).unwrap();
    home.session.close_project().unwrap();
    // As a copy leaves it that was killed while it waited.
    let asked = home
        .folder
        .path()
        .join(format!("locks/{}.wanted", view.id.0));
    fs::write(&asked, "").unwrap();
    home.session.open_project(&view.id).unwrap();
    assert!(!asked.exists());
    home.session.add_class("still open").unwrap();
}

#[test]
fn a_copy_that_does_not_answer_keeps_its_project() {
    let home = Home::new();
    let view = home.session.create_project("Test", &[]).unwrap();
    home.session.close_project().unwrap();
    // A copy that hangs holds the lock and does nothing.
    let lock = home.folder.path().join(format!("locks/{}.lock", view.id.0));
    let hanging = fs::File::options().write(true).open(lock).unwrap();
    hanging.lock().unwrap();
    let refused = home.session.take_over(&view.id).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectBusy);
    drop(hanging);
    assert_eq!(home.session.open_project(&view.id).unwrap().id, view.id);
    assert_eq!(now(&home.session).name, "Test");
}
