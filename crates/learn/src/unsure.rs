//! When a model does not know: the one rule over its confidences.

/// Below this, the winner has not even half of the model's trust.
const LEAST_CONFIDENCE: f32 = 0.5;
/// Nearer than this, the second class could as well have been the first.
const LEAST_LEAD: f32 = 0.15;

/// Whether a model with these confidences does not know.
///
/// It does not when the highest confidence is below 0.5, or less than 0.15 above the second one;
/// with two classes the same. Confidences that are no numbers, or none at all, are no knowledge
/// either. The two numbers are chosen, not measured: a rule that was fitted to photos of no class
/// may take this function's place without a change anywhere else.
#[must_use]
pub fn unsure(confidences: &[f32]) -> bool {
    let (mut first, mut second) = (0.0_f32, 0.0_f32);
    for &confidence in confidences {
        if confidence > first {
            (first, second) = (confidence, first);
        } else {
            second = second.max(confidence);
        }
    }
    let sure = first >= LEAST_CONFIDENCE && first - second >= LEAST_LEAD;
    !sure || confidences.iter().any(|confidence| confidence.is_nan())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(confidences: &[f32], expected: bool, why: &str) {
        assert_eq!(unsure(confidences), expected, "{why}: {confidences:?}");
    }

    #[test]
    fn a_model_is_unsure_without_a_clear_winner() {
        check(&[0.9, 0.06, 0.04], false, "a clear winner");
        check(&[0.04, 0.06, 0.9], false, "whichever class it is");
        check(&[0.51, 0.25, 0.24], false, "half is enough");
        check(&[0.49, 0.26, 0.25], true, "less than half");
        check(&[0.52, 0.4, 0.08], true, "the second is near");
        check(&[0.4, 0.52, 0.08], true, "the second comes first");
        check(&[0.6, 0.4], false, "two classes, apart");
        check(&[0.56, 0.44], true, "two classes, near");
        check(&[0.5, 0.5], true, "two that are equal");
    }

    #[test]
    fn what_is_no_confidence_is_no_knowledge() {
        check(&[], true, "no class");
        check(&[1.0], false, "one class");
        check(&[f32::NAN, 0.9], true, "no number");
        check(&[0.9, f32::NAN], true, "no number behind the winner");
    }
}
