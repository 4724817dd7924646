//! Files of every format, damaged, killed and hostile ones among them.

use std::path::PathBuf;

use nunchi_vision::Square;
use proptest::prelude::*;

use super::photos::NewPhoto;
use super::program::NewPicture;
use super::*;
use crate::view::{ClassId, ObjectId, PhotoId, PictureId};

fn new_photo() -> NewPhoto {
    NewPhoto {
        width: 40,
        height: 30,
        square: Square::centre(40, 30),
        hash: [7; 32],
        jpeg: vec![1; 3000],
        thumbnail: vec![2; 500],
    }
}

/// A class of three photos, the first of them looked at.
fn fill(database: &Connection) -> Result<ClassId, ProjectError> {
    let class = classes::insert_hidden(database, "개", 3)?;
    classes::set_hidden(database, class, false)?;
    for _ in 0..3 {
        let id = photos::insert_hidden(database, class, &new_photo())?;
        photos::set_hidden(database, id, false)?;
    }
    photos::keep_embedding(database, PhotoId(1), 0, b"network", b"views")?;
    Ok(class)
}

/// An object that shows the first picture.
const STAR: &str = r#"{"id":"star","name":"별","kind":"picture","shapes":[{"id":"a","name":"",
    "picture":{"kind":"kept","id":1}}],"shape":0,"text":"","x":0,"y":0,"size":100,
    "direction":90,"rotation":0,"visible":true,"blocks":"{}"}"#;
/// A backdrop that is the second picture.
const SHARED: &str = r#"{"order":["star"],"backdrop":{"kind":"kept","id":2}}"#;

/// A program that shows two of three pictures.
fn fill_program(database: &Connection) -> Result<(), ProjectError> {
    program::set_shared(database, Some(SHARED))?;
    program::set_object(database, &ObjectId("star".into()), Some(STAR))?;
    for _ in 0..3 {
        let picture = NewPicture {
            width: 40,
            height: 30,
            jpeg: vec![4; 2000],
        };
        program::insert_picture(database, &picture)?;
    }
    Ok(())
}

/// A project with a class of three photos and a program.
fn project() -> (tempfile::TempDir, PathBuf, ClassId) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.nunchi");
    let mut store = Store::create(&path).unwrap();
    let class = store
        .transact(|database| {
            fill_program(database)?;
            fill(database)
        })
        .unwrap();
    (folder, path, class)
}

/// A project as the app made it before it knew programs (1), or kept the history (2).
fn project_of_format(format: usize) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.nunchi");
    let mut connection = Connection::open(&path).unwrap();
    harden(&connection).unwrap();
    connection
        .pragma_update(None, "auto_vacuum", "INCREMENTAL")
        .unwrap();
    let transaction = connection.transaction().unwrap();
    schema::take_to(&transaction, 0, format).unwrap();
    facts::insert(&transaction).unwrap();
    fill(&transaction).unwrap();
    if format > 1 {
        fill_program(&transaction).unwrap();
    }
    transaction.commit().unwrap();
    (folder, path)
}

/// The number of the format in the first bytes of a file.
fn format_in(path: &Path) -> i32 {
    let bytes = std::fs::read(path).unwrap();
    i32::from_be_bytes(bytes[60..64].try_into().unwrap())
}

/// Erases what nothing needs when there is no history.
fn purge(store: &mut Store) {
    let unneeded = Unneeded {
        steps: steps::others(store.connection(), &Default::default()).unwrap(),
        rows: hidden::unneeded(store.connection(), &Default::default()).unwrap(),
        pictures: program::unnamed_pictures(store.connection()).unwrap(),
    };
    store.purge(&unneeded).unwrap();
}

fn photos_in(store: &Store) -> usize {
    photos::list(store.connection()).unwrap().len()
}

/// Asks for everything; what cannot be read must be an error, not a panic.
fn read_all(store: &Store) {
    let database = store.connection();
    let _ = facts::read(database);
    let _ = classes::list(database);
    let _ = photos::list(database);
    let _ = photos::counts(database);
    let _ = photos::training_set(database);
    let _ = photos::unseen(database, b"network");
    let _ = models::read(database);
    let _ = program::read(database);
    let _ = program::unnamed_pictures(database);
    let _ = merged::survivors(database);
    let _ = crate::undo::History::read(database);
    let _ = hidden::bytes(database);
    for id in 1..=3 {
        let _ = program::picture(database, PictureId(id));
        let _ = photos::details(database, PhotoId(id));
        let _ = photos::kept(database, PhotoId(id));
        let _ = photos::thumbnail(database, PhotoId(id));
        let _ = photos::embedding(database, PhotoId(id), b"network");
    }
}

