//! A checked photo: its pixels, its square, its kept form.

use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};

use crate::raster::{Orientation, flatten_on_white};
use crate::scale::{Part, resize_rgb};
use crate::{MAX_KEPT_SIDE, PhotoError, RgbSquare, Square, decode, file};

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
        let (to_width, to_height) = kept_size(width, height);
        let pixels = if (to_width, to_height) == (width, height) {
            pixels
        } else {
            let whole = Part::whole(width, height);
            resize_rgb(&pixels, (width, height), whole, (to_width, to_height))?
        };
        Ok(Self {
            width: to_width,
            height: to_height,
            pixels,
        })
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
        let Square {
            left,
            top,
            side: length,
        } = square;
        if !square.fits(self.width, self.height) {
            return Err(PhotoError::SquareOutside {
                left,
                top,
                side: length,
                width: self.width,
                height: self.height,
            });
        }
        let part = Part {
            left: left.into(),
            top: top.into(),
            width: length.into(),
            height: length.into(),
        };
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
    /// picture is kept with a short side of a few pixels.
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

/// The size of the kept photo: the same shape, the longer side at most 1024, no side below 1.
fn kept_size(width: u32, height: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= MAX_KEPT_SIDE {
        return (width, height);
    }
    let scaled = |side: u32| {
        let exact = u64::from(side) * u64::from(MAX_KEPT_SIDE) + u64::from(longer) / 2;
        u32::try_from(exact / u64::from(longer)).map_or(MAX_KEPT_SIDE, |side| side.max(1))
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
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .write_image(pixels, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| PhotoError::Corrupt(error.to_string()))?;
    Ok(jpeg)
}
