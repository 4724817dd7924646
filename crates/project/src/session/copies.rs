//! Copies of projects for other people, other machines and safe keeping.

use std::path::Path;

use rusqlite::Connection;

use super::Session;
use crate::core::lock;
use crate::error::ProjectError;
use crate::outgoing::take_out;
use crate::store::{Store, classes, copy, facts, models};
use crate::training_set::Lesson;
use crate::view::{CopyKind, ProjectId, SavedCopy};

/// The ending of a project's file.
const ENDING: &str = "nunchi";

impl Session {
    /// Saves a copy of the open project in a folder, as it is at this moment; the project can be
    /// used meanwhile, but changes wait. Works also when its file was moved or removed.
    ///
    /// # Errors
    /// [`ProjectError::NoProject`], the database's, the disk's. Nothing is left in the folder then.
    pub fn save_copy(&self, folder: &Path, kind: CopyKind) -> Result<SavedCopy, ProjectError> {
        self.core
            .with_project(|open| save(open.database(), folder, kind))
    }

    /// As [`Session::save_copy`], of any project.
    ///
    /// # Errors
    /// As [`Session::save_copy`], [`ProjectError::ProjectNotFound`], those of opening a project.
    pub fn copy_project(
        &self,
        folder: &Path,
        id: &ProjectId,
        kind: CopyKind,
    ) -> Result<SavedCopy, ProjectError> {
        let _switching = lock(&self.core.switching);
        if self.is_open(id) {
            return self.save_copy(folder, kind);
        }
        let store = self.core.folder.glance(id)?;
        if kind == CopyKind::Whole {
            return save(store.connection(), folder, kind);
        }
        // Of a copy, which becomes one of the newest format: the project itself may be open
        // elsewhere.
        let new = self.core.folder.begin()?;
        copy::whole(store.connection(), new.path())?;
        drop(store);
        save(Store::open(new.path())?.connection(), folder, kind)
    }
}

fn save(database: &Connection, folder: &Path, kind: CopyKind) -> Result<SavedCopy, ProjectError> {
    let name = facts::read(database)?.name;
    let path = take_out(folder, &name, ENDING, |path| match kind {
        CopyKind::Whole => copy::whole(database, path),
        CopyKind::Handout => write_shown(database, path, true),
        CopyKind::WithoutPhotos => write_shown(database, path, false),
    })?;
    Ok(SavedCopy {
        path: path.to_string_lossy().into_owned(),
    })
}

fn write_shown(database: &Connection, path: &Path, photos: bool) -> Result<(), ProjectError> {
    copy::shown(database, path, photos)?;
    // Opening looks at every page, so that a copy which does not open is never handed out.
    let mut store = Store::open(path)?;
    if let Some((_, mut model)) = models::read(database)? {
        model.name_as(&classes::list(database)?);
        // A model that knows all the photos of the project is up to date in a copy without them
        // too: it does not know any others.
        if model.training_set == Lesson::read(database)?.hash() {
            model.training_set = Lesson::read(store.connection())?.hash();
        }
        store.transact(|copy| models::replace(copy, &model))?;
    }
    drop(store);
    copy::sync(path)
}