fn code(path: &Path) -> crate::ErrorCode {
    Store::open(path).err().unwrap().code()
}

#[test]
fn a_file_with_other_tables_than_ours_is_foreign() {
    for sql in [
        "CREATE TABLE more (id INTEGER)",
        "ALTER TABLE photo ADD COLUMN more TEXT",
        "DROP TABLE embedding",
        "CREATE INDEX more ON class (name)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON photo BEGIN DELETE FROM class; END",
    ] {
        let (_folder, path, _) = project();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert_eq!(code(&path), crate::ErrorCode::ProjectForeign, "{sql}");
        assert_eq!(
            std::fs::read(&path).unwrap(),
            before,
            "{sql}: left as it is"
        );
    }
}

#[test]
fn only_the_numbers_in_the_header_make_a_database_a_project() {
    let (_folder, path, _) = project();
    let set = |pragma: &str, value: i64| {
        let database = Connection::open(&path).unwrap();
        database.pragma_update(None, pragma, value).unwrap();
    };
    set("user_version", 4);
    assert_eq!(code(&path), crate::ErrorCode::ProjectNewer);
    set("user_version", 0);
    assert_eq!(code(&path), crate::ErrorCode::ProjectDamaged);
    set("user_version", 1);
    assert_eq!(
        code(&path),
        crate::ErrorCode::ProjectForeign,
        "the tables are those of another format"
    );
    set("user_version", 3);
    assert!(Store::open(&path).is_ok());
    set("application_id", 0);
    assert_eq!(code(&path), crate::ErrorCode::ProjectForeign);
}

#[test]
fn a_project_of_an_older_format_becomes_one_of_the_newest_when_it_is_opened() {
    for format in [1, 2] {
        let (_folder, path) = project_of_format(format);
        assert_eq!(format_in(&path), i32::try_from(format).unwrap());
        let mut store = Store::open(&path).unwrap();
        assert_eq!(photos_in(&store), 3);
        let found = photos::embedding(store.connection(), PhotoId(1), b"network").unwrap();
        assert_eq!(found.unwrap(), b"views");
        assert_eq!(program::exists(store.connection()).unwrap(), format > 1);
        store
            .transact(|database| program::set_shared(database, Some(SHARED)))
            .unwrap();
        let identity = uid(&store);
        drop(store);
        assert_eq!(format_in(&path), 3);
        let store = Store::open(&path).unwrap();
        let objects = program::read(store.connection()).unwrap().objects.len();
        assert_eq!(objects, format - 1);
        assert_eq!(photos_in(&store), 3);
        assert_eq!(uid(&store), identity, "made once");
    }
}

fn uid(store: &Store) -> String {
    let read = |row: &rusqlite::Row<'_>| row.get(0);
    store
        .connection()
        .query_one("SELECT uid FROM identity", [], read)
        .unwrap()
}

#[test]
fn every_project_has_an_identity_of_its_own() {
    let identities: std::collections::HashSet<String> = (0..5)
        .map(|number| match number {
            0 => uid(&Store::open(&project_of_format(1).1).unwrap()),
            1 => uid(&Store::open(&project_of_format(2).1).unwrap()),
            _ => uid(&Store::open(&project().1).unwrap()),
        })
        .collect();
    assert_eq!(identities.len(), 5);
    for identity in identities {
        assert_eq!(identity.len(), 32);
        assert!(identity.bytes().all(|letter| letter.is_ascii_hexdigit()));
    }
}

