//! The open project: its file, its history, its model, and how the window sees them.
//!
//! Never here: threads, pictures, learning.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, Transaction};

use crate::conditions;
use crate::error::ProjectError;
use crate::folder::ProjectLock;
use crate::op::Change;
use crate::queue::ProjectNumber;
use crate::recogniser::Recogniser;
use crate::store::classes::Class;
use crate::store::models::{Model, TaughtClass};
use crate::store::{Store, classes, facts, models, photos, program};
use crate::training_set::Lesson;
use crate::undo::{History, Step};
use crate::view::{
    ClassId, ClassView, Freshness, ModelView, Operation, PhotoView, ProjectId, ProjectStatus,
    ProjectView, Readiness, ShortClass,
};

/// Fewest classes of a training.
const MIN_CLASSES: u32 = 2;
/// Fewest photos of a class in a training.
const MIN_PHOTOS: u32 = 5;

pub(crate) struct OpenProject {
    id: ProjectId,
    number: ProjectNumber,
    store: Store,
    history: History,
    /// Counts what has changed since the project was opened.
    revision: i64,
    /// As `revision`, of the program; it begins with 1 when there is one, else with 0.
    program_revision: i64,
    model: Option<(i64, Arc<Model>)>,
    /// Fingerprint of the network, once it is loaded.
    backbone: Option<[u8; 32]>,
    _lock: ProjectLock,
}

impl OpenProject {
    /// # Errors
    /// The database's.
    pub(crate) fn new(
        id: ProjectId,
        number: ProjectNumber,
        lock: ProjectLock,
        store: Store,
    ) -> Result<Self, ProjectError> {
        let model = models::read(store.connection())?;
        let has_program = program::exists(store.connection())?;
        Ok(Self {
            id,
            number,
            model: model.map(|(version, model)| (version, Arc::new(model))),
            store,
            history: History::default(),
            revision: 0,
            program_revision: i64::from(has_program),
            backbone: None,
            _lock: lock,
        })
    }

    pub(crate) fn id(&self) -> &ProjectId {
        &self.id
    }

    pub(crate) fn number(&self) -> ProjectNumber {
        self.number
    }

    pub(crate) fn program_revision(&self) -> i64 {
        self.program_revision
    }

    /// For reading, and for what is no step of the user.
    pub(crate) fn database(&self) -> &Connection {
        self.store.connection()
    }

    pub(crate) fn set_backbone(&mut self, fingerprint: [u8; 32]) {
        self.backbone = Some(fingerprint);
    }

