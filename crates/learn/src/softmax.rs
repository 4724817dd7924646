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

/// Makes probabilities that add up to 1 of finite logits of any size.
pub(crate) fn softmax(values: &mut [f32]) {
    let largest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for value in values.iter_mut() {
        *value = (*value - largest).exp();
    }
    let sum: f32 = values.iter().sum();
    for value in values {
        *value /= sum;
    }
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
        for mut confidences in [[0.0, 0.0], [1e30, -1e30], [-3e38, -3e38]] {
            softmax(&mut confidences);
            assert!(
                (confidences.iter().sum::<f32>() - 1.0).abs() < 1e-6,
                "{confidences:?}"
            );
        }
        let mut odds = [3.0_f32.ln(), 0.0];
        softmax(&mut odds);
        assert!((odds[0] - 0.75).abs() < 1e-6);
    }

    #[test]
    fn the_cross_entropy_is_the_logarithm_of_the_probability() {
        let logits = [0.3, -1.2, 2.0];
        let mut odds = logits;
        softmax(&mut odds);
        for (label, odds) in odds.iter().enumerate() {
            let expected = -odds.ln();
            assert!((cross_entropy(&logits, label) - expected).abs() < 1e-5);
        }
        assert!(cross_entropy(&[1000.0, 0.0], 1).is_finite());
    }

    #[test]
    fn the_first_of_equal_values_wins() {
        assert_eq!(winner(&[0.1, 0.7, 0.7]), 1);
    }
}
