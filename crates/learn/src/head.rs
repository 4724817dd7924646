//! A trained head: a linear layer and softmax on standardised records.

use linfa::traits::PredictInplace;
use ndarray::{Array1, Array2, ArrayView2, Axis};

use crate::LearnError;
use crate::linear::Linear;
use crate::softmax::{softmax, winner};
use crate::standardise::Standardiser;

/// Tells classes apart: everything that a prediction needs besides the record.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftmaxHead {
    pub(crate) standardiser: Standardiser,
    pub(crate) linear: Linear,
}

impl SoftmaxHead {
    /// Number of classes, at least 2.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.linear.bias.len()
    }

    /// Numbers in a record.
    #[must_use]
    pub fn width(&self) -> usize {
        self.linear.width
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
        let mut logits = self.logits(views);
        if logits.iter().any(|logit| !logit.is_finite()) {
            return Err(LearnError::Diverged);
        }
        softmax(&mut logits);
        Ok(logits)
    }

    /// The mean of the logits of at least one view of the right width.
    fn logits(&self, views: ArrayView2<f32>) -> Vec<f32> {
        let mut standard = Vec::with_capacity(views.len());
        for view in views.rows() {
            self.standardiser.apply(view, &mut standard);
        }
        let rows: Vec<_> = standard.chunks_exact(self.width()).collect();
        self.linear.mean_logits(&rows, rows.len())
    }
}

/// linfa's way to predict: a row for each photo, one view each, shape `(photos, width)`; gives the
/// label of each. Records must be as wide as those that the head was fitted to.
impl PredictInplace<Array2<f32>, Array1<usize>> for SoftmaxHead {
    fn predict_inplace(&self, records: &Array2<f32>, labels: &mut Array1<usize>) {
        for (label, record) in labels.iter_mut().zip(records.rows()) {
            *label = winner(&self.logits(record.insert_axis(Axis(0))));
        }
    }

    fn default_target(&self, records: &Array2<f32>) -> Array1<usize> {
        Array1::zeros(records.nrows())
    }
}
