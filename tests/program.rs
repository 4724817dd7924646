//! Block programs, from the first change to the next start of the app.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::cell::Cell;
use std::fs;

use common::programs::{object, put, remove, shape, showing, variable};
use common::{Drawn, Home, add, drawn, now, ready_to_train, train};
use nunchi_project::{
    ErrorCode, ObjectId, ObjectKind, Operation, PictureId, PictureSource, ProgramChange,
    ProgramShared, ProgramView, ProjectStatus, Session,
};
use nunchi_vision::Photo;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

fn home() -> Home {
    let home = Home::new();
    let names = ["one".to_owned()];
    home.session.create_project("Test", &names).unwrap();
    home
}

fn change(session: &Session, operation: Operation, changes: Vec<ProgramChange>) -> ProjectStatus {
    let saved = session.change_program(operation, changes).unwrap();
    assert_eq!(saved.revision, saved.status.program_revision);
    saved.status
}

fn refused(session: &Session, changes: Vec<ProgramChange>) -> ErrorCode {
    let refused = session.change_program(Operation::OpenProgram, changes);
    refused.unwrap_err().code()
}

fn ids(program: &ProgramView) -> Vec<&str> {
    let ids = program.objects.iter().map(|object| object.id.0.as_str());
    ids.collect()
}

fn shared(order: &[&str]) -> ProgramShared {
    ProgramShared {
        order: order.iter().map(|id| ObjectId((*id).into())).collect(),
        variables: vec![variable("score", "10")],
        ..ProgramShared::default()
    }
}

/// A picture file of this size.
fn picture_file(width: u32, height: u32) -> Vec<u8> {
    let pixels = vec![90; (width * height * 3) as usize];
    let photo = Photo::from_rgb(width, height, pixels).unwrap();
    photo.to_jpeg().unwrap()
}

#[test]
fn a_project_without_a_program_has_an_empty_one() {
    let home = home();
    let program = home.session.read_program().unwrap();
    assert_eq!(program.revision, 0);
    assert!(program.objects.is_empty());
    assert_eq!(program.shared, ProgramShared::default());
    assert_eq!(now(&home.session).status.program_revision, 0);
    home.session.close_project().unwrap();
    let refused = home.session.read_program().unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NoProject);
}

#[test]
fn a_program_is_there_after_a_restart() {
    let home = home();
    let blocks = r#"{"blocks":{"languageVersion":0,"blocks":[{"type":"when_start"}]}}"#;
    let parts = vec![
        put("star", blocks),
        put("moon", "한\u{0}글\u{1f319}"),
        ProgramChange::Shared {
            shared: shared(&["moon", "star"]),
        },
    ];
    change(&home.session, Operation::OpenProgram, parts);
    let before = home.session.read_program().unwrap();
    assert_eq!(ids(&before), ["moon", "star"]);
    assert_eq!(before.objects[1], object("star", blocks));
    assert_eq!(before.shared, shared(&["moon", "star"]));
    let home = home.restart();
    assert_eq!(now(&home.session).status.program_revision, 1);
    assert_eq!(home.session.read_program().unwrap(), before);
}

#[test]
fn an_object_that_is_not_in_the_order_stands_in_front() {
    let home = home();
    let parts = vec![
        ProgramChange::Shared {
            shared: shared(&["gone", "star"]),
        },
        put("a", ""),
        put("star", ""),
    ];
    change(&home.session, Operation::OpenProgram, parts);
    let program = home.session.read_program().unwrap();
    assert_eq!(ids(&program), ["star", "a"]);
    assert_eq!(program.shared.order.len(), 2);
    change(&home.session, Operation::DeleteObject, vec![remove("star")]);
    assert_eq!(ids(&home.session.read_program().unwrap()), ["a"]);
    home.session.undo().unwrap();
    assert_eq!(ids(&home.session.read_program().unwrap()), ["star", "a"]);
}

