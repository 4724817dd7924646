//! From embeddings and labels to a softmax head that tells classes apart.
//!
//! Here live: the conditions of a training and their ranges, the validation split, the softmax
//! regression with mini-batch Adam, its metrics by epoch, and the bytes of a trained head. Never:
//! pixels, files, the clock, hidden randomness (the seed is a parameter), Tauri.
//!
//! ```text
//! SoftmaxParams -> check -> SoftmaxValidParams ┐
//!                                 TrainingSet -> train -> Trained { head, epochs, .. }
//!                                                         head.confidences(views) -> Vec<f32>
//!                                                         head.likeness(view).to(view) -> f32
//! ```
//!
//! A photo is shown to the head as several *views* (for example the square and a closer one),
//! each one row of numbers made of several *layers* one after another. Both are data to this
//! crate: [`TrainingSet::views`] and [`TrainingSet::layers`].
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod adam;
mod error;
mod fit;
mod head;
mod head_bytes;
mod kernels;
mod likeness;
mod linear;
mod params;
mod softmax;
mod split;
mod standardise;
mod train;
mod training_set;
mod unsure;

pub use error::LearnError;
pub use head::SoftmaxHead;
pub use likeness::Likeness;
pub use params::{
    EPOCHS, LEARNING_RATE, SoftmaxParams, SoftmaxValidParams, VALIDATION_RATIO, WEIGHT_DECAY,
};
pub use split::{Split, split};
pub use train::{EpochMetrics, TrainProgress, Trained, train};
pub use training_set::TrainingSet;
pub use unsure::unsure;
