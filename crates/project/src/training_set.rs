//! The photos of a project as the learner gets them.
//!
//! Never here: pixels, the learning itself.

use std::collections::HashSet;

use ndarray::Array2;
use nunchi_learn::TrainingSet;
use nunchi_vision::{LAYER_WIDTHS, VIEWS, Views};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::ProjectError;
use crate::store::classes::{self, Class};
use crate::store::photos::{self, Taught};
use crate::view::PhotoId;

/// What is taught: the classes in the order of the screen and the photos that are shown, in an
/// order that does not depend on when they were added.
#[derive(Clone, Debug)]
pub(crate) struct Lesson {
    pub(crate) classes: Vec<Class>,
    /// Each with its index into `classes`.
    photos: Vec<(usize, Taught)>,
}

impl Lesson {
    /// Reads no embedding and no picture.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn read(database: &Connection) -> Result<Self, ProjectError> {
        let classes = classes::list(database)?;
        let index = |photo: Taught| {
            let class = classes.iter().position(|class| class.id == photo.class)?;
            Some((class, photo))
        };
        let mut photos: Vec<_> = photos::training_set(database)?
            .into_iter()
            .filter_map(index)
            .collect();
        photos.sort_by_key(|(class, photo)| {
            let square = photo.square;
            (*class, photo.hash, square.left, square.top, square.side)
        });
        Ok(Self { classes, photos })
    }

    /// SHA-256 of everything that a training depends on beside the conditions. Names and colours
    /// are not part of it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let mut sum = Sha256::new();
        for class in &self.classes {
            sum.update(class.id.0.to_le_bytes());
        }
        for (class, photo) in &self.photos {
            sum.update((*class as u64).to_le_bytes());
            sum.update(photo.hash);
            for number in [photo.square.left, photo.square.top, photo.square.side] {
                sum.update(number.to_le_bytes());
            }
        }
        sum.finalize().into()
    }

    /// Reads the embeddings.
    ///
    /// Photos of `unreadable` are left out. `None` when the network has not looked at one of the
    /// others yet; an embedding that does not read is forgotten, so that it is made again.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn gather(
        &self,
        database: &Connection,
        backbone: &[u8],
        unreadable: &HashSet<PhotoId>,
    ) -> Result<Option<TrainingSet>, ProjectError> {
        let width: usize = LAYER_WIDTHS.iter().sum();
        let mut rows = Vec::with_capacity(self.photos.len() * VIEWS * width);
        let mut labels = Vec::with_capacity(self.photos.len());
        let mut hashes = Vec::with_capacity(self.photos.len());
        for (class, photo) in &self.photos {
            let embedding = photos::embedding(database, photo.id, backbone)?;
            match embedding.map(|bytes| Views::from_bytes(&bytes)) {
                Some(Ok(views)) if views.views == VIEWS => {
                    rows.extend_from_slice(&views.rows);
                    labels.push(*class);
                    hashes.push(photo.hash);
                }
                Some(_) => {
                    photos::forget_embedding(database, photo.id)?;
                    return Ok(None);
                }
                None if unreadable.contains(&photo.id) => {}
                None => return Ok(None),
            }
        }
        let records = Array2::from_shape_vec((labels.len() * VIEWS, width), rows)
            .map_err(|error| ProjectError::Internal(error.to_string()))?;
        Ok(Some(TrainingSet {
            records,
            labels,
            hashes,
            classes: self.classes.len(),
            views: VIEWS,
            layers: LAYER_WIDTHS.to_vec(),
        }))
    }
}
