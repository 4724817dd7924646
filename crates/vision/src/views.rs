//! What the network saw in a photo, and the form in which it is kept.

use half::f16;

use crate::BackboneError;

/// Number of values of each layer in an embedding, one layer after another: the last layer, block
/// 8 and block 15, each with its strongest whitened components. Why these: `docs/decisions`, 3.
pub const LAYER_WIDTHS: [usize; 3] = [512, 256, 512];
/// Number of values of the embedding of one view.
pub const EMBEDDING_WIDTH: usize = LAYER_WIDTHS[0] + LAYER_WIDTHS[1] + LAYER_WIDTHS[2];
/// Number of views of a photo.
pub const VIEWS: usize = 2;

/// Bytes of a kept value.
const VALUE_BYTES: usize = 2;

/// The embeddings of the views of one photo or frame.
///
/// Every value is one that a 16-bit float holds, so keeping the views and reading them back
/// changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Views {
    /// `views` rows of [`EMBEDDING_WIDTH`] values.
    pub rows: Vec<f32>,
    /// Number of views, at least 1.
    pub views: usize,
}

impl Views {
    /// Rounds whole rows of finite values to 16-bit floats.
    pub(crate) fn new(mut rows: Vec<f32>) -> Result<Self, BackboneError> {
        for value in &mut rows {
            *value = f16::from_f32(*value).to_f32();
        }
        Self::checked(rows)
    }

    /// The form in which views are kept: 16-bit floats, little-endian, row after row.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let values = self.rows.iter().map(|&value| f16::from_f32(value));
        values.flat_map(f16::to_le_bytes).collect()
    }

    /// Reads the kept form back.
    ///
    /// # Errors
    /// [`BackboneError::Views`] if the bytes are not one or more whole rows of finite numbers.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackboneError> {
        let (values, rest) = bytes.as_chunks::<VALUE_BYTES>();
        if !rest.is_empty() {
            return Err(BackboneError::Views {
                values: values.len(),
            });
        }
        let values = values.iter().map(|&value| f16::from_le_bytes(value));
        Self::checked(values.map(f16::to_f32).collect())
    }

    fn checked(rows: Vec<f32>) -> Result<Self, BackboneError> {
        let whole = !rows.is_empty() && rows.len().is_multiple_of(EMBEDDING_WIDTH);
        if !whole || rows.iter().any(|value| !value.is_finite()) {
            return Err(BackboneError::Views { values: rows.len() });
        }
        let views = rows.len() / EMBEDDING_WIDTH;
        Ok(Self { rows, views })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ramp(views: usize) -> Vec<f32> {
        let values = 0..views * EMBEDDING_WIDTH;
        values.map(|i| (i as f32 * 0.37).sin() / 3.0).collect()
    }

    #[test]
    fn keeping_and_reading_back_changes_nothing() {
        for views in 1..=3 {
            let seen = Views::new(ramp(views)).unwrap();
            assert_eq!(seen.views, views);
            let bytes = seen.to_bytes();
            assert_eq!(bytes.len(), views * EMBEDDING_WIDTH * 2);
            assert_eq!(Views::from_bytes(&bytes).unwrap(), seen);
        }
    }

    #[test]
    fn parts_of_rows_and_numbers_without_a_size_are_refused() {
        let bytes = Views::new(ramp(1)).unwrap().to_bytes();
        assert!(Views::from_bytes(&[]).is_err(), "no row");
        assert!(Views::from_bytes(&bytes[2..]).is_err(), "a value less");
        assert!(Views::from_bytes(&bytes[1..]).is_err(), "half a value");
        let mut endless = bytes;
        endless[..2].copy_from_slice(&f16::INFINITY.to_le_bytes());
        assert!(Views::from_bytes(&endless).is_err(), "infinity");
        let huge = vec![1e9; EMBEDDING_WIDTH];
        assert!(Views::new(huge).is_err(), "more than 16 bits hold");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn any_bytes_are_views_or_an_error(bytes in prop::collection::vec(any::<u8>(), EMBEDDING_WIDTH * 2)) {
            if let Ok(views) = Views::from_bytes(&bytes) {
                prop_assert_eq!(views.to_bytes(), bytes);
            }
        }
    }
}
