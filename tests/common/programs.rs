//! Parts of programs for the journeys.

use nunchi_project::{
    ObjectId, ObjectKind, ObjectView, PictureId, PictureSource, ProgramChange, ShapeView,
    VariableView,
};

/// An object with one drawn shape.
pub(crate) fn object(id: &str, blocks: &str) -> ObjectView {
    ObjectView {
        id: ObjectId(id.to_owned()),
        name: "별".to_owned(),
        kind: ObjectKind::Picture,
        shapes: vec![shape(PictureSource::Drawn {
            name: "star".to_owned(),
        })],
        shape: 0,
        text: String::new(),
        x: -12.5,
        y: 40.0,
        size: 100.0,
        direction: 90.0,
        rotation: 0.0,
        visible: true,
        blocks: blocks.to_owned(),
    }
}

pub(crate) fn shape(picture: PictureSource) -> ShapeView {
    ShapeView {
        id: "first".to_owned(),
        name: "모양".to_owned(),
        picture,
    }
}

/// An object that shows a kept picture.
pub(crate) fn showing(id: &str, picture: PictureId) -> ProgramChange {
    let mut object = object(id, "");
    object.shapes = vec![shape(PictureSource::Kept { id: picture })];
    ProgramChange::PutObject { object }
}

pub(crate) fn put(id: &str, blocks: &str) -> ProgramChange {
    ProgramChange::PutObject {
        object: object(id, blocks),
    }
}

pub(crate) fn remove(id: &str) -> ProgramChange {
    ProgramChange::RemoveObject {
        id: ObjectId(id.to_owned()),
    }
}

pub(crate) fn variable(id: &str, value: &str) -> VariableView {
    VariableView {
        id: id.to_owned(),
        name: "점수".to_owned(),
        value: value.to_owned(),
        shown: true,
    }
}
