//! Taking in files from elsewhere, hostile ones among them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/common/mod.rs"]
mod common;
mod files;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Drawn, Home, add, now, ready_to_train};
use files::{files_under, sql, take_in};
use nunchi_project::{CopyKind, ErrorCode, ImportId, ProjectId, Session};

/// The bytes of a small project of another machine.
fn from_elsewhere() -> Vec<u8> {
    let home = Home::new();
    let view = home
        .session
        .create_project("Elsewhere", &["dogs".to_owned(), "cats".to_owned()])
        .unwrap();
    add(&home.session, view.classes[0].id, Drawn::Disc, 0, 2);
    let copy = home.session.save_copy(home.folder.path(), CopyKind::Whole);
    fs::read(copy.unwrap().path).unwrap()
}

/// Those bytes after some SQL.
fn changed_by(change: &str) -> Vec<u8> {
    changed(&from_elsewhere(), change)
}

fn changed(bytes: &[u8], change: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, bytes).unwrap();
    sql(&file, change);
    fs::read(&file).unwrap()
}

fn names(session: &Session) -> Vec<String> {
    let classes = now(session).classes.into_iter();
    classes.map(|class| class.name).collect()
}

/// The files of a data folder that are of projects.
fn kept(home: &Home) -> Vec<PathBuf> {
    let places = ["projects", "bin", "refused"];
    places
        .iter()
        .flat_map(|place| files_under(&home.folder.path().join(place)))
        .collect()
}

#[test]
fn a_file_that_holds_the_same_opens_the_project_that_is_here() {
    let home = Home::new();
    let session = &home.session;
    let bytes = from_elsewhere();
    let first = take_in(session, &bytes).unwrap();
    assert_eq!(first.name, "Elsewhere");
    assert_eq!(first.classes[0].photos.len(), 2);
    let open = take_in(session, &bytes).unwrap();
    assert_eq!(open.id, first.id, "while it is open");
    session.create_project("Between", &[]).unwrap();
    let closed = take_in(session, &bytes).unwrap();
    assert_eq!(closed.id, first.id, "while it is not");
    // Written otherwise, but with nothing else in it.
    let copy = session
        .save_copy(home.folder.path(), CopyKind::Whole)
        .unwrap();
    let copied = take_in(session, &fs::read(copy.path).unwrap()).unwrap();
    assert_eq!(copied.id, first.id, "a copy of its own");
    session.add_class("birds").unwrap();
    let other = take_in(session, &bytes).unwrap();
    assert_ne!(other.id, first.id, "it is another one now");
    assert_eq!(names(session), ["dogs", "cats"]);
    assert_eq!(session.list_projects().unwrap().projects.len(), 3);
}

#[test]
fn a_file_that_was_opened_with_the_app_is_taken_in_and_left_as_it_is() {
    let home = Home::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("꽃 & 개.nunchi");
    let bytes = from_elsewhere();
    fs::write(&file, &bytes).unwrap();
    let last = home.session.create_project("Last", &[]).unwrap();
    let home = home.restart();
    let start = home
        .session
        .start_with(std::slice::from_ref(&file))
        .unwrap();
    assert_eq!(start.project.unwrap().name, "Elsewhere");
    assert!(start.problem.is_none());
    assert_eq!(start.library.projects.len(), 2);
    home.session.add_class("mine").unwrap();
    assert_eq!(files_under(folder.path()), std::slice::from_ref(&file));
    assert_eq!(fs::read(&file).unwrap(), bytes);

    // A project of the app's own folder is opened where it is.
    let own = home
        .folder
        .path()
        .join(format!("projects/{}.nunchi", last.id.0));
    let start = home.session.start_with(&[own]).unwrap();
    assert_eq!(start.project.unwrap().id, last.id);
    assert_eq!(start.library.projects.len(), 2);

    let gone = folder.path().join("gone.nunchi");
    for nothing in [gone, folder.path().to_owned()] {
        let start = home.session.start_with(&[nothing]).unwrap();
        assert_eq!(start.problem.unwrap().code, ErrorCode::NotAFile);
        assert_eq!(start.project.unwrap().id, last.id, "it is still open");
    }
}

/// A file and its journal as a kill leaves them in the middle of a change, under another name.
fn killed(folder: &Path) -> (PathBuf, PathBuf) {
    let at = |name: &str| folder.join(name);
    fs::write(at("a"), from_elsewhere()).unwrap();
    let database = rusqlite::Connection::open(at("a")).unwrap();
    database
        .execute_batch("PRAGMA cache_size = 1; BEGIN; UPDATE class SET name = 'half'")
        .unwrap();
    database.cache_flush().unwrap();
    let (file, journal) = (at("b.nunchi"), at("b.nunchi-journal"));
    fs::copy(at("a"), &file).unwrap();
    fs::copy(at("a-journal"), &journal).unwrap();
    (file, journal)
}

