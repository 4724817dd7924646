//! Files on their way into the app, piece by piece: each is written beside the projects under a
//! name that nobody sees.
//!
//! Never here: what is in a file.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::core::lock;
use crate::error::ProjectError;
use crate::folder::{Folder, NewProject, journal};
use crate::view::ImportId;

/// Most GiB of a file that is taken in: the size that every disk and stick can hold.
const MAX_GIGABYTES: u64 = 4;
/// Most files that are on their way at once.
const MOST: usize = 16;
/// Bytes that are copied at once.
const PIECE: usize = 1024 * 1024;

/// All files that are on their way.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    next: AtomicU32,
    running: Mutex<HashMap<ImportId, Incoming>>,
}

impl Imports {
    /// # Errors
    /// [`ProjectError::BadRequest`] when too many are on their way.
    pub(crate) fn begin(&self, incoming: Incoming) -> Result<ImportId, ProjectError> {
        let mut running = lock(&self.running);
        if running.len() >= MOST {
            return Err(ProjectError::BadRequest("too many files at once"));
        }
        let id = ImportId(self.next.fetch_add(1, Ordering::Relaxed));
        running.insert(id, incoming);
        Ok(id)
    }

    /// Adds a piece to a file. One that cannot take it is given up, and its bytes are erased.
    ///
    /// # Errors
    /// [`ProjectError::BadRequest`] for one that is not on its way, those of [`Incoming::add`].
    pub(crate) fn add(&self, id: ImportId, piece: &[u8]) -> Result<(), ProjectError> {
        let mut running = lock(&self.running);
        let incoming = running.get_mut(&id).ok_or(NO_IMPORT)?;
        incoming.add(piece).inspect_err(|_| {
            running.remove(&id);
        })
    }

    /// # Errors
    /// [`ProjectError::BadRequest`] for one that is not on its way.
    pub(crate) fn take(&self, id: ImportId) -> Result<Incoming, ProjectError> {
        lock(&self.running).remove(&id).ok_or(NO_IMPORT)
    }

    /// Gives up all of them.
    pub(crate) fn clear(&self) {
        lock(&self.running).clear();
    }
}

const NO_IMPORT: ProjectError = ProjectError::BadRequest("no such import");

/// A file that is on its way. It is erased when this is dropped.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// What the user calls the file.
    name: String,
    // Closed before the file is erased.
    file: File,
    written: u64,
    new: NewProject,
}

impl Incoming {
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn begin(folder: &Folder, name: &str) -> Result<Self, ProjectError> {
        let new = folder.begin()?;
        Ok(Self {
            name: name.to_owned(),
            file: create(new.path())?,
            written: 0,
            new,
        })
    }

    /// Adds bytes behind those that are there.
    ///
    /// # Errors
    /// [`ProjectError::FileTooLarge`], [`ProjectError::Disk`], which a full disk is too.
    pub(crate) fn add(&mut self, piece: &[u8]) -> Result<(), ProjectError> {
        self.written = self.written.saturating_add(piece.len() as u64);
        if self.written > MAX_GIGABYTES << 30 {
            return Err(ProjectError::FileTooLarge {
                gigabytes: MAX_GIGABYTES,
            });
        }
        self.file.write_all(piece).map_err(taking_in())
    }

    /// Adds all that is in a file of the user, which is read and nothing else. What SQLite noted
    /// beside it before a kill comes along.
    ///
    /// # Errors
    /// As [`Incoming::add`].
    pub(crate) fn add_file(&mut self, path: &Path) -> Result<(), ProjectError> {
        let mut original = File::open(path).map_err(taking_in())?;
        let mut piece = vec![0; PIECE];
        loop {
            let length = original.read(&mut piece).map_err(taking_in())?;
            if length == 0 {
                break;
            }
            self.add(piece.get(..length).unwrap_or_default())?;
        }
        self.add_journal(path)
    }

    fn add_journal(&self, path: &Path) -> Result<(), ProjectError> {
        let Some(mut journal) = open_journal(&journal(path)).map_err(taking_in())? else {
            return Ok(());
        };
        let mut copy = create(&self.new.journal())?;
        std::io::copy(&mut journal, &mut copy)
            .and_then(|_| copy.sync_all())
            .map_err(taking_in())?;
        Ok(())
    }

    /// The whole file, on the disk and closed, and what the user calls it.
    ///
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn finish(self) -> Result<(NewProject, String), ProjectError> {
        self.file.sync_all().map_err(taking_in())?;
        Ok((self.new, self.name))
    }
}

/// A journal that belongs to one file. One that says that it belongs to several is not from here,
/// and SQLite has removed whatever file such a one named, in versions not long ago.
fn open_journal(path: &Path) -> std::io::Result<Option<File>> {
    const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    // Asked before it is opened: a pipe would be waited for.
    let facts = match path.metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        facts => facts?,
    };
    let fits = (MAGIC.len() as u64..=MAX_GIGABYTES << 30).contains(&facts.len());
    if !facts.is_file() || !fits {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut end = [0; 8];
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut end)?;
    file.rewind()?;
    Ok((end != MAGIC).then_some(file))
}

fn create(path: &Path) -> Result<File, ProjectError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options.open(path).map_err(taking_in())
}

fn taking_in() -> impl FnOnce(std::io::Error) -> ProjectError {
    ProjectError::disk("taking a file in")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_large_is_given_up_and_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(home.path()).unwrap();
        let projects = || std::fs::read_dir(home.path().join("projects")).unwrap();
        let imports = Imports::default();
        let mut incoming = Incoming::begin(&folder, "large").unwrap();
        incoming.written = (MAX_GIGABYTES << 30) - 1;
        let id = imports.begin(incoming).unwrap();
        imports.add(id, b"x").unwrap();
        assert_eq!(projects().count(), 1);
        let refused = imports.add(id, b"x").unwrap_err();
        assert!(matches!(
            refused,
            ProjectError::FileTooLarge { gigabytes: 4 }
        ));
        assert_eq!(projects().count(), 0);
        assert!(imports.take(id).is_err());
    }

    #[test]
    fn only_so_many_files_are_on_their_way() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(home.path()).unwrap();
        let imports = Imports::default();
        let begin = || imports.begin(Incoming::begin(&folder, "one").unwrap());
        let ids: Vec<_> = (0..MOST).map(|_| begin().unwrap()).collect();
        assert!(begin().is_err());
        drop(imports.take(ids[0]));
        assert!(begin().is_ok());
    }
}
