//! A head as bytes, for the project file.
//!
//! Little-endian: `"NHD1"`, number of classes (u32), number of layers (u32), width of each layer
//! (u32), then f32: the mean (width), the bias (classes), the weights (classes * width, class by
//! class). Nothing before, between or after.

use crate::linear::Linear;
use crate::standardise::Standardiser;
use crate::{LearnError, SoftmaxHead};

const MAGIC: &[u8; 4] = b"NHD1";

impl SoftmaxHead {
    /// The head as bytes; [`SoftmaxHead::from_bytes`] gives the same head again.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let layers = &self.standardiser.layers;
        let header = [self.classes(), layers.len()];
        let sizes = header.iter().chain(layers).map(|&size| size as u32);
        let numbers = self
            .standardiser
            .mean
            .iter()
            .chain(&self.linear.bias)
            .chain(&self.linear.weights);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(sizes.flat_map(u32::to_le_bytes));
        bytes.extend(numbers.flat_map(|number| number.to_le_bytes()));
        bytes
    }

    /// Reads a head, trusting no size in the bytes before it is checked against their number.
    ///
    /// # Errors
    /// [`LearnError::BadHead`] with what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LearnError> {
        let mut rest = bytes
            .strip_prefix(MAGIC)
            .ok_or(LearnError::BadHead("it does not start like one"))?;
        let classes = take_size(&mut rest)?;
        let layers = take_size(&mut rest)?;
        if classes < 2 || layers == 0 {
            return Err(LearnError::BadHead("too few classes or layers"));
        }
        if layers > rest.len() / 4 {
            return Err(LearnError::BadHead("it is cut off"));
        }
        let layers = (0..layers)
            .map(|_| take_size(&mut rest))
            .collect::<Result<Vec<_>, _>>()?;
        let width = layers
            .iter()
            .try_fold(0usize, |sum, &one| sum.checked_add(one));
        let width = width.filter(|&width| width > 0 && !layers.contains(&0));
        let width = width.ok_or(LearnError::BadHead("impossible layers"))?;
        let expected = classes.checked_mul(width).and_then(|weights| {
            weights
                .checked_add(width)?
                .checked_add(classes)?
                .checked_mul(4)
        });
        if expected != Some(rest.len()) {
            return Err(LearnError::BadHead("its size is not the one it names"));
        }
        let mean = take_numbers(&mut rest, width)?;
        let bias = take_numbers(&mut rest, classes)?;
        let weights = take_numbers(&mut rest, classes * width)?;
        Ok(Self {
            standardiser: Standardiser { layers, mean },
            linear: Linear {
                weights,
                bias,
                width,
            },
        })
    }
}

fn take_size(rest: &mut &[u8]) -> Result<usize, LearnError> {
    let (size, after) = rest
        .split_first_chunk()
        .ok_or(LearnError::BadHead("it is cut off"))?;
    *rest = after;
    Ok(u32::from_le_bytes(*size) as usize)
}

/// The next `count` numbers; the caller has checked that there are as many.
fn take_numbers(rest: &mut &[u8], count: usize) -> Result<Vec<f32>, LearnError> {
    let (numbers, after) = rest
        .split_at_checked(count * 4)
        .ok_or(LearnError::BadHead("it is cut off"))?;
    *rest = after;
    let (numbers, _) = numbers.as_chunks();
    let numbers: Vec<f32> = numbers
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes))
        .collect();
    if numbers.iter().all(|number| number.is_finite()) {
        return Ok(numbers);
    }
    Err(LearnError::BadHead("a number in it is not finite"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn head() -> SoftmaxHead {
        SoftmaxHead {
            standardiser: Standardiser {
                layers: vec![2, 1],
                mean: vec![0.5, -1.5, f32::MIN_POSITIVE],
            },
            linear: Linear {
                weights: (0..6u8).map(f32::from).collect(),
                bias: vec![0.25, -0.25],
                width: 3,
            },
        }
    }

    #[test]
    fn a_head_comes_back_from_its_bytes() {
        assert_eq!(SoftmaxHead::from_bytes(&head().to_bytes()).unwrap(), head());
    }

    #[test]
    fn a_head_that_is_cut_or_has_more_bytes_is_refused() {
        let bytes = head().to_bytes();
        for length in 0..bytes.len() {
            assert!(
                SoftmaxHead::from_bytes(&bytes[..length]).is_err(),
                "{length}"
            );
        }
        assert!(SoftmaxHead::from_bytes(&[bytes, vec![0]].concat()).is_err());
    }

    #[test]
    fn a_number_that_is_not_finite_is_refused() {
        let mut bytes = head().to_bytes();
        let last = bytes.len() - 4;
        bytes[last..].copy_from_slice(&f32::NAN.to_le_bytes());
        let refused = SoftmaxHead::from_bytes(&bytes);
        assert!(matches!(refused, Err(LearnError::BadHead(_))));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = SoftmaxHead::from_bytes(&bytes);
        }

        #[test]
        fn no_change_of_a_real_head_makes_it_panic(at in 0usize..68, byte: u8) {
            let mut bytes = head().to_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(changed) = SoftmaxHead::from_bytes(&bytes) {
                prop_assert_eq!(changed.to_bytes(), bytes);
            }
        }
    }
}