#[test]
fn what_sqlite_noted_beside_a_file_before_a_kill_comes_along() {
    let home = Home::new();
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = killed(folder.path());
    home.session.start_with(&[file]).unwrap();
    assert_eq!(names(&home.session), ["dogs", "cats"]);
}

/// SQLite may remove the file that such a journal names as the one that leads to all journals.
#[test]
fn a_journal_that_names_another_file_stays_where_it_is() {
    let home = Home::new();
    let folder = tempfile::tempdir().unwrap();
    let (file, journal) = killed(folder.path());
    let victim = folder.path().join("letter");
    fs::write(&victim, "dear friend").unwrap();
    let name = victim.to_str().unwrap().as_bytes();
    let sum: u32 = name.iter().map(|byte| u32::from(*byte)).sum();
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend((0x4000_0000_u32 / 4096 + 1).to_be_bytes());
    bytes.extend(name);
    bytes.extend(u32::try_from(name.len()).unwrap().to_be_bytes());
    bytes.extend(sum.to_be_bytes());
    bytes.extend([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]);
    fs::write(&journal, bytes).unwrap();
    home.session.start_with(&[file]).unwrap();
    assert_eq!(fs::read(victim).unwrap(), b"dear friend");
    assert_eq!(
        names(&home.session),
        ["half", "half 2"],
        "as the file is alone"
    );
}

#[test]
fn names_of_a_file_are_cleaned_as_those_that_are_typed() {
    let home = Home::new();
    let session = &home.session;
    let bytes = changed_by(
        "UPDATE project SET name = char(0x202e) || 'gnp.evil' || char(7);
         UPDATE class SET name = '<b>' || char(0x1112, 0x1161, 0x11ab) || char(0x2066) || '</b>';
         INSERT INTO class (name, colour, position, hidden) VALUES (' ' || char(0x200b), 0, 9, 0);
         INSERT INTO class (name, colour, position, hidden)
             VALUES (replace(hex(zeroblob(500)), '0', 'x'), 0, 10, 0)",
    );
    let view = take_in(session, &bytes).unwrap();
    assert_eq!(view.name, "gnp.evil");
    let long = "x".repeat(30);
    assert_eq!(
        names(session),
        ["<b>한</b>", "<b>한</b> 2", "3", long.as_str()],
        "a class without a name is shown as its number"
    );

    let nameless = changed_by("UPDATE project SET name = ' '");
    let view = take_in(session, &nameless).unwrap();
    assert_eq!(view.name, "file.nunchi", "as the file is called");
}

#[test]
fn rows_that_the_app_does_not_write_are_refused() {
    let home = Home::new();
    let bytes = from_elsewhere();
    for change in [
        "UPDATE photo SET width = 100000",
        "UPDATE photo SET square_left = 500",
        "UPDATE photo SET square_side = -1",
        "UPDATE photo SET hash = x'00'",
        "UPDATE photo SET revision = -5",
        "UPDATE class SET colour = 77",
        "UPDATE class SET hidden = 2 WHERE id = 1",
        "PRAGMA foreign_keys = OFF; UPDATE class SET id = id + 10000000000000000",
        "PRAGMA foreign_keys = OFF; UPDATE photo SET class_id = 99",
        "UPDATE kept_photo SET jpeg = zeroblob(11000000)",
        "UPDATE thumbnail SET jpeg = zeroblob(2000000)",
        "DELETE FROM project",
        "UPDATE project SET epochs = 100000",
        "UPDATE project SET learning_rate = 9e999",
        "UPDATE project SET batch_size = -1",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 101)
         INSERT INTO class (name, colour, position, hidden) SELECT i, 0, i, 0 FROM n",
    ] {
        let hostile = changed(&bytes, change);
        let refused = take_in(&home.session, &hostile).unwrap_err().view();
        assert_eq!(refused.code, ErrorCode::ProjectDamaged, "{change}");
        assert_eq!(kept(&home).len(), 1, "it is kept aside: {change}");
        let id = ProjectId(refused.detail["refused"].clone());
        home.session.discard_refused(&id).unwrap();
        assert_eq!(kept(&home).len(), 0, "{change}");
    }
}

#[test]
fn what_is_no_project_is_refused_with_its_reason() {
    let home = Home::new();
    let session = &home.session;
    let before = session.create_project("Mine", &[]).unwrap();
    let whole = from_elsewhere();
    for (bytes, code, worth) in [
        (Vec::new(), ErrorCode::ProjectDamaged, false),
        (b"a letter".to_vec(), ErrorCode::ProjectForeign, false),
        (
            changed(&whole, "PRAGMA user_version = 900"),
            ErrorCode::ProjectNewer,
            true,
        ),
        (
            changed(&whole, "CREATE VIEW more AS SELECT 1"),
            ErrorCode::ProjectForeign,
            true,
        ),
        (
            changed(
                &whole,
                "CREATE TRIGGER more AFTER INSERT ON class BEGIN DELETE FROM photo; END",
            ),
            ErrorCode::ProjectForeign,
            true,
        ),
        (
            whole[..whole.len() * 3 / 4].to_vec(),
            ErrorCode::ProjectDamaged,
            true,
        ),
    ] {
        let kept_before = kept(&home).len();
        let refused = take_in(session, &bytes).unwrap_err().view();
        assert_eq!(refused.code, code);
        assert_eq!(refused.detail.contains_key("refused"), worth, "{code:?}");
        assert_eq!(kept(&home).len() - kept_before, usize::from(worth));
        assert_eq!(now(session).id, before.id, "the open project stays open");
    }
}

