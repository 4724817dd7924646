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

mod locks;
mod making;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use locks::ProjectLock;
pub(crate) use making::NewProject;

use crate::erase::erase;
use crate::error::ProjectError;
use crate::reserve::Reserve;
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
    reserve: Reserve,
}

/// On the first start the names of the folders are new, up to the one that was there `before`: what
/// is kept below them must not go with them when the power does.
fn make_names_last(home: &Path, before: Option<&Path>) {
    for folder in home.ancestors() {
        if let Err(error) = sync_folder(folder) {
            tracing::warn!(%error, "it is not certain that the data folder lasts");
        }
        if Some(folder) == before {
            break;
        }
    }
}

impl Folder {
    /// Makes the folders that are missing, and removes what a killed app left half made.
    ///
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn open(home: &Path) -> Result<Self, ProjectError> {
        let before = home.ancestors().find(|folder| folder.is_dir());
        for name in Place::ALL
            .map(Place::folder)
            .into_iter()
            .chain([locks::FOLDER])
        {
            fs::create_dir_all(home.join(name))
                .map_err(ProjectError::disk("making the data folder"))?;
        }
        make_names_last(home, before);
        let folder = Self {
            home: home.to_owned(),
            reserve: Reserve::new(home),
        };
        folder.remove_half_made();
        Ok(folder)
    }

    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    pub(crate) fn reserve(&self) -> &Reserve {
        &self.reserve
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

    /// The project whose own file a path leads to, whatever way it takes.
    pub(crate) fn id_of_own(&self, path: &Path) -> Option<ProjectId> {
        let path = path.canonicalize().ok()?;
        let projects = self.place(Place::Projects).canonicalize().ok()?;
        (path.parent()? == projects).then(|| id_of(&path)).flatten()
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
        // Asked by a copy that was killed since, or by this one.
        self.forget_asking(id);
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

    /// Erases every file of every place, and the locks. Nobody may have a project open or be making
    /// one.
    ///
    /// # Errors
    /// [`ProjectError::Busy`], and nothing is erased then; the disk's.
    pub(crate) fn erase_everything(&self) -> Result<(), ProjectError> {
        let erasing = || ProjectError::disk("erasing everything");
        let ids = files_in(&self.locks()).map_err(erasing())?;
        let ids = ids
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "lock"));
        let ids = ids.filter_map(|path| path.file_stem()?.to_str());
        let locks = ids
            .map(|id| self.lock(&ProjectId(id.to_owned())))
            .collect::<Result<Vec<_>, _>>()?;
        for place in Place::ALL.map(|place| self.place(place)) {
            for file in files_in(&place).map_err(erasing())? {
                erase(&file).map_err(erasing())?;
            }
            sync_folder(&place).map_err(erasing())?;
        }
        // Some systems keep a file that is open.
        drop(locks);
        for file in files_in(&self.locks()).map_err(erasing())? {
            erase(&file).map_err(erasing())?;
        }
        Ok(())
    }

    fn place(&self, place: Place) -> PathBuf {
        self.home.join(place.folder())
    }
}

/// Everything in a folder that is no folder.
fn files_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let paths = entries.iter().map(fs::DirEntry::path);
    Ok(paths.filter(|path| !path.is_dir()).collect())
}

/// The journal of SQLite beside a file.
pub(crate) fn journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
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
mod tests;
