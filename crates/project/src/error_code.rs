//! The one list of failures that the window has a sentence for.
//!
//! A code exists only if the window acts on it or says something of its own for it.

use serde::Serialize;
use ts_rs::TS;

/// Key of a sentence under `errors` in the window's messages, in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // A picture was refused. The codes and their order are those of `vision::PhotoError`.
    /// A folder, pipe, device, or a file that is gone.
    NotAFile,
    /// No bytes at all.
    Empty,
    /// More than 10 MB.
    TooLarge,
    /// Not a jpg, png, bmp, webp or gif, or a kind of them that is not decoded.
    UnsupportedFormat,
    /// Damaged or cut off.
    Corrupt,
    /// More than 64 megapixels.
    TooManyPixels,
    /// The shorter side has fewer than 16 pixels.
    TooSmall,

    // Something the user asked for cannot be done.
    /// A class name without a visible character.
    ClassNameEmpty,
    /// The class is not in the project any more.
    ClassNotFound,
    /// The photo is not in the project any more.
    PhotoNotFound,
    /// The program shows a picture that is not in the project.
    PictureNotFound,
    /// The program cannot hold more of something. Holes: `part`, `max`.
    ProgramTooLarge,
    /// The project cannot hold more classes. Holes: `max`.
    TooManyClasses,
    /// The project cannot hold more photos. Holes: `max`.
    TooManyPhotos,
    /// The square does not lie inside the photo.
    SquareOutside,
    /// A condition of the training is out of range. Holes: `field`, `min`, `max`.
    ConditionOutOfRange,
    /// Fewer than two classes, or a class with fewer than five photos.
    NotReadyToTrain,
    /// A training is running already.
    TrainingRunning,
    /// The training left the range of numbers. Holes: none.
    TrainingDiverged,
    /// Nothing has been taught yet.
    NoModel,
    /// No project is open.
    NoProject,

    // The project file or the disk.
    /// The project was not found.
    ProjectNotFound,
    /// Written by a newer version of the app. Holes: `found`, `known`, `refused`.
    ProjectNewer,
    /// Not a project of this app. Holes: `refused`, when something of the file can be rescued.
    ProjectForeign,
    /// The file is damaged. Holes: as those of `ProjectForeign`.
    ProjectDamaged,
    /// The file of the open project was moved, removed or replaced.
    ProjectMoved,
    /// A file is larger than a project that is taken in may be. Holes: `gigabytes`.
    ProjectTooLarge,
    /// The program does not read; the photos and the model of the project do.
    ProgramDamaged,
    /// Another copy of the app has the project open.
    ProjectBusy,
    /// No room on the disk.
    DiskFull,
    /// The folder or the file may not be written.
    ReadOnly,
    /// Reading or writing failed.
    Storage,

    // The app itself.
    /// The recognition network in the app is not the one that it was built with.
    BackboneDamaged,
    /// The window asked for something that makes no sense.
    BadRequest,
    /// A fault of the app.
    Internal,
}
