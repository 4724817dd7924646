//! Block programs: their parts, and the pictures that belong to them.

use std::collections::BTreeMap;

use nunchi_vision::Photo;
use rusqlite::Connection;

use super::Session;
use super::photos::checked;
use crate::error::ProjectError;
use crate::op::Change;
use crate::program::{self, MAX_OBJECTS, MAX_SHARED, Program};
use crate::store::program as store;
use crate::view::{
    ObjectId, Operation, PictureId, PictureView, ProgramChange, ProgramSaved, ProgramView,
};

/// Most pixels of the longer side of a picture of the program: twice the width of the stage.
const PICTURE_SIDE: u32 = 960;

impl Session {
    /// The program of the project; an empty one of revision 0 when it has never had one.
    ///
    /// # Errors
    /// [`ProjectError::ProgramDamaged`] when it does not read: the file is left as it is and the
    /// rest of the project goes on working. [`ProjectError::NoProject`], the disk's.
    pub fn read_program(&self) -> Result<ProgramView, ProjectError> {
        self.core.with_project(|open| {
            let Program { shared, objects } = store::read(open.database())?;
            Ok(ProgramView {
                revision: open.program_revision(),
                shared,
                objects,
            })
        })
    }

    /// Puts parts of the program in the place of those before, as one step that can be undone
    /// under the name of `operation`. Of two changes of one part the later one counts; removing
    /// an object that is not there changes nothing.
    ///
    /// # Errors
    /// [`ProjectError::ProgramTooLarge`], [`ProjectError::PictureNotFound`],
    /// [`ProjectError::BadRequest`] for the name of another step or parts that make no sense,
    /// [`ProjectError::ProgramDamaged`], [`ProjectError::NoProject`], the disk's. Nothing is
    /// changed then.
    pub fn change_program(
        &self,
        operation: Operation,
        changes: Vec<ProgramChange>,
    ) -> Result<ProgramSaved, ProjectError> {
        program::check_operation(operation)?;
        let parts = Parts::check(&changes)?;
        self.core.with_project(|open| {
            open.change(operation, |database| parts.plan(database))?;
            Ok(ProgramSaved {
                revision: open.program_revision(),
                status: open.status()?,
            })
        })
    }

    /// Checks a picture file and keeps it for the program, at most 960 pixels wide and high. No
    /// step of the user: it is erased when the project is closed and neither the program nor a step
    /// that can be undone shows it.
    ///
    /// # Errors
    /// [`ProjectError::Photo`] for a picture that is refused, [`ProjectError::NoProject`], the
    /// disk's.
    pub fn add_picture(&self, bytes: &[u8]) -> Result<PictureView, ProjectError> {
        let project = self.core.with_project(|open| Ok(open.number()))?;
        let photo = Photo::decode(bytes)?.photo.at_most(PICTURE_SIDE)?;
        let (width, height) = (photo.width(), photo.height());
        let new = store::NewPicture {
            width,
            height,
            jpeg: photo.to_jpeg()?,
        };
        self.core.with_same_project(project, |open| {
            let id = store::insert_picture(open.database(), &new)?;
            Ok(PictureView { id, width, height })
        })
    }

    /// A picture that was kept for the program, a JPEG.
    ///
    /// # Errors
    /// [`ProjectError::PictureNotFound`], [`ProjectError::Photo`] for one that is no picture,
    /// which only a damaged file has, [`ProjectError::NoProject`], the disk's.
    pub fn picture(&self, id: PictureId) -> Result<Vec<u8>, ProjectError> {
        let jpeg = self
            .core
            .with_project(|open| store::picture(open.database(), id))?;
        checked(jpeg)
    }
}

/// The parts that a change of the program sets, as they are kept.
#[derive(Default)]
struct Parts {
    shared: Option<String>,
    /// `None` for an object that goes.
    objects: BTreeMap<ObjectId, Option<String>>,
    /// Kept pictures that must be there, with the part that shows them.
    pictures: BTreeMap<Option<ObjectId>, Vec<PictureId>>,
}

impl Parts {
    /// Looks at all that can be seen without the project.
    fn check(changes: &[ProgramChange]) -> Result<Self, ProjectError> {
        let mut parts = Self::default();
        for change in changes {
            match change {
                ProgramChange::Shared { shared } => {
                    program::check_shared(shared)?;
                    let body = json(shared)?;
                    program::check_count("data", MAX_SHARED, body.len())?;
                    parts.shared = Some(body);
                    let shown = program::pictures_of_shared(shared).collect();
                    parts.pictures.insert(None, shown);
                }
                ProgramChange::PutObject { object } => {
                    program::check_object(object)?;
                    let id = object.id.clone();
                    parts.objects.insert(id.clone(), Some(json(object)?));
                    let shown = program::pictures_of_object(object).collect();
                    parts.pictures.insert(Some(id), shown);
                }
                ProgramChange::RemoveObject { id } => {
                    program::check_id(id)?;
                    parts.objects.insert(id.clone(), None);
                    parts.pictures.remove(&Some(id.clone()));
                }
            }
        }
        Ok(parts)
    }

    /// The changes that are left when what is so already is left out.
    fn plan(self, database: &Connection) -> Result<Vec<Change>, ProjectError> {
        let before = store::read(database)?;
        for id in self.pictures.into_values().flatten() {
            store::find_picture(database, id)?;
        }
        let untouched = |id: &ObjectId| !self.objects.contains_key(id);
        let stay = before.shared.order.iter().filter(|id| untouched(id));
        let put = self.objects.values().flatten();
        program::check_count("objects", MAX_OBJECTS, stay.count() + put.count())?;
        let mut changes = Vec::new();
        if let Some(body) = self.shared
            && store::shared(database)?.as_ref() != Some(&body)
        {
            changes.push(Change::ProgramShared(Some(body)));
        }
        for (id, body) in self.objects {
            if store::object(database, &id)? != body {
                changes.push(Change::ProgramObject { id, body });
            }
        }
        Ok(changes)
    }
}

fn json(part: &impl serde::Serialize) -> Result<String, ProjectError> {
    serde_json::to_string(part).map_err(|error| ProjectError::Internal(error.to_string()))
}
