//! Whitening: features are turned and stretched so that every direction counts alike.
//!
//! A network's features move together, and a few strong directions drown the rest. For each layer
//! `z = (sqrt(f) - mean) U diag(1 / sqrt(e + mean(e)))`, where mean, eigenvectors U and eigenvalues
//! e are those of generic pictures, never of the user's. `tools/backbone/whiten.py` makes the file
//! and describes its format.

use half::f16;

use crate::{BackboneError, EMBEDDING_WIDTH, Features, LAYER_WIDTHS};

const MAGIC: &[u8; 8] = b"NUNCHIW1";
/// Number of features of each layer, in the order of [`LAYER_WIDTHS`].
const FEATURES: [usize; LAYER_WIDTHS.len()] = [1280, 480, 1152];

/// The statistics of every layer.
pub(crate) struct Whitening {
    layers: [Layer; LAYER_WIDTHS.len()],
}

struct Layer {
    /// Mean of the square roots.
    mean: Vec<f32>,
    /// One row of `mean.len()` factors for each component.
    rows: Vec<f32>,
}

impl Whitening {
    /// Reads the file; every size in it must be the one that this program was built for.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, BackboneError> {
        let mut reader = Reader(bytes);
        if reader.take(MAGIC.len())? != MAGIC || reader.number()? != LAYER_WIDTHS.len() {
            return Err(wrong("its start"));
        }
        let mut layers = Vec::with_capacity(LAYER_WIDTHS.len());
        for (features, width) in FEATURES.into_iter().zip(LAYER_WIDTHS) {
            layers.push(Layer::read(&mut reader, features, width)?);
        }
        if !reader.0.is_empty() {
            return Err(wrong("its length"));
        }
        let layers = layers.try_into().map_err(|_| wrong("its layers"))?;
        Ok(Self { layers })
    }

    /// One row of [`EMBEDDING_WIDTH`] values for each of the views, row after row.
    pub(crate) fn apply(&self, views: &[Features]) -> Result<Vec<f32>, BackboneError> {
        let mut out = vec![0.0; views.len() * EMBEDDING_WIDTH];
        let mut offset = 0;
        for (index, layer) in self.layers.iter().enumerate() {
            let centred = views
                .iter()
                .map(|view| layer.centred(layer_of(view, index)))
                .collect::<Result<Vec<_>, _>>()?;
            // All views at each row: the matrix is larger than a cache, and is read once.
            for (column, row) in layer.rows.chunks_exact(layer.mean.len()).enumerate() {
                for (view, centred) in centred.iter().enumerate() {
                    out[view * EMBEDDING_WIDTH + offset + column] = dot(row, centred);
                }
            }
            offset += LAYER_WIDTHS[index];
        }
        Ok(out)
    }
}

impl Layer {
    fn read(reader: &mut Reader, features: usize, width: usize) -> Result<Self, BackboneError> {
        if (reader.number()?, reader.number()?) != (features, width) {
            return Err(wrong("the size of a layer"));
        }
        let mean = reader.take(features * 4)?.as_chunks::<4>().0;
        let rows = reader.take(features * width * 2)?.as_chunks::<2>().0;
        Ok(Self {
            mean: mean
                .iter()
                .map(|&bytes| f32::from_le_bytes(bytes))
                .collect(),
            rows: rows
                .iter()
                .map(|&bytes| f16::from_le_bytes(bytes).to_f32())
                .collect(),
        })
    }

    fn centred(&self, features: &[f32]) -> Result<Vec<f32>, BackboneError> {
        if features.len() != self.mean.len() {
            return Err(BackboneError::Network("an output of another size".into()));
        }
        let both = features.iter().zip(&self.mean);
        Ok(both.map(|(f, mean)| f.max(0.0).sqrt() - mean).collect())
    }
}

fn layer_of(features: &Features, index: usize) -> &[f32] {
    match index {
        0 => &features.head,
        1 => &features.block8,
        _ => &features.block15,
    }
}

/// Sixteen sums side by side: the compiler makes vector instructions of them, and their order is
/// the same on every machine.
fn dot(left: &[f32], right: &[f32]) -> f32 {
    const LANES: usize = 16;
    let (left, left_rest) = left.as_chunks::<LANES>();
    let (right, right_rest) = right.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (left, right) in left.iter().zip(right) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    let rest: f32 = left_rest.iter().zip(right_rest).map(|(l, r)| l * r).sum();
    sums.iter().sum::<f32>() + rest
}

/// What is left of the file.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], BackboneError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(wrong("its end"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize, BackboneError> {
        let bytes = self.take(4)?.first_chunk().ok_or(wrong("its end"))?;
        usize::try_from(u32::from_le_bytes(*bytes)).map_err(|_| wrong("a number"))
    }
}

fn wrong(what: &'static str) -> BackboneError {
    BackboneError::Whitening(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = include_bytes!("../assets/whitening.bin");

    #[test]
    fn a_dot_product_counts_every_value_once() {
        let left: Vec<f32> = (0..37_u8).map(f32::from).collect();
        let right = vec![2.0; 37];
        assert_eq!(dot(&left, &right), 36.0 * 37.0);
        assert_eq!(dot(&[3.0], &[4.0]), 12.0, "fewer values than lanes");
    }

    #[test]
    fn the_mean_of_generic_pictures_becomes_nothing() {
        let whitening = Whitening::read(FILE).unwrap();
        let mean = |layer: usize| {
            let roots = whitening.layers[layer].mean.iter();
            roots.map(|root| root * root).collect::<Vec<f32>>()
        };
        let features = Features {
            head: mean(0),
            block8: mean(1),
            block15: mean(2),
        };
        let row = whitening.apply(&[features]).unwrap();
        assert!(row.iter().all(|value| value.abs() < 1e-4));
    }

    #[test]
    fn a_view_does_not_depend_on_its_neighbour() {
        let whitening = Whitening::read(FILE).unwrap();
        let even = |value: f32| Features {
            head: vec![value; 1280],
            block8: vec![value; 480],
            block15: vec![value; 1152],
        };
        let both = whitening.apply(&[even(0.5), even(2.0)]).unwrap();
        let alone = whitening.apply(&[even(2.0)]).unwrap();
        assert_eq!(both[EMBEDDING_WIDTH..], alone);
        assert_ne!(both[..EMBEDDING_WIDTH], alone);
    }

    #[test]
    fn a_file_of_another_shape_is_refused() {
        let long = [FILE, &[0]].concat();
        let mut other_width = FILE.to_vec();
        other_width[16] ^= 1;
        for (file, why) in [
            (&FILE[..FILE.len() - 1], "one byte less"),
            (&long, "one byte more"),
            (&other_width, "another width"),
            (&FILE[..10], "cut in its start"),
            (b"", "empty"),
        ] {
            let read = Whitening::read(file);
            assert!(matches!(read, Err(BackboneError::Whitening(_))), "{why}");
        }
    }
}
