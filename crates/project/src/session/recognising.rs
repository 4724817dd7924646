//! Asking the model about a picture. Only the search for similar photos waits for the project.

use std::sync::Arc;

use nunchi_vision::{Backbone, Photo, RgbSquare, Square, Views};
use rayon::prelude::*;

use super::Session;
use crate::error::ProjectError;
use crate::example;
use crate::recogniser::{Recogniser, first_view};
use crate::store::photos::{self, Taught};
use crate::view::{ExamplePicture, Prediction, SimilarPhoto, TestedPicture};

/// Embeddings that are read together: so long a change of the project may have to wait.
const AT_ONCE: usize = 256;

impl Session {
    /// What the model says of a picture file; it is not kept.
    ///
    /// # Errors
    /// [`ProjectError::NoModel`], [`ProjectError::Photo`] for a picture that is refused,
    /// [`ProjectError::Backbone`].
    pub fn recognise(&self, bytes: &[u8]) -> Result<Prediction, ProjectError> {
        let (recogniser, backbone) = self.recogniser()?;
        recogniser.recognise(&look_at_file(backbone, bytes)?)
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

    /// What the model says of a picture file, and the photos of the project that look most like it
    /// to the model: at most `most`, the most alike first. Photos that the network has not looked
    /// at are left out.
    ///
    /// # Errors
    /// As [`Session::recognise`], [`ProjectError::NoProject`], the disk's.
    pub fn test_picture(&self, bytes: &[u8], most: usize) -> Result<TestedPicture, ProjectError> {
        let (recogniser, backbone) = self.recogniser()?;
        let views = look_at_file(backbone, bytes)?;
        let likeness = recogniser.likeness(&views)?;
        let mut similar = Vec::new();
        let photos = self
            .core
            .with_project(|open| photos::training_set(open.database()))?;
        for some in photos.chunks(AT_ONCE) {
            let embeddings = self.embeddings(some, &backbone.fingerprint())?;
            let alike: Vec<SimilarPhoto> = embeddings
                .par_iter()
                // One that does not read is made again by the next training.
                .filter_map(|(photo, bytes)| Some((photo, Views::from_bytes(bytes).ok()?)))
                .map(|(photo, views)| {
                    Ok(SimilarPhoto {
                        id: photo.id,
                        class: photo.class,
                        likeness: likeness.to(first_view(&views))?,
                    })
                })
                .collect::<Result<_, ProjectError>>()?;
            similar.extend(alike);
        }
        similar.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        similar.truncate(most);
        Ok(TestedPicture {
            prediction: recogniser.recognise(&views)?,
            similar,
        })
    }

    /// The embeddings of some photos that the network has looked at.
    fn embeddings<'a>(
        &self,
        photos: &'a [Taught],
        backbone: &[u8],
    ) -> Result<Vec<(&'a Taught, Vec<u8>)>, ProjectError> {
        self.core.with_project(|open| {
            let read = |photo: &'a Taught| {
                let kept = photos::embedding(open.database(), photo.id, backbone)?;
                Ok(kept.map(|bytes| (photo, bytes)))
            };
            photos
                .iter()
                .map(read)
                .filter_map(Result::transpose)
                .collect()
        })
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

fn look_at_file(backbone: &Backbone, bytes: &[u8]) -> Result<Views, ProjectError> {
    let photo = Photo::decode(bytes)?.photo;
    let square = Square::centre(photo.width(), photo.height());
    Ok(backbone.look(&photo, square)?)
}
