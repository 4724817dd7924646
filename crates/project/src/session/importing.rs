//! Taking in files from elsewhere: they are copied, checked as hostile, and then opened.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::Session;
use super::rescue;
use crate::conditions;
use crate::core::lock;
use crate::error::ProjectError;
use crate::error_code::ErrorCode;
use crate::folder::{NewProject, Place};
use crate::incoming::Incoming;
use crate::name::{self, MAX_CLASS_NAME, MAX_MODEL_NAME};
use crate::store::{Store, classes, content, facts, limits, models};
use crate::view::{ImportId, ProjectId, ProjectView, StartView};

impl Session {
    /// Begins to take in a file, which the user calls `name`.
    ///
    /// # Errors
    /// [`ProjectError::BadRequest`] when too many are on their way, the disk's.
    pub fn import_begin(&self, name: &str) -> Result<ImportId, ProjectError> {
        let incoming = Incoming::begin(&self.core.folder, name)?;
        self.core.imports.begin(incoming)
    }

    /// Adds the next bytes of a file. After a failure the file is given up.
    ///
    /// # Errors
    /// [`ProjectError::BadRequest`] for an import that is not running,
    /// [`ProjectError::FileTooLarge`], the disk's.
    pub fn import_chunk(&self, id: ImportId, bytes: &[u8]) -> Result<(), ProjectError> {
        self.core.imports.add(id, bytes)
    }

    /// Checks a file of which all bytes are here, makes it a project and opens it. One that holds
    /// the same as a project opens that project.
    ///
    /// # Errors
    /// [`ProjectError::BadRequest`] for an import that is not running; those of opening a project,
    /// as [`ProjectError::Refused`] when something of the file can be rescued; the disk's. The
    /// project that was open is still open then.
    pub fn import_finish(&self, id: ImportId) -> Result<ProjectView, ProjectError> {
        let incoming = self.core.imports.take(id)?;
        let _switching = lock(&self.core.switching);
        self.take_in(incoming)
    }

    /// Gives up a file; nothing of it is left. Nothing happens when it is not on its way.
    pub fn import_cancel(&self, id: ImportId) {
        drop(self.core.imports.take(id));
    }

    /// As [`Session::start`], after taking in files that the user opened with the app; the last of
    /// them is the open project then, and the problem is that of the last that was refused.
    ///
    /// # Errors
    /// As [`Session::start`].
    pub fn start_with(&self, files: &[PathBuf]) -> Result<StartView, ProjectError> {
        let _switching = lock(&self.core.switching);
        let mut opened = None;
        let mut problem = None;
        for path in files {
            match self.take_in_file(path) {
                Ok(view) => opened = Some(view),
                Err(error) => {
                    tracing::warn!(%error, "a file was not taken in");
                    problem = Some(error.view());
                }
            }
        }
        if opened.is_none() {
            match self.reopen_last() {
                Ok(last) => opened = last,
                Err(error) => {
                    tracing::warn!(%error, "the last project could not be opened");
                    problem.get_or_insert(error.view());
                }
            }
        }
        self.start_view(opened, problem)
    }

    fn take_in_file(&self, path: &Path) -> Result<ProjectView, ProjectError> {
        let is_file = path.metadata().is_ok_and(|facts| facts.is_file());
        if !is_file {
            return Err(ProjectError::NotAFile);
        }
        if let Some(id) = self.core.folder.id_of_own(path) {
            return self.go_to(&id);
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut incoming = Incoming::begin(&self.core.folder, &name)?;
        incoming.add_file(path)?;
        self.take_in(incoming)
    }

    /// The caller holds `switching`.
    fn take_in(&self, incoming: Incoming) -> Result<ProjectView, ProjectError> {
        let (new, name) = incoming.finish()?;
        let sum = match admit(new.path(), &name) {
            Ok(sum) => sum,
            Err(error) => return Err(self.refuse(new, error)),
        };
        if let Some(id) = self.twin(sum)? {
            return self.go_to(&id);
        }
        let (id, lock) = self.core.folder.adopt(new)?;
        let store = Store::open(&self.core.folder.path(&id)?)?;
        self.enter((id, lock, store))
    }

    /// The project that has the same content.
    fn twin(&self, sum: [u8; 32]) -> Result<Option<ProjectId>, ProjectError> {
        let listed = self.core.folder.list(Place::Projects)?.into_iter();
        // One of an older format, or one that cannot be opened, has no sum.
        let same = |id: &ProjectId| self.glance(id, content::sum).is_ok_and(|own| own == sum);
        Ok(listed.map(|listed| listed.id).find(same))
    }

    /// Keeps a file that cannot be opened aside when something of it can be rescued.
    fn refuse(&self, new: NewProject, error: ProjectError) -> ProjectError {
        let of_the_file = matches!(
            error.code(),
            ErrorCode::ProjectDamaged | ErrorCode::ProjectForeign | ErrorCode::ProjectNewer
        );
        let anything = of_the_file
            && rescue::look(new.path()).is_ok_and(|found| found.classes > 0 || found.photos > 0);
        if !anything {
            return error;
        }
        match self.core.folder.set_aside(new) {
            Ok(id) => ProjectError::Refused {
                id,
                cause: Box::new(error),
            },
            Err(failed) => failed,
        }
    }
}

/// Opens a file as one that may have been made to harm, cleans what people have typed in it, and
/// answers with the sum of its content.
fn admit(path: &Path, name: &str) -> Result<[u8; 32], ProjectError> {
    let mut store = Store::open(path)?;
    limits::check(store.connection())?;
    let kept = facts::read(store.connection())
        .map_err(as_damage)?
        .conditions;
    conditions::check(&kept, &conditions::ranges(0, &kept)).map_err(as_damage)?;
    store.transact(|database| {
        clean_names(database, name)?;
        clean_model(database)
    })?;
    content::sum(store.connection())
}

fn as_damage(error: ProjectError) -> ProjectError {
    ProjectError::Damaged(error.to_string())
}

fn clean_names(database: &Connection, file_name: &str) -> Result<(), ProjectError> {
    // Names are read as if they were typed; what is written here is what was read.
    let clean = facts::name(database)?
        .or_else(|| name::clean(file_name, MAX_MODEL_NAME))
        .unwrap_or_else(|| name::NAMELESS.into());
    facts::set_name(database, &clean)?;
    let mut taken: Vec<String> = Vec::new();
    for class in classes::list(database)? {
        let clean = name::unlike(&class.name, taken.iter().map(String::as_str));
        classes::set_name(database, class.id, &clean)?;
        taken.push(clean);
    }
    for class in classes::hidden(database)? {
        classes::set_name(database, class.id, &class.name)?;
    }
    Ok(())
}

/// A model answers by the names that it was taught with when their classes are gone.
pub(super) fn clean_model(database: &Connection) -> Result<(), ProjectError> {
    let Some((_, mut model)) = models::read(database)? else {
        return Ok(());
    };
    let mut changed = false;
    for class in &mut model.classes {
        let clean = clean_class(&class.name);
        if clean != class.name || class.colour > 9 {
            class.name = clean;
            class.colour %= 10;
            changed = true;
        }
    }
    if changed {
        models::replace(database, &model)?;
    }
    Ok(())
}

/// As a class is called when its name shows nothing.
pub(super) fn clean_class(kept: &str) -> String {
    name::clean(kept, MAX_CLASS_NAME).unwrap_or_else(|| "?".into())
}
