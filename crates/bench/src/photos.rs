//! Photos as the app learns from them and as it recognises them.
//!
//! The steps are those of `Session`: a photo that is taught is kept as a JPEG first and looked at
//! in that form; a photo that is recognised is looked at as it was decoded.

use std::error::Error;
use std::path::Path;

use linfa::ParamGuard;
use ndarray::{Array2, ArrayView2};
use nunchi_learn::{
    EPOCHS, LearnError, SoftmaxHead, SoftmaxParams, SoftmaxValidParams, TrainingSet,
};
use nunchi_project::Conditions;
use nunchi_vision::{Backbone, EMBEDDING_WIDTH, LAYER_WIDTHS, Photo, Square, VIEWS, Views};
use sha2::{Digest, Sha256};

/// Batches of so few photos give very many corrections, and so small a rate lets them come to
/// rest. With 5 photos a class, a third of the rate still moves single sets by a point.
const CONVERGING_BATCH: usize = 4;
const CONVERGING_RATE: f64 = 0.0003;

/// A failure that can be handed from one thread to another.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// A photo of a class, as a project keeps it.
#[derive(Clone)]
pub(crate) struct Taught {
    pub(crate) views: Views,
    pub(crate) hash: [u8; 32],
}

/// Takes a photo in as a project does: decode, keep, look.
pub(crate) fn taught(backbone: &Backbone, bytes: &[u8]) -> Result<Taught, Failure> {
    let jpeg = Photo::decode(bytes)?.photo.to_jpeg()?;
    let photo = Photo::from_kept(&jpeg)?;
    Ok(Taught {
        views: backbone.look(&photo, centre(&photo))?,
        hash: Sha256::digest(&jpeg).into(),
    })
}

/// Looks at a photo that is to be recognised.
pub(crate) fn tested(backbone: &Backbone, path: &Path) -> Result<Views, Failure> {
    let photo = Photo::decode(&Photo::read_file(path)?)?.photo;
    Ok(backbone.look(&photo, centre(&photo))?)
}

/// The square that a photo has until somebody adjusts it.
pub(crate) fn centre(photo: &Photo) -> Square {
    Square::centre(photo.width(), photo.height())
}

/// The conditions of a new project.
pub(crate) fn default_params() -> Result<SoftmaxValidParams, LearnError> {
    let conditions = Conditions::default();
    SoftmaxParams::new()
        .epochs(conditions.epochs)
        .batch_size(conditions.batch_size as usize)
        .learning_rate(conditions.learning_rate)
        .validation_ratio(conditions.validation_ratio)
        .refit_on_all(conditions.refit_on_all)
        .check()
}

/// A training so long that more of it changes nothing.
pub(crate) fn converged_params() -> Result<SoftmaxValidParams, LearnError> {
    SoftmaxParams::new()
        .epochs(*EPOCHS.end())
        .batch_size(CONVERGING_BATCH)
        .learning_rate(CONVERGING_RATE)
        .validation_ratio(0.0)
        .check()
}

/// Photos with their labels as the learner gets them.
pub(crate) fn training_set(
    photos: &[(&Taught, usize)],
    classes: usize,
) -> Result<TrainingSet, Failure> {
    let rows: Vec<f32> = photos
        .iter()
        .flat_map(|(photo, _)| photo.views.rows.iter().copied())
        .collect();
    Ok(TrainingSet {
        records: Array2::from_shape_vec((photos.len() * VIEWS, EMBEDDING_WIDTH), rows)?,
        labels: photos.iter().map(|&(_, label)| label).collect(),
        hashes: photos.iter().map(|(photo, _)| photo.hash).collect(),
        classes,
        views: VIEWS,
        layers: LAYER_WIDTHS.to_vec(),
    })
}

/// The label that wins, the first of them when equal.
pub(crate) fn winner(head: &SoftmaxHead, views: &Views) -> Result<usize, LearnError> {
    let rows = ArrayView2::from_shape((views.views, EMBEDDING_WIDTH), &views.rows)
        .map_err(|error| LearnError::Shape(error.to_string()))?;
    let confidences = head.confidences(rows)?;
    let best = (0..confidences.len())
        .rev()
        .max_by(|&a, &b| confidences[a].total_cmp(&confidences[b]));
    Ok(best.unwrap_or(0))
}
