//! What the window is told of projects as a whole: the library, copies, rescue, what is kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ErrorView, PhotoId, Preferences, ProjectId, ProjectView};

/// Everything the window needs to draw itself for the first time.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StartView {
    /// What the user chose for the app as a whole.
    pub preferences: Preferences,
    /// The project to show: of a file that the app was started with, else the one that was open
    /// when the app was last closed.
    pub project: Option<ProjectView>,
    /// All projects, and those in the bin.
    pub library: LibraryView,
    /// Why a file or the last project could not be opened, or why recognition is off.
    pub problem: Option<ErrorView>,
}

/// All projects of the app.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LibraryView {
    /// Most recently changed first.
    pub projects: Vec<ProjectCard>,
    /// Those in the bin, in the same order. They stay there until the user erases them.
    pub bin: Vec<ProjectCard>,
}

/// A project in the list of projects.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProjectCard {
    /// Names the project in commands.
    pub id: ProjectId,
    /// The model's name; empty when it does not read.
    pub name: String,
    /// Milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub changed_at: i64,
    /// Photos in all classes.
    pub photos: u32,
    /// Names of the classes, in order.
    pub class_names: Vec<String>,
    /// Photos to show on the card, at most 4, one of each class first. Their pictures are at
    /// `photo://localhost/cover/{project id}/{photo id}`.
    pub covers: Vec<PhotoId>,
    /// Size of the file in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Whether this is the built-in example.
    pub is_example: bool,
    /// Why it cannot be opened, as far as a look at its first rows tells: damaged, newer, foreign.
    pub problem: Option<ErrorView>,
}

/// What a copy of a project holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// Everything, what can be undone included.
    Whole,
    /// What is shown: nothing that was deleted, no history.
    Handout,
    /// The classes, the model and the program: no photo, no thumbnail, no embedding, no history.
    WithoutPhotos,
}

/// Where a copy is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedCopy {
    /// The whole path, to be shown.
    pub path: String,
}

/// Names a file that is on its way into the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct ImportId(pub u32);

/// What of a project that cannot be opened still reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RescueView {
    /// Classes, one for photos whose class is lost included.
    pub classes: u32,
    /// Photos whose pictures are whole.
    pub photos: u32,
    /// Photos that are known of but whose pictures are not whole.
    pub lost_photos: u32,
    /// Whether the model reads.
    pub model: bool,
    /// Whether there is a program and it reads.
    pub program: bool,
}

/// What the app keeps of the user, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PrivacyView {
    /// Path of the folder of the app's data.
    pub folder: String,
    /// Projects in the library.
    pub projects: u32,
    /// Projects in the bin, and files that were refused and not discarded.
    pub binned: u32,
    /// Photos that are shown, in all projects and in the bin.
    pub photos: u32,
    /// Photos that were deleted and are kept so that it can be undone.
    pub deleted_photos: u32,
    /// Size of all of it in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What happens without the window having asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AppEvent {
    /// Another copy of the app took the open project over; everything in it is saved, and it is
    /// closed here.
    ProjectTaken {
        /// The project.
        id: ProjectId,
    },
    /// The file of the open project was moved, removed or replaced: nothing more can be saved in
    /// it, and `save_copy` saves what is on the screen.
    ProjectMoved {
        /// The project.
        id: ProjectId,
    },
    /// The user opened files with the app while it runs: `start` takes them in.
    FilesArrived,
}
