//! What the conditions of a training may be.
//!
//! Never here: what a condition does; that is `nunchi-learn`.

use crate::error::ProjectError;
use crate::view::{ConditionRanges, Conditions, Range};

/// The ranges of a project with `photos` photos, whose conditions are `kept` now.
///
/// A batch may have as many photos as there are, but the value of a new project and the one that
/// is kept are always allowed: deleting photos must not make a project impossible to train. A
/// batch larger than the photos is one batch of all of them.
pub(crate) fn ranges(photos: u32, kept: &Conditions) -> ConditionRanges {
    let first = Conditions::default();
    let most_in_a_batch = photos.max(first.batch_size).max(kept.batch_size);
    ConditionRanges {
        epochs: Range {
            min: 1.0,
            max: 200.0,
            default: first.epochs.into(),
        },
        batch_size: Range {
            min: 1.0,
            max: most_in_a_batch.into(),
            default: first.batch_size.into(),
        },
        learning_rate: Range {
            min: 1e-5,
            max: 1.0,
            default: first.learning_rate,
        },
        validation_ratio: Range {
            min: 0.0,
            max: 0.5,
            default: first.validation_ratio,
        },
    }
}

/// Checks every condition against its range.
///
/// # Errors
/// [`ProjectError::ConditionOutOfRange`] for the first that is outside, or not a number.
pub(crate) fn check(wanted: &Conditions, ranges: &ConditionRanges) -> Result<(), ProjectError> {
    for (field, value, range) in [
        ("epochs", wanted.epochs.into(), ranges.epochs),
        ("batch_size", wanted.batch_size.into(), ranges.batch_size),
        ("learning_rate", wanted.learning_rate, ranges.learning_rate),
        (
            "validation_ratio",
            wanted.validation_ratio,
            ranges.validation_ratio,
        ),
    ] {
        if !(range.min..=range.max).contains(&value) {
            return Err(ProjectError::ConditionOutOfRange {
                field,
                min: range.min,
                max: range.max,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The field that is refused in a project with 40 photos.
    fn refused(change: impl FnOnce(&mut Conditions)) -> Option<&'static str> {
        let kept = Conditions::default();
        let mut wanted = kept;
        change(&mut wanted);
        match check(&wanted, &ranges(40, &kept)) {
            Ok(()) => None,
            Err(ProjectError::ConditionOutOfRange { field, .. }) => Some(field),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn every_condition_has_a_range() {
        assert_eq!(refused(|_| ()), None, "the conditions of a new project");
        assert_eq!(refused(|c| c.epochs = 0), Some("epochs"));
        assert_eq!(refused(|c| c.epochs = 200), None);
        assert_eq!(refused(|c| c.epochs = 201), Some("epochs"));
        assert_eq!(refused(|c| c.batch_size = 0), Some("batch_size"));
        assert_eq!(refused(|c| c.batch_size = 40), None, "all photos");
        assert_eq!(refused(|c| c.batch_size = 41), Some("batch_size"));
        assert_eq!(refused(|c| c.learning_rate = 1e-5), None);
        assert_eq!(refused(|c| c.learning_rate = 9e-6), Some("learning_rate"));
        assert_eq!(
            refused(|c| c.learning_rate = f64::NAN),
            Some("learning_rate")
        );
        assert_eq!(refused(|c| c.validation_ratio = 0.5), None);
        assert_eq!(
            refused(|c| c.validation_ratio = 0.51),
            Some("validation_ratio")
        );
    }

    #[test]
    fn a_kept_batch_size_stays_allowed_when_photos_are_deleted() {
        let kept = Conditions {
            batch_size: 100,
            ..Conditions::default()
        };
        assert!(check(&kept, &ranges(10, &kept)).is_ok());
    }
}
