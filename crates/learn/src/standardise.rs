//! Brings records to the scale that the head is trained at, and keeps what that takes.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, ArrayViewMut1};

use crate::TrainingSet;

/// What was learned from the training records and is needed again for every prediction.
///
/// Each layer of a record has the mean of the training records taken away and is then brought to
/// a fixed length, so that every photo speaks equally loudly whatever its contrast. The first
/// layer weighs twice as much as each other one (docs/decisions/0003-feature-recipe.md).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Standardiser {
    /// Width of each layer of a record.
    pub(crate) layers: Vec<usize>,
    /// Mean of the training records, shape `(width)`.
    pub(crate) mean: Array1<f32>,
}

impl Standardiser {
    /// Learns the mean of the views of the given photos, summed in double precision in their order.
    pub(crate) fn learn(set: &TrainingSet, photos: &[usize]) -> Self {
        let mut sum = Array1::<f64>::zeros(set.records.ncols());
        for row in set.rows_of(photos) {
            sum.zip_mut_with(&row, |sum, &value| *sum += f64::from(value));
        }
        let rows = f64::max((photos.len() * set.views) as f64, 1.0);
        Self {
            layers: set.layers.clone(),
            mean: sum.mapv(|sum| (sum / rows) as f32),
        }
    }

    /// All rows standardised, shape as `records`.
    pub(crate) fn apply(&self, records: ArrayView2<f32>) -> Array2<f32> {
        let mut standard = Array2::zeros(records.raw_dim());
        for (record, row) in records.rows().into_iter().zip(standard.rows_mut()) {
            self.apply_row(record, row);
        }
        standard
    }

    /// A layer that equals the mean stays all zeros.
    pub(crate) fn apply_row(&self, record: ArrayView1<f32>, mut standard: ArrayViewMut1<f32>) {
        let mut values = record.iter().zip(&self.mean);
        let mut places = standard.iter_mut();
        let lengths = layer_lengths(self.layers.len());
        for (&width, length) in self.layers.iter().zip(lengths) {
            let centred: Vec<f64> = values
                .by_ref()
                .take(width)
                .map(|(&value, &mean)| f64::from(value) - f64::from(mean))
                .collect();
            let norm = centred
                .iter()
                .map(|value| value * value)
                .sum::<f64>()
                .sqrt();
            let scale = if norm > 0.0 { length / norm } else { 0.0 };
            for (place, value) in places.by_ref().take(width).zip(centred) {
                *place = (value * scale) as f32;
            }
        }
    }
}

/// Length of a standardised record.
const RECORD_LENGTH: f64 = 16.0;

/// Length of each standardised layer; the squares add up to that of the record.
fn layer_lengths(layers: usize) -> impl Iterator<Item = f64> {
    let weight = |layer| if layer == 0 { 2.0 } else { 1.0 };
    let norm = (0..layers)
        .map(|layer| weight(layer) * weight(layer))
        .sum::<f64>()
        .sqrt();
    (0..layers).map(move |layer| RECORD_LENGTH * weight(layer) / norm)
}
