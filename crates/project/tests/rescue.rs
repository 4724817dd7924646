//! Rescuing what still reads of damaged projects, wherever the damage is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/common/mod.rs"]
mod common;
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::{Drawn, Home, drawn, programs, train};
use files::{add_noisy, sql, take_in};
use nunchi_project::{CopyKind, ErrorCode, Operation, ProjectId, ProjectView, RescueView, Session};

const PAGE: usize = 4096;

/// A project with two classes of photos, a model and a program, closed.
fn project(home: &Home) -> ProjectView {
    let session = &home.session;
    let names = ["dogs".to_owned(), "cats".to_owned()];
    let view = session.create_project("Animals", &names).unwrap();
    for (class, first) in view.classes.iter().zip([0, 20]) {
        add_noisy(session, class.id, first, 6);
    }
    session
        .change_program(Operation::AddObject, vec![programs::put("star", "\"run\"")])
        .unwrap();
    train(session);
    let view = common::now(session);
    session.close_project().unwrap();
    view
}

/// What is in each class, by name: the kept photos.
fn contents(session: &Session, view: &ProjectView) -> BTreeMap<String, BTreeSet<Vec<u8>>> {
    let classes = view.classes.iter();
    classes
        .map(|class| {
            let photos = class.photos.iter();
            let photos = photos.map(|photo| session.photo(photo.id).unwrap());
            (class.name.clone(), photos.collect())
        })
        .collect()
}

/// What stands on each page of a file: the table, and whether rows of it begin there.
fn owners(file: &Path) -> BTreeMap<u32, (String, String, u32)> {
    let database = rusqlite::Connection::open(file).unwrap();
    let mut statement = database
        .prepare("SELECT pageno, name, pagetype, ncell FROM dbstat")
        .unwrap();
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn whichever_page_is_lost_everything_on_the_others_is_rescued() {
    let home = Home::new();
    let view = project(&home);
    home.session.open_project(&view.id).unwrap();
    let whole = contents(&home.session, &view);
    home.session.close_project().unwrap();
    let file = home.project_file();
    let owners = owners(&file);
    let bytes = fs::read(&file).unwrap();
    let all: BTreeSet<Vec<u8>> = whole.values().flatten().cloned().collect();
    let mut kinds = BTreeSet::new();
    for number in 1..=u32::try_from(bytes.len() / PAGE).unwrap() {
        let page = number as usize;
        let nobody = (String::new(), String::new(), 0);
        let (table, kind, rows) = owners.get(&number).unwrap_or(&nobody);
        let mut damaged = bytes.clone();
        damaged[(page - 1) * PAGE..page * PAGE].fill(0);
        // One page of the many with the rest of a long row is as good as another.
        if kind == "overflow" && !kinds.insert(table.clone()) {
            continue;
        }
        let session = &home.session;
        let path = home.folder.path().join("projects/damaged.nunchi");
        fs::write(&path, &damaged).unwrap();
        let id = ProjectId("damaged".into());
        let why = format!("page {page}: {kind} of {table}");

        let look = session.rescue_look(&id).unwrap();
        let rescued = session.rescue(&id).unwrap();
        assert_eq!(fs::read(&path).unwrap(), damaged, "left as it is, {why}");
        let found = contents(session, &rescued);
        let photos: BTreeSet<Vec<u8>> = found.values().flatten().cloned().collect();
        assert!(photos.is_subset(&all), "{why}");
        let lost = match (table.as_str(), kind.as_str()) {
            ("kept_photo", "leaf") => usize::try_from(*rows).unwrap(),
            ("kept_photo", "overflow") => 1,
            _ => 0,
        };
        assert_eq!(all.len() - photos.len(), lost, "{why}");
        assert_eq!(look.photos as usize, photos.len(), "{why}");
        assert_eq!(look.lost_photos as usize, lost, "{why}");
        assert_eq!(look.classes as usize, rescued.classes.len(), "{why}");
        let in_place = |name: &str| {
            found
                .get(name)
                .is_some_and(|now| now.is_subset(&whole[name]))
        };
        if !matches!(table.as_str(), "photo") {
            // The model still knows the names when the rows of the classes are lost.
            assert!(in_place("dogs") && in_place("cats"), "{why}");
        }
        assert_eq!(look.model, table != "model", "{why}");
        assert_eq!(rescued.status.model.is_some(), look.model, "{why}");
        assert_eq!(look.program, table != "object", "{why}");
        if table != "project" {
            assert_eq!(rescued.name, "Animals", "{why}");
        }
        session.close_project().unwrap();
        session.bin_project(&rescued.id).unwrap();
        session.erase_project(&rescued.id).unwrap();
    }
    assert!(kinds.contains("kept_photo"), "long rows were among them");
}

#[test]
fn a_rescued_model_answers_as_before() {
    let home = Home::new();
    let view = project(&home);
    let session = &home.session;
    session.open_project(&view.id).unwrap();
    let said = || -> Vec<(String, f32)> {
        let prediction = session.recognise(&drawn(Drawn::Disc, 3)).unwrap();
        let classes = prediction.classes.into_iter();
        classes.map(|one| (one.name, one.confidence)).collect()
    };
    let before = said();
    session.close_project().unwrap();
    sql(&home.project_file(), "CREATE TABLE more (id INTEGER)");
    let refused = session.open_project(&view.id).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectForeign);
    let everything = RescueView {
        classes: 2,
        photos: 12,
        lost_photos: 0,
        model: true,
        program: true,
    };
    assert_eq!(session.rescue_look(&view.id).unwrap(), everything);
    let rescued = session.rescue(&view.id).unwrap();
    assert_ne!(rescued.id, view.id);
    assert_eq!(said(), before);
    let freshness = rescued.status.model.unwrap().freshness;
    assert_eq!(freshness, nunchi_project::Freshness::Fresh);
    let program = session.read_program().unwrap();
    assert_eq!(program.objects[0].blocks, "\"run\"");
    let library = session.list_projects().unwrap();
    assert_eq!(library.projects.len(), 2, "the damaged one is still there");
}