    /// Makes the changes that `plan` asks for, in one transaction and as one step that can be
    /// undone. `plan` may add hidden rows. Nothing happens when it asks for nothing.
    ///
    /// # Errors
    /// What `plan` returns, or the database's; the project is as it was then.
    pub(crate) fn change(
        &mut self,
        operation: Operation,
        plan: impl FnOnce(&Transaction<'_>) -> Result<Vec<Change>, ProjectError>,
    ) -> Result<(), ProjectError> {
        let back = self.make(operation, plan)?;
        if !back.changes.is_empty() {
            self.count(&back);
            self.history.record(back);
        }
        Ok(())
    }

    /// As [`OpenProject::change`], for photos that come into a class; those of one upload are one
    /// step.
    ///
    /// # Errors
    /// As [`OpenProject::change`].
    pub(crate) fn add_photos(
        &mut self,
        class: ClassId,
        plan: impl FnOnce(&Transaction<'_>) -> Result<Vec<Change>, ProjectError>,
    ) -> Result<(), ProjectError> {
        let back = self.make(Operation::AddPhotos, plan)?;
        self.count(&back);
        self.history.record_photos(class, back, Instant::now());
        Ok(())
    }

    fn make(
        &mut self,
        operation: Operation,
        plan: impl FnOnce(&Transaction<'_>) -> Result<Vec<Change>, ProjectError>,
    ) -> Result<Step, ProjectError> {
        self.store.transact(|database| {
            let changes = plan(database)?;
            Step { operation, changes }.make(database)
        })
    }

    /// Counts a step that is on the disk now.
    fn count(&mut self, made: &Step) {
        self.revision += 1;
        if made.changes.iter().any(Change::is_of_program) {
            self.program_revision += 1;
        }
    }

    /// Takes back the newest step; nothing happens when there is none.
    ///
    /// # Errors
    /// The database's; the project is as it was then.
    pub(crate) fn undo(&mut self) -> Result<(), ProjectError> {
        if let Some(step) = self.history.newest_to_undo() {
            let again = self.store.transact(|database| step.make(database))?;
            self.count(&again);
            self.history.undone(again);
        }
        Ok(())
    }

    /// Does the newest undone step again; nothing happens when there is none.
    ///
    /// # Errors
    /// The database's; the project is as it was then.
    pub(crate) fn redo(&mut self) -> Result<(), ProjectError> {
        if let Some(step) = self.history.newest_to_redo() {
            let back = self.store.transact(|database| step.make(database))?;
            self.count(&back);
            self.history.redone(back);
        }
        Ok(())
    }

    /// Puts a new model in the place of the one before. No step of the user: undo goes on to
    /// what was done before the training.
    ///
    /// # Errors
    /// The database's; the model before is still there then.
    pub(crate) fn keep_model(&mut self, model: Model) -> Result<(), ProjectError> {
        let version = self
            .store
            .transact(|database| models::replace(database, &model))?;
        self.model = Some((version, Arc::new(model)));
        self.revision += 1;
        Ok(())
    }

    /// The model with the present names of its classes.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn recogniser(&self) -> Result<Option<Recogniser>, ProjectError> {
        let Some((version, model)) = &self.model else {
            return Ok(None);
        };
        let shown: Vec<TaughtClass> = classes::list(self.database())?
            .into_iter()
            .map(TaughtClass::from)
            .collect();
        Ok(Some(Recogniser::new(*version, Arc::clone(model), &shown)))
    }

    /// Erases what was deleted. The project is closed in any case.
    pub(crate) fn close(mut self) {
        if let Err(error) = self.store.purge() {
            tracing::warn!(%error, "what was deleted is erased at the next start");
        }
    }

    /// All that the window knows of the project. Reads no picture and no embedding.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn view(&self) -> Result<ProjectView, ProjectError> {
        let facts = facts::read(self.database())?;
        let classes = classes::list(self.database())?;
        let mut grids: HashMap<ClassId, Vec<PhotoView>> = HashMap::new();
        let mut photos = 0;
        for photo in photos::list(self.database())? {
            photos += 1;
            grids.entry(photo.class).or_default().push(PhotoView {
                id: photo.id,
                revision: photo.revision,
            });
        }
        Ok(ProjectView {
            id: self.id.clone(),
            name: facts.name,
            is_example: facts.example.is_some(),
            status: self.status()?,
            classes: classes
                .into_iter()
                .map(|class| ClassView {
                    photos: grids.remove(&class.id).unwrap_or_default(),
                    id: class.id,
                    name: class.name,
                    colour: class.colour,
                })
                .collect(),
            condition_ranges: conditions::ranges(photos, &facts.conditions),
            conditions: facts.conditions,
        })
    }

    /// The parts that change with every photo.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn status(&self) -> Result<ProjectStatus, ProjectError> {
        Ok(ProjectStatus {
            revision: self.revision,
            program_revision: self.program_revision,
            readiness: readiness(self.database())?,
            model: match &self.model {
                Some((version, model)) => Some(self.model_view(*version, model)?),
                None => None,
            },
            history: self.history.view(),
        })
    }

    fn model_view(&self, version: i64, model: &Model) -> Result<ModelView, ProjectError> {
        let last = model.epochs.last();
        Ok(ModelView {
            version,
            freshness: self.freshness(model)?,
            classes: model.classes.iter().map(|class| class.id).collect(),
            validation_accuracy: last.and_then(|epoch| epoch.val_acc),
            training_accuracy: last.map_or(0.0, |epoch| epoch.acc),
            epochs: model.epochs.clone(),
            validation_photos: model.validation_photos,
            photos: model.photos,
        })
    }

    fn freshness(&self, model: &Model) -> Result<Freshness, ProjectError> {
        let another_network = self.backbone.is_some_and(|now| model.backbone != now);
        if another_network || Lesson::read(self.database())?.hash() != model.training_set {
            Ok(Freshness::DataChanged)
        } else if facts::read(self.database())?.conditions != model.conditions {
            Ok(Freshness::ConditionsChanged)
        } else {
            Ok(Freshness::Fresh)
        }
    }
}

/// What is missing before a training.
///
/// # Errors
/// The database's.
pub(crate) fn readiness(database: &Connection) -> Result<Readiness, ProjectError> {
    let classes = classes::list(database)?;
    let counts = photos::counts(database)?;
    let known = u32::try_from(classes.len()).unwrap_or(u32::MAX);
    let short = |class: Class| {
        let photos = counts.get(&class.id).copied().unwrap_or_default();
        let missing = MIN_PHOTOS.saturating_sub(photos);
        (missing > 0).then_some(ShortClass {
            id: class.id,
            name: class.name,
            missing,
        })
    };
    let missing_classes = MIN_CLASSES.saturating_sub(known);
    let short_classes: Vec<ShortClass> = classes.into_iter().filter_map(short).collect();
    Ok(Readiness {
        ready: missing_classes == 0 && short_classes.is_empty(),
        missing_classes,
        short_classes,
    })
}

impl From<Class> for TaughtClass {
    fn from(class: Class) -> Self {
        Self {
            id: class.id,
            name: class.name,
            colour: class.colour,
        }
    }
}