#[test]
fn teaching_and_programming_share_one_history() {
    let home = home();
    let session = &home.session;
    session.rename_model("First").unwrap();
    change(session, Operation::AddObject, vec![put("star", "1")]);
    session.add_class("two").unwrap();
    let status = change(session, Operation::ChangeBlocks, vec![put("star", "2")]);
    assert_eq!(status.history.undo, Some(Operation::ChangeBlocks));

    let view = session.undo().unwrap();
    assert_eq!(view.status.history.undo, Some(Operation::AddClass));
    assert_eq!(view.status.history.redo, Some(Operation::ChangeBlocks));
    assert_eq!(session.read_program().unwrap().objects[0].blocks, "1");
    let before = view.status.program_revision;
    let view = session.undo().unwrap();
    assert_eq!(view.classes.len(), 1);
    assert_eq!(
        view.status.program_revision, before,
        "no step of the program"
    );
    let view = session.undo().unwrap();
    assert_eq!(view.name, "First");
    assert_eq!(view.status.program_revision, before + 1);
    assert!(session.read_program().unwrap().objects.is_empty());

    for _ in 0..3 {
        session.redo().unwrap();
    }
    assert_eq!(now(session).classes.len(), 2);
    assert_eq!(session.read_program().unwrap().objects[0].blocks, "2");
    assert_eq!(now(session).status.history.redo, None);
}

#[test]
fn every_answer_to_a_change_has_a_higher_revision() {
    let home = Home::new();
    let session = &home.session;
    let class = ready_to_train(session).classes[0].id;
    let mut latest = 0;
    let mut higher = |status: ProjectStatus, why: &str| {
        assert!(status.revision > latest, "{why}");
        latest = status.revision;
    };
    higher(now(session).status, "ten photos");
    higher(session.rename_model("A").unwrap().status, "a name");
    let added = session.add_photo(class, &drawn(Drawn::Disc, 40)).unwrap();
    higher(added.status, "a photo");
    let added = session.add_photo(class, &drawn(Drawn::Disc, 41)).unwrap();
    higher(added.status, "a photo of the same upload");
    let put = change(session, Operation::AddObject, vec![put("star", "")]);
    higher(put, "an object");
    higher(session.undo().unwrap().status, "undo");
    higher(session.redo().unwrap().status, "redo");
    train(session);
    higher(now(session).status, "a training");
    assert_eq!(session.rename_model("A").unwrap().status.revision, latest);
    assert_eq!(session.redo().unwrap().status.revision, latest);
    let program = session.read_program().unwrap();
    assert_eq!(program.revision, 3, "put, undone and done again");
}

#[test]
fn what_changes_nothing_is_no_step() {
    let home = home();
    let session = &home.session;
    let first = vec![
        put("star", "1"),
        ProgramChange::Shared {
            shared: shared(&["star"]),
        },
    ];
    let before = change(session, Operation::AddObject, first.clone());
    for nothing in [first, vec![], vec![remove("moon")]] {
        let after = change(session, Operation::ChangeObject, nothing);
        assert_eq!(after.revision, before.revision);
        assert_eq!(after.program_revision, before.program_revision);
        assert_eq!(after.history.undo, Some(Operation::AddObject));
    }
    let twice = vec![
        put("star", "2"),
        put("star", "3"),
        put("moon", ""),
        remove("moon"),
    ];
    change(session, Operation::ChangeBlocks, twice);
    let program = session.read_program().unwrap();
    assert_eq!(ids(&program), ["star"], "the later change of a part counts");
    assert_eq!(program.objects[0].blocks, "3");
    session.undo().unwrap();
    assert_eq!(session.read_program().unwrap().objects[0].blocks, "1");
}

