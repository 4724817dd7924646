//! One run of mini-batch Adam over standardised records.

use std::ops::ControlFlow;

use linfa::DatasetBase;
use linfa::traits::Fit;
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::adam::Adam;
use crate::softmax::{cross_entropy, softmax, winner};
use crate::standardise::Standardiser;
use crate::{LearnError, SoftmaxHead, SoftmaxValidParams, TrainingSet, WEIGHT_DECAY};

/// Photos at the scale of the head: their views as rows, and a label for each photo.
pub(crate) struct Examples {
    /// Shape `(photos * views, width)`; the views of one photo are neighbours.
    pub(crate) rows: Array2<f32>,
    pub(crate) labels: Vec<usize>,
    pub(crate) views: usize,
}

impl Examples {
    /// The chosen photos of a checked set.
    pub(crate) fn of(set: &TrainingSet, photos: &[usize], standardiser: &Standardiser) -> Self {
        let mut rows = Array2::zeros((photos.len() * set.views, set.records.ncols()));
        for (record, row) in set.rows_of(photos).zip(rows.rows_mut()) {
            standardiser.apply_row(record, row);
        }
        Self {
            rows,
            labels: photos.iter().map(|&photo| set.labels[photo]).collect(),
            views: set.views,
        }
    }

    pub(crate) fn photos(&self) -> usize {
        self.labels.len()
    }
}

/// The two arrays that are learned.
#[derive(Clone)]
pub(crate) struct Linear {
    /// Shape `(classes, width)`.
    pub(crate) weights: Array2<f32>,
    /// Shape `(classes)`.
    pub(crate) bias: Array1<f32>,
}

/// How well a linear layer does on some photos.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    /// Mean cross-entropy by photo.
    pub(crate) loss: f32,
    /// Share of photos whose class wins.
    pub(crate) accuracy: f32,
}

impl Linear {
    fn zeros(classes: usize, width: usize) -> Self {
        Self {
            weights: Array2::zeros((classes, width)),
            bias: Array1::zeros(classes),
        }
    }

    /// Shape `(rows, classes)`.
    fn logits(&self, rows: ArrayView2<f32>) -> Array2<f32> {
        rows.dot(&self.weights.t()) + &self.bias
    }

    /// Scores photos by the mean of the logits of their views; `None` without photos.
    pub(crate) fn score(&self, examples: &Examples) -> Option<Score> {
        let views = examples.views;
        let logits = self.logits(examples.rows.view());
        let mut loss = 0.0;
        let mut right = 0usize;
        for (photo, &label) in examples.labels.iter().enumerate() {
            let rows = Slice::from(photo * views..(photo + 1) * views);
            let of_photo = logits.slice_axis(Axis(0), rows);
            let mean = of_photo.sum_axis(Axis(0)) / views as f32;
            loss += f64::from(cross_entropy(mean.view(), label));
            right += usize::from(winner(mean.view()) == label);
        }
        let photos = examples.photos() as f64;
        (photos > 0.0).then(|| Score {
            loss: (loss / photos) as f32,
            accuracy: (right as f64 / photos) as f32,
        })
    }
}

/// Learns a linear layer from the examples. `after_epoch` sees the layer after every epoch,
/// counted from 1, and may stop the run.
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
    let mut linear = Linear::zeros(classes, examples.rows.ncols());
    let mut of_weights = Adam::new(linear.weights.raw_dim(), params.learning_rate);
    let mut of_bias = Adam::new(linear.bias.raw_dim(), params.learning_rate);
    let mut random = ChaCha8Rng::seed_from_u64(params.seed);
    let mut order: Vec<usize> = (0..examples.photos()).collect();
    for epoch in 1..=params.epochs {
        shuffle(&mut order, &mut random);
        for batch in order.chunks(params.batch_size) {
            let gradient = gradient(&linear, examples, batch);
            of_weights.step(&mut linear.weights, &gradient.weights);
            of_bias.step(&mut linear.bias, &gradient.bias);
        }
        if linear
            .weights
            .iter()
            .chain(&linear.bias)
            .any(|weight| !weight.is_finite())
        {
            return Err(LearnError::Diverged);
        }
        if after_epoch(epoch, &linear).is_break() {
            return Err(LearnError::Cancelled);
        }
    }
    Ok(linear)
}

/// Slope of the mean cross-entropy over the views of a batch of photos, and of the weight decay.
fn gradient(linear: &Linear, examples: &Examples, batch: &[usize]) -> Linear {
    let views = examples.views;
    let rows: Vec<usize> = batch
        .iter()
        .flat_map(|photo| photo * views..(photo + 1) * views)
        .collect();
    let inputs = examples.rows.select(Axis(0), &rows);
    let mut errors = linear.logits(inputs.view());
    for (mut logits, row) in errors.rows_mut().into_iter().zip(&rows) {
        let mut error = softmax(logits.view());
        error[examples.labels[row / views]] -= 1.0;
        logits.assign(&(error / rows.len() as f32));
    }
    let mut weights = errors.t().dot(&inputs);
    weights.scaled_add(WEIGHT_DECAY, &linear.weights);
    Linear {
        weights,
        bias: errors.sum_axis(Axis(0)),
    }
}

/// Fisher-Yates; written out so that an update of a library cannot change the models.
fn shuffle(order: &mut [usize], random: &mut ChaCha8Rng) {
    for last in (1..order.len()).rev() {
        let other = (random.next_u64() % (last as u64 + 1)) as usize;
        order.swap(last, other);
    }
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
        let standardiser = Standardiser::learn(&set, &photos);
        let examples = Examples::of(&set, &photos, &standardiser);
        let linear = fit(&examples, set.classes, self, &mut |_, _| {
            ControlFlow::Continue(())
        })?;
        Ok(SoftmaxHead::new(standardiser, linear))
    }
}
