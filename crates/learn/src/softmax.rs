//! Probabilities from logits, and how far they are from the truth.

/// Index of the largest value; the first of them when equal.
pub(crate) fn winner(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, &value) in values.iter().enumerate() {
        if value > values[best] {
            best = at;
        }
    }
    best
}

/// Probabilities that add up to 1, for finite logits of any size.
pub(crate) fn softmax(logits: &[f32]) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut odds: Vec<f32> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let sum: f32 = odds.iter().sum();
    for odd in &mut odds {
        *odd /= sum;
    }
    odds
}

/// `-ln(probability of the label)`, at least 0, finite for finite logits.
pub(crate) fn cross_entropy(logits: &[f32], label: usize) -> f32 {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = logits.iter().map(|logit| (logit - largest).exp()).sum();
    f32::max(sum.ln() + largest - logits[label], 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_add_up_to_one_for_logits_of_any_size() {
        for logits in [[0.0, 0.0], [1e30, -1e30], [-3e38, -3e38]] {
            let confidences = softmax(&logits);
            assert!(
                (confidences.iter().sum::<f32>() - 1.0).abs() < 1e-6,
                "{confidences:?}"
            );
        }
        let odds = softmax(&[3.0_f32.ln(), 0.0]);
        assert!((odds[0] - 0.75).abs() < 1e-6);
    }

    #[test]
    fn the_cross_entropy_is_the_logarithm_of_the_probability() {
        let logits = [0.3, -1.2, 2.0];
        for label in 0..3 {
            let expected = -softmax(&logits)[label].ln();
            assert!((cross_entropy(&logits, label) - expected).abs() < 1e-5);
        }
        assert!(cross_entropy(&[1000.0, 0.0], 1).is_finite());
    }

    #[test]
    fn the_first_of_equal_values_wins() {
        assert_eq!(winner(&[0.1, 0.7, 0.7]), 1);
    }
}
