//! The embeddings and labels that a head is trained on.

use ndarray::{Array2, ArrayView1};

use crate::LearnError;

/// Photos as rows of numbers, with their labels.
///
/// The order of the photos does not matter: [`crate::train`] sorts them by class and hash first.
#[derive(Clone, Debug)]
pub struct TrainingSet {
    /// Shape `(photos * views, width)`; the views of one photo are neighbours.
    pub records: Array2<f32>,
    /// Class of each photo, `0..classes`; one for each photo, not for each view.
    pub labels: Vec<usize>,
    /// SHA-256 of each photo, or anything else that names it for good: it decides on which side
    /// of the validation split the photo is.
    pub hashes: Vec<[u8; 32]>,
    /// Number of classes, at least 2.
    pub classes: usize,
    /// Rows of one photo, at least 1.
    pub views: usize,
    /// Width of each layer of a row; they add up to the width of `records`. The most telling layer
    /// comes first: it weighs twice as much as each other one.
    pub layers: Vec<usize>,
}

impl TrainingSet {
    /// Number of photos.
    #[must_use]
    pub fn photos(&self) -> usize {
        self.labels.len()
    }

    /// The views of the given photos of a checked set, photo by photo.
    pub(crate) fn rows_of<'a>(
        &'a self,
        photos: &'a [usize],
    ) -> impl Iterator<Item = ArrayView1<'a, f32>> {
        photos
            .iter()
            .flat_map(|photo| photo * self.views..(photo + 1) * self.views)
            .map(|row| self.records.row(row))
    }

    /// Photos of a checked set by class and hash: the same order for the same photos.
    pub(crate) fn sort(&self, photos: &mut [usize]) {
        photos.sort_by_key(|&photo| (self.labels[photo], self.hashes[photo]));
    }

    /// Checks everything that training relies on, before any work.
    pub(crate) fn check(&self) -> Result<(), LearnError> {
        self.check_shape()?;
        if self.classes < 2 {
            return Err(LearnError::TooFewClasses(self.classes));
        }
        let mut photos = vec![0usize; self.classes];
        for &label in &self.labels {
            let count = photos.get_mut(label).ok_or_else(|| {
                LearnError::Shape(format!("label {label} of {} classes", self.classes))
            })?;
            *count += 1;
        }
        if let Some(empty) = photos.iter().position(|&count| count == 0) {
            return Err(LearnError::EmptyClass(empty));
        }
        let broken = |row: ArrayView1<f32>| row.iter().any(|value| !value.is_finite());
        match self.records.rows().into_iter().position(broken) {
            Some(row) => Err(LearnError::NotFinite(row)),
            None => Ok(()),
        }
    }

    fn check_shape(&self) -> Result<(), LearnError> {
        let (rows, width) = self.records.dim();
        if self.views == 0 || self.photos().checked_mul(self.views) != Some(rows) {
            return Err(LearnError::Shape(format!(
                "{rows} rows for {} photos of {} views",
                self.photos(),
                self.views
            )));
        }
        if self.hashes.len() != self.photos() {
            return Err(LearnError::Shape(format!(
                "{} hashes for {} photos",
                self.hashes.len(),
                self.photos()
            )));
        }
        if width == 0 || self.layers.contains(&0) || self.layers.iter().sum::<usize>() != width {
            return Err(LearnError::Shape(format!(
                "layers {:?} for a width of {width}",
                self.layers
            )));
        }
        Ok(())
    }
}
