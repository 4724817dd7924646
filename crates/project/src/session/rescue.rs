//! Rescuing what still reads of a project that cannot be opened, into a new one. The file itself
//! is never written.

use std::collections::HashSet;
use std::path::Path;

use nunchi_vision::{Photo, Square};
use rayon::prelude::*;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::Session;
use super::classes::MAX_CLASSES;
use super::importing::{clean_class, clean_model};
use super::photos::{THUMBNAIL_SIDE, insert_shown, prepare};
use crate::conditions;
use crate::core::lock;
use crate::error::ProjectError;
use crate::folder::Place;
use crate::name::{self, MAX_MODEL_NAME};
use crate::program::{self, MAX_OBJECTS};
use crate::store::classes::Class;
use crate::store::models::Model;
use crate::store::photos::NewPhoto;
use crate::store::program as program_rows;
use crate::store::program::NewPicture;
use crate::store::rescue::{FoundPhoto, FoundRow, Salvage};
use crate::store::{Store, classes, facts, merged, models};
use crate::view::{ClassId, ObjectId, PictureId, ProjectId, ProjectView, RescueView};

/// Photos that are read, checked and kept together.
const AT_ONCE: usize = 32;

impl Session {
    /// What could be rescued of a project, or of a file that was refused. Changes nothing.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], the disk's.
    pub fn rescue_look(&self, id: &ProjectId) -> Result<RescueView, ProjectError> {
        let _switching = lock(&self.core.switching);
        let (_, path) = self.core.folder.find(id)?;
        if self.is_open(id) {
            // While SQLite holds no lock on the file, which reading it by other means would drop.
            self.core.with_project(|_| look(&path))
        } else {
            look(&path)
        }
    }

    /// Makes a new project of all that still reads, and opens it. Each photo passes the checks
    /// that every picture passes. The project itself stays as it is; a file that was refused has
    /// served then and is erased.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], the disk's; nothing is changed then.
    pub fn rescue(&self, id: &ProjectId) -> Result<ProjectView, ProjectError> {
        let _switching = lock(&self.core.switching);
        let (place, path) = self.core.folder.find(id)?;
        // A plain handle of a file that SQLite has open would drop its locks.
        let was_open = self.is_open(id);
        if was_open {
            self.core.switch(None);
        }
        let made = self
            .core
            .folder
            .create(|store| fill(store, Salvage::read(&path)?))
            .inspect_err(|_| self.go_back(was_open.then_some(id)))?;
        let view = self.enter(made)?;
        if place == Place::Refused
            && let Err(error) = self.core.folder.erase(place, id)
        {
            tracing::warn!(%error, "a rescued file stays behind");
        }
        Ok(view)
    }

    /// Erases a file that was refused.
    ///
    /// # Errors
    /// [`ProjectError::ProjectNotFound`], the disk's.
    pub fn discard_refused(&self, id: &ProjectId) -> Result<(), ProjectError> {
        self.core.folder.erase(Place::Refused, id)
    }
}

/// What can be rescued of a file. Pictures are known by their sums, and decoded only without one.
pub(super) fn look(path: &Path) -> Result<RescueView, ProjectError> {
    let mut salvage = Salvage::read(path)?;
    let model = salvage.model().and_then(models::of_values);
    let classes = Classes::of(&salvage, model.as_ref());
    let mut view = RescueView {
        classes: number(classes.list.len()),
        photos: 0,
        lost_photos: 0,
        model: model.is_some(),
        program: !Program::of(&salvage).is_empty(),
    };
    for photo in std::mem::take(&mut salvage.photos) {
        match picture(&mut salvage, &photo) {
            Some(_) => view.photos += 1,
            None => view.lost_photos += 1,
        }
    }
    Ok(view)
}

