//! The folder of the app's data: which projects there are, their files and their locks.
//!
//! ```text
//! <home>/projects/<id>.nunchi       a project
//! <home>/projects/<id>.nunchi.new   one that is being made; never listed
//! <home>/bin/<id>.nunchi            one in the bin
//! <home>/refused/<id>.nunchi        a file that was taken in and cannot be opened
//! <home>/locks/<id>.lock            held by the copy of the app that has the project open
//! <home>/locks/<id>.wanted          put there by a copy that asks for the project
//! ```
//! Never here: what is in a project.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::erase::erase;
use crate::error::ProjectError;
use crate::settings::sync_folder;
use crate::store::Store;
use crate::view::ProjectId;

const EXTENSION: &str = "nunchi";
/// Longest name of a project's file, in bytes.
const MAX_ID: usize = 64;

/// Where a project's file can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Among the projects.
    Projects,
    /// In the bin.
    Bin,
    /// Aside, because it was refused.
    Refused,
}

impl Place {
    pub(crate) const ALL: [Self; 3] = [Self::Projects, Self::Bin, Self::Refused];

    fn folder(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::Bin => "bin",
            Self::Refused => "refused",
        }
    }
}

/// A project in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) id: ProjectId,
    /// Milliseconds since 1970.
    pub(crate) changed_at: i64,
    /// Size of the file.
    pub(crate) bytes: u64,
}

/// The app's data folder.
#[derive(Debug)]
pub(crate) struct Folder {
    home: PathBuf,
}

/// Keeps other copies of the app away from a project, for as long as it lives. The system lets go
/// of it even when the app is killed.
#[derive(Debug)]
pub(crate) struct ProjectLock {
    _file: File,
}

impl Folder {
    /// Makes the folders that are missing, and removes what a killed app left half made.
    ///
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn open(home: &Path) -> Result<Self, ProjectError> {
        let folder = Self {
            home: home.to_owned(),
        };
        let places = Place::ALL.map(|place| folder.place(place));
        for path in places.into_iter().chain([folder.locks()]) {
            fs::create_dir_all(path).map_err(ProjectError::disk("making the data folder"))?;
        }
        folder.remove_half_made();
        Ok(folder)
    }

    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// The file of a project.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`] for an id that could name anything but such a file.
    pub(crate) fn path(&self, id: &ProjectId) -> Result<PathBuf, ProjectError> {
        self.path_in(Place::Projects, id)
    }

    /// As [`Folder::path`], of a file in any place.
    ///
    /// # Errors
    /// As [`Folder::path`].
    pub(crate) fn path_in(&self, place: Place, id: &ProjectId) -> Result<PathBuf, ProjectError> {
        if is_plain(&id.0) {
            Ok(self.place(place).join(format!("{}.{EXTENSION}", id.0)))
        } else {
            Err(ProjectError::ProjectNotFound(id.clone()))
        }
    }

    /// The file of a project and where it is.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`].
    pub(crate) fn find(&self, id: &ProjectId) -> Result<(Place, PathBuf), ProjectError> {
        for place in Place::ALL {
            let path = self.path_in(place, id)?;
            if path.exists() {
                return Ok((place, path));
            }
        }
        Err(ProjectError::ProjectNotFound(id.clone()))
    }

    /// Every project of a place, most recently changed first.
    ///
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn list(&self, place: Place) -> Result<Vec<Listed>, ProjectError> {
        let entries = fs::read_dir(self.place(place))
            .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
            .map_err(ProjectError::disk("listing the projects"))?;
        let mut found: Vec<_> = entries
            .iter()
            .filter_map(|entry| {
                let id = id_of(&entry.path())?;
                let facts = entry.metadata().ok();
                let changed = facts.as_ref().and_then(|facts| facts.modified().ok());
                Some(Listed {
                    id,
                    changed_at: changed.map_or(0, milliseconds),
                    bytes: facts.map_or(0, |facts| facts.len()),
                })
            })
            .collect();
        found.sort_by(|a, b| {
            let newest_first = b.changed_at.cmp(&a.changed_at);
            newest_first.then_with(|| a.id.0.cmp(&b.id.0))
        });
        Ok(found)
    }