#[test]
fn a_program_that_is_too_large_or_makes_no_sense_is_refused_whole() {
    let home = home();
    let session = &home.session;
    change(session, Operation::AddObject, vec![put("star", "")]);
    let before = session.read_program().unwrap();
    let with = |change: fn(&mut nunchi_project::ObjectView)| {
        let mut object = object("moon", "");
        change(&mut object);
        vec![put("star", "other"), ProgramChange::PutObject { object }]
    };
    let many = |count: u32| (0..count).map(|id| put(&format!("{id}"), "")).collect();
    let large_list = ProgramShared {
        lists: (0..6)
            .map(|id| nunchi_project::ListView {
                id: format!("{id}"),
                name: String::new(),
                items: vec!["x".repeat(1_000); 1_000],
                shown: false,
            })
            .collect(),
        ..ProgramShared::default()
    };
    for (changes, code) in [
        (with(|it| it.id.0 = "a/b".into()), ErrorCode::BadRequest),
        (with(|it| it.x = f64::NAN), ErrorCode::BadRequest),
        (with(|it| it.shape = 1), ErrorCode::BadRequest),
        (with(|it| it.kind = ObjectKind::Text), ErrorCode::BadRequest),
        (
            with(|it| it.blocks = "x".repeat(1_100_000)),
            ErrorCode::ProgramTooLarge,
        ),
        (
            with(|it| it.name = "x".repeat(61)),
            ErrorCode::ProgramTooLarge,
        ),
        (many(100), ErrorCode::ProgramTooLarge),
        (
            vec![ProgramChange::Shared { shared: large_list }],
            ErrorCode::ProgramTooLarge,
        ),
        (
            with(|it| {
                let id = PictureId(1);
                it.shapes = vec![shape(PictureSource::Kept { id })];
            }),
            ErrorCode::PictureNotFound,
        ),
        (
            vec![ProgramChange::Shared {
                shared: ProgramShared {
                    backdrop: Some(PictureSource::Kept { id: PictureId(-1) }),
                    ..ProgramShared::default()
                },
            }],
            ErrorCode::PictureNotFound,
        ),
        (vec![remove("../star")], ErrorCode::BadRequest),
    ] {
        assert_eq!(refused(session, changes), code);
        assert_eq!(session.read_program().unwrap(), before);
    }
    let other_step = session.change_program(Operation::DeleteClass, vec![remove("star")]);
    assert_eq!(other_step.unwrap_err().code(), ErrorCode::BadRequest);
    assert_eq!(session.read_program().unwrap(), before);

    change(session, Operation::OpenProgram, many(99));
    let facts = session
        .change_program(Operation::AddObject, vec![put("more", "")])
        .unwrap_err()
        .view();
    assert_eq!(facts.detail["part"], "objects");
    assert_eq!(facts.detail["max"], "100");
    let exchange = vec![remove("star"), put("more", "")];
    change(session, Operation::OpenProgram, exchange);
    assert_eq!(session.read_program().unwrap().objects.len(), 100);
}

#[test]
fn a_picture_is_kept_as_long_as_something_shows_it() {
    let home = home();
    let session = &home.session;
    let on_object = session.add_picture(&picture_file(1024, 512)).unwrap();
    assert_eq!((on_object.width, on_object.height), (960, 480));
    let behind = session.add_picture(&picture_file(120, 90)).unwrap();
    assert_eq!((behind.width, behind.height), (120, 90));
    let unused = session.add_picture(&picture_file(64, 64)).unwrap();
    let jpeg = session.picture(on_object.id).unwrap();
    let kept = Photo::decode(&jpeg).unwrap();
    assert_eq!((kept.source_width, kept.source_height), (960, 480));
    assert_eq!(
        now(session).status.history.undo,
        None,
        "no step of the user"
    );

    let mut backdrop = shared(&[]);
    backdrop.backdrop = Some(PictureSource::Kept { id: behind.id });
    let parts = vec![
        showing("star", on_object.id),
        ProgramChange::Shared { shared: backdrop },
    ];
    change(session, Operation::AddObject, parts);
    change(session, Operation::DeleteObject, vec![remove("star")]);
    assert!(session.picture(on_object.id).is_ok(), "undo needs it");
    session.undo().unwrap();

    let home = home.restart();
    let session = &home.session;
    session.start().unwrap();
    assert_eq!(session.picture(on_object.id).unwrap(), jpeg);
    assert!(session.picture(behind.id).is_ok());
    let gone = |session: &Session, id| {
        assert_eq!(
            session.picture(id).unwrap_err().code(),
            ErrorCode::PictureNotFound
        );
    };
    gone(session, unused.id);
    change(session, Operation::DeleteObject, vec![remove("star")]);
    let home = home.restart();
    home.session.start().unwrap();
    assert_eq!(
        home.session.picture(on_object.id).unwrap(),
        jpeg,
        "undo shows it"
    );
    home.session.forget_deleted().unwrap();
    gone(&home.session, on_object.id);
    assert!(home.session.picture(behind.id).is_ok());
    let next = home.session.add_picture(&picture_file(64, 64)).unwrap();
    assert!(next.id > unused.id, "no address is used twice");
}

#[test]
fn a_picture_file_that_is_no_picture_is_refused() {
    let home = home();
    for (bytes, code) in [
        (vec![], ErrorCode::Empty),
        (b"my homework".to_vec(), ErrorCode::UnsupportedFormat),
        (picture_file(20, 15), ErrorCode::TooSmall),
        (vec![0xff; 11 * 1024 * 1024], ErrorCode::TooLarge),
    ] {
        assert_eq!(home.session.add_picture(&bytes).unwrap_err().code(), code);
    }
    home.session.close_project().unwrap();
    let refused = home.session.add_picture(&picture_file(64, 64)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NoProject);
}

