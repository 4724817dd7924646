//! What can go wrong with a project, and the code under which the window knows it.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;

use nunchi_learn::LearnError;
use nunchi_vision::{BackboneError, PhotoError};
use rusqlite::ffi;
use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::view::{ClassId, ErrorView, PhotoId, PictureId, ProjectId};

/// Why something that the user asked for was not done. The project is as it was before.
#[derive(Debug, Error)]
pub enum ProjectError {
    /// A picture was refused.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// A class name without a visible character.
    #[error("a class needs a name")]
    ClassNameEmpty,
    /// The class is not in the project.
    #[error("no class {}", .0.0)]
    ClassNotFound(ClassId),
    /// The photo is not in the project.
    #[error("no photo {}", .0.0)]
    PhotoNotFound(PhotoId),
    /// The program shows a picture that is not in the project.
    #[error("no picture {}", .0.0)]
    PictureNotFound(PictureId),
    /// A part of the program is larger than a project holds.
    #[error("the program has more than {max} of {part}")]
    ProgramTooLarge {
        /// What there is too much of.
        part: &'static str,
        /// The most that a project holds.
        max: usize,
    },
    /// The kept program does not read as one; the rest of the project does.
    #[error("the program is damaged: {0}")]
    ProgramDamaged(String),
    /// The project is full.
    #[error("more than {max} classes")]
    TooManyClasses {
        /// The most classes of a project.
        max: usize,
    },
    /// The project is full.
    #[error("more than {max} photos")]
    TooManyPhotos {
        /// The most photos of a project.
        max: usize,
    },
    /// A condition of the training is out of range, or not a number.
    #[error("{field} is not between {min} and {max}")]
    ConditionOutOfRange {
        /// Name of the field in `Conditions`.
        field: &'static str,
        /// Smallest allowed value.
        min: f64,
        /// Largest allowed value.
        max: f64,
    },
    /// Fewer than two classes, or a class with fewer than five photos.
    #[error("not enough classes or photos to train with")]
    NotReadyToTrain,
    /// A training is running already.
    #[error("a training is running")]
    TrainingRunning,
    /// The learner refused or failed.
    #[error("the training failed")]
    Learn(#[source] LearnError),
    /// Nothing has been taught yet.
    #[error("there is no model")]
    NoModel,
    /// No project is open, or it was closed meanwhile.
    #[error("no project is open")]
    NoProject,
    /// There is no such project.
    #[error("no project {}", .0.0)]
    ProjectNotFound(ProjectId),
    /// Written by a newer version of the app.
    #[error("written by a newer version: format {found}, this app knows {known}")]
    Newer {
        /// Number of the file's format.
        found: i64,
        /// Newest format that is read here.
        known: i64,
    },
    /// Not a project of this app.
    #[error("not a project of this app: {0}")]
    Foreign(String),
    /// The file is damaged.
    #[error("the project file is damaged: {0}")]
    Damaged(String),
    /// Another copy of the app has the project open.
    #[error("the project is open elsewhere")]
    Busy,
    /// The file of the open project was moved, removed or replaced under the app.
    #[error("the project file is not where it was")]
    Moved,
    /// A file was refused and is kept aside, because something of it can be rescued.
    #[error("a file was refused: {cause}")]
    Refused {
        /// Names the file in `rescue`.
        id: ProjectId,
        /// Why.
        #[source]
        cause: Box<ProjectError>,
    },
    /// A file that is no project for its size alone.
    #[error("the file has more than {gigabytes} GiB")]
    FileTooLarge {
        /// The most GiB of a file that is taken in.
        gigabytes: u64,
    },
    /// What the user named is no file, or it is gone.
    #[error("not a file")]
    NotAFile,
    /// The database failed.
    #[error("the project file could not be used")]
    Database(#[from] rusqlite::Error),
    /// The disk failed.
    #[error("{what}")]
    Disk {
        /// What was being done.
        what: &'static str,
        /// The cause.
        source: std::io::Error,
    },
    /// The recognition network cannot be used.
    #[error("the recognition network cannot be used")]
    Backbone(#[source] Arc<BackboneError>),
    /// A photo could not be looked at, for a reason that is not the photo's.
    #[error("a photo could not be looked at: {0}")]
    Looking(#[source] Arc<ProjectError>),
    /// The window asked for something that makes no sense.
    #[error("{0}")]
    BadRequest(&'static str),
    /// A fault of the app.
    #[error("{0}")]
    Internal(String),
}

impl ProjectError {
    /// Wraps a failure of the disk with what was being done.
    pub(crate) fn disk(what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Disk { what, source }
    }

    /// The key of the sentence that the window shows.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Photo(error) => photo_code(error),
            Self::ClassNameEmpty => ErrorCode::ClassNameEmpty,
            Self::ClassNotFound(_) => ErrorCode::ClassNotFound,
            Self::PhotoNotFound(_) => ErrorCode::PhotoNotFound,
            Self::PictureNotFound(_) => ErrorCode::PictureNotFound,
            Self::ProgramTooLarge { .. } => ErrorCode::ProgramTooLarge,
            Self::ProgramDamaged(_) => ErrorCode::ProgramDamaged,
            Self::TooManyClasses { .. } => ErrorCode::TooManyClasses,
            Self::TooManyPhotos { .. } => ErrorCode::TooManyPhotos,
            Self::ConditionOutOfRange { .. } => ErrorCode::ConditionOutOfRange,
            Self::NotReadyToTrain => ErrorCode::NotReadyToTrain,
            Self::TrainingRunning => ErrorCode::TrainingRunning,
            Self::Learn(error) => learn_code(error),
            Self::NoModel => ErrorCode::NoModel,
            Self::NoProject => ErrorCode::NoProject,
            Self::ProjectNotFound(_) => ErrorCode::ProjectNotFound,
            Self::Newer { .. } => ErrorCode::ProjectNewer,
            Self::Foreign(_) => ErrorCode::ProjectForeign,
            Self::Damaged(_) => ErrorCode::ProjectDamaged,
            Self::Busy => ErrorCode::ProjectBusy,
            Self::Moved => ErrorCode::ProjectMoved,
            Self::Refused { cause, .. } => cause.code(),
            Self::FileTooLarge { .. } => ErrorCode::ProjectTooLarge,
            Self::NotAFile => ErrorCode::NotAFile,
            Self::Database(error) => database_code(error),
            Self::Disk { source, .. } => disk_code(source.kind()),
            Self::Backbone(_) => ErrorCode::BackboneDamaged,
            Self::Looking(cause) => cause.code(),
            Self::BadRequest(_) => ErrorCode::BadRequest,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// What the window gets: the code, and the facts for the holes of its sentence.
    #[must_use]
    pub fn view(&self) -> ErrorView {
        if let Self::Refused { id, cause } = self {
            let mut view = cause.view();
            view.detail.insert("refused".into(), id.0.clone());
            return view;
        }
        let facts: Vec<(&str, String)> = match self {
            Self::FileTooLarge { gigabytes } => vec![("gigabytes", gigabytes.to_string())],
            Self::TooManyClasses { max } | Self::TooManyPhotos { max } => {
                vec![("max", max.to_string())]
            }
            Self::ProgramTooLarge { part, max } => {
                vec![("part", (*part).to_owned()), ("max", max.to_string())]
            }
            Self::ConditionOutOfRange { field, min, max } => vec![
                ("field", (*field).to_owned()),
                ("min", min.to_string()),
                ("max", max.to_string()),
            ],
            Self::Newer { found, known } => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            _ => Vec::new(),
        };
        ErrorView {
            code: self.code(),
            detail: facts
                .into_iter()
                .map(|(hole, fact)| (hole.to_owned(), fact))
                .collect::<BTreeMap<_, _>>(),
        }
    }
}

impl From<BackboneError> for ProjectError {
    fn from(error: BackboneError) -> Self {
        match error {
            BackboneError::Photo(error) => Self::Photo(error),
            error => Self::Backbone(Arc::new(error)),
        }
    }
}

impl From<LearnError> for ProjectError {
    fn from(error: LearnError) -> Self {
        match error {
            LearnError::OutOfRange { field, min, max } => {
                Self::ConditionOutOfRange { field, min, max }
            }
            LearnError::TooFewClasses(_) | LearnError::EmptyClass(_) => Self::NotReadyToTrain,
            error => Self::Learn(error),
        }
    }
}

fn learn_code(error: &LearnError) -> ErrorCode {
    match error {
        LearnError::OutOfRange { .. } => ErrorCode::ConditionOutOfRange,
        LearnError::TooFewClasses(_) | LearnError::EmptyClass(_) => ErrorCode::NotReadyToTrain,
        LearnError::Diverged => ErrorCode::TrainingDiverged,
        // A cancelled training is an outcome, and the rest cannot come from what a user does.
        LearnError::NotFinite(_)
        | LearnError::Shape(_)
        | LearnError::Cancelled
        | LearnError::BadHead(_)
        | LearnError::Linfa(_) => ErrorCode::Internal,
    }
}

fn photo_code(error: &PhotoError) -> ErrorCode {
    match error {
        PhotoError::NotAFile(_) => ErrorCode::NotAFile,
        PhotoError::Empty => ErrorCode::Empty,
        PhotoError::TooLarge { .. } => ErrorCode::TooLarge,
        PhotoError::UnsupportedFormat(_) => ErrorCode::UnsupportedFormat,
        PhotoError::Corrupt(_) => ErrorCode::Corrupt,
        PhotoError::TooManyPixels { .. } => ErrorCode::TooManyPixels,
        PhotoError::TooSmall { .. } => ErrorCode::TooSmall,
        PhotoError::SquareOutside { .. } => ErrorCode::SquareOutside,
    }
}

fn database_code(error: &rusqlite::Error) -> ErrorCode {
    use rusqlite::Error as Sql;
    match error {
        // A row that does not read as what it must be was not written by this app.
        Sql::FromSqlConversionFailure(..)
        | Sql::IntegralValueOutOfRange(..)
        | Sql::InvalidColumnType(..)
        | Sql::Utf8Error(..)
        | Sql::QueryReturnedNoRows => ErrorCode::ProjectDamaged,
        Sql::SqliteFailure(cause, _) => sqlite_code(*cause),
        _ => ErrorCode::Storage,
    }
}

fn sqlite_code(cause: ffi::Error) -> ErrorCode {
    match cause.code {
        _ if cause.extended_code == ffi::SQLITE_READONLY_DBMOVED => ErrorCode::ProjectMoved,
        // The file ends too early.
        _ if cause.extended_code == ffi::SQLITE_IOERR_SHORT_READ => ErrorCode::ProjectDamaged,
        ffi::ErrorCode::DiskFull => ErrorCode::DiskFull,
        ffi::ErrorCode::ReadOnly | ffi::ErrorCode::PermissionDenied => ErrorCode::ReadOnly,
        ffi::ErrorCode::DatabaseCorrupt | ffi::ErrorCode::TooBig => ErrorCode::ProjectDamaged,
        ffi::ErrorCode::NotADatabase => ErrorCode::ProjectForeign,
        ffi::ErrorCode::DatabaseBusy | ffi::ErrorCode::DatabaseLocked => ErrorCode::ProjectBusy,
        _ => ErrorCode::Storage,
    }
}

fn disk_code(kind: ErrorKind) -> ErrorCode {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            ErrorCode::DiskFull
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => ErrorCode::ReadOnly,
        _ => ErrorCode::Storage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_sqlite(code: i32) -> ErrorCode {
        ProjectError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)).code()
    }

    #[test]
    fn the_database_tells_full_from_locked_from_damaged() {
        assert_eq!(of_sqlite(ffi::SQLITE_FULL), ErrorCode::DiskFull);
        assert_eq!(of_sqlite(ffi::SQLITE_READONLY), ErrorCode::ReadOnly);
        assert_eq!(
            of_sqlite(ffi::SQLITE_READONLY_DBMOVED),
            ErrorCode::ProjectMoved,
            "the file was moved away under the app"
        );
        assert_eq!(of_sqlite(ffi::SQLITE_CORRUPT), ErrorCode::ProjectDamaged);
        assert_eq!(of_sqlite(ffi::SQLITE_BUSY), ErrorCode::ProjectBusy);
        assert_eq!(of_sqlite(ffi::SQLITE_IOERR_WRITE), ErrorCode::Storage);
    }

    #[test]
    fn the_disk_tells_full_from_read_only() {
        let of = |kind: ErrorKind| ProjectError::disk("test")(kind.into()).code();
        assert_eq!(of(ErrorKind::StorageFull), ErrorCode::DiskFull);
        assert_eq!(of(ErrorKind::PermissionDenied), ErrorCode::ReadOnly);
        assert_eq!(of(ErrorKind::TimedOut), ErrorCode::Storage);
    }

    #[test]
    fn a_refused_file_brings_its_name_and_the_facts_of_its_cause() {
        let cause = ProjectError::Newer { found: 9, known: 3 };
        let view = ProjectError::Refused {
            id: ProjectId("project-1".into()),
            cause: Box::new(cause),
        }
        .view();
        assert_eq!(view.code, ErrorCode::ProjectNewer);
        assert_eq!(view.detail["refused"], "project-1");
        assert_eq!(view.detail["found"], "9");
    }

    #[test]
    fn a_condition_out_of_range_brings_its_facts() {
        let view = ProjectError::ConditionOutOfRange {
            field: "learning_rate",
            min: 1e-5,
            max: 1.0,
        }
        .view();
        assert_eq!(view.detail["field"], "learning_rate");
        assert_eq!(view.detail["min"], "0.00001");
        assert_eq!(view.detail["max"], "1");
    }
}
