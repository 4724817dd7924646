//! How the changes of a step are written into the project, and read again with care: the file may
//! come from anywhere.
//!
//! Never here: the order of the steps, SQL.

use nunchi_vision::Square;
use serde::{Deserialize, Serialize};

use crate::conditions;
use crate::error::ProjectError;
use crate::name;
use crate::op::Change;
use crate::step::Step;
use crate::store::program;
use crate::store::steps::{ChangeRow, FORMAT, Listed};
use crate::view::{COLOURS, ClassId, Conditions, ObjectId, Operation, PhotoId};

/// Most bytes of a thumbnail; those of ours have some thousands.
const MAX_THUMBNAIL: usize = 1024 * 1024;

/// A change without what is long in it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Body {
    ModelName {
        name: String,
    },
    /// The two fractions are Rust's own text of them: that of JSON may differ in the last bit when
    /// it is read, and a model would be out of date that is not.
    Conditions {
        epochs: u32,
        batch_size: u32,
        learning_rate: String,
        validation_ratio: String,
        refit_on_all: bool,
    },
    ClassHidden {
        id: ClassId,
        hidden: bool,
    },
    ClassName {
        id: ClassId,
        name: String,
    },
    ClassColour {
        id: ClassId,
        colour: u8,
    },
    ClassMerged {
        id: ClassId,
        into: Option<ClassId>,
    },
    PhotosHidden {
        ids: Vec<PhotoId>,
        hidden: bool,
    },
    PhotosMoved {
        places: Vec<(PhotoId, ClassId)>,
    },
    PhotoSquare {
        id: PhotoId,
        left: u32,
        top: u32,
        side: u32,
    },
    /// The bytes are the text, none when there is none.
    ProgramShared {},
    /// The bytes are the text, none when there is no such object.
    ProgramObject {
        id: ObjectId,
    },
}

/// The word under which an operation is kept; the window knows it by the same.
///
/// # Errors
/// [`ProjectError::Internal`], never in practice.
pub(crate) fn word(operation: Operation) -> Result<String, ProjectError> {
    match serde_json::to_value(operation) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        other => Err(ProjectError::Internal(format!("no word: {other:?}"))),
    }
}

/// The changes of a step as they are kept.
///
/// # Errors
/// [`ProjectError::Internal`], never in practice.
pub(crate) fn write(step: &Step) -> Result<Vec<ChangeRow>, ProjectError> {
    step.changes.iter().map(write_change).collect()
}

fn write_change(change: &Change) -> Result<ChangeRow, ProjectError> {
    let text = |text: &Option<String>| text.as_ref().map(|text| text.clone().into_bytes());
    let (body, bytes) = match change.clone() {
        Change::ModelName(name) => (Body::ModelName { name }, None),
        Change::Conditions(conditions) => {
            let body = Body::Conditions {
                epochs: conditions.epochs,
                batch_size: conditions.batch_size,
                learning_rate: conditions.learning_rate.to_string(),
                validation_ratio: conditions.validation_ratio.to_string(),
                refit_on_all: conditions.refit_on_all,
            };
            (body, None)
        }
        Change::ClassHidden { id, hidden } => (Body::ClassHidden { id, hidden }, None),
        Change::ClassName { id, name } => (Body::ClassName { id, name }, None),
        Change::ClassColour { id, colour } => (Body::ClassColour { id, colour }, None),
        Change::ClassMerged { id, into } => (Body::ClassMerged { id, into }, None),
        Change::PhotosHidden { ids, hidden } => (Body::PhotosHidden { ids, hidden }, None),
        Change::PhotosMoved(places) => (Body::PhotosMoved { places }, None),
        Change::PhotoSquare {
            id,
            square,
            thumbnail,
        } => {
            let Square { left, top, side } = square;
            (
                Body::PhotoSquare {
                    id,
                    left,
                    top,
                    side,
                },
                Some(thumbnail),
            )
        }
        Change::ProgramShared(body) => (Body::ProgramShared {}, text(&body)),
        Change::ProgramObject { id, body } => (Body::ProgramObject { id }, text(&body)),
    };
    let body =
        serde_json::to_string(&body).map_err(|error| ProjectError::Internal(error.to_string()))?;
    Ok(ChangeRow { body, bytes })
}

