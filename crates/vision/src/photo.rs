//! A checked photo: its pixels, its square, its kept form.

use std::path::Path;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::raster::{Orientation, flatten_on_white};
use crate::scale::{Part, resize_rgb};
use crate::{MAX_KEPT_SIDE, PhotoError, RgbSquare, Square, decode, file, room};

/// Quality of the kept JPEG, 1 to 100.
const KEPT_QUALITY: u8 = 92;
/// Quality of a thumbnail, 1 to 100.
const THUMBNAIL_QUALITY: u8 = 82;

/// An upright RGB photo, 8 bits a channel, its longer side at most 1024 pixels.
///
/// Whoever holds one need not check again: transparency lies on white, the orientation that the
/// camera noted is applied, and nothing but pixels is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

/// A photo, and what its file said before it was scaled.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The photo.
    pub photo: Photo,
    /// Upright width in the file, in pixels.
    pub source_width: u32,
    /// Upright height in the file, in pixels.
    pub source_height: u32,
    /// Colour of the upright top left pixel in the file.
    pub top_left: [u8; 3],
}

impl Photo {
    /// Turns the bytes of a JPEG, PNG, BMP, WebP or GIF (first frame) into a photo.
    ///
    /// The kind is told by the first bytes, never by a name. Pictures of more than 16 million
    /// pixels are decoded one at a time in the whole process. May take a second; call it from a
    /// thread that nobody waits for.
    ///
    /// # Errors
    /// Every variant of [`PhotoError`] but `NotAFile` and `SquareOutside`, in their order. A panic
    /// in a decoder is [`PhotoError::Corrupt`].
    pub fn decode(bytes: &[u8]) -> Result<Decoded, PhotoError> {
        decode::decode(bytes)
    }

    /// Reads a file of the host's disk, links followed, at most [`crate::MAX_BYTES`].
    ///
    /// # Errors
    /// [`PhotoError::NotAFile`] for anything that is not a regular file or cannot be read (pipes
    /// and devices are never opened), [`PhotoError::Empty`], [`PhotoError::TooLarge`].
    pub fn read_file(path: impl AsRef<Path>) -> Result<Vec<u8>, PhotoError> {
        file::read(path.as_ref())
    }

