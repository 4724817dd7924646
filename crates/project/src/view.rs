//! What the window is told: plain data, no behaviour.
//!
//! Every type here is turned into TypeScript (`bindings.rs`, committed as
//! `ui/src/api/generated.ts`). Never here: photo bytes, embeddings, SQL, sentences for people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod program;
mod projects;

pub use program::*;
pub use projects::*;

/// Row number of a class. Stays the same when the class is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct ClassId(pub i64);

/// Row number of a photo. Never used again after the photo is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct PhotoId(pub i64);

/// Colours of the palette of the window.
pub(crate) const COLOURS: u8 = 10;

/// Name of a project's file inside the app's own folder, without the extension.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(type = "string")]
pub struct ProjectId(pub String);

/// The two languages of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Korean.
    Ko,
    /// English.
    En,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// What the user chose for the app as a whole, kept beside the projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Preferences {
    /// `None`: follow the system's language.
    pub language: Option<Language>,
    /// Colours of the window.
    pub theme: Theme,
    /// Whether camera previews are shown as in a mirror. Stored pixels never are.
    pub mirror: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::System,
            mirror: true,
        }
    }
}

/// The open project.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProjectView {
    /// Names the project in `open_project`.
    pub id: ProjectId,
    /// The model's name.
    pub name: String,
    /// Whether this is the built-in example, which has pictures of its own to test with.
    pub is_example: bool,
    /// In the order of the screen.
    pub classes: Vec<ClassView>,
    /// How the next training will run.
    pub conditions: Conditions,
    /// What `conditions` may be.
    pub condition_ranges: ConditionRanges,
    /// The parts that also change when a photo is added.
    pub status: ProjectStatus,
}

/// The parts of a project that change with every photo.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProjectStatus {
    /// Goes up with every change since the project was opened; of two answers, the one with the
    /// higher number is newer.
    #[ts(type = "number")]
    pub revision: i64,
    /// The revision of the program: 0 when the project has never had one.
    #[ts(type = "number")]
    pub program_revision: i64,
    /// What is missing before training.
    pub readiness: Readiness,
    /// The trained model, if there is one.
    pub model: Option<ModelView>,
    /// What undo and redo would do.
    pub history: HistoryView,
}

/// A class and its photos.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClassView {
    /// Stays the same when the class is renamed.
    pub id: ClassId,
    /// Unique in the project, 1 to 30 characters.
    pub name: String,
    /// Index into the palette of class colours, 0 to 9.
    pub colour: u8,
    /// In the order they were added.
    pub photos: Vec<PhotoView>,
    /// The classes that were merged into it, smallest id first. What names one of them, such as a
    /// block, means this class.
    pub merged: Vec<ClassId>,
}

/// A photo in the grid. Its picture is at `photo://localhost/thumbnail/{id}?{revision}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PhotoView {
    /// Names the photo in commands and picture addresses.
    pub id: PhotoId,
    /// Goes up when the square is adjusted, so that an old thumbnail is not shown again.
    pub revision: u32,
}

/// A square in the pixels of the kept photo; always inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SquareView {
    /// Pixels from the left edge.
    pub left: u32,
    /// Pixels from the top edge.
    pub top: u32,
    /// Pixels along one side, at least 16.
    pub side: u32,
}

/// What "Adjust the square" needs. The whole picture is at `photo://localhost/photo/{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PhotoDetails {
    /// The photo.
    pub id: PhotoId,
    /// Pixels of the kept photo.
    pub width: u32,
    /// Pixels of the kept photo.
    pub height: u32,
    /// The part that is learned.
    pub square: SquareView,
}

/// Answer to adding a photo: it is on the disk.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AddedPhoto {
    /// Where it went.
    pub class_id: ClassId,
    /// The new photo.
    pub photo: PhotoView,
    /// The project after it.
    pub status: ProjectStatus,
}

/// How a training runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Conditions {
    /// Passes over the training photos, 1 to 200.
    pub epochs: u32,
    /// Photos looked at before each correction, at least 1.
    pub batch_size: u32,
    /// Size of each correction, 1e-5 to 1.
    pub learning_rate: f64,
    /// Share of photos kept for validation, 0 to 0.5.
    pub validation_ratio: f64,
    /// Whether the kept model is fitted once more on all photos after the validated run.
    pub refit_on_all: bool,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            epochs: 30,
            batch_size: 16,
            learning_rate: 0.001,
            validation_ratio: 0.25,
            refit_on_all: true,
        }
    }
}

/// Smallest, largest and first value of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Range {
    /// Smallest allowed value.
    pub min: f64,
    /// Largest allowed value.
    pub max: f64,
    /// The value of a new project.
    pub default: f64,
}

/// What the conditions may be in this project.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct ConditionRanges {
    /// Passes over the training photos.
    pub epochs: Range,
    /// Photos looked at before each correction; the largest grows with the photos.
    pub batch_size: Range,
    /// Size of each correction.
    pub learning_rate: Range,
    /// Share of photos kept for validation.
    pub validation_ratio: Range,
}

/// What is missing before the model can be trained.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Readiness {
    /// True when nothing is missing.
    pub ready: bool,
    /// Classes that must still be added to have two.
    pub missing_classes: u32,
    /// Classes that have fewer than five photos.
    pub short_classes: Vec<ShortClass>,
}

