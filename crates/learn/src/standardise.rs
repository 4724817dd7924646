//! Brings records to the scale that the head is trained at, and keeps what that takes.

use ndarray::{Array1, ArrayView1};

use crate::TrainingSet;

/// The first layer, the last of the network, is the one that was made to tell things apart; the
/// others add texture and shape. Measured in docs/decisions/0003-feature-recipe.md.
const FIRST_LAYER_WEIGHT: f64 = 2.0;

/// What was learned from the training records and is needed again for every prediction.
///
/// Each layer of a record has the mean of the training records taken away and is then brought to
/// a fixed length, so that every photo speaks equally loudly whatever its contrast.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Standardiser {
    /// Width of each layer of a record.
    pub(crate) layers: Vec<usize>,
    /// Mean of the training records.
    pub(crate) mean: Vec<f32>,
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
            mean: sum.iter().map(|sum| (sum / rows) as f32).collect(),
        }
    }

    /// Puts the standardised record behind the values that are there already. A layer that equals
    /// the mean becomes all zeros.
    pub(crate) fn apply(&self, record: ArrayView1<f32>, standard: &mut Vec<f32>) {
        let mut values = record.iter().zip(&self.mean);
        let lengths = layer_lengths(&self.layers);
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
            standard.extend(centred.iter().map(|value| (value * scale) as f32));
        }
    }
}

/// Length of each standardised layer. Together they have the length of a record whose values
/// have variance 1, so that a learning rate means the same whatever the width.
fn layer_lengths(layers: &[usize]) -> Vec<f64> {
    let record = layers.iter().sum::<usize>() as f64;
    let mut weights = vec![1.0; layers.len()];
    if let Some(first) = weights.first_mut() {
        *first = FIRST_LAYER_WEIGHT;
    }
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    weights
        .iter()
        .map(|weight| weight * (record / squares).sqrt())
        .collect()
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, array};

    use super::*;

    fn set(records: Array2<f32>, layers: Vec<usize>) -> TrainingSet {
        let photos = records.nrows();
        TrainingSet {
            records,
            labels: vec![0; photos],
            hashes: vec![[0; 32]; photos],
            classes: 1,
            views: 1,
            layers,
        }
    }

    /// All records, standardised by their own mean.
    fn standard(set: &TrainingSet) -> Vec<f32> {
        let photos: Vec<usize> = (0..set.photos()).collect();
        let standardiser = Standardiser::learn(set, &photos);
        let mut standard = Vec::new();
        for record in set.records.rows() {
            standardiser.apply(record, &mut standard);
        }
        standard
    }

    fn norm(values: &[f32]) -> f32 {
        values.iter().map(|value| value * value).sum::<f32>().sqrt()
    }

    #[test]
    fn every_layer_has_its_length_and_the_record_that_of_unit_variance() {
        let set = set(
            array![[1.0, 2.0, 3.0, 400.0, 5.0], [0.0, 1.0, 9.0, -2.0, 6.0]],
            vec![3, 2],
        );
        for row in standard(&set).chunks_exact(5) {
            assert!((norm(row) - 5.0_f32.sqrt()).abs() < 1e-5);
            assert!((norm(&row[..3]) / norm(&row[3..]) - 2.0).abs() < 1e-5);
        }
    }

    #[test]
    fn brightness_and_contrast_of_a_layer_do_not_matter() {
        let records = array![[1.0, -2.0, 3.0], [2.0, 5.0, -1.0], [-3.0, 0.5, 0.25]];
        let changed = &records * 7.0 + 100.0;
        let (before, after) = (
            standard(&set(records, vec![3])),
            standard(&set(changed, vec![3])),
        );
        assert!(
            before
                .iter()
                .zip(after)
                .all(|(before, after)| (before - after).abs() < 1e-4)
        );
    }

    #[test]
    fn a_record_that_equals_the_mean_becomes_zeros_and_a_huge_one_stays_finite() {
        let set = set(
            array![[f32::MAX, 1.0], [f32::MAX, 1.0], [-f32::MAX, 1.0]],
            vec![1, 1],
        );
        let standard = standard(&set);
        assert!(standard.iter().all(|value| value.is_finite()));
        assert!(
            standard
                .iter()
                .skip(1)
                .step_by(2)
                .all(|&value| value == 0.0)
        );
    }
}
