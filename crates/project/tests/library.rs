//! The library: cards, duplicates, the bin, and projects that cannot be opened.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/common/mod.rs"]
mod common;
mod files;

use std::fs;

use common::{Drawn, Home, add, now, ready_to_train, train};
use files::sql;
use nunchi_project::{ErrorCode, LibraryView, PhotoId, ProjectCard, ProjectId, Session};

fn names(cards: &[ProjectCard]) -> Vec<&str> {
    cards.iter().map(|card| card.name.as_str()).collect()
}

fn card<'a>(library: &'a LibraryView, name: &str) -> &'a ProjectCard {
    let mut cards = library.projects.iter().chain(&library.bin);
    cards.find(|card| card.name == name).unwrap()
}

#[test]
fn a_card_shows_one_photo_of_each_class_first() {
    let home = Home::new();
    let session = &home.session;
    let names = ["a", "b", "c"].map(str::to_owned);
    let view = session.create_project("Test", &names).unwrap();
    let first = add(session, view.classes[0].id, Drawn::Disc, 0, 3);
    let third = add(session, view.classes[2].id, Drawn::Stripes, 0, 2);
    let expected = [first[0], third[0], first[1], third[1]];
    assert_eq!(
        session.list_projects().unwrap().projects[0].covers,
        expected
    );
    let shown = session.thumbnail(first[0]).unwrap();
    assert_eq!(session.cover(&view.id, first[0]).unwrap(), shown);

    let closed = session.close_project().unwrap().library;
    let card = &closed.projects[0];
    assert_eq!(card.covers, expected, "also when it is not open");
    assert_eq!(card.photos, 5);
    assert!(!card.is_example && card.problem.is_none());
    let file = fs::metadata(home.project_file()).unwrap();
    assert_eq!(card.bytes, file.len());
    assert_eq!(session.cover(&view.id, first[0]).unwrap(), shown);
    let refused = session.cover(&view.id, PhotoId(99)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PhotoNotFound);
    let nowhere = ProjectId("../../etc".into());
    let refused = session.cover(&nowhere, first[0]).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectNotFound);
}

#[test]
fn a_cover_that_is_no_picture_is_never_shown() {
    let home = Home::new();
    let view = ready_to_train(&home.session);
    let photo = view.classes[0].photos[0].id;
    home.session.close_project().unwrap();
    sql(
        &home.project_file(),
        "UPDATE thumbnail SET jpeg = x'3c7376673e'",
    );
    assert!(home.session.cover(&view.id, photo).is_err());
}

#[test]
fn a_duplicate_is_a_project_of_its_own_with_the_same_model() {
    let home = Home::new();
    let session = &home.session;
    let first = ready_to_train(session);
    train(session);
    let picture = common::drawn(Drawn::Disc, 40);
    let said = |session: &Session| -> Vec<f32> {
        let prediction = session.recognise(&picture).unwrap();
        prediction
            .classes
            .iter()
            .map(|one| one.confidence)
            .collect()
    };
    let before = said(session);
    let library = session.duplicate_project(&first.id, " Twin ").unwrap();
    assert_eq!(names(&library.projects).len(), 2);
    assert_eq!(now(session).id, first.id, "the first is still open");
    let twin = card(&library, "Twin").id.clone();
    session.open_project(&twin).unwrap();
    assert_eq!(said(session), before);
    session.delete_class(first.classes[0].id).unwrap();
    let first = session.open_project(&first.id).unwrap();
    assert_eq!(first.name, "Shapes");
    assert_eq!(first.classes[0].photos.len(), 5);

    // Of one that is not open, and without a name.
    let library = session.duplicate_project(&twin, " ").unwrap();
    assert_eq!(
        library
            .projects
            .iter()
            .filter(|card| card.name == "Twin")
            .count(),
        2
    );
    let nobody = ProjectId("project-1".into());
    let refused = session.duplicate_project(&nobody, "x").unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectNotFound);
    assert_eq!(session.list_projects().unwrap().projects.len(), 3);
}

