//! Everything that can go wrong between embeddings and a head, as facts.

use thiserror::Error;

/// Why there is no head.
#[derive(Debug, Error)]
pub enum LearnError {
    /// A condition of the training is out of range, or not a number.
    #[error("{field} must be between {min} and {max}")]
    OutOfRange {
        /// Name of the condition, as the method of [`crate::SoftmaxParams`] that sets it.
        field: &'static str,
        /// Smallest allowed value.
        min: f64,
        /// Largest allowed value.
        max: f64,
    },
    /// There is nothing to tell apart.
    #[error("there are {0} classes, and at least two are needed")]
    TooFewClasses(usize),
    /// A class without a photo. Holds its label.
    #[error("class {0} has no photos")]
    EmptyClass(usize),
    /// A record holds a value that is not a finite number. Holds its row.
    #[error("record {0} has a value that is not a finite number")]
    NotFinite(usize),
    /// Numbers of rows, columns or labels do not fit together.
    #[error("the data do not fit together: {0}")]
    Shape(String),
    /// The weights left the range of numbers.
    #[error("the training left the range of numbers")]
    Diverged,
    /// The caller asked to stop.
    #[error("the training was cancelled")]
    Cancelled,
    /// Bytes that are not a head.
    #[error("not a trained head: {0}")]
    BadHead(&'static str),
    /// Passed on by linfa.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
}
