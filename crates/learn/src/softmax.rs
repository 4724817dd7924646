//! Probabilities from logits, and how far they are from the truth.

use ndarray::{Array1, ArrayView1};

/// Index of the largest value; the first of them when equal.
pub(crate) fn winner(values: ArrayView1<f32>) -> usize {
    let mut best = 0;
    for (at, &value) in values.iter().enumerate() {
        if value > values[best] {
            best = at;
        }
    }
    best
}

/// Probabilities that add up to 1, for finite logits of any size.
pub(crate) fn softmax(logits: ArrayView1<f32>) -> Array1<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let odds = logits.mapv(|logit| (logit - largest).exp());
    let sum = odds.sum();
    odds / sum
}

/// `-ln(probability of the label)`, at least 0, finite for finite logits.
pub(crate) fn cross_entropy(logits: ArrayView1<f32>, label: usize) -> f32 {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = logits.iter().map(|logit| (logit - largest).exp()).sum();
    f32::max(sum.ln() + largest - logits[label], 0.0)
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn probabilities_add_up_to_one_for_logits_of_any_size() {
        for logits in [array![0.0, 0.0], array![1e30, -1e30], array![-3e38, -3e38]] {
            let confidences = softmax(logits.view());
            assert!((confidences.sum() - 1.0).abs() < 1e-6, "{confidences}");
        }
        let odds = softmax(array![3.0_f32.ln(), 0.0].view());
        assert!((odds[0] - 0.75).abs() < 1e-6);
    }

    #[test]
    fn the_cross_entropy_is_the_logarithm_of_the_probability() {
        let logits = array![0.3, -1.2, 2.0];
        for label in 0..3 {
            let expected = -softmax(logits.view())[label].ln();
            assert!((cross_entropy(logits.view(), label) - expected).abs() < 1e-5);
        }
        assert!(cross_entropy(array![1000.0, 0.0].view(), 1).is_finite());
    }

    #[test]
    fn the_first_of_equal_values_wins() {
        assert_eq!(winner(array![0.1, 0.7, 0.7].view()), 1);
    }
}