#[test]
fn a_project_is_renamed_open_or_not() {
    let home = Home::new();
    let session = &home.session;
    let first = session.create_project("First", &[]).unwrap();
    let library = session.rename_project(&first.id, "Open").unwrap();
    assert_eq!(names(&library.projects), ["Open"]);
    assert_eq!(
        session.undo().unwrap().name,
        "First",
        "a step like any other"
    );
    session.close_project().unwrap();
    let library = session.rename_project(&first.id, " Closed\n").unwrap();
    assert_eq!(names(&library.projects), ["Closed"]);
    let library = session.rename_project(&first.id, "\u{200b}").unwrap();
    assert_eq!(names(&library.projects), ["Closed"]);
}

#[test]
fn the_bin_gives_a_project_back_as_it_was() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    let library = session.bin_project(&view.id).unwrap();
    assert!(library.projects.is_empty());
    assert_eq!(names(&library.bin), ["Shapes"]);
    assert_eq!(library.bin[0].covers.len(), 4);
    assert!(session.cover(&view.id, library.bin[0].covers[0]).is_ok());
    let closed = session.start().unwrap();
    assert!(closed.project.is_none(), "the open one is closed first");
    let refused = session.open_project(&view.id).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectNotFound);
    let refused = session.bin_project(&view.id).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectNotFound);

    let home = home.restart();
    let library = home.session.list_projects().unwrap();
    assert_eq!(names(&library.bin), ["Shapes"], "it waits in the bin");
    let library = home.session.restore_project(&view.id).unwrap();
    assert_eq!(names(&library.projects), ["Shapes"]);
    let back = home.session.open_project(&view.id).unwrap();
    assert_eq!(back.classes[1].photos.len(), 5);
}

#[test]
fn only_what_is_in_the_bin_is_erased_and_then_it_is_gone() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    session.close_project().unwrap();
    let refused = session.erase_project(&view.id).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectNotFound);
    session.bin_project(&view.id).unwrap();
    // Another name of the same bytes shows what became of them.
    let file = home.folder.path().join(format!("bin/{}.nunchi", view.id.0));
    let witness = home.folder.path().join("witness");
    fs::hard_link(&file, &witness).unwrap();
    let library = session.erase_project(&view.id).unwrap();
    assert!(library.bin.is_empty() && library.projects.is_empty());
    assert!(!file.exists());
    assert!(fs::read(&witness).unwrap().iter().all(|byte| *byte == 0));
}

#[test]
fn a_project_that_is_open_elsewhere_is_not_taken_away() {
    let home = Home::new();
    let view = home.session.create_project("Mine", &[]).unwrap();
    let other = Session::open(home.folder.path()).unwrap();
    for refused in [
        other.bin_project(&view.id).unwrap_err(),
        other.rename_project(&view.id, "x").unwrap_err(),
        other.open_project(&view.id).unwrap_err(),
    ] {
        assert_eq!(refused.code(), ErrorCode::ProjectBusy);
    }
    let library = other.duplicate_project(&view.id, "Copy").unwrap();
    assert_eq!(library.projects.len(), 2, "a copy takes nothing away");
    home.session.add_class("still here").unwrap();
}

#[test]
fn a_project_that_cannot_be_opened_is_listed_with_the_reason() {
    let home = Home::new();
    let view = home.session.create_project("Test", &[]).unwrap();
    home.session.close_project().unwrap();
    let file = home.project_file();
    let problem = |library: &LibraryView| library.projects[0].problem.clone().unwrap().code;
    sql(&file, "PRAGMA user_version = 999");
    let library = home.session.list_projects().unwrap();
    assert_eq!(problem(&library), ErrorCode::ProjectNewer);
    fs::write(&file, "a letter to my friend").unwrap();
    let library = home.session.list_projects().unwrap();
    assert_eq!(problem(&library), ErrorCode::ProjectForeign);
    fs::write(&file, "").unwrap();
    let library = home.session.list_projects().unwrap();
    assert_eq!(problem(&library), ErrorCode::ProjectDamaged);
    assert_eq!(library.projects[0].name, "");
    let library = home.session.bin_project(&view.id).unwrap();
    assert_eq!(library.bin.len(), 1, "it can be put away all the same");
}
