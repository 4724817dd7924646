//! What is in a project, told by its content alone: no row numbers, nothing that a fault could hide
//! behind.

use std::collections::{BTreeMap, BTreeSet};

use std::path::Path;

use nunchi_project::{PhotoId, ProjectView, Session, SquareView};
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::photos::Failure;

/// The variable of the program that counts its changes.
pub(super) const VERSION: &str = "version";

/// Everything that a step can change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    pub(super) project: Project,
    pub(super) model: Option<Model>,
    /// A preference of the app, kept beside the projects.
    pub(super) mirror: bool,
}

/// The part that undo takes back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Project {
    pub(super) name: String,
    /// In the order of the screen.
    pub(super) classes: Vec<Class>,
    /// SHA-256 of each object of the program.
    pub(super) objects: BTreeMap<String, String>,
    /// The value of the one variable.
    pub(super) version: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) photos: BTreeSet<Photo>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Photo {
    /// Of the kept form.
    pub(super) sha256: String,
    /// Left, top, side.
    pub(super) square: [u32; 3],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Model {
    pub(super) version: i64,
    pub(super) photos: u32,
}

/// A project as it was read, with the row numbers that the next step needs.
pub(super) struct Found {
    pub(super) content: Content,
    pub(super) view: ProjectView,
    pub(super) ids: BTreeMap<String, PhotoId>,
}

impl Content {
    pub(super) fn sha256(&self) -> Result<String, Failure> {
        Ok(hex(&serde_json::to_vec(self)?))
    }
}

impl Project {
    pub(super) fn photos(&self) -> impl Iterator<Item = &Photo> {
        self.classes.iter().flat_map(|class| &class.photos)
    }
}

/// SHA-256, as letters.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let sum = Sha256::digest(bytes);
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How long the history of a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct History {
    /// Steps that can be undone.
    pub(super) undo: u64,
    /// Steps that can be done again.
    pub(super) redo: u64,
    /// Steps that were ever begun: what tells a photo that joined a step from one that is a step,
    /// when the history is as long as it can be.
    pub(super) begun: u64,
}

impl History {
    /// Counted in the file; the app tells only whether there is a step.
    pub(super) fn of(file: &Path) -> Result<Self, Failure> {
        let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let sql = "SELECT count(*) FILTER (WHERE undone = 0), count(*) FILTER (WHERE undone <> 0),
                   coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'step'), 0) FROM step";
        let numbers: [i64; 3] =
            database.query_one(sql, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
        let [undo, redo, begun] = numbers.map(i64::cast_unsigned);
        Ok(Self { undo, redo, begun })
    }
}

/// Reads the open project: every photo, every thumbnail, the program.
pub(super) fn read(session: &Session) -> Result<Found, Failure> {
    let start = session.start()?;
    let view = start.project.ok_or("no project is open")?;
    let mut ids = BTreeMap::new();
    let mut classes = Vec::new();
    for class in &view.classes {
        let mut photos = BTreeSet::new();
        for photo in &class.photos {
            if session.thumbnail(photo.id)?.is_empty() {
                return Err(format!("photo {} has no thumbnail", photo.id.0).into());
            }
            let sha256 = hex(&session.photo(photo.id)?);
            let SquareView { left, top, side } = session.photo_details(photo.id)?.square;
            ids.insert(sha256.clone(), photo.id);
            photos.insert(Photo {
                sha256,
                square: [left, top, side],
            });
        }
        if photos.len() != class.photos.len() {
            return Err("a photo is there twice".into());
        }
        classes.push(Class {
            name: class.name.clone(),
            photos,
        });
    }
    let program = session.read_program()?;
    let objects = program
        .objects
        .iter()
        .map(|object| Ok((object.id.0.clone(), hex(&serde_json::to_vec(object)?))))
        .collect::<Result<_, Failure>>()?;
    let mut variables = program.shared.variables.iter();
    let content = Content {
        project: Project {
            name: view.name.clone(),
            classes,
            objects,
            version: variables
                .find(|one| one.id == VERSION)
                .map(|one| one.value.clone()),
        },
        model: view.status.model.as_ref().map(|model| Model {
            version: model.version,
            photos: model.photos,
        }),
        mirror: start.preferences.mirror,
    };
    Ok(Found { content, view, ids })
}
