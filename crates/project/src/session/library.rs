//! The library: all projects as cards, and what can be done with one that is not open.

use rusqlite::Connection;

use super::Session;
use super::photos::checked;
use crate::core::lock;
use crate::error::ProjectError;
use crate::folder::{Listed, Place};
use crate::name;
use crate::store::{Store, classes, copy, covers, facts, photos};
use crate::view::{LibraryView, PhotoId, ProjectCard, ProjectId};

impl Session {
    /// All projects, and those in the bin.
    ///
    /// # Errors
    /// [`ProjectError::Disk`] if the projects cannot be listed.
    pub fn list_projects(&self) -> Result<LibraryView, ProjectError> {
        let _switching = lock(&self.core.switching);
        self.library()
    }

    /// Makes another project of all that is in one. A name without anything visible gives it the
    /// name of the first.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], those of opening a project, the disk's.
    pub fn duplicate_project(
        &self,
        id: &ProjectId,
        name: &str,
    ) -> Result<LibraryView, ProjectError> {
        let _switching = lock(&self.core.switching);
        let new = self.core.folder.begin()?;
        self.glance(id, |database| copy::whole(database, new.path()))?;
        let mut store = Store::open(new.path())?;
        store.transact(|database| {
            copy::renew_identity(database)?;
            match name::clean(name, name::MAX_MODEL_NAME) {
                Some(name) => facts::set_name(database, &name),
                None => Ok(()),
            }
        })?;
        drop(store);
        self.core.folder.adopt(new)?;
        self.library()
    }

    /// Names the model of any project; of the open one as [`Session::rename_model`]. A name
    /// without anything visible changes nothing.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], [`ProjectError::Busy`], those of opening a project, the
    /// disk's.
    pub fn rename_project(&self, id: &ProjectId, name: &str) -> Result<LibraryView, ProjectError> {
        let _switching = lock(&self.core.switching);
        if self.is_open(id) {
            self.rename_model(name)?;
        } else if let Some(name) = name::clean(name, name::MAX_MODEL_NAME) {
            let (_lock, mut store) = self.core.folder.open_project(id)?;
            store.transact(|database| facts::set_name(database, &name))?;
        }
        self.library()
    }

    /// Puts a project in the bin, where it stays until it is erased. The open one is closed first.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], [`ProjectError::Busy`], the disk's. The project is in
    /// the library then.
    pub fn bin_project(&self, id: &ProjectId) -> Result<LibraryView, ProjectError> {
        let _switching = lock(&self.core.switching);
        if self.is_open(id) {
            self.core.switch(None);
            self.remember(None);
        }
        self.core.folder.relocate(id, Place::Projects, Place::Bin)?;
        self.library()
    }

    /// Puts a project of the bin back into the library.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], the disk's. The project is in the bin then.
    pub fn restore_project(&self, id: &ProjectId) -> Result<LibraryView, ProjectError> {
        let _switching = lock(&self.core.switching);
        self.core.folder.relocate(id, Place::Bin, Place::Projects)?;
        self.library()
    }

    /// Erases a project of the bin for good; its bytes are overwritten.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`] for one that is not in the bin, the disk's.
    pub fn erase_project(&self, id: &ProjectId) -> Result<LibraryView, ProjectError> {
        let _switching = lock(&self.core.switching);
        self.core.folder.erase(Place::Bin, id)?;
        self.library()
    }

    /// The thumbnail of a photo of any project, a JPEG. A picture that is none is refused: the
    /// file may come from anywhere.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], [`ProjectError::PhotoNotFound`],
    /// [`ProjectError::Photo`], those of opening a project.
    pub fn cover(&self, id: &ProjectId, photo: PhotoId) -> Result<Vec<u8>, ProjectError> {
        let jpeg = {
            let _switching = lock(&self.core.switching);
            self.glance(id, |database| photos::thumbnail(database, photo))?
        };
        checked(jpeg)
    }

    /// As [`Session::list_projects`]. The caller holds `switching`.
    pub(super) fn library(&self) -> Result<LibraryView, ProjectError> {
        let cards = |place: Place| -> Result<Vec<ProjectCard>, ProjectError> {
            let listed = self.core.folder.list(place)?;
            Ok(listed.iter().map(|listed| self.card(listed)).collect())
        };
        Ok(LibraryView {
            projects: cards(Place::Projects)?,
            bin: cards(Place::Bin)?,
        })
    }

    fn card(&self, listed: &Listed) -> ProjectCard {
        let Listed {
            id,
            changed_at,
            bytes,
        } = listed;
        let card = self.glance(id, |database| {
            let facts = facts::read(database)?;
            let classes = classes::list(database)?;
            Ok(ProjectCard {
                id: id.clone(),
                name: facts.name,
                changed_at: *changed_at,
                photos: photos::counts(database)?.values().sum(),
                covers: covers::covers(database, classes.iter().map(|class| class.id))?,
                class_names: classes.into_iter().map(|class| class.name).collect(),
                bytes: *bytes,
                is_example: facts.example.is_some(),
                problem: None,
            })
        });
        card.unwrap_or_else(|error| {
            tracing::warn!(%error, project = id.0, "no look into a project");
            ProjectCard {
                id: id.clone(),
                name: String::new(),
                changed_at: *changed_at,
                photos: 0,
                class_names: Vec::new(),
                covers: Vec::new(),
                bytes: *bytes,
                is_example: false,
                problem: Some(error.view()),
            }
        })
    }

    pub(super) fn is_open(&self, id: &ProjectId) -> bool {
        self.core
            .with_project(|open| Ok(open.id() == id))
            .unwrap_or_default()
    }

    /// Reads a few rows of any project: of the open one through its own connection, which is the
    /// only one that this process may have. The caller holds `switching`.
    pub(super) fn glance<T>(
        &self,
        id: &ProjectId,
        read: impl Fn(&Connection) -> Result<T, ProjectError>,
    ) -> Result<T, ProjectError> {
        let open = self.core.with_project(|open| {
            let same = open.id() == id;
            same.then(|| read(open.database())).transpose()
        });
        match open {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) | Err(ProjectError::NoProject) => {
                read(self.core.folder.glance(id)?.connection())
            }
            Err(error) => Err(error),
        }
    }
}