#[test]
fn what_was_deleted_stays_deleted() {
    let home = Home::new();
    let session = &home.session;
    let view = session
        .create_project("Test", &["a".to_owned(), "b".to_owned()])
        .unwrap();
    let photos = add_noisy(session, view.classes[0].id, 0, 3);
    add_noisy(session, view.classes[1].id, 5, 2);
    session.delete_photos(&photos[..1]).unwrap();
    session.delete_class(view.classes[1].id).unwrap();
    let copy = session
        .save_copy(home.folder.path(), CopyKind::Whole)
        .unwrap();
    sql(copy.path.as_ref(), "PRAGMA user_version = 50");
    let refused = take_in(session, &fs::read(&copy.path).unwrap()).unwrap_err();
    let id = ProjectId(refused.view().detail["refused"].clone());
    let look = session.rescue_look(&id).unwrap();
    assert_eq!((look.classes, look.photos, look.lost_photos), (1, 2, 0));
    let rescued = session.rescue(&id).unwrap();
    assert_eq!(rescued.classes.len(), 1);
    assert_eq!(rescued.classes[0].photos.len(), 2);
}

#[test]
fn a_refused_file_is_kept_until_it_is_rescued_or_discarded() {
    let home = Home::new();
    let session = &home.session;
    project(&home);
    let mut bytes = fs::read(home.project_file()).unwrap();
    bytes.truncate(bytes.len() - PAGE * 3);
    let refused = || -> ProjectId {
        let refused = take_in(session, &bytes).unwrap_err().view();
        assert_eq!(refused.code, ErrorCode::ProjectDamaged);
        ProjectId(refused.detail["refused"].clone())
    };
    let (one, other) = (refused(), refused());
    assert!(session.rescue_look(&one).unwrap().photos > 6);
    session.rescue(&one).unwrap();
    assert!(session.rescue_look(&one).is_err(), "it has served");
    session.discard_refused(&other).unwrap();
    for gone in [
        session.rescue_look(&other).unwrap_err(),
        session.rescue(&other).unwrap_err(),
        session.discard_refused(&other).unwrap_err(),
    ] {
        assert_eq!(gone.code(), ErrorCode::ProjectNotFound);
    }
}

#[test]
fn what_was_made_to_harm_is_not_rescued() {
    let home = Home::new();
    let view = project(&home);
    let session = &home.session;
    let file = home.project_file();
    sql(
        &file,
        "UPDATE class SET name = char(0x202e) || 'x' WHERE id = 1;
         UPDATE project SET epochs = 100000;
         UPDATE kept_photo SET jpeg = CAST('<svg/>' AS BLOB) WHERE photo_id = 1;
         UPDATE photo SET hash = x'00' WHERE id = 1;
         UPDATE photo SET square_left = 5000 WHERE id = 2;
         UPDATE object SET body = '{}';
         CREATE TABLE more (id INTEGER)",
    );
    let look = session.rescue_look(&view.id).unwrap();
    assert_eq!(
        (look.photos, look.lost_photos, look.program),
        (11, 1, false)
    );
    let rescued = session.rescue(&view.id).unwrap();
    assert_eq!(rescued.classes[0].name, "x");
    assert_eq!(rescued.classes[0].photos.len(), 5);
    assert_eq!(rescued.conditions.epochs, 30);
    let outside = rescued.classes[0].photos[0].id;
    let square = session.photo_details(outside).unwrap().square;
    assert_eq!((square.left, square.side), (0, 96));
    train(session);
}
