//! The open project: its file, its history, its model, and how the window sees them.
//!
//! Never here: threads, pictures, learning.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, Transaction};

use crate::conditions;
use crate::error::ProjectError;
use crate::folder::ProjectLock;
use crate::op::Change;
use crate::queue::ProjectNumber;
use crate::recogniser::Recogniser;
use crate::step::Step;
use crate::store::classes::Class;
use crate::store::models::{Model, TaughtClass};
use crate::store::{
    Store, Unneeded, classes, facts, hidden, merged, models, photos, program, steps,
};
use crate::training_set::Lesson;
use crate::undo::{Direction, History, Written, is_damage};
use crate::view::{
    ClassId, ClassView, Freshness, HistoryView, ModelView, Operation, PhotoView, PictureId,
    ProjectId, ProjectStatus, ProjectView, Readiness, ShortClass,
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
    /// Whether the file is known to be gone from its place.
    moved: bool,
    _lock: ProjectLock,
}

impl OpenProject {
    /// Reads what is needed at every moment, and erases what was hidden and no step of the history
    /// needs any more.
    ///
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
        let mut open = Self {
            id,
            number,
            model: model.map(|(version, model)| (version, Arc::new(model))),
            history: History::read(store.connection())?,
            store,
            revision: 0,
            program_revision: i64::from(has_program),
            backbone: None,
            moved: false,
            _lock: lock,
        };
        open.purge();
        Ok(open)
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

    /// Whether the file is gone from its place since the last time that this was asked.
    pub(crate) fn is_newly_moved(&mut self) -> bool {
        let before = self.moved;
        self.moved = self.store.check_place().is_err();
        self.moved && !before
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
        self.step(operation, plan, History::record)
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
        self.step(Operation::AddPhotos, plan, |history, database, back| {
            history.record_photos(database, class, back, Instant::now())
        })
    }

    fn step(
        &mut self,
        operation: Operation,
        plan: impl FnOnce(&Transaction<'_>) -> Result<Vec<Change>, ProjectError>,
        record: impl FnOnce(&History, &Connection, Step) -> Result<Written, ProjectError>,
    ) -> Result<(), ProjectError> {
        let history = &self.history;
        let written = self.store.transact(|database| {
            let changes = plan(database)?;
            if changes.is_empty() {
                return Ok(None);
            }
            let back = Step { operation, changes }.make(database)?;
            record(history, database, back).map(Some)
        })?;
        if let Some(written) = written {
            self.take_over(written);
        }
        Ok(())
    }

    /// Takes back the newest step, or does the newest undone one again; nothing happens when there
    /// is none.
    ///
    /// # Errors
    /// The database's; the project is as it was then. That the step does not fit the project, which
    /// only a damaged file has: there is nothing more to make in that direction then.
    pub(crate) fn go(&mut self, direction: Direction) -> Result<(), ProjectError> {
        let history = &self.history;
        let made = self
            .store
            .transact(|database| history.make(database, direction));
        match made {
            Ok(Some(written)) => self.take_over(written),
            Ok(None) => {}
            Err(error) => {
                if is_damage(&error) {
                    let emptied = self
                        .store
                        .transact(|database| history.empty(database, direction))?;
                    self.take_over(emptied);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Counts what is on the disk now.
    fn take_over(&mut self, written: Written) {
        let of_program = match &written {
            Written::Recorded { step, .. }
            | Written::Joined { step, .. }
            | Written::Made { back: step, .. } => step.changes.iter().any(Change::is_of_program),
            Written::Emptied(_) => false,
        };
        self.revision += 1;
        self.program_revision += i64::from(of_program);
        self.history.apply(written);
    }

    /// Empties the history and erases everything that was deleted, so that no byte of it is left
    /// in the file.
    ///
    /// # Errors
    /// As [`Store::forget_deleted`].
    pub(crate) fn forget_deleted(&mut self) -> Result<(), ProjectError> {
        let forgotten = self.store.forget_deleted();
        self.history = History::read(self.database())?;
        let model = models::read(self.database())?;
        self.model = model.map(|(version, model)| (version, Arc::new(model)));
        self.revision += 1;
        forgotten
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
        let merged = merged::survivors(self.database())?;
        Ok(Some(Recogniser::new(
            *version,
            Arc::clone(model),
            &shown,
            &merged,
        )))
    }

    /// Erases what nothing needs any more. The project is closed in any case.
    pub(crate) fn close(mut self) {
        self.purge();
        if let Err(error) = self.store.give_room_back() {
            tracing::warn!(%error, "the file keeps empty room");
        }
    }

    /// Erases what was hidden and no step of the history needs. What could not be erased now is
    /// erased when the project is opened again; that is no reason not to work with it.
    fn purge(&mut self) {
        let unneeded = self.unneeded();
        if let Err(error) = unneeded.and_then(|unneeded| self.store.purge(&unneeded)) {
            tracing::warn!(%error, "what was deleted is erased another time");
        }
    }

    fn unneeded(&self) -> Result<Unneeded, ProjectError> {
        let mut pictures = program::unnamed_pictures(self.database())?;
        if !pictures.is_empty() {
            let named = self.pictures_of_history();
            pictures.retain(|id| !named.contains(id));
        }
        Ok(Unneeded {
            steps: steps::others(self.database(), &self.history.ids())?,
            rows: hidden::unneeded(self.database(), &self.history.rows())?,
            pictures,
        })
    }

    /// The pictures that a step would show again.
    fn pictures_of_history(&self) -> HashSet<PictureId> {
        let texts = self.history.changes().filter_map(Change::program_pictures);
        texts.flatten().collect()
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
        let mut merged: HashMap<ClassId, Vec<ClassId>> = HashMap::new();
        for (id, survivor) in merged::survivors(self.database())? {
            merged.entry(survivor).or_default().push(id);
        }
        merged.values_mut().for_each(|ids| ids.sort_unstable());
        Ok(ProjectView {
            id: self.id.clone(),
            name: facts.name,
            is_example: facts.example.is_some(),
            status: self.status()?,
            classes: classes
                .into_iter()
                .map(|class| ClassView {
                    photos: grids.remove(&class.id).unwrap_or_default(),
                    merged: merged.remove(&class.id).unwrap_or_default(),
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
            model: self.model_view()?,
            history: HistoryView {
                undo: self.history.operation(Direction::Undo),
                redo: self.history.operation(Direction::Redo),
                deleted_photos: hidden::photos(self.database())?,
            },
        })
    }

    fn model_view(&self) -> Result<Option<ModelView>, ProjectError> {
        let (Some((version, model)), Some(recogniser)) = (&self.model, self.recogniser()?) else {
            return Ok(None);
        };
        let last = model.epochs.last();
        Ok(Some(ModelView {
            version: *version,
            freshness: self.freshness(model)?,
            classes: recogniser.classes().collect(),
            validation_accuracy: last.and_then(|epoch| epoch.val_acc),
            training_accuracy: last.map_or(0.0, |epoch| epoch.acc),
            epochs: model.epochs.clone(),
            validation_photos: model.validation_photos,
            photos: model.photos,
        }))
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
