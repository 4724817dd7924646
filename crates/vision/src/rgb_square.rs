//! Square pixels, ready to be looked at.

use crate::PhotoError;
use crate::scale::{Part, resize_rgb};

/// Longest side of a square that is made, in pixels.
const MAX_SQUARE_SIDE: u32 = 2048;

/// Square RGB pixels, 8 bits a channel, rows from the top, upright and never mirrored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RgbSquare {
    side: u32,
    pixels: Vec<u8>,
}

impl RgbSquare {
    /// Takes `side * side * 3` bytes.
    ///
    /// # Errors
    /// [`PhotoError::Corrupt`] if the number of bytes is another one, or the side is not 1 to 2048.
    pub fn from_rgb(side: u32, pixels: Vec<u8>) -> Result<Self, PhotoError> {
        check_bytes(side, pixels.len(), 3)?;
        Ok(Self { side, pixels })
    }

    /// Takes a frame of a live camera, `side * side * 4` bytes. Such frames are opaque; the fourth
    /// byte is left out.
    ///
    /// # Errors
    /// [`PhotoError::Corrupt`] if the number of bytes is another one, or the side is not 1 to 2048.
    pub fn from_rgba_square(side: u32, rgba: &[u8]) -> Result<Self, PhotoError> {
        check_bytes(side, rgba.len(), 4)?;
        let pixels = rgba
            .as_chunks::<4>()
            .0
            .iter()
            .flat_map(|&[r, g, b, _]| [r, g, b])
            .collect();
        Ok(Self { side, pixels })
    }

    /// Length of each side in pixels.
    #[must_use]
    pub fn side(&self) -> u32 {
        self.side
    }

    /// `side * side * 3` bytes.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The same square with another number of pixels a side, 1 to 2048.
    ///
    /// # Errors
    /// [`PhotoError::Corrupt`] for another side.
    pub fn resize(&self, side: u32) -> Result<Self, PhotoError> {
        let whole = Part::whole(self.side, self.side);
        Self::scaled(&self.pixels, (self.side, self.side), whole, side)
    }

    /// Scales a part of RGB8 pixels to a square.
    pub(crate) fn scaled(
        pixels: &[u8],
        size: (u32, u32),
        part: Part,
        side: u32,
    ) -> Result<Self, PhotoError> {
        check_side(side)?;
        let pixels = resize_rgb(pixels, size, part, (side, side))?;
        Ok(Self { side, pixels })
    }
}

fn check_side(side: u32) -> Result<(), PhotoError> {
    if (1..=MAX_SQUARE_SIDE).contains(&side) {
        Ok(())
    } else {
        Err(PhotoError::Corrupt(format!("no side of a square: {side}")))
    }
}

fn check_bytes(side: u32, bytes: usize, channels: usize) -> Result<(), PhotoError> {
    check_side(side)?;
    let expected = side as usize * side as usize * channels;
    if bytes == expected {
        Ok(())
    } else {
        Err(PhotoError::Corrupt(format!(
            "{bytes} bytes where {expected} were expected"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red is the column, green the row.
    fn ramp(side: u32) -> RgbSquare {
        let pixels = (0..side * side)
            .flat_map(|i| [(i % side) as u8, (i / side) as u8, 7])
            .collect();
        RgbSquare::from_rgb(side, pixels).unwrap()
    }

    #[test]
    fn the_same_size_is_an_unchanged_copy() {
        assert_eq!(ramp(50).resize(50).unwrap(), ramp(50));
    }

    #[test]
    fn a_live_frame_loses_its_fourth_byte_and_nothing_else() {
        let square = RgbSquare::from_rgba_square(1, &[1, 2, 3, 4]).unwrap();
        assert_eq!(square.pixels(), &[1, 2, 3]);
    }

    #[test]
    fn wrong_lengths_and_sides_are_refused() {
        assert!(RgbSquare::from_rgba_square(2, &[0; 12]).is_err());
        assert!(RgbSquare::from_rgba_square(0, &[]).is_err());
        assert!(RgbSquare::from_rgba_square(u32::MAX, &[]).is_err());
        let square = ramp(16);
        assert!(square.resize(0).is_err());
        assert!(square.resize(4096).is_err());
    }
}
