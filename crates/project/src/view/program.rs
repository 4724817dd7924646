//! What the window is told about block programs, and what it tells of them.
//!
//! The window owns the language of the blocks: here a program's blocks are one text. What else
//! an object is, is known here, so that a picture that nobody shows any more can be erased.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names an object of the program: 1 to 64 letters, digits, `-` and `_`, made by the window.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(type = "string")]
pub struct ObjectId(pub String);

/// Row number of a picture that belongs to the program, not to a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct PictureId(pub i64);

/// All programs of a project, with the stage they play on.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ProgramView {
    /// Goes up with every change of the program since the project was opened, undo and redo
    /// included. 0 when the project has never had a program.
    #[ts(type = "number")]
    pub revision: i64,
    /// What all objects share.
    pub shared: ProgramShared,
    /// From back to front.
    pub objects: Vec<ObjectView>,
}

/// What all objects of a program share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ProgramShared {
    /// The objects from back to front. An answer names each object once; of what the window
    /// sends, unknown ids are left out and objects that are missing stand in front.
    pub order: Vec<ObjectId>,
    /// What stands behind the objects.
    pub backdrop: Option<PictureSource>,
    /// Variables, for all objects.
    pub variables: Vec<VariableView>,
    /// Lists, for all objects.
    pub lists: Vec<ListView>,
    /// Messages that objects send each other.
    pub messages: Vec<MessageView>,
}

/// A variable of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct VariableView {
    /// What blocks keep.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its value when the program starts.
    pub value: String,
    /// Whether the stage shows it.
    pub shown: bool,
}

/// A list of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ListView {
    /// What blocks keep.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its items when the program starts.
    pub items: Vec<String>,
    /// Whether the stage shows it.
    pub shown: bool,
}

/// A message that objects send each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MessageView {
    /// What blocks keep.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// What an object is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    /// It shows one of its shapes.
    Picture,
    /// It writes a text.
    Text,
}

/// Where a picture of the program comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PictureSource {
    /// Drawn for the app, known to the window by this name.
    Drawn {
        /// Names the drawing.
        name: String,
    },
    /// A test picture of the example, at `photo://localhost/example/{index}`.
    Example {
        /// Names it in the picture address.
        index: u32,
    },
    /// Kept in the project, at `photo://localhost/picture/{id}`.
    Kept {
        /// Names it in the picture address.
        id: PictureId,
    },
}

/// One of the pictures that an object can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShapeView {
    /// What blocks keep.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The picture.
    pub picture: PictureSource,
}

/// An object of the stage and its program. Numbers are those before the program starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ObjectView {
    /// What blocks keep.
    pub id: ObjectId,
    /// What it is called.
    pub name: String,
    /// What it is made of.
    pub kind: ObjectKind,
    /// At least one for a picture, none for a text.
    pub shapes: Vec<ShapeView>,
    /// Index of the shape that is shown.
    pub shape: u32,
    /// What a text object writes.
    pub text: String,
    /// Units right of the middle of the stage, -240 to 240 within it.
    pub x: f64,
    /// Units above the middle of the stage, -135 to 135 within it.
    pub y: f64,
    /// Percent of the picture's own size.
    pub size: f64,
    /// Degrees clockwise from up: the way it moves.
    pub direction: f64,
    /// Degrees clockwise that it is turned by.
    pub rotation: f64,
    /// Whether it can be seen.
    pub visible: bool,
    /// The window's own text of its blocks; empty for none.
    pub blocks: String,
}

/// One part of a program that becomes another.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProgramChange {
    /// What the objects share.
    Shared {
        /// All of it.
        shared: ProgramShared,
    },
    /// A new object, or another state of one.
    PutObject {
        /// All of it.
        object: ObjectView,
    },
    /// An object goes.
    RemoveObject {
        /// Which one.
        id: ObjectId,
    },
}

/// Answer to a change of the program: it is on the disk.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProgramSaved {
    /// The program's revision now.
    #[ts(type = "number")]
    pub revision: i64,
    /// The project after it.
    pub status: super::ProjectStatus,
}

/// A picture that was kept for the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PictureView {
    /// Names the picture in addresses.
    pub id: PictureId,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}
