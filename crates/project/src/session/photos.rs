//! Photos of classes, and the pictures that the window shows.

use std::collections::HashSet;

use nunchi_vision::{MIN_SIDE, Photo, Square};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::Session;
use crate::error::ProjectError;
use crate::example;
use crate::line::Turn;
use crate::op::Change;
use crate::open_project::OpenProject;
use crate::store::photos::NewPhoto;
use crate::store::{classes, photos};
use crate::view::{
    AddedPhoto, ClassId, Operation, PhotoDetails, PhotoId, PhotoView, ProjectView, SquareView,
};

/// Pixels along one side of a thumbnail: twice the size of a tile.
pub(super) const THUMBNAIL_SIDE: u32 = 192;

impl Session {
    /// Checks a picture file and keeps it in a class, with the square in its middle. Answers when
    /// it is on the disk; the network looks at it later.
    ///
    /// # Errors
    /// [`ProjectError::Photo`] for a picture that is refused, [`ProjectError::ClassNotFound`],
    /// [`ProjectError::NoProject`], the disk's. The class is as before then.
    pub fn add_photo(&self, class_id: ClassId, bytes: &[u8]) -> Result<AddedPhoto, ProjectError> {
        self.add_photo_after(class_id, bytes, || ())
    }

    /// As [`Session::add_photo`], for one of several that are sent at once: they are kept in the
    /// order of their turns, whichever is decoded first.
    ///
    /// # Errors
    /// As [`Session::add_photo`].
    pub fn add_photo_in_turn(
        &self,
        turn: Turn,
        class_id: ClassId,
        bytes: &[u8],
    ) -> Result<AddedPhoto, ProjectError> {
        let standing = self.core.line.stand(turn);
        self.add_photo_after(class_id, bytes, || standing.wait())
    }

    fn add_photo_after(
        &self,
        class_id: ClassId,
        bytes: &[u8],
        wait: impl FnOnce(),
    ) -> Result<AddedPhoto, ProjectError> {
        let project = self.core.with_project(|open| {
            classes::shown(open.database(), class_id)?;
            Ok(open.number())
        })?;
        let photo = Photo::decode(bytes)?.photo;
        let square = Square::centre(photo.width(), photo.height());
        let new = prepare(&photo, square)?;
        wait();
        let added = self.core.with_same_project(project, |open| {
            let id = keep(open, class_id, &new)?;
            Ok(AddedPhoto {
                class_id,
                photo: PhotoView { id, revision: 0 },
                status: open.status()?,
            })
        })?;
        self.core.queue.add(added.photo.id);
        Ok(added)
    }

    /// Deletes photos; those that are named twice are deleted once.
    ///
    /// # Errors
    /// [`ProjectError::PhotoNotFound`], [`ProjectError::NoProject`], the disk's. No photo is
    /// deleted then.
    pub fn delete_photos(&self, ids: &[PhotoId]) -> Result<ProjectView, ProjectError> {
        let ids = without_doubles(ids);
        self.change(|open| {
            open.change(Operation::DeletePhotos, |database| {
                for id in &ids {
                    photos::class_of(database, *id)?;
                }
                let hidden = !ids.is_empty();
                Ok(hidden
                    .then_some(Change::PhotosHidden { ids, hidden })
                    .into_iter()
                    .collect())
            })
        })
    }

    /// Puts photos in another class; those that are there already stay as they are.
    ///
    /// # Errors
    /// [`ProjectError::PhotoNotFound`], [`ProjectError::ClassNotFound`],
    /// [`ProjectError::NoProject`], the disk's. No photo is moved then.
    pub fn move_photos(
        &self,
        ids: &[PhotoId],
        class_id: ClassId,
    ) -> Result<ProjectView, ProjectError> {
        let ids = without_doubles(ids);
        self.change(|open| {
            open.change(Operation::MovePhotos, |database| {
                classes::shown(database, class_id)?;
                let mut places = Vec::new();
                for id in ids {
                    if photos::class_of(database, id)? != class_id {
                        places.push((id, class_id));
                    }
                }
                let moved = !places.is_empty();
                Ok(moved
                    .then_some(Change::PhotosMoved(places))
                    .into_iter()
                    .collect())
            })
        })
    }

    /// What is needed to adjust the square of a photo.
    ///
    /// # Errors
    /// [`ProjectError::PhotoNotFound`], [`ProjectError::NoProject`], the disk's.
    pub fn photo_details(&self, id: PhotoId) -> Result<PhotoDetails, ProjectError> {
        self.core
            .with_project(|open| photos::details(open.database(), id))
    }

