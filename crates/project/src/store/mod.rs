//! The project file: one SQLite database, opened with care, closed clean.
//!
//! Only this folder knows SQL. Never here: undo, names, pictures, learning.

pub(crate) mod classes;
pub(crate) mod content;
pub(crate) mod copy;
pub(crate) mod covers;
pub(crate) mod facts;
pub(crate) mod hidden;
pub(crate) mod limits;
pub(crate) mod merged;
pub(crate) mod models;
mod pages;
pub(crate) mod photos;
pub(crate) mod program;
pub(crate) mod rescue;
mod schema;
pub(crate) mod steps;

use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::ProjectError;
use crate::file_place::FilePlace;
use crate::view::PictureId;
use schema::{APPLICATION_ID, NEWEST};
use steps::StepId;

/// Most classes of a file that are shown, ten times as many as the app lets a project have.
const MOST_CLASSES: i64 = 1_000;
/// The same with those that were deleted and can come back.
const MOST_CLASSES_EVER: i64 = 10_000;
/// Most photos of a file, those that were deleted and can come back among them.
const MOST_PHOTOS_EVER: i64 = 500_000;
/// Most bytes of a file that are read ahead: a small tablet has to keep them in memory.
const MOST_AHEAD: u64 = 1024 * 1024 * 1024;

/// An open project file.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
    place: FilePlace,
}

impl Store {
    /// Makes a new file with empty tables.
    ///
    /// # Errors
    /// The disk's, and [`ProjectError::Internal`] if there is something in such a file already.
    pub(crate) fn create(path: &Path) -> Result<Self, ProjectError> {
        if path.metadata().is_ok_and(|facts| facts.len() > 0) {
            return Err(ProjectError::Internal("the new project exists".into()));
        }
        // Not by SQLite, which does not tell a full disk from a folder that may not be written.
        std::fs::File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(ProjectError::disk("making the project"))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        harden(&connection)?;
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        schema::migrate(&transaction, 0)?;
        facts::insert(&transaction)?;
        transaction.commit()?;
        Ok(Self {
            connection,
            place: FilePlace::of(path),
        })
    }

    /// Opens a file after looking at its first bytes, its tables and its pages; one of an older
    /// format becomes one of the newest. A file that is refused is left as it is.
    ///
    /// # Errors
    /// [`ProjectError::Newer`], [`ProjectError::Foreign`], [`ProjectError::Damaged`], the disk's.
    pub(crate) fn open(path: &Path) -> Result<Self, ProjectError> {
        read_ahead(path);
        let (mut store, format) = Self::open_with(path, quick_check)?;
        if format < NEWEST {
            store.transact(|transaction| schema::migrate(transaction, format))?;
        }
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
        harden(&connection).map_err(damaged_if_not_a_database)?;
        check_pages(&connection)?;
        // Asked of SQLite, not of the first bytes: after a kill in the middle of a step to another
        // format, those are of the new one until SQLite has taken the half step back.
        let number = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|error| damaged_if_not_a_database(error.into()))?;
        let format = format_of(number)?;
        schema::check(&connection, format).map_err(damaged_if_not_a_database)?;
        check_counts(&connection).map_err(damaged_if_not_a_database)?;
        let place = FilePlace::of(path);
        Ok((Self { connection, place }, format))
    }

    /// For reading outside a transaction.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Whether the file is still where it was opened.
    ///
    /// # Errors
    /// [`ProjectError::Moved`].
    pub(crate) fn check_place(&self) -> Result<(), ProjectError> {
        self.place.check()
    }

    /// Runs `work` in one transaction: all of it is on the disk afterwards, or nothing.
    ///
    /// # Errors
    /// [`ProjectError::Moved`] when the file is not where it was opened, what `work` returns, or
    /// the database's.
    pub(crate) fn transact<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ProjectError>,
    ) -> Result<T, ProjectError> {
        self.place.check()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = work(&transaction)?;
        transaction.commit()?;
        self.place.make_last();
        Ok(answer)
    }

    /// Erases the steps, rows and pictures that nothing needs, and gives the room back to the disk.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn purge(&mut self, unneeded: &Unneeded) -> Result<(), ProjectError> {
        if *unneeded == Unneeded::default() {
            return Ok(());
        }
        self.transact(|transaction| {
            for step in &unneeded.steps {
                steps::erase(transaction, *step)?;
            }
            hidden::erase(transaction, &unneeded.rows)?;
            for picture in &unneeded.pictures {
                program::erase_picture(transaction, *picture)?;
            }
            Ok(())
        })?;
        self.give_room_back()
    }

    /// Gives the room of what was erased back to the disk; nothing happens when there is none.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn give_room_back(&self) -> Result<(), ProjectError> {
        let free: i64 = self
            .connection
            .pragma_query_value(None, "freelist_count", |row| row.get(0))?;
        if free > 0 {
            self.connection.execute_batch("PRAGMA incremental_vacuum")?;
        }
        Ok(())
    }

    /// Erases the whole history, everything that is hidden, and the pictures that the program does
    /// not show; then writes the file anew, so that not a byte of them is left in it.
    ///
    /// # Errors
    /// The database's. When the file could not be written anew, what was deleted is gone from its
    /// tables, and a second call does the rest.
    pub(crate) fn forget_deleted(&mut self) -> Result<(), ProjectError> {
        self.transact(|transaction| {
            steps::erase_all(transaction)?;
            let rows = hidden::unneeded(transaction, &hidden::Rows::default())?;
            hidden::erase(transaction, &rows)?;
            merged::forget_lost(transaction)?;
            for picture in program::unnamed_pictures(transaction)? {
                program::erase_picture(transaction, picture)?;
            }
            models::forget_old_names(transaction)
        })?;
        self.connection.execute_batch("VACUUM")?;
        self.place.make_last();
        Ok(())
    }
}

/// What is in the file and nothing needs.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Unneeded {
    pub(crate) steps: Vec<StepId>,
    pub(crate) rows: hidden::Rows,
    pub(crate) pictures: Vec<PictureId>,
}

/// Reads a file from its start to its end, so that the check of its pages, which goes from tree to
/// tree, finds them in memory: a disk is many times faster in a row than page by page. What fails
/// here is found again there.
///
/// As [`Store::glance`], never for a file that this process has open.
fn read_ahead(path: &Path) {
    if let Ok(file) = std::fs::File::open(path) {
        let mut pieces = BufReader::with_capacity(1024 * 1024, file.take(MOST_AHEAD));
        let _ = std::io::copy(&mut pieces, &mut std::io::sink());
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
    connection.set_prepared_statement_cache_capacity(64);
    connection.busy_timeout(Duration::from_millis(2_000))?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection
        .pragma_update_and_check(None, "mmap_size", 0, |_| Ok(()))
        .or_else(no_answer)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    // What is left to do is done by `FilePlace::make_last`.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    Ok(())
}

/// A file of ours never has so many classes and photos: each card of the library and each change
/// reads the classes, and opening reads all.
fn check_counts(connection: &Connection) -> Result<(), ProjectError> {
    let (shown, all): (i64, i64) = connection.query_one(
        "SELECT count(*) FILTER (WHERE hidden = 0), count(*) FROM class",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if shown > MOST_CLASSES || all > MOST_CLASSES_EVER {
        return Err(ProjectError::Damaged(format!("{all} classes")));
    }
    let photos: i64 = connection.query_one("SELECT count(*) FROM photo", [], |row| row.get(0))?;
    if photos > MOST_PHOTOS_EVER {
        return Err(ProjectError::Damaged(format!("{photos} photos")));
    }
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
mod tests;
