//! Changes of a project. Every change can be made, and making it tells how to take it back.
//!
//! Never here: the order of undo and redo, SQL, checks of what a user typed.

use nunchi_vision::Square;
use rusqlite::Connection;

use crate::error::ProjectError;
use crate::name;
use crate::program::{pictures_of_object, pictures_of_shared};
use crate::store::hidden::Rows;
use crate::store::{classes, facts, merged, photos, program};
use crate::view::{ClassId, Conditions, ObjectId, PhotoId, PictureId};

/// One change. Rows of classes and photos are never deleted by a change, only hidden; the parts of
/// a program are texts, and the change that takes one back holds the text.
///
/// How a change is kept in the file: `kept_step.rs`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    /// Names the model.
    ModelName(String),
    /// Sets the conditions of the next training.
    Conditions(Conditions),
    /// Shows or hides a class with its photos.
    ClassHidden { id: ClassId, hidden: bool },
    /// Names a class.
    ClassName { id: ClassId, name: String },
    /// Gives a class a colour.
    ClassColour { id: ClassId, colour: u8 },
    /// Notes what a class was merged into, or that it was not.
    ClassMerged { id: ClassId, into: Option<ClassId> },
    /// Shows or hides photos.
    PhotosHidden { ids: Vec<PhotoId>, hidden: bool },
    /// Puts each photo in a class.
    PhotosMoved(Vec<(PhotoId, ClassId)>),
    /// Gives a photo a square and the picture of it.
    PhotoSquare {
        id: PhotoId,
        square: Square,
        thumbnail: Vec<u8>,
    },
    /// Sets the text of what the objects of the program share, or that there is none.
    ProgramShared(Option<String>),
    /// Sets the text of an object of the program, or that there is no such object.
    ProgramObject { id: ObjectId, body: Option<String> },
}

impl Change {
    /// Whether it changes the program, and nothing else.
    pub(crate) fn is_of_program(&self) -> bool {
        matches!(self, Self::ProgramShared(_) | Self::ProgramObject { .. })
    }

    /// Whether something was hidden when this is what takes it back.
    pub(crate) fn shows_again(&self) -> bool {
        matches!(
            self,
            Self::ClassHidden { hidden: false, .. } | Self::PhotosHidden { hidden: false, .. }
        )
    }

    /// The kept pictures that the program shows when it is made.
    pub(crate) fn program_pictures(&self) -> Option<Vec<PictureId>> {
        let pictures = match self {
            Self::ProgramShared(Some(body)) => {
                let shared = program::parse_shared(body).ok()?;
                pictures_of_shared(&shared).collect()
            }
            Self::ProgramObject {
                id,
                body: Some(body),
            } => {
                let object = program::parse_object(&id.0, body).ok()?;
                pictures_of_object(&object).collect()
            }
            _ => return None,
        };
        Some(pictures)
    }

    /// Adds the rows of classes and photos without which it cannot be made.
    pub(crate) fn add_rows(&self, rows: &mut Rows) {
        match self {
            Self::ClassHidden { id, .. }
            | Self::ClassName { id, .. }
            | Self::ClassColour { id, .. } => {
                rows.classes.insert(*id);
            }
            Self::ClassMerged { id, into } => {
                rows.classes.insert(*id);
                rows.classes.extend(into);
            }
            Self::PhotosHidden { ids, .. } => rows.photos.extend(ids),
            Self::PhotosMoved(places) => {
                rows.photos.extend(places.iter().map(|(id, _)| *id));
                rows.classes.extend(places.iter().map(|(_, class)| *class));
            }
            Self::PhotoSquare { id, .. } => {
                rows.photos.insert(*id);
            }
            Self::ModelName(_)
            | Self::Conditions(_)
            | Self::ProgramShared(_)
            | Self::ProgramObject { .. } => {}
        }
    }

