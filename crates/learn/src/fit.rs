//! One run of mini-batch Adam over standardised records.

use std::ops::ControlFlow;

use linfa::DatasetBase;
use linfa::traits::Fit;
use ndarray::{Array1, Array2};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::adam::Adam;
use crate::kernels::add_scaled;
use crate::linear::{Examples, Linear};
use crate::softmax::softmax;
use crate::standardise::Standardiser;
use crate::{LearnError, SoftmaxHead, SoftmaxValidParams, TrainingSet, WEIGHT_DECAY};

/// Learns a linear layer from the examples, starting from zeros: with few photos any other start
/// would leave its noise in the directions that no photo speaks about.
///
/// `after_epoch` sees the layer after every epoch, counted from 1, and may stop the run.
///
/// # Errors
/// [`LearnError::Diverged`] when a weight is not finite any more, [`LearnError::Cancelled`] when
/// `after_epoch` breaks.
pub(crate) fn fit(
    examples: &Examples,
    classes: usize,
    params: &SoftmaxValidParams,
    after_epoch: &mut dyn FnMut(u32, &Linear) -> ControlFlow<()>,
) -> Result<Linear, LearnError> {
    let mut linear = Linear::zeros(classes, examples.width);
    let mut gradient = linear.clone();
    let mut of_weights = Adam::new(linear.weights.len(), params.learning_rate);
    let mut of_bias = Adam::new(linear.bias.len(), params.learning_rate);
    let mut random = ChaCha8Rng::seed_from_u64(params.seed);
    let mut order: Vec<usize> = (0..examples.photos()).collect();
    for epoch in 1..=params.epochs {
        shuffle(&mut order, &mut random);
        for batch in order.chunks(params.batch_size) {
            slope(&linear, examples, batch, &mut gradient);
            of_weights.step(&mut linear.weights, &gradient.weights);
            of_bias.step(&mut linear.bias, &gradient.bias);
        }
        if !linear.is_finite() {
            return Err(LearnError::Diverged);
        }
        if after_epoch(epoch, &linear).is_break() {
            return Err(LearnError::Cancelled);
        }
    }
    Ok(linear)
}

/// Slope of the mean cross-entropy over the views of a batch of photos, and of the weight decay.
fn slope(linear: &Linear, examples: &Examples, batch: &[usize], gradient: &mut Linear) {
    let share = 1.0 / (batch.len() * examples.views) as f32;
    let rows: Vec<&[f32]> = batch
        .iter()
        .flat_map(|&photo| examples.views_of(photo))
        .collect();
    let classes = linear.bias.len();
    let mut errors = linear.logits(&rows);
    for (views, &photo) in errors.chunks_exact_mut(examples.views * classes).zip(batch) {
        for error in views.chunks_exact_mut(classes) {
            softmax(error);
            error[examples.labels[photo]] -= 1.0;
            error.iter_mut().for_each(|error| *error *= share);
        }
    }
    for (slope, weight) in gradient.weights.iter_mut().zip(&linear.weights) {
        *slope = WEIGHT_DECAY * weight;
    }
    add_scaled(&mut gradient.weights, &rows, &errors, linear.width);
    for (class, slope) in gradient.bias.iter_mut().enumerate() {
        *slope = errors.iter().skip(class).step_by(classes).sum();
    }
}

/// Fisher-Yates; written out so that an update of a library cannot change the models.
fn shuffle(order: &mut [usize], random: &mut ChaCha8Rng) {
    for last in (1..order.len()).rev() {
        let other = (random.next_u64() % (last as u64 + 1)) as usize;
        order.swap(last, other);
    }
}

/// Learns a head from the given photos of a checked set.
pub(crate) fn fit_head(
    set: &TrainingSet,
    photos: &[usize],
    params: &SoftmaxValidParams,
    after_epoch: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<SoftmaxHead, LearnError> {
    let standardiser = Standardiser::learn(set, photos);
    let examples = Examples::of(set, photos, &standardiser);
    let linear = fit(&examples, set.classes, params, &mut |_, _| after_epoch())?;
    Ok(SoftmaxHead {
        standardiser,
        linear,
    })
}

/// linfa's way to fit: one view and one layer for each record, no validation split. Records have
/// the shape `(photos, width)`; labels are `0..classes` with at least one record each.
impl Fit<Array2<f32>, Array1<usize>, LearnError> for SoftmaxValidParams {
    type Object = SoftmaxHead;

    fn fit(
        &self,
        dataset: &DatasetBase<Array2<f32>, Array1<usize>>,
    ) -> Result<SoftmaxHead, LearnError> {
        let labels = dataset.targets.to_vec();
        let set = TrainingSet {
            records: dataset.records.clone(),
            hashes: vec![[0; 32]; labels.len()],
            classes: labels
                .iter()
                .max()
                .map_or(0, |largest| largest.saturating_add(1)),
            views: 1,
            layers: vec![dataset.records.ncols()],
            labels,
        };
        set.check()?;
        let photos: Vec<usize> = (0..set.photos()).collect();
        fit_head(&set, &photos, self, &mut || ControlFlow::Continue(()))
    }
}
