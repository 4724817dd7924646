//! The history is in the project: it goes on after a restart and a kill, has an end, and can be
//! forgotten with everything that was deleted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::programs::{object, put, showing, variable};
use common::{Drawn, Home, add, drawn, now, ready_to_train, train};
use nunchi_project::{
    ClassId, ErrorCode, Operation, PhotoId, Prediction, ProgramChange, ProgramShared, ProjectView,
    Session, SquareView, TrainEvent, TrainOutcome,
};

fn with_one_class(session: &Session) -> ClassId {
    let view = session.create_project("Test", &["one".to_owned()]).unwrap();
    view.classes[0].id
}

fn photos_in(view: &ProjectView) -> Vec<usize> {
    view.classes
        .iter()
        .map(|class| class.photos.len())
        .collect()
}

#[test]
fn an_upload_and_its_deletion_are_taken_back_after_a_kill_and_a_restart() {
    let home = Home::new();
    let class = with_one_class(&home.session);
    let photos = add(&home.session, class, Drawn::Disc, 0, 60);
    let jpeg = home.session.photo(photos[7]).unwrap();
    home.session.delete_photos(&photos).unwrap();
    let home = home.killed();
    let view = now(&home.session);
    assert_eq!(photos_in(&view), [0]);
    assert_eq!(view.status.history.undo, Some(Operation::DeletePhotos));
    assert_eq!(view.status.history.deleted_photos, 60);
    let view = home.session.undo().unwrap();
    assert_eq!(photos_in(&view), [60]);
    assert_eq!(view.status.history.deleted_photos, 0);
    assert_eq!(home.session.photo(photos[7]).unwrap(), jpeg);
    let home = home.restart();
    assert_eq!(
        now(&home.session).status.history.redo,
        Some(Operation::DeletePhotos)
    );
    let view = home.session.undo().unwrap();
    assert_eq!(photos_in(&view), [0], "the whole upload, in one step");
    assert_eq!(view.status.history.undo, None);
    let home = home.killed();
    now(&home.session);
    assert_eq!(photos_in(&home.session.redo().unwrap()), [60]);
    assert_eq!(photos_in(&home.session.redo().unwrap()), [0]);
    assert_eq!(now(&home.session).status.history.redo, None);
}

#[test]
fn a_step_that_does_not_read_ends_the_history_and_not_the_project() {
    let home = Home::new();
    let class = with_one_class(&home.session);
    home.session.rename_class(class, "two").unwrap();
    home.session.recolour_class(class, 7).unwrap();
    home.session.rename_model("Model").unwrap();
    let file = home.project_file();
    let Home { session, folder } = home;
    drop(session);
    let mut bytes = std::fs::read(&file).unwrap();
    let kind = b"class_colour";
    let at = bytes
        .windows(kind.len())
        .position(|window| window == kind)
        .unwrap();
    bytes[at] = b'X';
    std::fs::write(&file, &bytes).unwrap();
    let session = Session::open(folder.path()).unwrap();
    assert_eq!(
        now(&session).status.history.undo,
        Some(Operation::RenameModel)
    );
    let view = session.undo().unwrap();
    assert_eq!(
        view.status.history.undo, None,
        "the damaged step and those before"
    );
    assert_eq!(view.name, "Test");
    assert_eq!(view.classes[0].name, "two");
    assert_eq!(view.status.history.redo, Some(Operation::RenameModel));
    assert_eq!(session.redo().unwrap().name, "Model");
}

/// A file that somebody changed: the step names a photo that is not there.
#[test]
fn a_step_that_does_not_fit_the_project_is_said_once_and_ends_the_history() {
    let home = Home::new();
    let class = with_one_class(&home.session);
    let photo = add(&home.session, class, Drawn::Disc, 0, 1)[0];
    home.session.delete_photos(&[photo]).unwrap();
    let file = home.project_file();
    let Home { session, folder } = home;
    drop(session);
    let mut bytes = std::fs::read(&file).unwrap();
    let ids = br#""ids":[1],"hidden":false"#;
    let at = bytes
        .windows(ids.len())
        .position(|window| window == ids)
        .unwrap();
    bytes[at + 7] = b'9';
    std::fs::write(&file, &bytes).unwrap();
    let session = Session::open(folder.path()).unwrap();
    now(&session);
    let refused = session.undo().unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PhotoNotFound);
    assert_eq!(now(&session).status.history.undo, None);
    session.undo().unwrap();
}

/// Whether a file holds these bytes somewhere.
fn holds(file: &[u8], bytes: &[u8]) -> bool {
    file.windows(bytes.len()).any(|window| window == bytes)
}

/// Whether a file holds any piece of a picture that `others` do not have.
fn holds_piece(file: &[u8], picture: &[u8], others: &[Vec<u8>]) -> bool {
    let own: std::collections::HashSet<&[u8]> = picture
        .chunks(16)
        .filter(|piece| piece.len() == 16 && !others.iter().any(|other| holds(other, piece)))
        .collect();
    assert!(own.len() > 10, "too little of its own: {}", own.len());
    file.windows(16).any(|window| own.contains(window))
}