    /// About what it takes in memory beside a few numbers: texts, pictures and lists.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::PhotosHidden { ids, .. } => size_of_val(ids.as_slice()),
            Self::PhotosMoved(places) => size_of_val(places.as_slice()),
            Self::PhotoSquare { thumbnail, .. } => thumbnail.len(),
            Self::ProgramShared(body) | Self::ProgramObject { body, .. } => {
                body.as_ref().map_or(0, String::len)
            }
            Self::ModelName(_)
            | Self::Conditions(_)
            | Self::ClassHidden { .. }
            | Self::ClassName { .. }
            | Self::ClassColour { .. }
            | Self::ClassMerged { .. } => 0,
        }
    }

    /// Makes the change inside a transaction and returns the change that takes it back.
    ///
    /// # Errors
    /// The database's, or that something is not in the project.
    pub(crate) fn make(self, database: &Connection) -> Result<Self, ProjectError> {
        match self {
            Self::ModelName(name) => {
                let before = facts::read(database)?.name;
                facts::set_name(database, &name)?;
                Ok(Self::ModelName(before))
            }
            Self::Conditions(conditions) => {
                let before = facts::read(database)?.conditions;
                facts::set_conditions(database, conditions)?;
                Ok(Self::Conditions(before))
            }
            Self::ClassHidden { id, hidden } => {
                if !hidden {
                    mend_name(database, id)?;
                }
                classes::set_hidden(database, id, hidden)?;
                Ok(Self::ClassHidden {
                    id,
                    hidden: !hidden,
                })
            }
            Self::ClassName { id, name } => {
                let before = classes::any(database, id)?.name;
                classes::set_name(database, id, &name)?;
                Ok(Self::ClassName { id, name: before })
            }
            Self::ClassColour { id, colour } => {
                let before = classes::any(database, id)?.colour;
                classes::set_colour(database, id, colour)?;
                Ok(Self::ClassColour { id, colour: before })
            }
            Self::ClassMerged { id, into } => {
                let before = merged::of(database, id)?;
                merged::set(database, id, into)?;
                Ok(Self::ClassMerged { id, into: before })
            }
            Self::PhotosHidden { ids, hidden } => {
                for id in &ids {
                    photos::set_hidden(database, *id, hidden)?;
                }
                Ok(Self::PhotosHidden {
                    ids,
                    hidden: !hidden,
                })
            }
            Self::PhotosMoved(places) => move_photos(database, places),
            Self::PhotoSquare {
                id,
                square,
                thumbnail,
            } => set_square(database, id, square, &thumbnail),
            Self::ProgramShared(body) => {
                let before = program::shared(database)?;
                program::set_shared(database, body.as_deref())?;
                Ok(Self::ProgramShared(before))
            }
            Self::ProgramObject { id, body } => {
                let before = program::object(database, &id)?;
                program::set_object(database, &id, body.as_deref())?;
                Ok(Self::ProgramObject { id, body: before })
            }
        }
    }
}

/// A class that comes back may find its name taken.
fn mend_name(database: &Connection, id: ClassId) -> Result<(), ProjectError> {
    let class = classes::any(database, id)?;
    let shown = classes::list(database)?;
    let others = shown.iter().filter(|other| other.id != id);
    let mended = name::unlike(&class.name, others.map(|other| other.name.as_str()));
    if mended == class.name {
        Ok(())
    } else {
        classes::set_name(database, id, &mended)
    }
}

fn move_photos(
    database: &Connection,
    places: Vec<(PhotoId, ClassId)>,
) -> Result<Change, ProjectError> {
    let mut before = Vec::with_capacity(places.len());
    for (id, class) in places {
        before.push((id, photos::class_of(database, id)?));
        photos::set_class(database, id, class)?;
    }
    Ok(Change::PhotosMoved(before))
}

fn set_square(
    database: &Connection,
    id: PhotoId,
    square: Square,
    thumbnail: &[u8],
) -> Result<Change, ProjectError> {
    let now = photos::details(database, id)?;
    if !square.fits(now.width, now.height) {
        return Err(ProjectError::Damaged("a square outside its photo".into()));
    }
    let before = Change::PhotoSquare {
        id,
        square: Square {
            left: now.square.left,
            top: now.square.top,
            side: now.square.side,
        },
        thumbnail: photos::thumbnail(database, id)?,
    };
    photos::set_square(database, id, square, thumbnail)?;
    Ok(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn a_class_that_comes_back_gives_way_to_one_that_took_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("test.nunchi")).unwrap();
        let names: Vec<_> = store
            .transact(|database| {
                let old = classes::insert_hidden(database, "고양이", 0)?;
                let new = classes::insert_hidden(database, "고양이", 1)?;
                for id in [new, old] {
                    Change::ClassHidden { id, hidden: false }.make(database)?;
                }
                classes::list(database)
            })
            .unwrap()
            .into_iter()
            .map(|class| class.name)
            .collect();
        assert_eq!(names, ["고양이 2", "고양이"]);
    }
}
