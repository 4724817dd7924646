//! Projects as a whole: which there are, which one is open, and its history.

use nunchi_vision::{Photo, Square};
use rayon::prelude::*;

use super::Session;
use super::photos::{insert_shown, prepare};
use crate::core::lock;
use crate::error::ProjectError;
use crate::example;
use crate::folder::{Place, ProjectLock};
use crate::name;
use crate::op::Change;
use crate::open_project::OpenProject;
use crate::store::{Store, facts};
use crate::undo::Direction;
use crate::view::{ErrorView, Language, Operation, ProjectId, ProjectView, StartView};

impl Session {
    /// What the window needs to draw itself for the first time. Opens the project that was open
    /// when the app was last closed; when that fails, the answer says why and the file is left as
    /// it is.
    ///
    /// # Errors
    /// [`ProjectError::Disk`] if the projects cannot be listed.
    pub fn start(&self) -> Result<StartView, ProjectError> {
        self.start_with(&[])
    }

    /// Makes a project and opens it.
    ///
    /// # Errors
    /// [`ProjectError::ClassNameEmpty`], [`ProjectError::TooManyClasses`], the disk's.
    pub fn create_project(
        &self,
        name: &str,
        class_names: &[String],
    ) -> Result<ProjectView, ProjectError> {
        let name = name::clean(name, name::MAX_MODEL_NAME).unwrap_or_else(|| name::NAMELESS.into());
        let _switching = lock(&self.core.switching);
        let made = self.core.folder.create(|store| {
            store.transact(|database| {
                facts::set_name(database, &name)?;
                for class in class_names {
                    let id = super::classes::insert(database, class)?;
                    Change::ClassHidden { id, hidden: false }.make(database)?;
                }
                Ok(())
            })
        })?;
        self.enter(made)
    }

    /// Opens the built-in example whose classes have names of this language. It is made at the
    /// first time; later it is found again as the user left it.
    ///
    /// # Errors
    /// The disk's.
    pub fn open_example(&self, language: Language) -> Result<ProjectView, ProjectError> {
        let _switching = lock(&self.core.switching);
        let is_it = |id: &ProjectId| {
            let facts = self.glance(id, facts::read);
            facts.is_ok_and(|facts| facts.example == Some(language))
        };
        let listed = self.core.folder.list(Place::Projects)?.into_iter();
        let found = listed.map(|listed| listed.id).filter(is_it);
        // A duplicate of the example is one too, and the first is the one that was made here.
        if let Some(id) = found.min_by(|a, b| a.0.cmp(&b.0)) {
            return self.go_to(&id);
        }
        let made = self
            .core
            .folder
            .create(|store| fill_example(store, language))?;
        self.enter(made)
    }

    /// Opens a project, and closes the one that was open.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], [`ProjectError::Busy`], [`ProjectError::Newer`],
    /// [`ProjectError::Foreign`], [`ProjectError::Damaged`], the disk's. The project that was
    /// open is still open then.
    pub fn open_project(&self, id: &ProjectId) -> Result<ProjectView, ProjectError> {
        let _switching = lock(&self.core.switching);
        self.go_to(id)
    }

    /// Leaves the project; all of it is on the disk already. The next start of the app is at home.
    ///
    /// # Errors
    /// [`ProjectError::Disk`] if the projects cannot be listed.
    pub fn close_project(&self) -> Result<StartView, ProjectError> {
        let _switching = lock(&self.core.switching);
        self.core.switch(None);
        self.remember(None);
        self.start_view(None, None)
    }

    /// Names the model. A name without anything visible changes nothing.
    ///
    /// # Errors
    /// [`ProjectError::NoProject`], the disk's.
    pub fn rename_model(&self, name: &str) -> Result<ProjectView, ProjectError> {
        self.change(|open| {
            open.change(Operation::RenameModel, |database| {
                let before = facts::read(database)?.name;
                let name = name::clean(name, name::MAX_MODEL_NAME).filter(|name| *name != before);
                Ok(name.map(Change::ModelName).into_iter().collect())
            })
        })
    }

    /// Takes back the newest change; nothing happens when there is none.
    ///
    /// # Errors
    /// [`ProjectError::NoProject`], the disk's.
    pub fn undo(&self) -> Result<ProjectView, ProjectError> {
        let view = self.change(|open| open.go(Direction::Undo))?;
        self.core.queue.search();
        Ok(view)
    }

