//! Classes.

use rusqlite::Connection;

use super::Session;
use crate::error::ProjectError;
use crate::name;
use crate::op::Change;
use crate::store::{classes, photos};
use crate::view::{COLOURS, ClassId, Operation, ProjectView};

/// Most classes of a project.
pub(super) const MAX_CLASSES: usize = 100;

impl Session {
    /// Adds a class behind the others. A name that is taken gets a number.
    ///
    /// # Errors
    /// [`ProjectError::ClassNameEmpty`], [`ProjectError::TooManyClasses`],
    /// [`ProjectError::NoProject`], the disk's.
    pub fn add_class(&self, name: &str) -> Result<ProjectView, ProjectError> {
        self.change(|open| {
            open.change(Operation::AddClass, |database| {
                let id = insert(database, name)?;
                Ok(vec![Change::ClassHidden { id, hidden: false }])
            })
        })
    }

    /// Names a class; the model answers with the new name at once. A name that is taken gets a
    /// number.
    ///
    /// # Errors
    /// [`ProjectError::ClassNameEmpty`], [`ProjectError::ClassNotFound`],
    /// [`ProjectError::NoProject`], the disk's.
    pub fn rename_class(&self, id: ClassId, name: &str) -> Result<ProjectView, ProjectError> {
        self.change(|open| {
            open.change(Operation::RenameClass, |database| {
                let before = classes::shown(database, id)?.name;
                let name = free_name(database, name, Some(id))?;
                let renamed = name != before;
                Ok(renamed
                    .then_some(Change::ClassName { id, name })
                    .into_iter()
                    .collect())
            })
        })
    }

    /// Gives a class another colour of the palette, 0 to 9.
    ///
    /// # Errors
    /// [`ProjectError::BadRequest`] for another colour, [`ProjectError::ClassNotFound`],
    /// [`ProjectError::NoProject`], the disk's.
    pub fn recolour_class(&self, id: ClassId, colour: u8) -> Result<ProjectView, ProjectError> {
        if colour >= COLOURS {
            return Err(ProjectError::BadRequest("no such colour"));
        }
        self.change(|open| {
            open.change(Operation::RecolourClass, |database| {
                let recoloured = classes::shown(database, id)?.colour != colour;
                Ok(recoloured
                    .then_some(Change::ClassColour { id, colour })
                    .into_iter()
                    .collect())
            })
        })
    }

    /// Makes a class a part of another: its photos go there, and whatever names it, such as a
    /// block or the model until it is taught again, means the other one. One step, which undo takes
    /// back with all of it.
    ///
    /// # Errors
    /// [`ProjectError::BadRequest`] for a class and itself, [`ProjectError::ClassNotFound`],
    /// [`ProjectError::NoProject`], the disk's.
    pub fn merge_class(&self, from: ClassId, into: ClassId) -> Result<ProjectView, ProjectError> {
        if from == into {
            return Err(ProjectError::BadRequest("a class and itself"));
        }
        self.change(|open| {
            open.change(Operation::MergeClass, |database| {
                classes::shown(database, from)?;
                classes::shown(database, into)?;
                let photos = photos::of_class(database, from)?;
                let places: Vec<_> = photos.into_iter().map(|id| (id, into)).collect();
                let moved = (!places.is_empty()).then_some(Change::PhotosMoved(places));
                Ok(moved
                    .into_iter()
                    .chain([
                        Change::ClassHidden {
                            id: from,
                            hidden: true,
                        },
                        Change::ClassMerged {
                            id: from,
                            into: Some(into),
                        },
                    ])
                    .collect())
            })
        })
    }

    /// Deletes a class with its photos.
    ///
    /// # Errors
    /// [`ProjectError::ClassNotFound`], [`ProjectError::NoProject`], the disk's.
    pub fn delete_class(&self, id: ClassId) -> Result<ProjectView, ProjectError> {
        self.change(|open| {
            open.change(Operation::DeleteClass, |database| {
                classes::shown(database, id)?;
                Ok(vec![Change::ClassHidden { id, hidden: true }])
            })
        })
    }
}

/// Adds a hidden class with a clean name that is free, and a colour that few others have.
///
/// # Errors
/// [`ProjectError::ClassNameEmpty`], [`ProjectError::TooManyClasses`], the database's.
pub(super) fn insert(database: &Connection, name: &str) -> Result<ClassId, ProjectError> {
    let name = free_name(database, name, None)?;
    let others = classes::list(database)?;
    if others.len() >= MAX_CLASSES {
        return Err(ProjectError::TooManyClasses { max: MAX_CLASSES });
    }
    let used = |colour: u8| others.iter().filter(|class| class.colour == colour).count();
    let colour = (0..COLOURS)
        .min_by_key(|colour| used(*colour))
        .unwrap_or_default();
    classes::insert_hidden(database, &name, colour)
}

/// A clean name that no class but `own` has.
fn free_name(
    database: &Connection,
    typed: &str,
    own: Option<ClassId>,
) -> Result<String, ProjectError> {
    let name = name::clean(typed, name::MAX_CLASS_NAME).ok_or(ProjectError::ClassNameEmpty)?;
    let shown = classes::list(database)?;
    let others = shown.iter().filter(|class| Some(class.id) != own);
    Ok(name::unlike(&name, others.map(|class| class.name.as_str())))
}
