//! The steps of a script, and the lines that tell of them.

use nunchi_project::{
    ClassId, ErrorCode, ObjectId, ObjectKind, ObjectView, Operation, PhotoId, PictureSource,
    Preferences, ProgramChange, ProgramShared, ProjectError, Session, ShapeView, SquareView,
    VariableView,
};
use nunchi_vision::Photo;
use serde::{Deserialize, Serialize};

use super::content::{Content, Found, History, VERSION, hex};
use crate::drawn::jpeg;
use crate::photos::Failure;

/// Pixels of a photo: so few that a kill sees several steps.
pub(super) const SIZE: (u32, u32) = (48, 40);

/// Something that a user does. Classes are named, photos are known by the SHA-256 of their kept
/// form: what a line says can be judged without the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Step {
    AddPhoto {
        class: String,
        /// Which photo is drawn.
        number: usize,
        sha256: String,
    },
    DeletePhotos {
        photos: Vec<String>,
    },
    MovePhotos {
        photos: Vec<String>,
        class: String,
    },
    AdjustSquare {
        photo: String,
        square: [u32; 3],
    },
    AddClass {
        name: String,
    },
    RenameClass {
        name: String,
        to: String,
    },
    DeleteClass {
        name: String,
    },
    RenameModel {
        name: String,
    },
    /// Writes a number into an object and into the variable, at once.
    ChangeProgram {
        object: String,
        number: u64,
        sha256: String,
    },
    RemoveObject {
        object: String,
    },
    Train,
    Undo,
    Redo,
    Mirror {
        on: bool,
    },
}

/// What the writer says. A step that was tried and neither done nor failed may be on the disk or
/// not; what is done is there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub(super) enum Line {
    /// The project was opened.
    Opened { content: Content, history: History },
    /// The intent.
    Try { step: u64, what: Step },
    /// The receipt, with the SHA-256 of all that is in the project after the step, and the length of
    /// its history.
    Done {
        step: u64,
        sha256: String,
        history: History,
    },
    /// The step was refused, with the code that the window has a sentence for.
    Failed { step: u64, code: String },
}

/// A small photo. A number says which.
pub(crate) fn drawn_photo(number: usize) -> Result<Vec<u8>, Failure> {
    jpeg(SIZE, number)
}

/// What a photo will be known by.
pub(super) fn known_by(number: usize) -> Result<String, Failure> {
    let kept = Photo::decode(&drawn_photo(number)?)?.photo.to_jpeg()?;
    Ok(hex(&kept))
}

/// An object of the program, with a number in its blocks.
pub(crate) fn object(id: &str, number: u64) -> ObjectView {
    ObjectView {
        id: ObjectId(id.to_owned()),
        name: id.to_owned(),
        kind: ObjectKind::Picture,
        shapes: vec![ShapeView {
            id: "first".to_owned(),
            name: "first".to_owned(),
            picture: PictureSource::Drawn {
                name: "star".to_owned(),
            },
        }],
        shape: 0,
        text: String::new(),
        x: 0.0,
        y: 0.0,
        size: 100.0,
        direction: 90.0,
        rotation: 0.0,
        visible: true,
        blocks: number.to_string(),
    }
}

impl Step {
    /// A word for the summary.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::AddPhoto { .. } => "add_photo",
            Self::DeletePhotos { .. } => "delete_photos",
            Self::MovePhotos { .. } => "move_photos",
            Self::AdjustSquare { .. } => "adjust_square",
            Self::AddClass { .. } => "add_class",
            Self::RenameClass { .. } => "rename_class",
            Self::DeleteClass { .. } => "delete_class",
            Self::RenameModel { .. } => "rename_model",
            Self::ChangeProgram { .. } => "change_program",
            Self::RemoveObject { .. } => "remove_object",
            Self::Train => "train",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Mirror { .. } => "mirror",
        }
    }

    /// Does it. Answers when it is on the disk.
    pub(super) fn make(&self, session: &Session, found: &Found) -> Result<(), StepError> {
        let photo_of = |sha256: &String| found.ids.get(sha256).copied();
        let class_of = |name: &str| class(found, name);
        match self {
            Self::AddPhoto { class, number, .. } => {
                session.add_photo(class_of(class)?, &drawn_photo(*number)?)?;
            }
            Self::DeletePhotos { photos } => {
                session.delete_photos(&known(photos, photo_of)?)?;
            }
            Self::MovePhotos { photos, class } => {
                session.move_photos(&known(photos, photo_of)?, class_of(class)?)?;
            }
            Self::AdjustSquare { photo, square } => {
                let [left, top, side] = *square;
                let id = photo_of(photo).ok_or("no such photo")?;
                session.adjust_square(id, SquareView { left, top, side })?;
            }
            Self::AddClass { name } => {
                session.add_class(name)?;
            }
            Self::RenameClass { name, to } => {
                session.rename_class(class_of(name)?, to)?;
            }
            Self::DeleteClass { name } => {
                session.delete_class(class_of(name)?)?;
            }
            Self::RenameModel { name } => {
                session.rename_model(name)?;
            }
            Self::ChangeProgram { object, number, .. } => {
                session.change_program(Operation::ChangeBlocks, changes(object, *number))?;
            }
            Self::RemoveObject { object } => {
                let id = ObjectId(object.clone());
                session.change_program(
                    Operation::DeleteObject,
                    vec![ProgramChange::RemoveObject { id }],
                )?;
            }
            Self::Train => {
                session.train(&mut |_| ())?;
            }
            Self::Undo => {
                session.undo()?;
            }
            Self::Redo => {
                session.redo()?;
            }
            Self::Mirror { on } => {
                session.set_preferences(Preferences {
                    mirror: *on,
                    ..Preferences::default()
                })?;
            }
        }
        Ok(())
    }
}

fn changes(object_id: &str, number: u64) -> Vec<ProgramChange> {
    let variable = VariableView {
        id: VERSION.to_owned(),
        name: VERSION.to_owned(),
        value: number.to_string(),
        shown: true,
    };
    let shared = ProgramShared {
        variables: vec![variable],
        ..ProgramShared::default()
    };
    let object = object(object_id, number);
    vec![
        ProgramChange::Shared { shared },
        ProgramChange::PutObject { object },
    ]
}

fn class(found: &Found, name: &str) -> Result<ClassId, Failure> {
    let mut classes = found.view.classes.iter();
    let class = classes.find(|class| class.name == name);
    Ok(class.ok_or("no such class")?.id)
}

fn known(
    photos: &[String],
    photo_of: impl Fn(&String) -> Option<PhotoId>,
) -> Result<Vec<PhotoId>, Failure> {
    let ids: Option<Vec<_>> = photos.iter().map(photo_of).collect();
    Ok(ids.ok_or("no such photo")?)
}

/// Why a step was not made: the app said no, or the script is wrong.
pub(super) enum StepError {
    Refused(ProjectError),
    Script(Failure),
}

impl From<ProjectError> for StepError {
    fn from(error: ProjectError) -> Self {
        Self::Refused(error)
    }
}

impl From<Failure> for StepError {
    fn from(error: Failure) -> Self {
        Self::Script(error)
    }
}

impl From<&str> for StepError {
    fn from(error: &str) -> Self {
        Self::Script(error.into())
    }
}

/// The code as the window gets it.
pub(crate) fn word(code: ErrorCode) -> Result<String, Failure> {
    Ok(serde_json::to_value(code)?
        .as_str()
        .ok_or("a code without a word")?
        .to_owned())
}