#[test]
fn pictures_of_a_file_that_are_none_are_never_shown() {
    let home = Home::new();
    let svg = "UPDATE thumbnail SET jpeg = CAST('<svg/>' AS BLOB);
               UPDATE kept_photo SET jpeg = CAST('<svg/>' AS BLOB)";
    let view = take_in(&home.session, &changed_by(svg)).unwrap();
    let photo = view.classes[0].photos[0].id;
    assert!(home.session.thumbnail(photo).is_err());
    assert!(home.session.photo(photo).is_err());
}

/// A program that shows the first picture.
const BACKDROP: &str =
    r#"{"order":[],"backdrop":{"kind":"kept","id":1},"variables":[],"lists":[],"messages":[]}"#;

#[test]
fn a_file_with_another_picture_is_another_project() {
    let home = Home::new();
    let bytes = from_elsewhere();
    let with = |byte: u8| {
        let sql = format!(
            "INSERT INTO picture (width, height, jpeg) VALUES (1, 1, x'{byte:02x}');
             INSERT INTO program (id, body) VALUES (1, '{BACKDROP}')"
        );
        take_in(&home.session, &changed(&bytes, &sql)).unwrap().id
    };
    let first = with(1);
    assert_ne!(with(2), first);
    assert_eq!(with(1), first);
}

#[test]
fn a_copy_leads_to_the_project_that_it_is_of_and_not_to_a_duplicate() {
    let home = Home::new();
    let session = &home.session;
    let first = take_in(session, &from_elsewhere()).unwrap().id;
    let library = session.duplicate_project(&first, " ").unwrap();
    let mut ids = library.projects.into_iter().map(|card| card.id);
    let duplicate = ids.find(|id| *id != first).unwrap();
    for id in [&first, &duplicate] {
        session.open_project(id).unwrap();
        let copy = session
            .save_copy(home.folder.path(), CopyKind::Whole)
            .unwrap();
        session.create_project("Between", &[]).unwrap();
        let taken = take_in(session, &fs::read(copy.path).unwrap()).unwrap();
        assert_eq!(taken.id, *id);
    }
}

#[test]
fn an_import_that_does_not_end_leaves_nothing() {
    let home = Home::new();
    let session = &home.session;
    let cancelled = session.import_begin("a").unwrap();
    session.import_chunk(cancelled, b"SQLite format 3").unwrap();
    assert_eq!(kept(&home).len(), 1);
    session.import_cancel(cancelled);
    assert_eq!(kept(&home).len(), 0);
    for refused in [
        session.import_chunk(cancelled, b"more").unwrap_err(),
        session.import_finish(cancelled).unwrap_err(),
        session.import_finish(ImportId(99)).unwrap_err(),
    ] {
        assert_eq!(refused.code(), ErrorCode::BadRequest);
    }

    // One that a kill has cut off is removed at the next start.
    let id = session.import_begin("a").unwrap();
    session.import_chunk(id, b"SQLite format 3").unwrap();
    let half = kept(&home)[0].clone();
    session.import_cancel(id);
    fs::write(&half, b"half").unwrap();
    let home = home.restart();
    assert_eq!(kept(&home).len(), 0);
}

#[test]
fn two_files_are_taken_in_side_by_side() {
    let home = Home::new();
    let session = &home.session;
    let bytes = from_elsewhere();
    let (a, b) = (
        session.import_begin("a").unwrap(),
        session.import_begin("b").unwrap(),
    );
    for piece in bytes.chunks(9_999) {
        session.import_chunk(a, piece).unwrap();
        session.import_chunk(b, b"nothing of ours").unwrap();
    }
    assert!(session.import_finish(b).is_err());
    assert_eq!(session.import_finish(a).unwrap().name, "Elsewhere");
}

#[test]
fn a_project_that_was_taken_in_is_used_like_any_other() {
    let home = Home::new();
    let view = ready_to_train(&home.session);
    let copy = home.session.save_copy(home.folder.path(), CopyKind::Whole);
    let bytes = fs::read(copy.unwrap().path).unwrap();
    home.session.delete_class(view.classes[0].id).unwrap();
    let taken = take_in(&home.session, &bytes).unwrap();
    assert_ne!(taken.id, view.id);
    common::train(&home.session);
    let home = home.restart();
    assert_eq!(now(&home.session).id, taken.id);
}