fn fill(store: &mut Store, mut salvage: Salvage) -> Result<(), ProjectError> {
    let model = salvage.model().and_then(models::of_values);
    let classes = Classes::of(&salvage, model.as_ref());
    store.transact(|database| {
        keep_facts(database, &salvage)?;
        for class in &classes.list {
            classes::insert_as(database, class)?;
        }
        for (id, into) in &salvage.merged {
            merged::set(database, *id, Some(*into))?;
        }
        merged::forget_lost(database)?;
        keep_program(database, &mut salvage)?;
        if let Some(model) = &model {
            models::replace(database, model)?;
            clean_model(database)?;
        }
        Ok(())
    })?;
    let photos = std::mem::take(&mut salvage.photos);
    for some in photos.chunks(AT_ONCE) {
        let pictures: Vec<_> = some
            .iter()
            .filter_map(|photo| Some((photo, picture(&mut salvage, photo)?)))
            .collect();
        let checked: Vec<_> = pictures
            .into_par_iter()
            .filter_map(|(photo, jpeg)| {
                let new = check(photo, jpeg)
                    .inspect_err(|error| tracing::warn!(%error, "a photo is not rescued"));
                Some((classes.of_photo(photo)?, new.ok()?))
            })
            .collect();
        store.transact(|database| {
            for (class, new) in &checked {
                insert_shown(database, *class, new)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn keep_facts(database: &Connection, salvage: &Salvage) -> Result<(), ProjectError> {
    let name = salvage.name.as_deref().unwrap_or_default();
    let name = name::clean(name, MAX_MODEL_NAME).unwrap_or_else(|| name::NAMELESS.into());
    facts::set_name(database, &name)?;
    match salvage.conditions {
        Some(kept) if conditions::check(&kept, &conditions::ranges(0, &kept)).is_ok() => {
            facts::set_conditions(database, kept)
        }
        _ => Ok(()),
    }
}

/// The classes of the new project, under the ids that blocks and the model know.
struct Classes {
    list: Vec<Class>,
    /// Takes the photos of which nobody knows the class.
    homeless: Option<ClassId>,
}

impl Classes {
    fn of(salvage: &Salvage, model: Option<&Model>) -> Self {
        let mut classes = Self {
            list: Vec::new(),
            homeless: None,
        };
        for class in &salvage.classes {
            classes.add(class.id, &class.name, class.colour);
        }
        let rows = || salvage.photos.iter().map(|photo| photo.row.as_ref());
        for row in rows().flatten() {
            // The row of the class is lost. The model may still know what it was called.
            let taught = model.and_then(|model| {
                let mut taught = model.classes.iter();
                taught.find(|class| class.id == row.class)
            });
            let (name, colour) = taught.map_or(("", 0), |class| (&class.name, class.colour));
            classes.add(row.class, name, colour);
        }
        let knows = |row: Option<&FoundRow>| row.is_some_and(|row| classes.has(row.class));
        if !rows().all(knows) {
            let ids = classes.list.iter().map(|class| class.id.0);
            let id = ClassId(ids.max().unwrap_or_default() + 1);
            classes.homeless = Some(id);
            classes.put(id, "", 0);
        }
        classes
    }

    /// Adds a class unless it is there, or there are as many as a project has.
    fn add(&mut self, id: ClassId, name: &str, colour: u8) {
        // One place is left for the photos without a class.
        let room = self.list.len() + 1 < MAX_CLASSES;
        if room && !self.has(id) && (1..1 << 53).contains(&id.0) {
            self.put(id, name, colour);
        }
    }

    fn put(&mut self, id: ClassId, name: &str, colour: u8) {
        let taken = self.list.iter().map(|class| class.name.as_str());
        self.list.push(Class {
            id,
            name: name::unlike(&clean_class(name), taken),
            colour: colour % 10,
        });
    }

    fn has(&self, id: ClassId) -> bool {
        self.list.iter().any(|class| class.id == id)
    }

    fn of_photo(&self, photo: &FoundPhoto) -> Option<ClassId> {
        let own = photo.row.as_ref().map(|row| row.class);
        own.filter(|id| self.has(*id)).or(self.homeless)
    }
}

/// The bytes of a photo as it was kept, if they are whole. Its thumbnail is as much of a picture;
/// the sum in the photo's row tells them apart, else their size.
fn picture(salvage: &mut Salvage, photo: &FoundPhoto) -> Option<Vec<u8>> {
    let pictures = salvage.pictures_of(photo);
    if let Some(row) = &photo.row
        && let Some(at) = pictures
            .iter()
            .position(|jpeg| Sha256::digest(jpeg)[..] == row.hash)
    {
        return pictures.into_iter().nth(at);
    }
    let is_kept_photo = |jpeg: &Vec<u8>| {
        let size = Photo::from_kept(jpeg).map(|photo| (photo.width(), photo.height()));
        size.is_ok_and(|size| size != (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    };
    pictures.into_iter().find(is_kept_photo)
}

/// Looks at a picture as at any that comes into the app.
fn check(found: &FoundPhoto, jpeg: Vec<u8>) -> Result<NewPhoto, ProjectError> {
    let photo = Photo::from_kept(&jpeg)?;
    let (width, height) = (photo.width(), photo.height());
    let kept = found.row.as_ref().map(|row| row.square);
    let square = kept
        .filter(|square| square.side > 0 && square.fits(width, height))
        .unwrap_or_else(|| Square::centre(width, height));
    let hash: [u8; 32] = Sha256::digest(&jpeg).into();
    // Without a row nobody knows the sum; writing the picture anew would only blur it.
    let as_it_was = found.row.as_ref().is_none_or(|row| row.hash == hash);
    if !as_it_was {
        return prepare(&photo, square);
    }
    Ok(NewPhoto {
        width,
        height,
        square,
        hash,
        thumbnail: photo.thumbnail(square, THUMBNAIL_SIDE)?,
        jpeg,
    })
}

/// The parts of the program that read, as texts.
#[derive(Default)]
struct Program {
    shared: Option<String>,
    objects: Vec<(ObjectId, String)>,
    pictures: HashSet<PictureId>,
}

impl Program {
    fn of(salvage: &Salvage) -> Self {
        let mut program = Self::default();
        if let Some(body) = &salvage.shared
            && let Ok(shared) = program_rows::parse_shared(body)
        {
            program
                .pictures
                .extend(program::pictures_of_shared(&shared));
            program.shared = Some(body.clone());
        }
        for (id, body) in salvage.objects.iter().take(MAX_OBJECTS) {
            if let Ok(object) = program_rows::parse_object(id, body) {
                program
                    .pictures
                    .extend(program::pictures_of_object(&object));
                program.objects.push((object.id, body.clone()));
            }
        }
        program
    }

    fn is_empty(&self) -> bool {
        self.shared.is_none() && self.objects.is_empty()
    }
}

fn keep_program(database: &Connection, salvage: &mut Salvage) -> Result<(), ProjectError> {
    let program = Program::of(salvage);
    program_rows::set_shared(database, program.shared.as_deref())?;
    for (id, body) in &program.objects {
        program_rows::set_object(database, id, Some(body))?;
    }
    for id in program.pictures {
        let picture = salvage.picture(id).map(|jpeg| check_picture(&jpeg));
        match picture {
            Some(Ok(picture)) => program_rows::insert_picture_as(database, id, &picture)?,
            Some(Err(error)) => tracing::warn!(%error, "a picture is not rescued"),
            None => {}
        }
    }
    Ok(())
}

fn check_picture(jpeg: &[u8]) -> Result<NewPicture, ProjectError> {
    let photo = Photo::from_kept(jpeg)?;
    Ok(NewPicture {
        width: photo.width(),
        height: photo.height(),
        jpeg: photo.to_jpeg()?,
    })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