    /// Does again what was taken back last; nothing happens when there is none.
    ///
    /// # Errors
    /// [`ProjectError::NoProject`], the disk's.
    pub fn redo(&self) -> Result<ProjectView, ProjectError> {
        let view = self.change(|open| open.go(Direction::Redo))?;
        self.core.queue.search();
        Ok(view)
    }

    /// Empties the history and erases everything that was deleted, so that no byte of it is left in
    /// the file. Takes as long as the disk needs to write the file anew. A training that runs is
    /// cancelled: its model would bring back what its classes were called.
    ///
    /// # Errors
    /// [`ProjectError::NoProject`], the disk's: all of it that is left is erased by a second call.
    pub fn forget_deleted(&self) -> Result<ProjectView, ProjectError> {
        self.core.cancel_training();
        self.change(OpenProject::forget_deleted)
    }

    pub(super) fn reopen_last(&self) -> Result<Option<ProjectView>, ProjectError> {
        match self.core.with_project(|open| open.view()) {
            Err(ProjectError::NoProject) => {}
            view => return view.map(Some),
        }
        let Some(last) = lock(&self.core.settings).last_project.clone() else {
            return Ok(None);
        };
        let opened = self.go_to(&last);
        // One that another copy of the app has open may be free at the next start. Anything else
        // is said once; the project stays in the list.
        if !matches!(opened, Ok(_) | Err(ProjectError::Busy)) {
            self.remember(None);
        }
        opened.map(Some)
    }

    pub(super) fn go_to(&self, id: &ProjectId) -> Result<ProjectView, ProjectError> {
        let current = self.core.with_project(|open| {
            let same = open.id() == id;
            same.then(|| open.view()).transpose()
        });
        if let Ok(Some(view)) = current {
            return Ok(view);
        }
        let (lock, store) = self.core.folder.open_project(id)?;
        self.enter((id.clone(), lock, store))
    }

    /// Opens the project again that was closed for something that failed.
    pub(super) fn go_back(&self, id: Option<&ProjectId>) {
        if let Some(id) = id
            && let Err(error) = self.go_to(id)
        {
            tracing::warn!(%error, "the project is not open any more");
        }
    }

    pub(super) fn enter(
        &self,
        (id, lock, store): (ProjectId, ProjectLock, Store),
    ) -> Result<ProjectView, ProjectError> {
        let open = OpenProject::new(id.clone(), self.core.new_number(), lock, store)?;
        let view = open.view()?;
        self.core.switch(Some(open));
        self.remember(Some(id));
        Ok(view)
    }

    /// Where the next start goes. The project itself is worth more than this note: a failure is
    /// only logged.
    pub(super) fn remember(&self, last: Option<ProjectId>) {
        let mut settings = lock(&self.core.settings);
        if settings.last_project != last {
            settings.last_project = last;
            if let Err(error) = settings.write(self.core.folder.home()) {
                tracing::warn!(%error, "the last project is not remembered");
            }
        }
    }

    pub(super) fn start_view(
        &self,
        project: Option<ProjectView>,
        problem: Option<ErrorView>,
    ) -> Result<StartView, ProjectError> {
        // The workers have begun to load it before there was a window: nobody waits for long.
        let backbone_problem = || self.core.backbone().err().map(|error| error.view());
        Ok(StartView {
            preferences: lock(&self.core.settings).preferences,
            project,
            library: self.library()?,
            problem: problem.or_else(backbone_problem),
        })
    }
}

fn fill_example(store: &mut Store, language: Language) -> Result<(), ProjectError> {
    let prepared = example::CLASSES
        .par_iter()
        .map(|class| {
            let pictures = class.pictures.par_iter().map(|bytes| {
                let photo = Photo::decode(bytes)?.photo;
                let square = Square::centre(photo.width(), photo.height());
                prepare(&photo, square)
            });
            pictures.collect::<Result<Vec<_>, ProjectError>>()
        })
        .collect::<Result<Vec<_>, ProjectError>>()?;
    store.transact(|database| {
        facts::set_name(database, example::model_name(language))?;
        facts::set_example(database, language)?;
        for (class, pictures) in example::CLASSES.iter().zip(&prepared) {
            let id = super::classes::insert(database, class.name(language))?;
            Change::ClassHidden { id, hidden: false }.make(database)?;
            for picture in pictures {
                insert_shown(database, id, picture)?;
            }
        }
        Ok(())
    })
}
