//! The conditions of a training: unchecked as a builder, checked as proof (linfa's `ParamGuard`).

use std::ops::RangeInclusive;

use linfa::ParamGuard;

use crate::LearnError;

/// Passes over the training photos.
pub const EPOCHS: RangeInclusive<u32> = 1..=200;
/// Size of each correction.
pub const LEARNING_RATE: RangeInclusive<f64> = 1e-5..=1.0;
/// Share of the photos of each class that is kept for validation.
pub const VALIDATION_RATIO: RangeInclusive<f64> = 0.0..=0.5;
/// Pull of every weight towards zero. Fixed: see docs/decisions/0004-head.md.
pub const WEIGHT_DECAY: f32 = 0.02;

/// Checked conditions; only these can train. Made by [`SoftmaxParams::check`].
#[derive(Clone, Debug, PartialEq)]
pub struct SoftmaxValidParams {
    pub(crate) epochs: u32,
    pub(crate) batch_size: usize,
    pub(crate) learning_rate: f64,
    pub(crate) validation_ratio: f64,
    pub(crate) refit_on_all: bool,
    pub(crate) seed: u64,
}

/// Conditions as somebody set them. Starts at the defaults of the app.
///
/// ```
/// use linfa::ParamGuard;
/// use nunchi_learn::{LearnError, SoftmaxParams};
///
/// assert!(SoftmaxParams::new().epochs(50).check().is_ok());
/// let refused = SoftmaxParams::new().epochs(0).check();
/// assert!(matches!(refused, Err(LearnError::OutOfRange { field: "epochs", .. })));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SoftmaxParams(SoftmaxValidParams);

impl Default for SoftmaxParams {
    fn default() -> Self {
        Self::new()
    }
}

impl SoftmaxParams {
    /// 30 epochs, batches of 16, learning rate 0.001, a quarter for validation, refit on all.
    #[must_use]
    pub fn new() -> Self {
        Self(SoftmaxValidParams {
            epochs: 30,
            batch_size: 16,
            learning_rate: 0.001,
            validation_ratio: 0.25,
            refit_on_all: true,
            seed: 0,
        })
    }

    /// Passes over the training photos, in [`EPOCHS`].
    #[must_use]
    pub fn epochs(mut self, epochs: u32) -> Self {
        self.0.epochs = epochs;
        self
    }

    /// Photos looked at before each correction, at least 1. More than there are training photos
    /// means all of them at once.
    #[must_use]
    pub fn batch_size(mut self, batch_size: usize) -> Self {
        self.0.batch_size = batch_size;
        self
    }

    /// Size of each correction, in [`LEARNING_RATE`].
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: f64) -> Self {
        self.0.learning_rate = learning_rate;
        self
    }

    /// Share of the photos of each class kept for validation, in [`VALIDATION_RATIO`]; 0 means
    /// that there is no validation.
    #[must_use]
    pub fn validation_ratio(mut self, validation_ratio: f64) -> Self {
        self.0.validation_ratio = validation_ratio;
        self
    }

    /// Whether the kept head is fitted once more on all photos after the validated run.
    #[must_use]
    pub fn refit_on_all(mut self, refit_on_all: bool) -> Self {
        self.0.refit_on_all = refit_on_all;
        self
    }

    /// Decides the validation split and the order of the photos in each epoch.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }
}

impl ParamGuard for SoftmaxParams {
    type Checked = SoftmaxValidParams;
    type Error = LearnError;

    fn check_ref(&self) -> Result<&SoftmaxValidParams, LearnError> {
        let params = &self.0;
        let epochs = f64::from(*EPOCHS.start())..=f64::from(*EPOCHS.end());
        in_range("epochs", f64::from(params.epochs), &epochs)?;
        if params.batch_size == 0 {
            return Err(LearnError::OutOfRange {
                field: "batch_size",
                min: 1.0,
                max: f64::INFINITY,
            });
        }
        in_range("learning_rate", params.learning_rate, &LEARNING_RATE)?;
        in_range(
            "validation_ratio",
            params.validation_ratio,
            &VALIDATION_RATIO,
        )?;
        Ok(params)
    }

    fn check(self) -> Result<SoftmaxValidParams, LearnError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

/// NaN is in no range.
fn in_range(
    field: &'static str,
    value: f64,
    range: &RangeInclusive<f64>,
) -> Result<(), LearnError> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(LearnError::OutOfRange {
        field,
        min: *range.start(),
        max: *range.end(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(params: SoftmaxParams) -> Option<&'static str> {
        match params.check() {
            Err(LearnError::OutOfRange { field, .. }) => Some(field),
            _ => None,
        }
    }

    #[test]
    fn the_defaults_and_the_ends_of_every_range_pass() {
        let new = SoftmaxParams::new;
        for params in [
            new(),
            new().epochs(1),
            new().epochs(200),
            new().batch_size(1),
            new().learning_rate(1e-5),
            new().learning_rate(1.0),
            new().validation_ratio(0.0),
            new().validation_ratio(0.5),
        ] {
            assert_eq!(refused(params), None);
        }
    }

    #[test]
    fn a_value_outside_its_range_or_not_a_number_is_refused_by_name() {
        let new = SoftmaxParams::new;
        for (params, field) in [
            (new().epochs(0), "epochs"),
            (new().epochs(201), "epochs"),
            (new().batch_size(0), "batch_size"),
            (new().learning_rate(0.0), "learning_rate"),
            (new().learning_rate(1.1), "learning_rate"),
            (new().learning_rate(f64::NAN), "learning_rate"),
            (new().validation_ratio(-0.1), "validation_ratio"),
            (new().validation_ratio(0.51), "validation_ratio"),
            (new().validation_ratio(f64::INFINITY), "validation_ratio"),
        ] {
            assert_eq!(refused(params), Some(field));
        }
    }
}
