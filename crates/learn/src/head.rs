//! A trained head: a linear layer and softmax on standardised records.

use linfa::traits::PredictInplace;
use ndarray::{Array1, Array2, ArrayView2, Axis};

use crate::LearnError;
use crate::fit::Linear;
use crate::softmax::{softmax, winner};
use crate::standardise::Standardiser;

/// Tells classes apart: everything that a prediction needs besides the record.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftmaxHead {
    pub(crate) standardiser: Standardiser,
    /// Shape `(classes, width)`.
    pub(crate) weights: Array2<f32>,
    /// Shape `(classes)`.
    pub(crate) bias: Array1<f32>,
}

impl SoftmaxHead {
    pub(crate) fn new(standardiser: Standardiser, linear: Linear) -> Self {
        Self {
            standardiser,
            weights: linear.weights,
            bias: linear.bias,
        }
    }

    /// Number of classes, at least 2.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.bias.len()
    }

    /// Numbers in a record.
    #[must_use]
    pub fn width(&self) -> usize {
        self.weights.ncols()
    }

    /// Probability of each class for one photo, adding up to 1.
    ///
    /// `views` has the shape `(views, width)`, with one view or more: not necessarily as many as
    /// in training. The logits of the views are averaged.
    ///
    /// # Errors
    /// [`LearnError::Shape`] for another width or no view, [`LearnError::NotFinite`] for a value
    /// that is not a number, [`LearnError::Diverged`] for a head with weights beyond all reason.
    pub fn confidences(&self, views: ArrayView2<f32>) -> Result<Vec<f32>, LearnError> {
        if views.ncols() != self.width() || views.nrows() == 0 {
            return Err(LearnError::Shape(format!(
                "{} views of {} numbers for a head of {}",
                views.nrows(),
                views.ncols(),
                self.width()
            )));
        }
        let broken = |row: ndarray::ArrayView1<f32>| row.iter().any(|value| !value.is_finite());
        if let Some(row) = views.rows().into_iter().position(broken) {
            return Err(LearnError::NotFinite(row));
        }
        let logits = self.logits(views).sum_axis(Axis(0)) / views.nrows() as f32;
        if logits.iter().any(|logit| !logit.is_finite()) {
            return Err(LearnError::Diverged);
        }
        Ok(softmax(logits.view()).to_vec())
    }

    /// Shape `(rows, classes)`.
    fn logits(&self, records: ArrayView2<f32>) -> Array2<f32> {
        self.standardiser.apply(records).dot(&self.weights.t()) + &self.bias
    }
}

/// linfa's way to predict: a row for each photo, one view each, shape `(photos, width)`; gives the
/// label of each. Panics, as linfa's own learners do, when the width is another.
impl PredictInplace<Array2<f32>, Array1<usize>> for SoftmaxHead {
    fn predict_inplace(&self, records: &Array2<f32>, labels: &mut Array1<usize>) {
        for (label, logits) in labels.iter_mut().zip(self.logits(records.view()).rows()) {
            *label = winner(logits);
        }
    }

    fn default_target(&self, records: &Array2<f32>) -> Array1<usize> {
        Array1::zeros(records.nrows())
    }
}