#[test]
fn a_damaged_program_is_said_and_left_as_it_is_while_teaching_goes_on() {
    let home = home();
    let session = &home.session;
    let picture = session.add_picture(&picture_file(64, 64)).unwrap();
    change(
        session,
        Operation::AddObject,
        vec![showing("star", picture.id)],
    );
    change(
        session,
        Operation::AddObject,
        vec![put("moon", "my blocks")],
    );
    let file = home.project_file();
    let Home { session, folder } = home;
    drop(session);
    let mut bytes = fs::read(&file).unwrap();
    let kind = br#""kind":"picture""#;
    let at = bytes
        .windows(kind.len())
        .position(|window| window == kind)
        .unwrap();
    bytes[at + kind.len() - 2] = b'X';
    fs::write(&file, &bytes).unwrap();

    let session = Session::open(folder.path()).unwrap();
    let view = session.start().unwrap().project.unwrap();
    assert_eq!(view.status.program_revision, 1);
    let unread = session.read_program().unwrap_err();
    assert_eq!(unread.code(), ErrorCode::ProgramDamaged);
    assert_eq!(
        refused(&session, vec![put("star", "")]),
        ErrorCode::ProgramDamaged,
        "nothing is written over it"
    );
    add(&session, view.classes[0].id, Drawn::Disc, 0, 2);
    session.add_class("two").unwrap();
    assert_eq!(session.undo().unwrap().classes.len(), 1);
    drop(session);

    let session = Session::open(folder.path()).unwrap();
    session.start().unwrap();
    assert!(session.picture(picture.id).is_ok(), "it may be shown");
    let kept = fs::read(&file).unwrap();
    let blocks = b"my blocks";
    assert!(kept.windows(blocks.len()).any(|window| window == blocks));
}

/// Any JSON, of the words that a change is made of and of others.
fn any_json() -> impl Strategy<Value = Value> {
    let word = || {
        prop::sample::select(vec![
            "kind",
            "shared",
            "put_object",
            "remove_object",
            "object",
            "id",
            "name",
            "order",
            "backdrop",
            "kept",
            "drawn",
            "shapes",
            "shape",
            "picture",
            "text",
            "blocks",
            "x",
            "star",
            "",
            "\u{0}",
            "한",
        ])
        .prop_map(str::to_owned)
    };
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(word(), inner, 0..6)
                .prop_map(|fields| Value::from(serde_json::Map::from_iter(fields))),
        ]
    })
}

/// A change as the window sends it, with one of its fields replaced by any JSON.
fn nearly_a_change() -> impl Strategy<Value = Value> {
    let good = prop::sample::select(vec![
        json!({"kind": "put_object", "object": object("star", "{}")}),
        json!({"kind": "shared", "shared": shared(&["star"])}),
        json!({"kind": "remove_object", "id": "star"}),
    ]);
    (good, any::<prop::sample::Index>(), any_json()).prop_map(|(mut change, at, other)| {
        let inner = ["object", "shared"]
            .into_iter()
            .find(|field| change.get(field).is_some());
        let fields = match inner {
            Some(field) => &mut change[field],
            None => &mut change,
        };
        let fields = fields.as_object_mut().unwrap();
        let name = fields.keys().nth(at.index(fields.len())).unwrap().clone();
        fields.insert(name, other);
        change
    })
}

#[test]
fn no_json_makes_the_app_panic_or_the_program_unreadable() {
    let home = home();
    let session = &home.session;
    let mut runner = TestRunner::new(Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    });
    let json = prop_oneof![1 => any_json(), 3 => nearly_a_change()];
    let (taken, not_taken) = (Cell::new(0), Cell::new(0));
    let count = |counter: &Cell<u32>| counter.set(counter.get() + 1);
    let outcome = runner.run(&json, |json| {
        let Ok(change) = serde_json::from_value::<ProgramChange>(json) else {
            count(&not_taken);
            return Ok(());
        };
        match session.change_program(Operation::OpenProgram, vec![change]) {
            Ok(_) => count(&taken),
            Err(_) => count(&not_taken),
        }
        prop_assert!(session.read_program().is_ok());
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(taken.get() > 0 && not_taken.get() > 0, "both were tried");
    while now(session).status.history.undo.is_some() {
        session.undo().unwrap();
    }
    assert!(session.read_program().unwrap().objects.is_empty());
}
