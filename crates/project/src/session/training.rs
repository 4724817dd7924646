//! Training and its conditions.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use linfa::ParamGuard;
use nunchi_learn::{
    EpochMetrics, LearnError, SoftmaxParams, SoftmaxValidParams, TrainProgress, Trained,
    TrainingSet,
};

use super::Session;
use crate::conditions;
use crate::core::{Core, lock};
use crate::error::ProjectError;
use crate::op::Change;
use crate::open_project::readiness;
use crate::queue::{ProjectNumber, Waited};
use crate::store::models::{Model, TaughtClass};
use crate::store::{facts, photos};
use crate::training_set::Lesson;
use crate::view::{
    Conditions, EpochView, Operation, PhotoId, ProjectView, TrainEvent, TrainOutcome,
};

impl Session {
    /// Sets the conditions of the next training.
    ///
    /// # Errors
    /// [`ProjectError::ConditionOutOfRange`], [`ProjectError::NoProject`], the disk's.
    pub fn set_conditions(&self, wanted: Conditions) -> Result<ProjectView, ProjectError> {
        self.change(|open| {
            open.change(Operation::ChangeConditions, |database| {
                let kept = facts::read(database)?.conditions;
                let photos = photos::counts(database)?.values().sum();
                conditions::check(&wanted, &conditions::ranges(photos, &kept))?;
                let changed = wanted != kept;
                Ok(changed
                    .then_some(Change::Conditions(wanted))
                    .into_iter()
                    .collect())
            })
        })
    }

