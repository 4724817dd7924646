//! The project file: one SQLite database, opened with care, closed clean.
//!
//! Only this folder knows SQL. Never here: undo, names, pictures, learning.

pub(crate) mod classes;
pub(crate) mod facts;
pub(crate) mod models;
pub(crate) mod photos;
pub(crate) mod program;
mod schema;

use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::ProjectError;
use schema::{APPLICATION_ID, NEWEST};

/// An open project file.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
}

impl Store {
    /// Makes a new file with empty tables.
    ///
    /// # Errors
    /// The disk's, and [`ProjectError::Internal`] if there is such a file already.
    pub(crate) fn create(path: &Path) -> Result<Self, ProjectError> {
        if path.exists() {
            return Err(ProjectError::Internal("the new project exists".into()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        harden(&connection)?;
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        schema::migrate(&transaction, 0)?;
        facts::insert(&transaction)?;
        transaction.commit()?;
        Ok(Self { connection })
    }

    /// Opens a file after looking at its first bytes, its tables and its pages; one of an older
    /// format becomes one of the newest. A file that is refused is left as it is.
    ///
    /// # Errors
    /// [`ProjectError::Newer`], [`ProjectError::Foreign`], [`ProjectError::Damaged`], the disk's.
    pub(crate) fn open(path: &Path) -> Result<Self, ProjectError> {
        let (mut store, format) = Self::open_with(path, quick_check)?;
        if format < NEWEST {
            store.transact(|transaction| schema::migrate(transaction, format))?;
        }
        store.purge()?;
        Ok(store)
    }

    /// As [`Store::open`], for a look at rows that every format has: the pages are not checked,
    /// nothing is erased, and the file keeps its format and its date.
    ///
    /// Never for a file that this process has open: closing a plain handle of a file drops the
    /// locks that SQLite holds on it (<https://www.sqlite.org/howtocorrupt.html>, 2.2).
    ///
    /// # Errors
    /// As [`Store::open`].
    pub(crate) fn glance(path: &Path) -> Result<Self, ProjectError> {
        let (store, _) = Self::open_with(path, |_| Ok(()))?;
        Ok(store)
    }

    fn open_with(
        path: &Path,
        check_pages: impl FnOnce(&Connection) -> Result<(), ProjectError>,
    ) -> Result<(Self, usize), ProjectError> {
        check_header(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        harden(&connection)?;
        check_pages(&connection)?;
        // Asked of SQLite, not of the first bytes: after a kill in the middle of a step to another
        // format, those are of the new one until SQLite has taken the half step back.
        let number = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|error| damaged_if_not_a_database(error.into()))?;
        let format = format_of(number)?;
        schema::check(&connection, format).map_err(damaged_if_not_a_database)?;
        Ok((Self { connection }, format))
    }

    /// For reading outside a transaction.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Runs `work` in one transaction: all of it is on the disk afterwards, or nothing.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub(crate) fn transact<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ProjectError>,
    ) -> Result<T, ProjectError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = work(&transaction)?;
        transaction.commit()?;
        Ok(answer)
    }

    /// Erases what was hidden by deleting and the pictures that the program does not show, and
    /// gives the room back to the disk.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn purge(&mut self) -> Result<(), ProjectError> {
        let anything: bool = self.connection.query_one(
            "SELECT EXISTS (SELECT 1 FROM photo WHERE hidden <> 0)
                 OR EXISTS (SELECT 1 FROM class WHERE hidden <> 0)",
            [],
            |row| row.get(0),
        )?;
        let pictures = program::unnamed_pictures(&self.connection)?;
        if !anything && pictures.is_empty() {
            return Ok(());
        }
        self.transact(|transaction| {
            transaction.execute("DELETE FROM photo WHERE hidden <> 0", [])?;
            transaction.execute("DELETE FROM class WHERE hidden <> 0", [])?;
            for picture in pictures {
                program::erase_picture(transaction, picture)?;
            }
            Ok(())
        })?;
        self.connection.execute_batch("PRAGMA incremental_vacuum")?;
        Ok(())
    }
}

/// Reads the first bytes without SQLite: a browser's history is a database too, but no project.
fn check_header(path: &Path) -> Result<(), ProjectError> {
    let mut header = Vec::with_capacity(100);
    std::fs::File::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut header))
        .map_err(|source| match source.kind() {
            ErrorKind::IsADirectory => ProjectError::Foreign("a folder".into()),
            _ => ProjectError::Disk {
                what: "opening the project",
                source,
            },
        })?;
    if header.is_empty() {
        return Err(ProjectError::Damaged("the file is empty".into()));
    }
    let number = |at: usize| {
        let bytes = header.get(at..at + 4)?;
        Some(i32::from_be_bytes(bytes.try_into().ok()?))
    };
    if !header.starts_with(b"SQLite format 3\0") || number(68) != Some(APPLICATION_ID) {
        return Err(ProjectError::Foreign("other first bytes".into()));
    }
    format_of(number(60).unwrap_or_default()).map(drop)
}

/// The format with this number, if this app knows it.
fn format_of(found: i32) -> Result<usize, ProjectError> {
    match usize::try_from(found) {
        Ok(format) if (1..=NEWEST).contains(&format) => Ok(format),
        Ok(0) | Err(_) => Err(ProjectError::Damaged(format!("format number {found}"))),
        Ok(_) => Err(ProjectError::Newer {
            found: found.into(),
            known: i64::try_from(NEWEST).unwrap_or(i64::MAX),
        }),
    }
}

