//! Which photos a training learns from, and which it keeps for validation.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Indices of photos on the two sides, each in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Photos to learn from; at least one of every class that has photos.
    pub training: Vec<usize>,
    /// Photos kept for validation; empty at a ratio of 0.
    pub validation: Vec<usize>,
}

/// Splits each class by the ratio: 4 photos at 0.25 are 3 and 1.
///
/// The side of a photo follows from its hash and the seed alone, by its rank among the photos of
/// its class. A photo that is added therefore takes its own place and moves at most one other.
/// Above a ratio of 0 a class of two photos or more has at least one on either side.
#[must_use]
pub fn split(
    labels: &[usize],
    hashes: &[[u8; 32]],
    classes: usize,
    ratio: f64,
    seed: u64,
) -> Split {
    let mut split = Split {
        training: Vec::with_capacity(labels.len()),
        validation: Vec::new(),
    };
    for class in 0..classes {
        let mut ranked: Vec<(u64, usize)> = labels
            .iter()
            .zip(hashes)
            .enumerate()
            .filter(|&(_, (&label, _))| label == class)
            .map(|(photo, (_, hash))| (rank(hash, seed), photo))
            .collect();
        ranked.sort_unstable();
        let kept = validation_photos(ranked.len(), ratio);
        let photos = ranked.into_iter().map(|(_, photo)| photo);
        for (place, photo) in photos.enumerate() {
            if place < kept {
                split.validation.push(photo);
            } else {
                split.training.push(photo);
            }
        }
    }
    split.training.sort_unstable();
    split.validation.sort_unstable();
    split
}

/// Photos of a class that are kept for validation.
fn validation_photos(photos: usize, ratio: f64) -> usize {
    if ratio <= 0.0 || photos < 2 {
        return 0;
    }
    ((photos as f64 * ratio).round() as usize).clamp(1, photos - 1)
}

/// A number for the photo that looks random and is always the same.
fn rank(hash: &[u8; 32], seed: u64) -> u64 {
    let mut key = *hash;
    for (byte, of_seed) in key.iter_mut().zip(seed.to_le_bytes()) {
        *byte ^= of_seed;
    }
    ChaCha8Rng::from_seed(key).next_u64()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(number: u64) -> [u8; 32] {
        let mut bytes = [0; 32];
        ChaCha8Rng::seed_from_u64(number).fill_bytes(&mut bytes);
        bytes
    }

    /// One class of `photos` photos.
    fn one_class(photos: u64, ratio: f64) -> Split {
        let hashes: Vec<_> = (0..photos).map(hash).collect();
        split(&vec![0; hashes.len()], &hashes, 1, ratio, 7)
    }

    #[test]
    fn each_class_is_split_by_the_ratio() {
        for (photos, ratio, training, validation) in [
            (4, 0.25, 3, 1),
            (5, 0.25, 4, 1),
            (20, 0.25, 15, 5),
            (50, 0.5, 25, 25),
            (5, 0.01, 4, 1),
            (2, 0.5, 1, 1),
            (1, 0.5, 1, 0),
            (6, 0.0, 6, 0),
        ] {
            let split = one_class(photos, ratio);
            assert_eq!(
                (split.training.len(), split.validation.len()),
                (training, validation),
                "{photos} photos at {ratio}"
            );
        }
    }

    #[test]
    fn every_photo_is_on_exactly_one_side() {
        let labels: Vec<usize> = (0..90).map(|photo| photo % 3).collect();
        let hashes: Vec<_> = (0..90).map(hash).collect();
        let split = split(&labels, &hashes, 3, 0.25, 1);
        let mut all = [split.training, split.validation].concat();
        all.sort_unstable();
        assert_eq!(all, (0..90).collect::<Vec<_>>());
    }

    #[test]
    fn a_photo_that_is_added_moves_at_most_one_other() {
        for photos in 4..60 {
            let before = one_class(photos, 0.25).validation;
            let after = one_class(photos + 1, 0.25).validation;
            let newcomer = photos as usize;
            let left = before.iter().filter(|photo| !after.contains(photo));
            let came = after
                .iter()
                .filter(|photo| !before.contains(photo) && **photo != newcomer);
            assert!(left.count() + came.count() <= 1, "at {photos} photos");
        }
    }

    #[test]
    fn the_order_of_the_photos_does_not_matter_and_the_seed_does() {
        let hashes: Vec<_> = (0..40).map(hash).collect();
        let mut turned = hashes.clone();
        turned.reverse();
        let kept = |hashes: &[[u8; 32]], seed| {
            let split = split(&[0; 40], hashes, 1, 0.25, seed);
            let mut kept: Vec<_> = split.validation.iter().map(|&at| hashes[at]).collect();
            kept.sort_unstable();
            kept
        };
        assert_eq!(kept(&hashes, 7), kept(&turned, 7));
        assert_ne!(kept(&hashes, 7), kept(&hashes, 8));
    }
}