/// A class that has too few photos.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ShortClass {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Photos it still needs, 1 to 5.
    pub missing: u32,
}

/// Whether the model was taught with what is in the project now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// It was.
    Fresh,
    /// Photos or classes have changed since.
    DataChanged,
    /// Only the conditions have changed since.
    ConditionsChanged,
}

/// The trained model.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ModelView {
    /// Goes up with every training.
    #[ts(type = "number")]
    pub version: i64,
    /// Whether it was taught with what is in the project now.
    pub freshness: Freshness,
    /// The classes it tells apart, in its own order: those it was taught with, and for one that was
    /// merged the class that is left.
    pub classes: Vec<ClassId>,
    /// One entry for each epoch of the validated run.
    pub epochs: Vec<EpochView>,
    /// Share of validation photos that were right at the end, 0 to 1; `None` without validation.
    pub validation_accuracy: Option<f32>,
    /// Share of training photos that were right at the end, 0 to 1.
    pub training_accuracy: f32,
    /// Photos that were kept for validation.
    pub validation_photos: u32,
    /// Photos it was taught with, validation included.
    pub photos: u32,
}

/// One point of the chart. The same words as the field uses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct EpochView {
    /// From 1.
    pub epoch: u32,
    /// Mean cross-entropy over the training photos, natural logarithm.
    pub loss: f32,
    /// Share of training photos that were right, 0 to 1.
    pub acc: f32,
    /// As `loss`, over the validation photos; `None` without validation.
    pub val_loss: Option<f32>,
    /// As `acc`, over the validation photos; `None` without validation.
    pub val_acc: Option<f32>,
}

/// What happens while a training runs, in this order.
#[derive(Clone, Copy, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TrainEvent {
    /// Photos are still being looked at for the first time.
    Waiting {
        /// Photos done.
        done: u32,
        /// Photos in all.
        total: u32,
    },
    /// One epoch of the validated run is over.
    Epoch {
        /// Epochs in all.
        epochs: u32,
        /// The new point of the chart.
        point: EpochView,
    },
    /// The kept model is being fitted on all photos.
    Refitting,
}

/// How a training ended. A failure is an error instead.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TrainOutcome {
    /// The new model is in the project.
    Finished {
        /// The project with it.
        status: ProjectStatus,
    },
    /// The user stopped it; the model from before is still there.
    Cancelled,
}

/// What the model says of one picture.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Prediction {
    /// The class with the highest confidence; the first of them when equal.
    pub winner: ClassId,
    /// In the order of the model's classes; confidences add up to 1.
    pub classes: Vec<ClassConfidence>,
    /// The model that answered.
    #[ts(type = "number")]
    pub model_version: i64,
    /// Whether the model does not know: it is not sure enough of any class.
    pub unsure: bool,
}

/// What the model says of a picture that it is tested with.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TestedPicture {
    /// Its answer.
    #[serde(flatten)]
    pub prediction: Prediction,
    /// The photos of the project that look most like it, the most alike first.
    pub similar: Vec<SimilarPhoto>,
}

/// A photo of the project that looks like a picture.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SimilarPhoto {
    /// Which photo.
    pub id: PhotoId,
    /// The class that it is in.
    pub class: ClassId,
    /// How alike they are to the model, -1 to 1.
    pub likeness: f32,
}

/// How sure the model is of one class.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClassConfidence {
    /// The class, also when it has been deleted since the training.
    pub id: ClassId,
    /// Its name now.
    pub name: String,
    /// Index into the palette of class colours, 0 to 9.
    pub colour: u8,
    /// Probability, 0 to 1, not rounded.
    pub confidence: f32,
}

/// A thing that can be undone, for the tooltip of the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// The model got another name.
    RenameModel,
    /// A class was added.
    AddClass,
    /// A class got another name.
    RenameClass,
    /// A class got another colour.
    RecolourClass,
    /// A class and its photos were deleted.
    DeleteClass,
    /// A class became a part of another.
    MergeClass,
    /// Photos were added.
    AddPhotos,
    /// Photos were deleted.
    DeletePhotos,
    /// Photos went to another class.
    MovePhotos,
    /// The square of a photo was adjusted.
    AdjustSquare,
    /// The conditions of the training were changed.
    ChangeConditions,
    /// The blocks of an object were changed.
    ChangeBlocks,
    /// An object was added to the stage.
    AddObject,
    /// An object was changed: its name, place, shapes or order.
    ChangeObject,
    /// An object was deleted.
    DeleteObject,
    /// The backdrop was changed.
    ChangeBackdrop,
    /// Variables, lists or messages were changed.
    ChangeData,
    /// An example took the place of the program.
    OpenProgram,
}

/// What undo and redo would do; `None` when there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HistoryView {
    /// The newest change.
    pub undo: Option<Operation>,
    /// The newest change that was undone.
    pub redo: Option<Operation>,
    /// Photos that were deleted and are still in the file, so that it can be undone.
    pub deleted_photos: u32,
}

/// A picture that the example project offers for testing,
/// at `photo://localhost/example/{index}`.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct ExamplePicture {
    /// Names it in the picture address.
    pub index: u32,
}

/// A failure as the window gets it: a code it has a sentence for, and the facts for its holes.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ErrorView {
    /// The key of the sentence.
    pub code: crate::ErrorCode,
    /// Numbers and names for the sentence, by hole.
    pub detail: std::collections::BTreeMap<String, String>,
}
