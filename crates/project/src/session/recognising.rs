//! Asking the model about a picture. Nothing here waits for the project.

use std::sync::Arc;

use nunchi_vision::{Backbone, Photo, RgbSquare, Square, Views};

use super::Session;
use crate::error::ProjectError;
use crate::example;
use crate::recogniser::{Recogniser, first_view};
use crate::store::photos;
use crate::view::{ExamplePicture, Prediction, SimilarPhoto};

impl Session {
    /// What the model says of a picture file; it is not kept.
    ///
    /// # Errors
    /// [`ProjectError::NoModel`], [`ProjectError::Photo`] for a picture that is refused,
    /// [`ProjectError::Backbone`].
    pub fn recognise(&self, bytes: &[u8]) -> Result<Prediction, ProjectError> {
        let (recogniser, backbone) = self.recogniser()?;
        let photo = Photo::decode(bytes)?.photo;
        let square = Square::centre(photo.width(), photo.height());
        let views = backbone.look(&photo, square)?;
        recogniser.recognise(&views)
    }

    /// What the model says of a frame of a live camera: `side` x `side` RGBA pixels, as the
    /// camera saw them and never mirrored.
    ///
    /// # Errors
    /// [`ProjectError::NoModel`], [`ProjectError::BadRequest`] for another number of bytes,
    /// [`ProjectError::Backbone`].
    pub fn recognise_frame(&self, side: u32, rgba: &[u8]) -> Result<Prediction, ProjectError> {
        let (recogniser, backbone) = self.recogniser()?;
        let frame = RgbSquare::from_rgba_square(side, rgba)
            .map_err(|_| ProjectError::BadRequest("not a square of pixels"))?;
        let views = backbone.look_at_frame(&frame)?;
        recogniser.recognise(&views)
    }

    /// The photos of the project that look most like a picture file to the model, at most `most`,
    /// the most alike first. Photos that the network has not looked at are left out.
    ///
    /// # Errors
    /// As [`Session::recognise`], [`ProjectError::NoProject`], the disk's.
    pub fn similar_photos(
        &self,
        bytes: &[u8],
        most: usize,
    ) -> Result<Vec<SimilarPhoto>, ProjectError> {
        let (recogniser, backbone) = self.recogniser()?;
        let photo = Photo::decode(bytes)?.photo;
        let square = Square::centre(photo.width(), photo.height());
        let views = backbone.look(&photo, square)?;
        let likeness = recogniser.likeness(&views)?;
        let fingerprint = backbone.fingerprint();
        let mut similar = self.core.with_project(|open| {
            let database = open.database();
            let mut similar = Vec::new();
            for photo in photos::training_set(database)? {
                let embedding = photos::embedding(database, photo.id, &fingerprint)?;
                // One that does not read is made again by the next training.
                let views = embedding.and_then(|bytes| Views::from_bytes(&bytes).ok());
                if let Some(views) = views {
                    similar.push(SimilarPhoto {
                        id: photo.id,
                        class: photo.class,
                        likeness: likeness.to(first_view(&views))?,
                    });
                }
            }
            Ok(similar)
        })?;
        similar.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        similar.truncate(most);
        Ok(similar)
    }

    /// The pictures that the example offers for testing.
    ///
    /// # Errors
    /// None today; the window treats every command alike.
    pub fn example_pictures(&self) -> Result<Vec<ExamplePicture>, ProjectError> {
        let count = u32::try_from(example::TEST_PICTURES.len()).unwrap_or_default();
        Ok((0..count).map(|index| ExamplePicture { index }).collect())
    }

    fn recogniser(&self) -> Result<(Arc<Recogniser>, &Backbone), ProjectError> {
        let recogniser = self.core.recogniser().ok_or(ProjectError::NoModel)?;
        let backbone = self.core.backbone()?;
        if recogniser.fits(&backbone.fingerprint()) {
            Ok((recogniser, backbone))
        } else {
            // Taught with another network: the project says that it is out of date.
            Err(ProjectError::NoModel)
        }
    }
}