#[test]
fn a_glance_leaves_a_project_of_an_older_format_as_it_is() {
    let (_folder, path) = project_of_format(1);
    let before = std::fs::read(&path).unwrap();
    let store = Store::glance(&path).unwrap();
    assert!(facts::read(store.connection()).is_ok());
    assert_eq!(photos_in(&store), 3);
    drop(store);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

/// The file and its journal as a kill leaves them in the last moment of a step: all of the new
/// format is written, and the journal that takes it back is not removed yet.
#[test]
fn a_kill_in_the_middle_of_a_step_to_the_newest_format_loses_nothing() {
    for glance_first in [false, true] {
        let (folder, path) = project_of_format(1);
        let killed = folder.path().join("killed.nunchi");
        let journal_of = |name: &str| folder.path().join(format!("{name}.nunchi-journal"));
        let mut connection = Connection::open(&path).unwrap();
        harden(&connection).unwrap();
        let transaction = connection.transaction().unwrap();
        schema::migrate(&transaction, 1).unwrap();
        transaction.cache_flush().unwrap();
        std::fs::copy(journal_of("test"), journal_of("killed")).unwrap();
        transaction.commit().unwrap();
        std::fs::copy(&path, &killed).unwrap();
        assert_eq!(format_in(&killed), 3);
        if glance_first {
            assert_eq!(photos_in(&Store::glance(&killed).unwrap()), 3);
            assert_eq!(format_in(&killed), 1, "the half step is taken back");
        }
        assert_eq!(photos_in(&Store::open(&killed).unwrap()), 3);
        assert_eq!(format_in(&killed), 3);
    }
}

#[test]
fn pictures_that_the_program_does_not_show_are_erased() {
    let (_folder, path, _) = project();
    let mut store = Store::open(&path).unwrap();
    purge(&mut store);
    for (id, kept) in [(1, true), (2, true), (3, false)] {
        let found = program::picture(store.connection(), PictureId(id));
        assert_eq!(found.is_ok(), kept, "{id}");
    }
}

#[test]
fn a_program_that_does_not_read_is_damaged_and_keeps_its_pictures() {
    for sql in [
        "UPDATE object SET body = ''",
        "UPDATE object SET body = '[]'",
        "UPDATE object SET body = replace(body, 'star', 'moon')",
        "UPDATE object SET body = replace(body, '\"x\":0', '\"x\":1e999')",
        "UPDATE object SET body = replace(body, '\"shape\":0', '\"shape\":7')",
        "UPDATE program SET body = '{\"order\": 1}'",
        "UPDATE program SET body = '{\"order\": [\"a b\"]}'",
        "WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count LIMIT 100)
         INSERT INTO object SELECT n, body FROM count, object",
    ] {
        let (_folder, path, _) = project();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let mut store = Store::open(&path).unwrap();
        purge(&mut store);
        let refused = program::read(store.connection()).unwrap_err();
        assert_eq!(refused.code(), crate::ErrorCode::ProgramDamaged, "{sql}");
        assert!(program::picture(store.connection(), PictureId(3)).is_ok());
        assert_eq!(photos_in(&store), 3, "the rest of the project is there");
    }
}

#[test]
fn an_embedding_of_an_older_square_is_not_kept() {
    let (_folder, path, _) = project();
    let store = Store::open(&path).unwrap();
    let database = store.connection();
    let first = PhotoId(1);
    assert_eq!(
        photos::unseen(database, b"network").unwrap(),
        [PhotoId(2), PhotoId(3)]
    );
    let square = Square {
        left: 1,
        top: 2,
        side: 16,
    };
    photos::set_square(database, first, square, b"thumbnail").unwrap();
    photos::keep_embedding(database, first, 0, b"network", b"old").unwrap();
    assert_eq!(
        photos::embedding(database, first, b"network").unwrap(),
        None
    );
    photos::keep_embedding(database, first, 1, b"network", b"new").unwrap();
    assert_eq!(
        photos::embedding(database, first, b"network")
            .unwrap()
            .unwrap(),
        b"new"
    );
    assert_eq!(
        photos::unseen(database, b"another network").unwrap().len(),
        3,
        "another network has seen nothing yet"
    );
}

#[test]
fn what_is_hidden_and_not_needed_is_erased() {
    let (_folder, path, class) = project();
    let mut store = Store::open(&path).unwrap();
    for photo in [PhotoId(1), PhotoId(2)] {
        photos::set_hidden(store.connection(), photo, true).unwrap();
    }
    assert_eq!(hidden::photos(store.connection()).unwrap(), 2);
    assert_eq!(hidden::bytes(store.connection()).unwrap(), 6_000);
    let needed = hidden::Rows {
        photos: [PhotoId(1)].into(),
        ..Default::default()
    };
    let rows = hidden::unneeded(store.connection(), &needed).unwrap();
    store
        .purge(&Unneeded {
            rows,
            ..Unneeded::default()
        })
        .unwrap();
    assert!(photos::kept(store.connection(), PhotoId(1)).is_ok());
    assert!(photos::kept(store.connection(), PhotoId(2)).is_err());
    assert!(photos::kept(store.connection(), PhotoId(3)).is_ok());
    classes::set_hidden(store.connection(), class, true).unwrap();
    assert_eq!(hidden::photos(store.connection()).unwrap(), 2);
    purge(&mut store);
    assert!(
        photos::kept(store.connection(), PhotoId(3)).is_err(),
        "with its class"
    );
    assert!(classes::any(store.connection(), class).is_err());
}

#[test]
fn a_full_disk_is_told_and_the_project_is_as_before() {
    let (_folder, path, class) = project();
    let mut store = Store::open(&path).unwrap();
    let pages: i64 = store
        .connection()
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    store
        .connection()
        .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .unwrap();
    let big = NewPhoto {
        jpeg: vec![3; 300_000],
        ..new_photo()
    };
    let full = store.transact(|database| photos::insert_hidden(database, class, &big));
    assert_eq!(full.unwrap_err().code(), crate::ErrorCode::DiskFull);
    assert_eq!(photos::list(store.connection()).unwrap().len(), 3);
    assert!(photos::kept(store.connection(), PhotoId(4)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_app_panic(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.nunchi");
        std::fs::write(&path, bytes).unwrap();
        prop_assert!(Store::open(&path).is_err());
    }

    #[test]
    fn no_damage_to_a_project_makes_the_app_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let (_folder, path, _) = project();
        let mut bytes = std::fs::read(&path).unwrap();
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            let length = cut.index(bytes.len());
            bytes.truncate(length);
        }
        std::fs::write(&path, &bytes).unwrap();
        if let Ok(store) = Store::open(&path) {
            read_all(&store);
        }
    }
}

#[test]
fn a_file_with_too_many_rows_is_refused_and_left_as_it_is() {
    let classes = |hidden, count| {
        format!(
            "INSERT INTO class (name, colour, position, hidden)
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {count})
             SELECT 'class ' || i, 0, i, {hidden} FROM n"
        )
    };
    let photos = "INSERT INTO photo (class_id, width, height, square_left, square_top, square_side,
                                     hash, revision, hidden)
                  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500000)
                  SELECT class.id, 9, 9, 0, 0, 9, zeroblob(32), 0, 0
                  FROM n JOIN (SELECT min(id) AS id FROM class) AS class";
    for sql in [classes(0, 1_000), classes(1, 10_000), photos.to_owned()] {
        let (_folder, path, _) = project();
        Connection::open(&path)
            .unwrap()
            .execute_batch(&sql)
            .unwrap();
        let before = std::fs::read(&path).unwrap();
        assert_eq!(code(&path), crate::ErrorCode::ProjectDamaged, "{sql}");
        assert_eq!(
            Store::glance(&path).err().unwrap().code(),
            crate::ErrorCode::ProjectDamaged
        );
        assert!(std::fs::read(&path).unwrap() == before);
    }
}

#[test]
fn names_in_a_file_are_read_as_if_they_were_typed() {
    for (sql, expected) in [
        ("printf('%.*c', 20000000, 'x')", "x".repeat(30)),
        ("'a' || char(8238, 7, 10) || 'b'", "a b".to_owned()),
        ("''", "1".to_owned()),
    ] {
        let (_folder, path, _) = project();
        let sql =
            format!("UPDATE class SET name = {sql}, colour = 255; UPDATE project SET name = {sql}");
        Connection::open(&path)
            .unwrap()
            .execute_batch(&sql)
            .unwrap();
        let store = Store::open(&path).unwrap();
        let class = classes::list(store.connection()).unwrap().remove(0);
        assert_eq!((class.name, class.colour), (expected.clone(), 9));
        let name = facts::read(store.connection()).unwrap().name;
        let begin: String = name.chars().take(30).collect();
        assert_eq!(begin, if expected == "1" { "Nunchi" } else { &expected });
        assert!(name.chars().count() <= 60);
    }
}