/// A step as it was kept.
///
/// # Errors
/// [`ProjectError::Damaged`] for what this app never writes.
pub(crate) fn read(listed: &Listed, changes: Vec<ChangeRow>) -> Result<Step, ProjectError> {
    if listed.format != FORMAT {
        return Err(damaged("another form"));
    }
    let operation = serde_json::from_value(serde_json::Value::String(listed.operation.clone()))
        .map_err(damaged)?;
    let mut step = Step {
        operation,
        changes: Vec::new(),
    };
    for row in changes {
        step.add(read_change(row)?);
    }
    if step.changes.is_empty() {
        return Err(damaged("a step without changes"));
    }
    Ok(step)
}

fn read_change(ChangeRow { body, bytes }: ChangeRow) -> Result<Change, ProjectError> {
    let body: Body = serde_json::from_str(&body).map_err(damaged)?;
    Ok(match body {
        Body::ModelName { name } => {
            check_name(&name, name::MAX_MODEL_NAME)?;
            Change::ModelName(name)
        }
        Body::Conditions {
            epochs,
            batch_size,
            learning_rate,
            validation_ratio,
            refit_on_all,
        } => {
            let conditions = Conditions {
                epochs,
                batch_size,
                learning_rate: learning_rate.parse().map_err(damaged)?,
                validation_ratio: validation_ratio.parse().map_err(damaged)?,
                refit_on_all,
            };
            // A batch may be as large as the photos were then.
            let ranges = conditions::ranges(0, &conditions);
            conditions::check(&conditions, &ranges).map_err(damaged)?;
            Change::Conditions(conditions)
        }
        Body::ClassHidden { id, hidden } => Change::ClassHidden { id, hidden },
        Body::ClassName { id, name } => {
            check_name(&name, name::MAX_CLASS_NAME)?;
            Change::ClassName { id, name }
        }
        Body::ClassColour { id, colour } if colour < COLOURS => Change::ClassColour { id, colour },
        Body::ClassColour { .. } => return Err(damaged("no such colour")),
        Body::ClassMerged { id, into } => Change::ClassMerged { id, into },
        Body::PhotosHidden { ids, hidden } => Change::PhotosHidden { ids, hidden },
        Body::PhotosMoved { places } => Change::PhotosMoved(places),
        Body::PhotoSquare {
            id,
            left,
            top,
            side,
        } => Change::PhotoSquare {
            id,
            square: Square { left, top, side },
            thumbnail: bytes
                .filter(|jpeg| jpeg.len() <= MAX_THUMBNAIL)
                .ok_or_else(|| damaged("no thumbnail"))?,
        },
        Body::ProgramShared {} => {
            let body = text(bytes)?;
            body.as_deref()
                .map_or(Ok(()), |body| program::parse_shared(body).map(drop))
                .map_err(damaged)?;
            Change::ProgramShared(body)
        }
        Body::ProgramObject { id } => {
            let body = text(bytes)?;
            body.as_deref()
                .map_or(Ok(()), |body| program::parse_object(&id.0, body).map(drop))
                .map_err(damaged)?;
            Change::ProgramObject { id, body }
        }
    })
}

/// A name is of the kind that a user can give. That of the project may be missing.
fn check_name(name: &str, longest: usize) -> Result<(), ProjectError> {
    if name.is_empty() || name::clean(name, longest).as_deref() == Some(name) {
        Ok(())
    } else {
        Err(damaged("no such name"))
    }
}

fn text(bytes: Option<Vec<u8>>) -> Result<Option<String>, ProjectError> {
    bytes.map(String::from_utf8).transpose().map_err(damaged)
}