    /// Makes a project and opens it. `fill` puts something in before it can be seen: a project is
    /// in the folder with all of it, or not at all.
    ///
    /// # Errors
    /// What `fill` returns, the database's, the disk's.
    pub(crate) fn create(
        &self,
        fill: impl FnOnce(&mut Store) -> Result<(), ProjectError>,
    ) -> Result<(ProjectId, ProjectLock, Store), ProjectError> {
        let (id, lock) = self.adopt(|new| fill(&mut Store::create(new)?))?;
        let store = Store::open(&self.path(&id)?)?;
        Ok((id, lock, store))
    }

    /// Makes a project of the file that `make` writes, which must be closed and synced then.
    ///
    /// # Errors
    /// What `make` returns, the disk's; nothing is left behind then.
    pub(crate) fn adopt(
        &self,
        make: impl FnOnce(&Path) -> Result<(), ProjectError>,
    ) -> Result<(ProjectId, ProjectLock), ProjectError> {
        let (id, lock) = self.new_id()?;
        let path = self.path(&id)?;
        let new = with_new(&path);
        let made = make(&new).and_then(|()| {
            fs::rename(&new, &path)
                .and_then(|()| sync_folder(&self.place(Place::Projects)))
                .map_err(ProjectError::disk("making the project"))
        });
        match made {
            Ok(()) => Ok((id, lock)),
            Err(error) => {
                remove(&new);
                Err(error)
            }
        }
    }

    /// Locks and opens a project.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], [`ProjectError::Busy`], and those of [`Store::open`].
    pub(crate) fn open_project(
        &self,
        id: &ProjectId,
    ) -> Result<(ProjectLock, Store), ProjectError> {
        let path = self.path(id)?;
        let lock = self.lock_file(id, &path)?;
        Ok((lock, Store::open(&path)?))
    }

    /// Reads a few rows of a project that may be open elsewhere.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], those of [`Store::glance`].
    pub(crate) fn glance(&self, id: &ProjectId) -> Result<Store, ProjectError> {
        Store::glance(&self.find(id)?.1)
    }

    /// Puts a project in another place. Nobody may have it open.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`] when it is not where it should be,
    /// [`ProjectError::Busy`], the disk's.
    pub(crate) fn relocate(
        &self,
        id: &ProjectId,
        from: Place,
        to: Place,
    ) -> Result<(), ProjectError> {
        let (old, new) = (self.path_in(from, id)?, self.path_in(to, id)?);
        let _lock = self.lock_file(id, &old)?;
        if new.exists() {
            return Err(ProjectError::Internal("two files of one name".into()));
        }
        // What a killed app left half done is taken back first: a journal belongs to its place.
        drop(Store::glance(&old));
        fs::rename(&old, &new)
            .and_then(|()| match fs::rename(journal(&old), journal(&new)) {
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                moved => moved,
            })
            .and_then(|()| sync_folder(&self.place(from)))
            .and_then(|()| sync_folder(&self.place(to)))
            .map_err(ProjectError::disk("moving the project"))
    }

    /// Erases a project for good: its bytes are overwritten. Nobody may have it open.
    ///
    /// # Errors
    /// As [`Folder::relocate`].
    pub(crate) fn erase(&self, place: Place, id: &ProjectId) -> Result<(), ProjectError> {
        let path = self.path_in(place, id)?;
        let _lock = self.lock_file(id, &path)?;
        erase(&journal(&path))
            .and_then(|()| erase(&path))
            .and_then(|()| sync_folder(&self.place(place)))
            .map_err(ProjectError::disk("erasing the project"))
    }

    /// Locks a project whose file must be there.
    fn lock_file(&self, id: &ProjectId, path: &Path) -> Result<ProjectLock, ProjectError> {
        if !path.exists() {
            return Err(ProjectError::ProjectNotFound(id.clone()));
        }
        self.lock(id)
    }

    fn lock(&self, id: &ProjectId) -> Result<ProjectLock, ProjectError> {
        let path = self.locks().join(format!("{}.lock", id.0));
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(ProjectError::disk("locking the project"))?;
        match file.try_lock() {
            Ok(()) => Ok(ProjectLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(ProjectError::Busy),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                // Some network folders know no locks; SQLite's own must do there.
                tracing::warn!(%error, "the folder has no locks");
                Ok(ProjectLock { _file: file })
            }
            Err(TryLockError::Error(error)) => {
                Err(ProjectError::disk("locking the project")(error))
            }
        }
    }