    /// Moves and zooms the square of a photo. The network looks at it again.
    ///
    /// # Errors
    /// [`ProjectError::Photo`] for a square that is not in the photo or too small,
    /// [`ProjectError::PhotoNotFound`], [`ProjectError::NoProject`], the disk's.
    pub fn adjust_square(
        &self,
        id: PhotoId,
        wanted: SquareView,
    ) -> Result<ProjectView, ProjectError> {
        let (project, before, jpeg) = self.core.with_project(|open| {
            let before = photos::details(open.database(), id)?;
            Ok((open.number(), before, photos::kept(open.database(), id)?))
        })?;
        if wanted == before.square {
            return self.core.with_same_project(project, |open| open.view());
        }
        let SquareView { left, top, side } = wanted;
        let square = Square { left, top, side };
        // The kept form of a very long picture may be narrower than the least square.
        let least = MIN_SIDE.min(before.width).min(before.height);
        if side < least || !square.fits(before.width, before.height) {
            return Err(nunchi_vision::PhotoError::SquareOutside {
                left,
                top,
                side,
                width: before.width,
                height: before.height,
            }
            .into());
        }
        let thumbnail = Photo::from_kept(&jpeg)?.thumbnail(square, THUMBNAIL_SIDE)?;
        let view = self.core.with_same_project(project, |open| {
            open.change(Operation::AdjustSquare, |_| {
                Ok(vec![Change::PhotoSquare {
                    id,
                    square,
                    thumbnail,
                }])
            })?;
            open.view()
        })?;
        self.core.queue.add(id);
        Ok(view)
    }

    /// The picture of a photo's square, a JPEG.
    ///
    /// # Errors
    /// [`ProjectError::PhotoNotFound`], [`ProjectError::Photo`] for one that is no picture, which
    /// only a damaged file has, [`ProjectError::NoProject`], the disk's.
    pub fn thumbnail(&self, id: PhotoId) -> Result<Vec<u8>, ProjectError> {
        let jpeg = self
            .core
            .with_project(|open| photos::thumbnail(open.database(), id))?;
        checked(jpeg)
    }

    /// The whole kept photo, a JPEG.
    ///
    /// # Errors
    /// As [`Session::thumbnail`].
    pub fn photo(&self, id: PhotoId) -> Result<Vec<u8>, ProjectError> {
        let jpeg = self
            .core
            .with_project(|open| photos::kept(open.database(), id))?;
        checked(jpeg)
    }

    /// A test picture of the example, a JPEG.
    ///
    /// # Errors
    /// [`ProjectError::BadRequest`] if there is no such picture.
    pub fn example_picture(&self, index: u32) -> Result<Vec<u8>, ProjectError> {
        usize::try_from(index)
            .ok()
            .and_then(|index| example::TEST_PICTURES.get(index))
            .map(|bytes| bytes.to_vec())
            .ok_or(ProjectError::BadRequest("no such picture"))
    }
}

fn keep(open: &mut OpenProject, class: ClassId, new: &NewPhoto) -> Result<PhotoId, ProjectError> {
    let mut added = None;
    open.add_photos(class, |database| {
        classes::shown(database, class)?;
        let id = photos::insert_hidden(database, class, new)?;
        added = Some(id);
        Ok(vec![Change::PhotosHidden {
            ids: vec![id],
            hidden: false,
        }])
    })?;
    added.ok_or_else(|| ProjectError::Internal("no photo was added".into()))
}

/// The forms in which a photo is kept. Takes tens of milliseconds; no lock is needed.
pub(super) fn prepare(photo: &Photo, square: Square) -> Result<NewPhoto, ProjectError> {
    let jpeg = photo.to_jpeg()?;
    Ok(NewPhoto {
        width: photo.width(),
        height: photo.height(),
        square,
        hash: Sha256::digest(&jpeg).into(),
        thumbnail: photo.thumbnail(square, THUMBNAIL_SIDE)?,
        jpeg,
    })
}

/// Adds a photo to a project that nobody sees yet: there is no step to undo.
pub(super) fn insert_shown(
    database: &Connection,
    class: ClassId,
    new: &NewPhoto,
) -> Result<(), ProjectError> {
    let id = photos::insert_hidden(database, class, new)?;
    photos::set_hidden(database, id, false)
}

/// What comes out of a file passes the checks of what goes into one before the window shows it:
/// the file may be from anywhere.
pub(super) fn checked(jpeg: Vec<u8>) -> Result<Vec<u8>, ProjectError> {
    Photo::from_kept(&jpeg)?;
    Ok(jpeg)
}

fn without_doubles(ids: &[PhotoId]) -> Vec<PhotoId> {
    let mut seen = HashSet::new();
    ids.iter().copied().filter(|id| seen.insert(*id)).collect()
}
