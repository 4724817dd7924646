//! A whole training: split, validated run with its metrics, and the fit on all photos.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, Builder, Scope, ScopedJoinHandle};

use crate::fit::{fit, fit_head};
use crate::linear::{Examples, Linear};
use crate::standardise::Standardiser;
use crate::{LearnError, SoftmaxHead, SoftmaxValidParams, Split, TrainingSet, split};

/// One point of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EpochMetrics {
    /// From 1.
    pub epoch: u32,
    /// Mean cross-entropy over the training photos after the epoch, natural logarithm.
    pub loss: f32,
    /// Share of training photos that are right after the epoch, 0 to 1.
    pub acc: f32,
    /// As `loss`, over the validation photos; `None` without validation.
    pub val_loss: Option<f32>,
    /// As `acc`, over the validation photos; `None` without validation.
    pub val_acc: Option<f32>,
}

/// What happens while a training runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TrainProgress {
    /// An epoch of the validated run is over.
    Epoch(EpochMetrics),
    /// The validated run is over and the fit on all photos is waited for; told once at first and
    /// once for each of its epochs, so that the caller can stop it.
    Refitting,
}

/// The outcome of a training.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The head to keep: from all photos, or from the validated run when the refit is off.
    pub head: SoftmaxHead,
    /// One entry for each epoch of the validated run.
    pub epochs: Vec<EpochMetrics>,
    /// Photos that the validated run learned from.
    pub training_photos: usize,
    /// Photos that it was validated with.
    pub validation_photos: usize,
}

/// Trains a head: once with the validation split, for the metrics, and once more on all photos
/// with the same conditions, unless that is switched off or the split kept nothing back. The
/// second run goes on beside the first, on a thread of its own.
///
/// The same photos, labels, conditions and program give the same bytes, in whatever order the
/// photos come. `on_progress` is called on this thread; when it breaks, the training stops.
///
/// # Errors
/// Anything wrong with the data before any work; [`LearnError::Diverged`] when the weights leave
/// the range of numbers; [`LearnError::Cancelled`] when `on_progress` breaks.
pub fn train(
    set: &TrainingSet,
    params: &SoftmaxValidParams,
    on_progress: &mut dyn FnMut(TrainProgress) -> ControlFlow<()>,
) -> Result<Trained, LearnError> {
    set.check()?;
    let Split {
        mut training,
        validation,
    } = split(
        &set.labels,
        &set.hashes,
        set.classes,
        params.validation_ratio,
        params.seed,
    );
    set.sort(&mut training);
    let refits = params.refit_on_all && !validation.is_empty();
    let (head, epochs) = thread::scope(|scope| -> Result<_, LearnError> {
        let refit = refits.then(|| Refit::start(scope, set, params));
        let (validated, epochs) = validated_run(set, &training, &validation, params, on_progress)?;
        match refit {
            Some(refit) => Ok((refit.finish(on_progress)?, epochs)),
            None => Ok((validated, epochs)),
        }
    })?;
    Ok(Trained {
        head,
        epochs,
        training_photos: training.len(),
        validation_photos: validation.len(),
    })
}

/// The fit on all photos, as it runs beside the validated run.
///
/// The thread tells each epoch through the channel. When the receiving end is gone, because the
/// other run failed or was stopped, it stops too.
enum Refit<'scope> {
    Running {
        epochs: Receiver<()>,
        thread: ScopedJoinHandle<'scope, Result<SoftmaxHead, LearnError>>,
    },
    /// The system gave no thread: it runs afterwards, on the thread of the caller.
    Later {
        set: &'scope TrainingSet,
        params: &'scope SoftmaxValidParams,
    },
}

impl<'scope> Refit<'scope> {
    fn start(
        scope: &'scope Scope<'scope, '_>,
        set: &'scope TrainingSet,
        params: &'scope SoftmaxValidParams,
    ) -> Self {
        let (tell, epochs) = channel();
        let run = move || {
            fit_all(set, params, &mut || match tell.send(()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        };
        match Builder::new().name("refit".into()).spawn_scoped(scope, run) {
            Ok(thread) => Self::Running { epochs, thread },
            Err(_) => Self::Later { set, params },
        }
    }

    fn finish(
        self,
        on_progress: &mut dyn FnMut(TrainProgress) -> ControlFlow<()>,
    ) -> Result<SoftmaxHead, LearnError> {
        let mut told = || on_progress(TrainProgress::Refitting);
        if told().is_break() {
            return Err(LearnError::Cancelled);
        }
        match self {
            Self::Later { set, params } => fit_all(set, params, &mut told),
            Self::Running { epochs, thread } => {
                if epochs.iter().any(|()| told().is_break()) {
                    return Err(LearnError::Cancelled);
                }
                // A panic goes on in the caller, as if the run had been its own.
                thread.join().unwrap_or_else(|panic| resume_unwind(panic))
            }
        }
    }
}

/// Learns a head from all photos of a checked set.
fn fit_all(
    set: &TrainingSet,
    params: &SoftmaxValidParams,
    after_epoch: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<SoftmaxHead, LearnError> {
    let mut photos: Vec<usize> = (0..set.photos()).collect();
    set.sort(&mut photos);
    fit_head(set, &photos, params, after_epoch)
}

/// Learns from the training photos and scores both sides of the split after every epoch.
fn validated_run(
    set: &TrainingSet,
    training: &[usize],
    validation: &[usize],
    params: &SoftmaxValidParams,
    on_progress: &mut dyn FnMut(TrainProgress) -> ControlFlow<()>,
) -> Result<(SoftmaxHead, Vec<EpochMetrics>), LearnError> {
    let standardiser = Standardiser::learn(set, training);
    let training = Examples::of(set, training, &standardiser);
    let validation = Examples::of(set, validation, &standardiser);
    let mut epochs = Vec::new();
    let linear = fit(
        &training,
        set.classes,
        params,
        &mut |epoch, linear: &Linear| {
            let metrics = metrics(epoch, linear, &training, &validation);
            epochs.push(metrics);
            on_progress(TrainProgress::Epoch(metrics))
        },
    )?;
    let head = SoftmaxHead {
        standardiser,
        linear,
    };
    Ok((head, epochs))
}

fn metrics(
    epoch: u32,
    linear: &Linear,
    training: &Examples,
    validation: &Examples,
) -> EpochMetrics {
    let trained = linear.score(training);
    let validated = linear.score(validation);
    EpochMetrics {
        epoch,
        loss: trained.map_or(0.0, |score| score.loss),
        acc: trained.map_or(0.0, |score| score.accuracy),
        val_loss: validated.map(|score| score.loss),
        val_acc: validated.map(|score| score.accuracy),
    }
}
