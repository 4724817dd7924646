//! Copies of projects: what is in them, and what is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/common/mod.rs"]
mod common;
mod files;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Drawn, Home, add, drawn, now, programs, ready_to_train, train};
use files::{Bytes, add_noisy, blobs, files_under, take_in};
use nunchi_project::{
    ClassId, CopyKind, ErrorCode, Freshness, Operation, ProjectView, Session, TrainOutcome,
};

/// Everything that the model says of a picture.
fn said(session: &Session) -> Vec<(String, f32)> {
    let prediction = session.recognise(&drawn(Drawn::Disc, 40)).unwrap();
    let classes = prediction.classes.into_iter();
    classes.map(|one| (one.name, one.confidence)).collect()
}

fn save(session: &Session, folder: &Path, kind: CopyKind) -> PathBuf {
    session.save_copy(folder, kind).unwrap().path.into()
}

/// A taught project in which things were deleted and named otherwise.
fn with_a_past(session: &Session) -> (ProjectView, ClassId, Vec<Vec<u8>>) {
    let view = ready_to_train(session);
    session
        .rename_class(view.classes[0].id, "FormerNameOfIt")
        .unwrap();
    session
        .change_program(
            Operation::ChangeBlocks,
            vec![programs::put("star", "\"FormerBlocks\"")],
        )
        .unwrap();
    let extra = session.add_class("DeletedClass").unwrap().classes[2].id;
    let deleted = add_noisy(session, extra, 60, 5);
    let one = add_noisy(session, view.classes[0].id, 70, 1)[0];
    train(session);
    let pictures: Vec<Vec<u8>> = deleted
        .iter()
        .chain([&one])
        .flat_map(|id| [session.photo(*id).unwrap(), session.thumbnail(*id).unwrap()])
        .collect();
    session.delete_photos(&[one]).unwrap();
    session.delete_class(extra).unwrap();
    session.rename_class(view.classes[0].id, "stripes").unwrap();
    session
        .change_program(
            Operation::ChangeBlocks,
            vec![programs::put("star", "\"PresentBlocks\"")],
        )
        .unwrap();
    (now(session), extra, pictures)
}

#[test]
fn a_whole_copy_is_the_project_with_everything_that_can_be_undone() {
    let home = Home::new();
    let session = &home.session;
    let (view, ..) = with_a_past(session);
    let folder = home.folder.path().join("Downloads");
    let copy = save(session, &folder, CopyKind::Whole);
    assert_eq!(copy, folder.join("Shapes.nunchi"));
    let before = said(session);
    session.add_class("later").unwrap();

    let elsewhere = Home::new();
    let bytes = fs::read(&copy).unwrap();
    let taken = take_in(&elsewhere.session, &bytes).unwrap();
    assert_eq!(taken.name, "Shapes");
    assert_eq!(taken.classes.len(), view.classes.len());
    assert_eq!(taken.classes[0].photos, view.classes[0].photos);
    assert_eq!(said(&elsewhere.session), before);
    assert_eq!(fs::read(&copy).unwrap(), bytes, "the copy is never written");
}

#[test]
fn a_handout_holds_no_byte_of_what_was_deleted_or_called_otherwise() {
    let home = Home::new();
    let session = &home.session;
    let (view, deleted_class, deleted) = with_a_past(session);
    let file = fs::read(home.project_file()).unwrap();
    let found = Bytes::of(&file);
    assert!(found.hold("DeletedClass"), "else this shows nothing");
    assert!(found.hold_any_of(&deleted[0]), "else this shows nothing");
    let confidences =
        |session: &Session| -> Vec<f32> { said(session).into_iter().map(|(_, one)| one).collect() };
    let before = confidences(session);

    let copy = save(session, home.folder.path(), CopyKind::Handout);
    let bytes = fs::read(&copy).unwrap();
    let found = Bytes::of(&bytes);
    for text in ["FormerNameOfIt", "FormerBlocks", "DeletedClass"] {
        assert!(!found.hold(text), "{text}");
    }
    assert!(deleted.iter().all(|picture| !found.hold_any_of(picture)));
    assert!(bytes.len() < file.len());

    let elsewhere = Home::new();
    let taken = take_in(&elsewhere.session, &bytes).unwrap();
    let photos = |view: &ProjectView| -> Vec<usize> {
        view.classes
            .iter()
            .map(|class| class.photos.len())
            .collect()
    };
    assert_eq!(photos(&taken), photos(&view));
    assert_eq!(taken.status.history.undo, None);
    assert_eq!(confidences(&elsewhere.session), before);
    let names: Vec<_> = said(&elsewhere.session)
        .into_iter()
        .map(|one| one.0)
        .collect();
    assert_eq!(
        names,
        ["stripes", "disc", "?"],
        "one that nobody names any more"
    );
    let program = elsewhere.session.read_program().unwrap();
    assert_eq!(program.objects[0].blocks, "\"PresentBlocks\"");
    // What blocks call by the number of the deleted class is never another class.
    let added = elsewhere.session.add_class("new").unwrap();
    assert_ne!(added.classes[2].id, deleted_class);
}