    /// Takes `width * height * 3` bytes; scales them down if a side is longer than 1024 pixels.
    ///
    /// # Errors
    /// [`PhotoError::Corrupt`] if the number of bytes is another one or a side is 0.
    pub fn from_rgb(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, PhotoError> {
        check_length(width, height, pixels.len(), 3)?;
        let photo = Self {
            width,
            height,
            pixels,
        };
        photo.at_most(MAX_KEPT_SIDE)
    }

    /// As [`Photo::from_rgb`], for pixels in memory of [`crate::room`]. The photo has the size of
    /// one of `source` pixels, of which `size` may be a rounded part.
    pub(crate) fn of_decoded(
        source: (u32, u32),
        size: (u32, u32),
        pixels: Vec<u8>,
    ) -> Result<Self, PhotoError> {
        check_length(size.0, size.1, pixels.len(), 3)?;
        let to = kept_size(source);
        if to == size {
            return Self::from_rgb(size.0, size.1, pixels);
        }
        let scaled = Self::scaled(&pixels, size, to)?;
        room::hand_on(pixels);
        Ok(scaled)
    }

    /// Takes `width * height * 4` bytes and lays them on white.
    ///
    /// # Errors
    /// [`PhotoError::Corrupt`] if the number of bytes is another one or a side is 0.
    pub fn from_rgba(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, PhotoError> {
        check_length(width, height, pixels.len(), 4)?;
        let rgb = flatten_on_white(pixels, image::ColorType::Rgba8)?;
        Self::from_rgb(width, height, rgb)
    }

    /// The photo with a longer side of at most `side` pixels, 1 or more, in its own proportions.
    ///
    /// # Errors
    /// [`PhotoError::Corrupt`] if the scaling fails, which no photo is known to cause.
    pub fn at_most(self, side: u32) -> Result<Self, PhotoError> {
        let from = (self.width, self.height);
        if size_within(from, side.max(1)) == from {
            return Ok(self);
        }
        Self::scaled(&self.pixels, from, size_within(from, side.max(1)))
    }

    /// A copy of RGB pixels in another size.
    fn scaled(pixels: &[u8], from: (u32, u32), to: (u32, u32)) -> Result<Self, PhotoError> {
        Ok(Self {
            width: to.0,
            height: to.1,
            pixels: resize_rgb(pixels, from, Part::whole(from.0, from.1), to)?,
        })
    }

    /// Width in pixels, 1 to 1024.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels, 1 to 1024.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// `width * height * 3` bytes, rows from the top.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Looks at a square of the photo with `side` pixels, 1 to 2048.
    ///
    /// # Errors
    /// [`PhotoError::SquareOutside`] if the square is not in the photo.
    pub fn crop(&self, square: Square, side: u32) -> Result<RgbSquare, PhotoError> {
        self.crop_inner(square, 1.0, side)
    }

    /// Looks at the middle of a square: `share` of its side, more than 0 and at most 1, scaled
    /// straight from the photo to `side` pixels, 1 to 2048.
    ///
    /// # Errors
    /// [`PhotoError::SquareOutside`] if the square is not in the photo, [`PhotoError::Corrupt`] for
    /// another share or side.
    pub fn crop_inner(
        &self,
        square: Square,
        share: f64,
        side: u32,
    ) -> Result<RgbSquare, PhotoError> {
        if !square.fits(self.width, self.height) {
            return Err(PhotoError::SquareOutside {
                left: square.left,
                top: square.top,
                side: square.side,
                width: self.width,
                height: self.height,
            });
        }
        let part = Part::middle(square.left, square.top, square.side, share)?;
        RgbSquare::scaled(&self.pixels, (self.width, self.height), part, side)
    }

    /// The form in which a photo is kept: a JPEG of quality 92 without any metadata. The same
    /// pixels give the same bytes everywhere.
    ///
    /// # Errors
    /// [`PhotoError::Corrupt`] if the encoder fails, which no photo is known to cause.
    pub fn to_jpeg(&self) -> Result<Vec<u8>, PhotoError> {
        encode(&self.pixels, self.width, self.height, KEPT_QUALITY)
    }

    /// Reads the kept form back.
    ///
    /// # Errors
    /// [`PhotoError`] as in [`Photo::decode`], except that no photo is too small: a very long
    /// picture is kept with a short side of a few pixels. [`PhotoError::TooManyPixels`] for a
    /// picture that is larger than any kept one.
    pub fn from_kept(bytes: &[u8]) -> Result<Self, PhotoError> {
        decode::decode_kept(bytes)
    }

    /// A small JPEG of a square of the photo, `side` pixels a side, 1 to 2048.
    ///
    /// # Errors
    /// [`PhotoError::SquareOutside`] if the square is not in the photo.
    pub fn thumbnail(&self, square: Square, side: u32) -> Result<Vec<u8>, PhotoError> {
        let crop = self.crop(square, side)?;
        encode(crop.pixels(), side, side, THUMBNAIL_QUALITY)
    }

    /// Applies the orientation that the camera noted.
    pub(crate) fn turned(self, orientation: Orientation) -> Result<Self, PhotoError> {
        let (width, height, pixels) = orientation.apply(self.width, self.height, self.pixels)?;
        Ok(Self {
            width,
            height,
            pixels,
        })
    }
}

/// The size in which a picture is kept.
pub(crate) fn kept_size(source: (u32, u32)) -> (u32, u32) {
    size_within(source, MAX_KEPT_SIDE)
}

/// The same shape with the longer side at most `most`, no side below 1.
fn size_within((width, height): (u32, u32), most: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= most {
        return (width, height);
    }
    let scaled = |side: u32| {
        let exact = u64::from(side) * u64::from(most) + u64::from(longer) / 2;
        u32::try_from(exact / u64::from(longer)).map_or(most, |side| side.max(1))
    };
    (scaled(width), scaled(height))
}

fn check_length(width: u32, height: u32, bytes: usize, channels: u64) -> Result<(), PhotoError> {
    let expected = u64::from(width)
        .checked_mul(height.into())
        .and_then(|pixels| pixels.checked_mul(channels));
    if width > 0 && height > 0 && expected == u64::try_from(bytes).ok() {
        Ok(())
    } else {
        Err(PhotoError::Corrupt(format!(
            "{bytes} bytes cannot be {width} x {height} pixels"
        )))
    }
}

fn encode(pixels: &[u8], width: u32, height: u32, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let refused = |error: &dyn std::fmt::Display| PhotoError::Corrupt(error.to_string());
    let side = |pixels: u32| u16::try_from(pixels).map_err(|error| refused(&error));
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    // Small pictures show it when colours are kept for every second pixel only.
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder
        .encode(pixels, side(width)?, side(height)?, ColorType::Rgb)
        .map_err(|error| refused(&error))?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red is the column, green the row.
    fn ramp(width: u32, height: u32) -> Photo {
        let pixels = (0..width * height)
            .flat_map(|i| [(i % width) as u8, (i / width) as u8, 7])
            .collect();
        Photo::from_rgb(width, height, pixels).unwrap()
    }

    #[test]
    fn a_square_of_the_wanted_size_is_copied_unchanged() {
        let photo = ramp(240, 224);
        let crop = photo.crop(Square::centre(240, 224), 224).unwrap();
        let expected: Vec<u8> = (0..224 * 224)
            .flat_map(|i| [(i % 224 + 8) as u8, (i / 224) as u8, 7])
            .collect();
        assert!(crop.pixels() == expected);
    }

    #[test]
    fn the_inner_part_is_the_middle_of_the_square() {
        let square = Square {
            left: 20,
            top: 0,
            side: 100,
        };
        let inner = ramp(120, 100).crop_inner(square, 0.8, 80).unwrap();
        let pixels = inner.pixels();
        assert_eq!(pixels[..3], [30, 10, 7], "ten pixels are lost at each edge");
        assert_eq!(pixels[pixels.len() - 3..], [109, 89, 7]);
        for share in [0.0, -1.0, 1.1, f64::NAN] {
            let refused = ramp(120, 100).crop_inner(square, share, 80);
            assert!(refused.is_err(), "{share}");
        }
    }

    #[test]
    fn a_square_past_the_edge_is_refused() {
        let square = Square {
            left: 21,
            top: 0,
            side: 100,
        };
        let refused = ramp(120, 100).crop(square, 10).unwrap_err();
        assert_eq!(refused.code(), "square_outside");
    }

    #[test]
    fn no_side_is_longer_than_1024_or_shorter_than_1() {
        let kept = |size| size_within(size, MAX_KEPT_SIDE);
        assert_eq!(kept((1024, 768)), (1024, 768), "small enough already");
        assert_eq!(kept((4000, 3000)), (1024, 768));
        assert_eq!(kept((3000, 4000)), (768, 1024));
        assert_eq!(kept((100_000, 16)), (1024, 1), "a very long picture");
    }

    #[test]
    fn a_photo_can_be_made_smaller_in_its_own_proportions() {
        let small = ramp(200, 100).at_most(50).unwrap();
        assert_eq!((small.width(), small.height()), (50, 25));
        assert_eq!(small.pixels().len(), 50 * 25 * 3);
        assert_eq!(ramp(200, 100).at_most(200).unwrap(), ramp(200, 100));
        let least = ramp(200, 100).at_most(0).unwrap();
        assert_eq!((least.width(), least.height()), (1, 1));
    }

    #[test]
    fn the_kept_form_is_read_back_even_when_it_is_very_narrow() {
        let photo = ramp(200, 3);
        let kept = Photo::from_kept(&photo.to_jpeg().unwrap()).unwrap();
        assert_eq!((kept.width(), kept.height()), (200, 3));
        let far = |(kept, pixel): (&u8, &u8)| kept.abs_diff(*pixel) > 24;
        assert!(!kept.pixels().iter().zip(photo.pixels()).any(far));
    }

    #[test]
    fn what_is_larger_than_any_kept_photo_is_not_unpacked() {
        let kept = |width: u32, height: u32| {
            let pixels = vec![90; width as usize * height as usize * 3];
            Photo::from_kept(&encode(&pixels, width, height, KEPT_QUALITY).unwrap())
        };
        assert!(kept(MAX_KEPT_SIDE, MAX_KEPT_SIDE).is_ok());
        let refused = kept(MAX_KEPT_SIDE, MAX_KEPT_SIDE + 8).unwrap_err();
        assert_eq!(refused.code(), "too_many_pixels");
    }

    #[test]
    fn clear_pixels_are_white() {
        let photo = Photo::from_rgba(2, 1, vec![9, 9, 9, 0, 9, 9, 9, 255]).unwrap();
        assert_eq!(photo.pixels(), [255, 255, 255, 9, 9, 9]);
    }

    #[test]
    fn a_wrong_number_of_bytes_is_refused() {
        assert!(Photo::from_rgb(2, 2, vec![0; 11]).is_err());
        assert!(Photo::from_rgb(0, 2, vec![]).is_err());
        assert!(Photo::from_rgba(u32::MAX, u32::MAX, vec![0; 4]).is_err());
    }
}
