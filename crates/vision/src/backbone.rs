//! The recogniser's eye: a square of pixels in, an embedding out.
//!
//! Network and whitening lie inside the program. Both are fixed: a user's photos change neither.

use sha2::{Digest, Sha256};

use crate::network::{INPUT_SIDE, Network};
use crate::whitening::Whitening;
use crate::{BackboneError, Photo, RgbSquare, Square, Views};

/// Made by `tools/backbone/convert.py`.
const NETWORK: &[u8] = include_bytes!("../assets/backbone.onnx");
const NETWORK_SHA256: &str = "d8f5939a82e889c0ecf34713e8f2a2a08b7f0f52ad18f5046295b8427ee0d1c0";
/// Made by `tools/backbone/whiten.py`.
const WHITENING: &[u8] = include_bytes!("../assets/whitening.bin");
const WHITENING_SHA256: &str = "8f3cd9adb89c606205f6a70ad077e840b264a6fc822d012678f4068291bf428b";

/// Goes up when the code makes another embedding of the same photo and the same assets.
const RECIPE: u32 = 2;
/// The shares of the square's side that a photo is looked at with, one view each.
const SHARES: [f64; crate::VIEWS] = [1.0, 0.65];

/// The averages of three layers over the picture, not yet whitened; no value is below 0 or above 6.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    /// The last layer, 1,280 values.
    pub head: Vec<f32>,
    /// The expansion of block 8 of 16, counted from 0: 480 values.
    pub block8: Vec<f32>,
    /// The expansion of block 15: 1,152 values.
    pub block15: Vec<f32>,
}

/// EfficientNet-Lite0 and the whitening of its features.
///
/// One is enough for the whole program: threads share it, each call works in its own memory and on
/// the thread that called. The same pixels give the same bits on the same machine.
pub struct Backbone {
    network: Network,
    whitening: Whitening,
    fingerprint: [u8; 32],
}

impl Backbone {
    /// Checks and prepares the parts inside the program. Takes a noticeable part of a second; call
    /// it from a thread that nobody waits for.
    ///
    /// # Errors
    /// [`BackboneError::Damaged`] if the program's file is damaged, [`BackboneError::Network`] if
    /// the network cannot be prepared.
    pub fn load() -> Result<Self, BackboneError> {
        Self::from_parts(NETWORK, WHITENING)
    }

    fn from_parts(network: &[u8], whitening: &[u8]) -> Result<Self, BackboneError> {
        let network_hash = checked_hash("network", network, NETWORK_SHA256)?;
        let whitening_hash = checked_hash("whitening", whitening, WHITENING_SHA256)?;
        Ok(Self {
            network: Network::load(network)?,
            whitening: Whitening::read(whitening)?,
            fingerprint: Sha256::new()
                .chain_update(network_hash)
                .chain_update(whitening_hash)
                .chain_update(RECIPE.to_le_bytes())
                .finalize()
                .into(),
        })
    }

    /// Names everything that an embedding depends on beside the pixels. Embeddings with different
    /// fingerprints must not be mixed.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    /// The features of one square, which is scaled to 224 pixels a side if it has others.
    ///
    /// # Errors
    /// [`BackboneError::Network`] if the network fails, which no square is known to cause.
    pub fn features(&self, square: &RgbSquare) -> Result<Features, BackboneError> {
        if square.side() == INPUT_SIDE {
            self.network.run(square)
        } else {
            self.network.run(&square.resize(INPUT_SIDE)?)
        }
    }

    /// Looks at a photo as it is learned from and recognised: the square, and the inner 65 % of it,
    /// each scaled once from the photo itself.
    ///
    /// # Errors
    /// [`BackboneError::Photo`] if the square is not in the photo, or as [`Backbone::features`].
    pub fn look(&self, photo: &Photo, square: Square) -> Result<Views, BackboneError> {
        let mut all = Vec::with_capacity(SHARES.len());
        for share in SHARES {
            all.push(self.features(&photo.crop_inner(square, share, INPUT_SIDE)?)?);
        }
        Views::new(self.whitening.apply(&all)?)
    }

    /// Looks at a frame of a live camera, in one view: the frame itself. A second one would take
    /// the time of a second frame.
    ///
    /// # Errors
    /// As [`Backbone::features`].
    pub fn look_at_frame(&self, frame: &RgbSquare) -> Result<Views, BackboneError> {
        Views::new(self.whitening.apply(&[self.features(frame)?])?)
    }
}

/// SHA-256 of a part, if it is the expected one.
fn checked_hash(
    part: &'static str,
    bytes: &[u8],
    expected: &str,
) -> Result<[u8; 32], BackboneError> {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let found: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    if found == expected {
        Ok(hash)
    } else {
        Err(BackboneError::Damaged { part, found })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damage(network: &[u8], whitening: &[u8]) -> &'static str {
        match Backbone::from_parts(network, whitening) {
            Err(BackboneError::Damaged { part, .. }) => part,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("accepted"),
        }
    }

    #[test]
    fn damaged_parts_are_refused_before_they_are_read() {
        let cut = &NETWORK[..NETWORK.len() / 2];
        assert_eq!(damage(cut, WHITENING), "network", "half of it");
        assert_eq!(damage(&[], WHITENING), "network", "nothing");
        let mut flipped = NETWORK.to_vec();
        flipped[NETWORK.len() / 2] ^= 1;
        assert_eq!(damage(&flipped, WHITENING), "network", "one bit");
        let mut flipped = WHITENING.to_vec();
        flipped[WHITENING.len() / 2] ^= 1;
        assert_eq!(damage(NETWORK, &flipped), "whitening", "one bit");
    }
}
