//! Making projects: the file of a new one is seen when all of it is there, and not before.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{EXTENSION, Folder, Place, ProjectLock, id_of, journal, milliseconds};
use crate::erase::erase;
use crate::error::ProjectError;
use crate::settings::sync_folder;
use crate::store::Store;
use crate::view::ProjectId;

/// The file of a project that is being made; it is erased when this is dropped. Nobody else sees
/// it, and one that a killed app leaves is removed at the next start.
#[derive(Debug)]
pub(crate) struct NewProject {
    id: ProjectId,
    /// Gone when the file has its place.
    lock: Option<ProjectLock>,
    path: PathBuf,
}

impl NewProject {
    /// Where the file is to be written. There is none yet.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the journal of SQLite beside it is.
    pub(crate) fn journal(&self) -> PathBuf {
        journal(&self.path)
    }
}

impl Drop for NewProject {
    fn drop(&mut self) {
        if self.lock.is_some() {
            remove(&self.path);
        }
    }
}

impl Folder {
    /// Makes a project and opens it. `fill` puts something in before it can be seen: a project is
    /// in the folder with all of it, or not at all.
    ///
    /// # Errors
    /// What `fill` returns, the database's, the disk's.
    pub(crate) fn create(
        &self,
        fill: impl FnOnce(&mut Store) -> Result<(), ProjectError>,
    ) -> Result<(ProjectId, ProjectLock, Store), ProjectError> {
        let new = self.begin()?;
        fill(&mut Store::create(new.path())?)?;
        let (id, lock) = self.adopt(new)?;
        let store = Store::open(&self.path(&id)?)?;
        Ok((id, lock, store))
    }

    /// A place for the file of a new project.
    ///
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn begin(&self) -> Result<NewProject, ProjectError> {
        let (id, lock) = self.new_id()?;
        let path = with_new(&self.path(&id)?);
        Ok(NewProject {
            id,
            lock: Some(lock),
            path,
        })
    }

    /// Puts a new project, whose file must be closed and synced, among the projects.
    ///
    /// # Errors
    /// [`ProjectError::Disk`]. The new file is erased then, unless it has its place already and only
    /// that the place lasts is not certain.
    pub(crate) fn adopt(&self, new: NewProject) -> Result<(ProjectId, ProjectLock), ProjectError> {
        self.settle(new, Place::Projects)
    }

    /// Puts the file of a project that is refused aside.
    ///
    /// # Errors
    /// As [`Folder::adopt`].
    pub(crate) fn set_aside(&self, new: NewProject) -> Result<ProjectId, ProjectError> {
        self.settle(new, Place::Refused).map(|(id, _)| id)
    }

    fn settle(
        &self,
        mut new: NewProject,
        place: Place,
    ) -> Result<(ProjectId, ProjectLock), ProjectError> {
        let path = self.path_in(place, &new.id)?;
        fs::rename(&new.path, &path)
            .and_then(|()| match fs::rename(new.journal(), journal(&path)) {
                // SQLite has taken back what was half done, or there was nothing.
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                moved => moved,
            })
            .and_then(|()| sync_folder(&self.place(place)))
            .map_err(ProjectError::disk("making the project"))?;
        let lock = new.lock.take();
        let lock = lock.ok_or_else(|| ProjectError::Internal("settled twice".into()))?;
        Ok((new.id.clone(), lock))
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

    /// Removes what a killed app left half made.
    pub(super) fn remove_half_made(&self) {
        let Ok(entries) = fs::read_dir(self.place(Place::Projects)) else {
            return;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let path = without_journal(path);
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
}

/// Removes a half-made project and the journal of SQLite beside it.
fn remove(new: &Path) {
    for path in [new, &journal(new)] {
        if let Err(error) = erase(path) {
            tracing::warn!(%error, "a half-made project stays behind");
        }
    }
}

/// The file that a journal belongs to; any other file is itself.
fn without_journal(path: PathBuf) -> PathBuf {
    let name = path.file_name().and_then(|name| name.to_str());
    match name.and_then(|name| name.strip_suffix("-journal")) {
        Some(owner) => path.with_file_name(owner),
        None => path,
    }
}

fn with_new(path: &Path) -> PathBuf {
    path.with_extension(format!("{EXTENSION}.new"))
}