/// The settings of every connection. docs/decisions/0005-project-file.md has the reasons.
fn harden(connection: &Connection) -> Result<(), ProjectError> {
    for (switch, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        connection.set_db_config(switch, on)?;
    }
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 32 * 1024 * 1024),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_COLUMN, 64),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 20),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 3),
        (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
        // Erasing a class erases its photos, and those their pictures.
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 2),
    ] {
        connection.set_limit(limit, most)?;
    }
    connection.busy_timeout(Duration::from_millis(2_000))?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection
        .pragma_update_and_check(None, "mmap_size", 0, |_| Ok(()))
        .or_else(no_answer)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection
        .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .map_err(|error| damaged_if_not_a_database(error.into()))?;
    Ok(())
}

/// Some builds answer a pragma with a row, some with none.
fn no_answer(error: rusqlite::Error) -> Result<(), rusqlite::Error> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        error => Err(error),
    }
}

fn quick_check(connection: &Connection) -> Result<(), ProjectError> {
    let answer: String = connection
        .query_one("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged_if_not_a_database(error.into()))?;
    if answer == "ok" {
        Ok(())
    } else {
        Err(ProjectError::Damaged(answer))
    }
}

/// Behind first bytes that are ours, anything unreadable is damage.
fn damaged_if_not_a_database(error: ProjectError) -> ProjectError {
    match error {
        ProjectError::Database(cause)
            if matches!(
                cause.sqlite_error_code(),
                Some(
                    rusqlite::ffi::ErrorCode::NotADatabase
                        | rusqlite::ffi::ErrorCode::DatabaseCorrupt
                        | rusqlite::ffi::ErrorCode::Unknown
                )
            ) =>
        {
            ProjectError::Damaged(cause.to_string())
        }
        error => error,
    }
}

/// Turns rows of SQL into a list.
pub(crate) fn all<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, ProjectError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
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

    /// A project as the app made it before it knew programs.
    fn project_of_format_1() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.nunchi");
        let mut connection = Connection::open(&path).unwrap();
        harden(&connection).unwrap();
        connection
            .pragma_update(None, "auto_vacuum", "INCREMENTAL")
            .unwrap();
        let transaction = connection.transaction().unwrap();
        schema::take_to(&transaction, 0, 1).unwrap();
        facts::insert(&transaction).unwrap();
        fill(&transaction).unwrap();
        transaction.commit().unwrap();
        (folder, path)
    }

    /// The number of the format in the first bytes of a file.
    fn format_in(path: &Path) -> i32 {
        let bytes = std::fs::read(path).unwrap();
        i32::from_be_bytes(bytes[60..64].try_into().unwrap())
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
        set("user_version", 3);
        assert_eq!(code(&path), crate::ErrorCode::ProjectNewer);
        set("user_version", 0);
        assert_eq!(code(&path), crate::ErrorCode::ProjectDamaged);
        set("user_version", 1);
        assert_eq!(
            code(&path),
            crate::ErrorCode::ProjectForeign,
            "the tables are those of another format"
        );
        set("user_version", 2);
        assert!(Store::open(&path).is_ok());
        set("application_id", 0);
        assert_eq!(code(&path), crate::ErrorCode::ProjectForeign);
    }

    #[test]
    fn a_project_of_an_older_format_becomes_one_of_the_newest_when_it_is_opened() {
        let (_folder, path) = project_of_format_1();
        assert_eq!(format_in(&path), 1);
        let mut store = Store::open(&path).unwrap();
        assert_eq!(photos_in(&store), 3);
        let found = photos::embedding(store.connection(), PhotoId(1), b"network").unwrap();
        assert_eq!(found.unwrap(), b"views");
        assert!(!program::exists(store.connection()).unwrap());
        store.transact(|database| fill_program(database)).unwrap();
        drop(store);
        assert_eq!(format_in(&path), 2);
        let store = Store::open(&path).unwrap();
        assert_eq!(program::read(store.connection()).unwrap().objects.len(), 1);
        assert_eq!(photos_in(&store), 3);
    }

    #[test]
    fn a_glance_leaves_a_project_of_an_older_format_as_it_is() {
        let (_folder, path) = project_of_format_1();
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
            let (folder, path) = project_of_format_1();
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
            assert_eq!(format_in(&killed), 2);
            if glance_first {
                assert_eq!(photos_in(&Store::glance(&killed).unwrap()), 3);
                assert_eq!(format_in(&killed), 1, "the half step is taken back");
            }
            assert_eq!(photos_in(&Store::open(&killed).unwrap()), 3);
            assert_eq!(format_in(&killed), 2);
        }
    }

    #[test]
    fn pictures_that_the_program_does_not_show_are_erased_when_the_file_is_opened() {
        let (_folder, path, _) = project();
        let store = Store::open(&path).unwrap();
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
            let store = Store::open(&path).unwrap();
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
    fn what_is_hidden_is_erased_when_the_file_is_opened() {
        let (_folder, path, class) = project();
        let store = Store::open(&path).unwrap();
        photos::set_hidden(store.connection(), PhotoId(2), true).unwrap();
        drop(store);
        let store = Store::open(&path).unwrap();
        assert!(photos::kept(store.connection(), PhotoId(2)).is_err());
        assert!(photos::kept(store.connection(), PhotoId(3)).is_ok());
        classes::set_hidden(store.connection(), class, true).unwrap();
        drop(store);
        let store = Store::open(&path).unwrap();
        assert!(
            photos::kept(store.connection(), PhotoId(3)).is_err(),
            "with its class"
        );
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
}