fn damaged(why: impl ToString) -> ProjectError {
    ProjectError::Damaged(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed() -> Listed {
        Listed {
            id: crate::store::steps::StepId::default(),
            format: FORMAT,
            operation: "merge_class".into(),
            weight: 0,
        }
    }

    fn row(body: &str, bytes: Option<&[u8]>) -> ChangeRow {
        ChangeRow {
            body: body.into(),
            bytes: bytes.map(<[u8]>::to_vec),
        }
    }

    #[test]
    fn every_change_comes_back_as_it_was_written() {
        let step = Step {
            operation: Operation::MergeClass,
            changes: vec![
                Change::ModelName("눈치".into()),
                Change::Conditions(Conditions {
                    batch_size: 9_000,
                    learning_rate: 0.012_345_678_901_234_567,
                    ..Conditions::default()
                }),
                Change::ClassHidden {
                    id: ClassId(1),
                    hidden: true,
                },
                Change::ClassName {
                    id: ClassId(1),
                    name: "개 2".into(),
                },
                Change::ClassColour {
                    id: ClassId(1),
                    colour: 9,
                },
                Change::ClassMerged {
                    id: ClassId(1),
                    into: Some(ClassId(2)),
                },
                Change::ClassMerged {
                    id: ClassId(1),
                    into: None,
                },
                Change::PhotosHidden {
                    ids: vec![PhotoId(5), PhotoId(6)],
                    hidden: false,
                },
                Change::PhotosMoved(vec![(PhotoId(5), ClassId(1)), (PhotoId(6), ClassId(2))]),
                Change::PhotoSquare {
                    id: PhotoId(5),
                    square: Square {
                        left: 1,
                        top: 2,
                        side: 30,
                    },
                    thumbnail: vec![0xff, 0xd8, 0, 1],
                },
                Change::ProgramShared(Some(r#"{"order":["star"]}"#.into())),
                Change::ProgramShared(None),
                Change::ProgramObject {
                    id: ObjectId("star".into()),
                    body: None,
                },
            ],
        };
        let read = read(&listed(), write(&step).unwrap()).unwrap();
        assert_eq!(read, step);
    }

    #[test]
    fn what_this_app_never_writes_is_damaged() {
        let long = format!(
            r#"{{"kind":"class_name","id":1,"name":"{}"}}"#,
            "x".repeat(31)
        );
        for (body, bytes) in [
            ("", None),
            ("{}", None),
            (r#"{"kind":"erase_everything"}"#, None),
            (r#"{"kind":"class_hidden","id":1}"#, None),
            (
                r#"{"kind":"class_hidden","id":1,"hidden":true,"more":1}"#,
                None,
            ),
            (r#"{"kind":"class_hidden","id":"1","hidden":true}"#, None),
            (long.as_str(), None),
            (r#"{"kind":"class_name","id":1,"name":"a\nb"}"#, None),
            (r#"{"kind":"model_name","name":" "}"#, None),
            (r#"{"kind":"class_colour","id":1,"colour":10}"#, None),
            (
                r#"{"kind":"conditions","epochs":1,"batch_size":1,"learning_rate":"NaN",
                   "validation_ratio":"0","refit_on_all":true}"#,
                None,
            ),
            (
                r#"{"kind":"photo_square","id":1,"left":0,"top":0,"side":9}"#,
                None,
            ),
            (r#"{"kind":"program_shared"}"#, Some(&b"\xff"[..])),
            (r#"{"kind":"program_shared"}"#, Some(&b"[1]"[..])),
            (r#"{"kind":"program_object","id":"star"}"#, Some(&b"{}"[..])),
        ] {
            let refused = read(&listed(), vec![row(body, bytes)]);
            assert!(matches!(refused, Err(ProjectError::Damaged(_))), "{body}");
        }
        let good = row(r#"{"kind":"program_shared"}"#, None);
        assert!(read(&listed(), vec![good.clone()]).is_ok());
        assert!(read(&listed(), Vec::new()).is_err());
        let operation = "fly".into();
        let other = Listed {
            operation,
            ..listed()
        };
        assert!(read(&other, vec![good.clone()]).is_err());
        let other = Listed {
            format: 2,
            ..listed()
        };
        assert!(read(&other, vec![good]).is_err());
    }
}