#[test]
fn a_copy_without_photos_recognises_as_before_and_holds_none() {
    let home = Home::new();
    let session = &home.session;
    let names = ["a", "b"].map(str::to_owned);
    let view = session.create_project("Noise", &names).unwrap();
    for (class, first) in view.classes.iter().zip([0, 10]) {
        add_noisy(session, class.id, first, 5);
    }
    train(session);
    session
        .change_program(Operation::AddObject, vec![programs::put("star", "\"run\"")])
        .unwrap();
    let before = said(session);
    let tables = [
        "SELECT jpeg FROM kept_photo",
        "SELECT jpeg FROM thumbnail",
        "SELECT vector FROM embedding",
    ];
    let photos: Vec<Vec<u8>> = tables
        .iter()
        .flat_map(|table| blobs(&home.project_file(), table))
        .collect();
    assert_eq!(photos.len(), 30);
    let copy = save(session, home.folder.path(), CopyKind::WithoutPhotos);
    let bytes = fs::read(&copy).unwrap();
    let file = Bytes::of(&fs::read(home.project_file()).unwrap());
    let found = Bytes::of(&bytes);
    for photo in &photos {
        assert!(file.hold_any_of(photo), "else this shows nothing");
        assert!(!found.hold_any_of(photo));
    }

    let elsewhere = Home::new();
    let session = &elsewhere.session;
    let taken = take_in(session, &bytes).unwrap();
    assert!(taken.classes.iter().all(|class| class.photos.is_empty()));
    let model = taken.status.model.unwrap();
    assert_eq!(
        model.freshness,
        Freshness::Fresh,
        "nothing is newer than it"
    );
    assert_eq!(said(session), before);
    assert_eq!(session.read_program().unwrap().objects.len(), 1);
    assert!(!taken.status.readiness.ready);
    let refused = session.train(&mut |_| ()).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NotReadyToTrain);
    for (class, kind) in view.classes.iter().zip([Drawn::Stripes, Drawn::Disc]) {
        add(session, class.id, kind, 20, 5);
    }
    let outcome = session.train(&mut |_| ()).unwrap();
    assert!(matches!(outcome, TrainOutcome::Finished { .. }));
}

#[test]
fn a_project_is_copied_without_being_opened() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    session.delete_class(view.classes[1].id).unwrap();
    session.create_project("Another", &[]).unwrap();
    let folder = home.folder.path().join("out");
    for kind in [CopyKind::Whole, CopyKind::Handout, CopyKind::WithoutPhotos] {
        let copy = session.copy_project(&folder, &view.id, kind).unwrap();
        let elsewhere = Home::new();
        let taken = take_in(&elsewhere.session, &fs::read(copy.path).unwrap()).unwrap();
        assert_eq!((taken.name.as_str(), taken.classes.len()), ("Shapes", 1));
    }
    assert_eq!(now(session).name, "Another");
    assert_eq!(files_under(&folder).len(), 3, "and nothing half made");
    assert_eq!(session.list_projects().unwrap().projects.len(), 2);
}

#[test]
fn a_copy_that_cannot_be_saved_is_told_and_leaves_nothing() {
    let home = Home::new();
    home.session.create_project("Test", &[]).unwrap();
    let file = home.folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    for kind in [CopyKind::Whole, CopyKind::Handout] {
        assert!(home.session.save_copy(&file, kind).is_err());
    }
    assert_eq!(fs::read(&file).unwrap(), b"in the way");
    home.session.add_class("still here").unwrap();
}