    /// A name that no project has had, locked: the time, counted up if another is as fast.
    fn new_id(&self) -> Result<(ProjectId, ProjectLock), ProjectError> {
        let mut number = milliseconds(SystemTime::now());
        loop {
            let id = ProjectId(format!("project-{number}"));
            let path = self.path(&id)?;
            match self.lock(&id) {
                Ok(lock) if self.find(&id).is_err() && !with_new(&path).exists() => {
                    return Ok((id, lock));
                }
                Ok(_) | Err(ProjectError::Busy) => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn remove_half_made(&self) {
        let Ok(entries) = fs::read_dir(self.place(Place::Projects)) else {
            return;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let id = path
                .extension()
                .filter(|extension| *extension == "new")
                .and_then(|_| id_of(&path.with_extension("")));
            // A lock that another copy holds means that it is at work there.
            if let Some(id) = id
                && let Ok(_lock) = self.lock(&id)
            {
                remove(&path);
            }
        }
    }

    fn place(&self, place: Place) -> PathBuf {
        self.home.join(place.folder())
    }

    fn locks(&self) -> PathBuf {
        self.home.join("locks")
    }
}

/// Removes a half-made project and the journal of SQLite beside it.
fn remove(new: &Path) {
    for path in [new, &journal(new)] {
        if let Err(error) = erase(path) {
            tracing::warn!(%error, "a half-made project stays behind");
        }
    }
}

/// The journal of SQLite beside a file.
fn journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}

fn with_new(path: &Path) -> PathBuf {
    path.with_extension(format!("{EXTENSION}.new"))
}

fn id_of(path: &Path) -> Option<ProjectId> {
    let name = path.file_stem()?.to_str()?;
    let ours = path.extension()? == EXTENSION && is_plain(name);
    ours.then(|| ProjectId(name.to_owned()))
}

/// Letters, digits and hyphens only: no such name reaches another folder or a device.
fn is_plain(id: &str) -> bool {
    (1..=MAX_ID).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn milliseconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(home.path()).unwrap();
        (home, folder)
    }

    #[test]
    fn an_id_names_nothing_outside_the_folder() {
        let (_home, folder) = folder();
        for id in [
            "",
            "../x",
            "a/b",
            "a\\b",
            "C:",
            "a.b",
            "한",
            &"a".repeat(65),
        ] {
            assert!(folder.path(&ProjectId(id.into())).is_err(), "{id}");
        }
        assert!(folder.path(&ProjectId("project-1".into())).is_ok());
    }

    #[test]
    fn a_project_that_could_not_be_filled_is_not_there() {
        let (home, folder) = folder();
        let failed = folder.create(|_| Err(ProjectError::ClassNameEmpty));
        assert!(matches!(failed, Err(ProjectError::ClassNameEmpty)));
        assert_eq!(
            fs::read_dir(home.path().join("projects")).unwrap().count(),
            0
        );
        assert!(folder.list(Place::Projects).unwrap().is_empty());
    }

    #[test]
    fn what_a_killed_app_left_half_made_is_removed_at_the_next_start() {
        let (home, folder) = folder();
        let half = home.path().join("projects/project-1.nunchi.new");
        fs::write(&half, "half").unwrap();
        assert!(folder.list(Place::Projects).unwrap().is_empty());
        let busy = folder.lock(&ProjectId("project-1".into())).unwrap();
        Folder::open(home.path()).unwrap();
        assert!(half.exists(), "another copy of the app is making it");
        drop(busy);
        Folder::open(home.path()).unwrap();
        assert!(!half.exists());
    }

    #[test]
    fn two_projects_of_one_moment_are_two_files() {
        let (_home, folder) = folder();
        let made: Vec<_> = (0..5)
            .map(|_| folder.create(|_| Ok(())).unwrap().0.0)
            .collect();
        let mut listed: Vec<_> = folder
            .list(Place::Projects)
            .unwrap()
            .into_iter()
            .map(|listed| listed.id.0)
            .collect();
        listed.sort();
        assert_eq!(listed, made);
    }

    #[test]
    fn a_project_is_open_once() {
        let (_home, folder) = folder();
        let (id, lock, store) = folder.create(|_| Ok(())).unwrap();
        assert!(matches!(folder.open_project(&id), Err(ProjectError::Busy)));
        drop((lock, store));
        assert!(folder.open_project(&id).is_ok());
    }
}