#[test]
fn what_is_forgotten_leaves_no_byte_in_the_file() {
    let home = Home::new();
    let session = &home.session;
    let classes = ready_to_train(session).classes;
    let (first, second) = (classes[0].id, classes[1].id);
    let third = session.add_class("forgetmeclass").unwrap().classes[2].id;
    add(session, third, Drawn::Disc, 20, 5);
    session.rename_class(first, "forgetmename").unwrap();
    session.rename_model("forgetmemodel").unwrap();
    train(session);
    session.rename_class(first, "kept name").unwrap();
    session.rename_model("kept model").unwrap();

    let deleted = session
        .add_photo(second, &drawn(Drawn::Stripes, 30))
        .unwrap();
    let deleted = session.photo(deleted.photo.id).unwrap();
    let kept = classes[1].photos[0].id;
    let old_thumbnail = session.thumbnail(kept).unwrap();
    let square = SquareView {
        left: 0,
        top: 0,
        side: 20,
    };
    session.adjust_square(kept, square).unwrap();
    session.undo().unwrap();
    session.redo().unwrap();
    let all: Vec<PhotoId> = now(session).classes[1]
        .photos
        .iter()
        .map(|photo| photo.id)
        .collect();
    session.delete_photos(&all[5..]).unwrap();
    let of_class = now(session).classes[2].photos[0].id;
    let of_class = session.photo(of_class).unwrap();
    session.delete_class(third).unwrap();

    let picture = session.add_picture(&drawn(Drawn::Stripes, 40)).unwrap();
    let bytes_of_picture = session.picture(picture.id).unwrap();
    let shared = |value: &str| ProgramChange::Shared {
        shared: ProgramShared {
            variables: vec![variable("v", value)],
            ..ProgramShared::default()
        },
    };
    let changes = [
        vec![showing("star", picture.id), shared("forgetmevalue")],
        vec![put("star", "forgetmeblocks")],
        vec![put("star", "kept blocks"), shared("kept value")],
    ];
    for change in changes {
        session
            .change_program(Operation::ChangeBlocks, change)
            .unwrap();
    }

    let read = || std::fs::read(home.project_file()).unwrap();
    let shown: Vec<Vec<u8>> = now(session)
        .classes
        .iter()
        .flat_map(|class| &class.photos)
        .flat_map(|photo| {
            [
                session.photo(photo.id).unwrap(),
                session.thumbnail(photo.id).unwrap(),
            ]
        })
        .collect();
    let secrets = [
        "forgetmeclass",
        "forgetmename",
        "forgetmemodel",
        "forgetmevalue",
        "forgetmeblocks",
    ];
    let pictures = [&deleted, &of_class, &old_thumbnail, &bytes_of_picture];
    let before = read();
    for secret in secrets {
        assert!(
            holds(&before, secret.as_bytes()),
            "{secret} is kept at first"
        );
    }
    for picture in pictures {
        assert!(holds_piece(&before, picture, &shown));
    }
    assert_eq!(now(session).status.history.deleted_photos, 6);
    let name_of_deleted = |prediction: &Prediction| {
        let of_third = prediction.classes.iter().find(|class| class.id == third);
        of_third.unwrap().name.clone()
    };
    let test = drawn(Drawn::Disc, 50);
    let prediction = session.recognise(&test).unwrap();
    assert_eq!(name_of_deleted(&prediction), "forgetmeclass");

    let view = session.forget_deleted().unwrap();
    let after = read();
    for secret in secrets {
        assert!(!holds(&after, secret.as_bytes()), "{secret} is left");
    }
    for picture in pictures {
        assert!(!holds_piece(&after, picture, &shown));
    }
    assert!(after.len() < before.len(), "the room is given back");
    assert_eq!(view.status.history.deleted_photos, 0);
    assert_eq!(
        (view.status.history.undo, view.status.history.redo),
        (None, None)
    );
    let prediction = session.recognise(&test).unwrap();
    assert_eq!(name_of_deleted(&prediction), "?");
    assert_eq!(prediction.classes[0].name, "kept name");
    assert_eq!(
        session.read_program().unwrap().objects,
        [object("star", "kept blocks")]
    );

    let home = home.restart();
    let again = now(&home.session);
    assert_eq!(photos_in(&again), [5, 5]);
    assert_eq!(again.name, "kept model");
    assert!(
        again.status.model.is_some(),
        "the model reads as it was written"
    );
    home.session.rename_model("next").unwrap();
    assert_eq!(home.session.undo().unwrap().name, "kept model");
}

#[test]
fn a_training_does_not_bring_back_what_was_forgotten_meanwhile() {
    let home = Home::new();
    let session = &home.session;
    let class = ready_to_train(session).classes[0].id;
    session.rename_class(class, "forgetmename").unwrap();
    let outcome = session
        .train(&mut |event| {
            // The last moment before the model is kept.
            if matches!(event, TrainEvent::Refitting) {
                session.rename_class(class, "kept name").unwrap();
                session.forget_deleted().unwrap();
            }
        })
        .unwrap();
    assert!(matches!(outcome, TrainOutcome::Cancelled));
    assert!(now(session).status.model.is_none());
    let file = std::fs::read(home.project_file()).unwrap();
    assert!(!holds(&file, b"forgetmename"));
}

#[test]
fn a_step_beyond_the_last_five_hundred_is_forgotten_with_its_photos() {
    let home = Home::new();
    let class = with_one_class(&home.session);
    let photo = add(&home.session, class, Drawn::Disc, 0, 1)[0];
    home.session.delete_photos(&[photo]).unwrap();
    for number in 0..499 {
        home.session.rename_model(&number.to_string()).unwrap();
    }
    let home = home.restart();
    now(&home.session);
    assert!(home.session.photo(photo).is_ok());
    home.session.rename_model("last").unwrap();
    let home = home.killed();
    let view = now(&home.session);
    assert!(home.session.photo(photo).is_err());
    assert_eq!(view.status.history.deleted_photos, 0);
    let mut undone = 0;
    while now(&home.session).status.history.undo.is_some() {
        home.session.undo().unwrap();
        undone += 1;
    }
    assert_eq!(undone, 500);
    assert_eq!(now(&home.session).name, "Test");
}
