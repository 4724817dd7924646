//! The linear layer that is learned, and how well it does.

use crate::kernels::products;
use crate::softmax::{cross_entropy, winner};
use crate::standardise::Standardiser;
use crate::training_set::TrainingSet;

/// Photos at the scale of the head: their views as rows, and a label for each photo.
pub(crate) struct Examples {
    /// Rows of `width` values, one after another; the views of one photo are neighbours.
    rows: Vec<f32>,
    pub(crate) labels: Vec<usize>,
    pub(crate) views: usize,
    pub(crate) width: usize,
}

impl Examples {
    /// The chosen photos of a checked set.
    pub(crate) fn of(set: &TrainingSet, photos: &[usize], standardiser: &Standardiser) -> Self {
        let mut rows = Vec::with_capacity(photos.len() * set.views * set.records.ncols());
        for record in set.rows_of(photos) {
            standardiser.apply(record, &mut rows);
        }
        Self {
            rows,
            labels: photos.iter().map(|&photo| set.labels[photo]).collect(),
            views: set.views,
            width: set.records.ncols(),
        }
    }

    pub(crate) fn photos(&self) -> usize {
        self.labels.len()
    }

    /// The views of one photo.
    pub(crate) fn views_of(&self, photo: usize) -> impl Iterator<Item = &[f32]> {
        let values = self.views * self.width;
        self.rows[photo * values..(photo + 1) * values].chunks_exact(self.width)
    }
}

/// Weights and bias: the parameters that are learned.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Linear {
    /// A row of `width` weights for each class, one after another.
    pub(crate) weights: Vec<f32>,
    /// One for each class.
    pub(crate) bias: Vec<f32>,
    pub(crate) width: usize,
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
    pub(crate) fn zeros(classes: usize, width: usize) -> Self {
        Self {
            weights: vec![0.0; classes * width],
            bias: vec![0.0; classes],
            width,
        }
    }

    pub(crate) fn is_finite(&self) -> bool {
        self.weights
            .iter()
            .chain(&self.bias)
            .all(|value| value.is_finite())
    }

    /// One for each class, for each of some standardised rows, shape `(rows, classes)`.
    pub(crate) fn logits(&self, rows: &[&[f32]]) -> Vec<f32> {
        let mut logits = products(rows, &self.weights, self.width);
        for row in logits.chunks_exact_mut(self.bias.len()) {
            for (logit, bias) in row.iter_mut().zip(&self.bias) {
                *logit += bias;
            }
        }
        logits
    }

    /// The mean of the logits of some standardised views of each photo, shape `(photos, classes)`.
    /// The views of a photo are neighbours, and at least one.
    pub(crate) fn mean_logits(&self, rows: &[&[f32]], views: usize) -> Vec<f32> {
        let classes = self.bias.len();
        let logits = self.logits(rows);
        let photos = logits.chunks_exact(views * classes);
        photos
            .flat_map(|photo| {
                let mut sum = vec![0.0; classes];
                for view in photo.chunks_exact(classes) {
                    for (sum, logit) in sum.iter_mut().zip(view) {
                        *sum += logit;
                    }
                }
                sum.into_iter().map(|sum| sum / views as f32)
            })
            .collect()
    }

    /// Scores photos by the mean of the logits of their views; `None` without photos.
    pub(crate) fn score(&self, examples: &Examples) -> Option<Score> {
        let mut loss = 0.0;
        let mut right = 0usize;
        let rows: Vec<&[f32]> = examples.rows.chunks_exact(self.width).collect();
        let logits = self.mean_logits(&rows, examples.views);
        for (logits, &label) in logits.chunks_exact(self.bias.len()).zip(&examples.labels) {
            loss += f64::from(cross_entropy(logits, label));
            right += usize::from(winner(logits) == label);
        }
        let photos = examples.photos() as f64;
        (photos > 0.0).then(|| Score {
            loss: (loss / photos) as f32,
            accuracy: (right as f64 / photos) as f32,
        })
    }
}