    /// Teaches a new model with the photos and conditions of the project, and keeps it. First
    /// waits for the photos that the network has not looked at yet. The project can be used and
    /// changed meanwhile; what is changed once the learning has begun is not part of the model,
    /// which is out of date then.
    ///
    /// # Errors
    /// [`ProjectError::NotReadyToTrain`], [`ProjectError::TrainingRunning`],
    /// [`ProjectError::Backbone`], [`ProjectError::Learn`], [`ProjectError::NoProject`], the
    /// disk's. The model before is still there then.
    pub fn train(
        &self,
        on_event: &mut dyn FnMut(TrainEvent),
    ) -> Result<TrainOutcome, ProjectError> {
        let running = Running::begin(&self.core)?;
        let project = self.core.with_project(|open| {
            if !readiness(open.database())?.ready {
                return Err(ProjectError::NotReadyToTrain);
            }
            Ok(open.number())
        })?;
        let Some(prepared) = self.prepare(project, &running.cancelled, on_event)? else {
            return Ok(TrainOutcome::Cancelled);
        };
        let epochs = prepared.conditions.epochs;
        let mut refitting = false;
        let trained = nunchi_learn::train(&prepared.set, &prepared.params, &mut |progress| {
            match progress {
                TrainProgress::Epoch(metrics) => on_event(TrainEvent::Epoch {
                    epochs,
                    point: point(&metrics),
                }),
                // Told once; the learner comes back here so that it can be stopped.
                TrainProgress::Refitting if refitting => {}
                TrainProgress::Refitting => {
                    refitting = true;
                    on_event(TrainEvent::Refitting);
                }
            }
            if running.cancelled.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        match trained {
            Ok(trained) => self.keep(project, prepared.model(trained), &running.cancelled),
            Err(LearnError::Cancelled) => Ok(TrainOutcome::Cancelled),
            Err(error) => Err(error.into()),
        }
    }

    /// Ends the training that runs, if one does; it answers that it was cancelled.
    pub fn cancel_training(&self) {
        self.core.cancel_training();
    }

    /// Waits for the network and reads what the learner gets. `None` when cancelled.
    fn prepare(
        &self,
        project: ProjectNumber,
        cancelled: &AtomicBool,
        on_event: &mut dyn FnMut(TrainEvent),
    ) -> Result<Option<Prepared>, ProjectError> {
        let backbone = self.core.backbone()?.fingerprint();
        self.core.queue.search_with_failed();
        loop {
            let waited = self
                .core
                .queue
                .wait_until_idle(project, cancelled, |done, total| {
                    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
                    on_event(TrainEvent::Waiting {
                        done: number(done),
                        total: number(total),
                    });
                });
            if waited == Waited::Ended {
                return Ok(None);
            }
            let unreadable = self.unreadable()?;
            let prepared = self.core.with_same_project(project, |open| {
                let lesson = Lesson::read(open.database())?;
                let set = lesson.gather(open.database(), &backbone, &unreadable)?;
                let Some(set) = set else {
                    return Ok(None);
                };
                let conditions = facts::read(open.database())?.conditions;
                Ok(Some(Prepared {
                    params: params(&conditions)?,
                    set,
                    lesson,
                    conditions,
                    backbone,
                }))
            });
            match prepared {
                Ok(None) => self.core.queue.search(),
                Err(ProjectError::NoProject) => return Ok(None),
                prepared => return prepared,
            }
        }
    }

    /// Photos whose picture does not read, which only a damaged file has: they are left out.
    ///
    /// # Errors
    /// Any other reason why a photo could not be looked at, such as a full disk.
    fn unreadable(&self) -> Result<HashSet<PhotoId>, ProjectError> {
        let failed = self.core.queue.failed().into_iter();
        failed
            .map(|(id, error)| match &*error {
                ProjectError::Photo(_) => Ok(id),
                _ => Err(ProjectError::Looking(error)),
            })
            .collect()
    }

    fn keep(
        &self,
        project: ProjectNumber,
        model: Model,
        cancelled: &AtomicBool,
    ) -> Result<TrainOutcome, ProjectError> {
        let kept = self.core.with_same_project(project, |open| {
            if cancelled.load(Ordering::Relaxed) {
                return Ok(TrainOutcome::Cancelled);
            }
            open.keep_model(model)?;
            self.core.publish(open);
            Ok(TrainOutcome::Finished {
                status: open.status()?,
            })
        });
        match kept {
            // The project was closed in the last moment.
            Err(ProjectError::NoProject) => Ok(TrainOutcome::Cancelled),
            kept => kept,
        }
    }
}

/// The one training that runs. Another can begin when this is dropped.
struct Running<'core> {
    core: &'core Core,
    cancelled: Arc<AtomicBool>,
}

impl<'core> Running<'core> {
    fn begin(core: &'core Core) -> Result<Self, ProjectError> {
        let mut training = lock(&core.training);
        if training.is_some() {
            return Err(ProjectError::TrainingRunning);
        }
        let cancelled = Arc::new(AtomicBool::new(false));
        *training = Some(Arc::clone(&cancelled));
        Ok(Self { core, cancelled })
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        *lock(&self.core.training) = None;
    }
}

/// All that a training needs, read at one moment.
struct Prepared {
    lesson: Lesson,
    set: TrainingSet,
    conditions: Conditions,
    params: SoftmaxValidParams,
    backbone: [u8; 32],
}

impl Prepared {
    fn model(self, trained: Trained) -> Model {
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Model {
            photos: number(self.set.photos()),
            validation_photos: number(trained.validation_photos),
            head: trained.head,
            epochs: trained.epochs.iter().map(point).collect(),
            conditions: self.conditions,
            training_set: self.lesson.hash(),
            classes: self
                .lesson
                .classes
                .into_iter()
                .map(TaughtClass::from)
                .collect(),
            backbone: self.backbone.to_vec(),
        }
    }
}

fn params(conditions: &Conditions) -> Result<SoftmaxValidParams, ProjectError> {
    let params = SoftmaxParams::new()
        .epochs(conditions.epochs)
        .batch_size(usize::try_from(conditions.batch_size).unwrap_or(usize::MAX))
        .learning_rate(conditions.learning_rate)
        .validation_ratio(conditions.validation_ratio)
        .refit_on_all(conditions.refit_on_all);
    Ok(params.check()?)
}

fn point(metrics: &EpochMetrics) -> EpochView {
    EpochView {
        epoch: metrics.epoch,
        loss: metrics.loss,
        acc: metrics.acc,
        val_loss: metrics.val_loss,
        val_acc: metrics.val_acc,
    }
}
