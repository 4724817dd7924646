//! What the journeys through files share: looking into them and damaging them.
#![allow(dead_code, reason = "every journey uses a part of it")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use nunchi_project::{ClassId, PhotoId, ProjectError, ProjectView, Session};

/// Changes the file of a project that nobody has open, as a damaging or hostile hand would.
pub(crate) fn sql(file: &Path, sql: &str) {
    let database = rusqlite::Connection::open(file).unwrap();
    database.execute_batch(sql).unwrap();
}

/// Every blob of a query.
pub(crate) fn blobs(file: &Path, sql: &str) -> Vec<Vec<u8>> {
    let database = rusqlite::Connection::open(file).unwrap();
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// The bytes of a file, made to be searched often.
pub(crate) struct Bytes(HashSet<[u8; WINDOW]>);

const WINDOW: usize = 12;

impl Bytes {
    pub(crate) fn of(all: &[u8]) -> Self {
        let windows = all.windows(WINDOW);
        Self(windows.map(|one| one.try_into().unwrap()).collect())
    }

    /// Whether the beginning of a text stands in them.
    pub(crate) fn hold(&self, text: &str) -> bool {
        let start = &text.as_bytes()[..WINDOW];
        self.0.contains(start)
    }

    /// Whether any part of a noisy picture stands in them. What all JPEGs begin with does not
    /// count.
    pub(crate) fn hold_any_of(&self, picture: &[u8]) -> bool {
        let own = &picture[picture.len() * 2 / 3..picture.len() - 4];
        own.chunks_exact(WINDOW).any(|part| self.0.contains(part))
    }
}

/// A picture without two parts that are alike, so that a byte of it is known wherever it is.
pub(crate) fn noisy(number: u32) -> Vec<u8> {
    let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let pixels = (0..96 * 96 * 3).map(|_| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 16) as u8
    });
    let photo = nunchi_vision::Photo::from_rgb(96, 96, pixels.collect()).unwrap();
    photo.to_jpeg().unwrap()
}

/// Adds noisy photos, the first with this number.
pub(crate) fn add_noisy(session: &Session, class: ClassId, first: u32, count: u32) -> Vec<PhotoId> {
    (first..first + count)
        .map(|number| session.add_photo(class, &noisy(number)).unwrap().photo.id)
        .collect()
}

/// Every file of a folder and the folders in it.
pub(crate) fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Takes a file in, in small pieces.
pub(crate) fn take_in(session: &Session, bytes: &[u8]) -> Result<ProjectView, ProjectError> {
    let id = session.import_begin("file.nunchi")?;
    for piece in bytes.chunks(10_000) {
        session.import_chunk(id, piece)?;
    }
    session.import_finish(id)
}
