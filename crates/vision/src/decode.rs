//! The order of the checks, from bytes to a photo.
//!
//! Length, first bytes, header, number of pixels, shorter side, pixels: cheap before dear, and
//! memory for pixels is asked for only when their number is known to be fair.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, webp::WebPDecoder};
use image::{ColorType, ImageDecoder, ImageError, ImageResult, Limits};

use crate::photo::{Decoded, Photo};
use crate::raster::{Orientation, flatten_on_white};
use crate::room::{Working, room};
use crate::{MAX_BYTES, MAX_KEPT_SIDE, MAX_PIXELS, MIN_SIDE, PhotoError, bmp, jpeg, webp};

/// Pictures of more pixels than this are decoded one at a time in the whole process.
const BIG_PIXELS: u64 = 16_000_000;
/// Memory that a decoder may use beside the pixels. A colour profile that unpacks to more is
/// left out by the decoder.
const SPARE_BYTES: u64 = 16 * 1024 * 1024;

static ONE_BIG_PICTURE: Mutex<()> = Mutex::new(());

/// Which sizes of pictures are decoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Fewest pixels of the shorter side.
    min_side: u32,
    max_pixels: u64,
    /// Most pixels of the longer side.
    max_side: u64,
}

impl Bounds {
    /// What a user gives.
    pub(crate) const INTAKE: Self = Self {
        min_side: MIN_SIDE,
        max_pixels: MAX_PIXELS,
        max_side: u64::MAX,
    };
    /// What the app has kept: a larger one is not from the app, and is not unpacked. A very long
    /// picture is kept with a short side of a few pixels.
    const KEPT: Self = Self {
        min_side: 1,
        max_pixels: MAX_KEPT_SIDE as u64 * MAX_KEPT_SIDE as u64,
        max_side: MAX_KEPT_SIDE as u64,
    };
}

/// Bytes to a photo; see [`Photo::decode`].
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, PhotoError> {
    check_length(bytes)?;
    guarded(|| decode_any(bytes, Sniffed::of(bytes)?, Bounds::INTAKE))
}

/// The kept form to a photo; see [`Photo::from_kept`].
pub(crate) fn decode_kept(bytes: &[u8]) -> Result<Photo, PhotoError> {
    check_length(bytes)?;
    guarded(|| Ok(decode_any(bytes, Sniffed::of(bytes)?, Bounds::KEPT)?.photo))
}

fn check_length(bytes: &[u8]) -> Result<(), PhotoError> {
    match bytes.len() {
        0 => Err(PhotoError::Empty),
        length if length > MAX_BYTES => Err(PhotoError::TooLarge { max: MAX_BYTES }),
        _ => Ok(()),
    }
}

/// A decoder that panics over some bytes must not take the app with it.
fn guarded<T>(decode: impl FnOnce() -> Result<T, PhotoError>) -> Result<T, PhotoError> {
    let _working = Working::begin();
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| {
        tracing::error!("a picture decoder panicked");
        Err(PhotoError::Corrupt("the decoder gave up".into()))
    })
}

/// A kind of picture, as told by the first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sniffed {
    Jpeg,
    Png,
    Bmp,
    Gif,
    WebP,
}

impl Sniffed {
    fn of(bytes: &[u8]) -> Result<Self, PhotoError> {
        match bytes {
            [0xff, 0xd8, ..] => Ok(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Ok(Self::Png),
            [b'B', b'M', ..] => Ok(Self::Bmp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Self::Gif),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Ok(Self::WebP),
            _ => Err(PhotoError::UnsupportedFormat(
                "the first bytes are of no known kind".into(),
            )),
        }
    }
}

fn decode_any(bytes: &[u8], kind: Sniffed, bounds: Bounds) -> Result<Decoded, PhotoError> {
    match kind {
        Sniffed::Jpeg => jpeg::decode(bytes, bounds),
        Sniffed::Png => {
            check_png_size(bytes, bounds)?;
            decode_twice(|| PngDecoder::new(Cursor::new(bytes)), bounds)
        }
        Sniffed::Bmp => {
            bmp::check_header(bytes, bounds)?;
            decode_twice(|| BmpDecoder::new(Cursor::new(bytes)), bounds)
        }
        Sniffed::Gif => decode_twice(|| GifDecoder::new(Cursor::new(bytes)), bounds),
        Sniffed::WebP => {
            webp::check_first_frame(bytes)?;
            decode_twice(|| WebPDecoder::new(Cursor::new(bytes)), bounds)
        }
    }
}

/// The decoder refuses the largest sides for its own lack of memory, so they are read before. What
/// else is wrong with a header is the decoder's to find.
fn check_png_size(bytes: &[u8], bounds: Bounds) -> Result<(), PhotoError> {
    let side = |at| {
        let bytes = bytes.get(at..)?.first_chunk()?;
        Some(u64::from(u32::from_be_bytes(*bytes)))
    };
    // Width and height stand behind signature, length and kind of the first chunk.
    match (side(16), side(20)) {
        (Some(width), Some(height)) => check_size(
            width,
            height,
            Bounds {
                min_side: 1,
                ..bounds
            },
        ),
        _ => Ok(()),
    }
}

/// Reads the header with one decoder, and the pixels with a second one whose memory is limited by
/// what the first one said.
pub(crate) fn decode_twice<D: ImageDecoder>(
    open: impl Fn() -> ImageResult<D>,
    bounds: Bounds,
) -> Result<Decoded, PhotoError> {
    let header = open().map_err(refused)?;
    let (width, height) = header.dimensions();
    check_size(width.into(), height.into(), bounds)?;
    let total_bytes = header.total_bytes();
    drop(header);

    let _one = one_at_a_time(width, height);
    let mut decoder = open().map_err(refused)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(total_bytes + SPARE_BYTES);
    decoder.set_limits(limits).map_err(refused)?;
    let orientation = Orientation::of(&mut decoder);
    let kind = decoder.color_type();
    let mut pixels = room(total_bytes)?;
    decoder.read_image(&mut pixels).map_err(refused)?;
    let size = (width, height);
    finish(size, size, pixels, kind, orientation)
}

/// The two checks of the size.
pub(crate) fn check_size(width: u64, height: u64, bounds: Bounds) -> Result<(), PhotoError> {
    if width == 0 || height == 0 {
        return Err(PhotoError::Corrupt("a side of no pixels".into()));
    }
    if width
        .checked_mul(height)
        .is_none_or(|pixels| pixels > bounds.max_pixels)
        || width.max(height) > bounds.max_side
    {
        return Err(PhotoError::TooManyPixels { width, height });
    }
    if width.min(height) < u64::from(bounds.min_side) {
        let narrow = |side| u32::try_from(side).unwrap_or(u32::MAX);
        return Err(PhotoError::TooSmall {
            width: narrow(width),
            height: narrow(height),
        });
    }
    Ok(())
}

/// Held while a big picture is decoded, so that several of them cannot fill the memory.
pub(crate) fn one_at_a_time(width: u32, height: u32) -> Option<std::sync::MutexGuard<'static, ()>> {
    (u64::from(width) * u64::from(height) > BIG_PIXELS).then(|| {
        ONE_BIG_PICTURE
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    })
}

/// Decoded pixels of `size` to a photo; the file has `source` pixels, which may be more. Scaled
/// first and turned afterwards: a big picture is never held twice.
pub(crate) fn finish(
    source: (u32, u32),
    (width, height): (u32, u32),
    pixels: Vec<u8>,
    kind: ColorType,
    orientation: Orientation,
) -> Result<Decoded, PhotoError> {
    let rgb = flatten_on_white(pixels, kind)?;
    let (column, row) = orientation.stored_top_left(width, height);
    let top_left = (row as usize * width as usize + column as usize) * 3;
    let &[red, green, blue] = rgb
        .get(top_left..)
        .and_then(<[u8]>::first_chunk)
        .ok_or_else(|| PhotoError::Corrupt("pixels are missing".into()))?;
    let photo = Photo::of_decoded(source, (width, height), rgb)?.turned(orientation)?;
    let (source_width, source_height) = orientation.size(source.0, source.1);
    Ok(Decoded {
        photo,
        source_width,
        source_height,
        top_left: [red, green, blue],
    })
}

/// What an error of a decoder means to the user.
pub(crate) fn refused(error: ImageError) -> PhotoError {
    match error {
        ImageError::Unsupported(error) => PhotoError::UnsupportedFormat(error.to_string()),
        other => PhotoError::Corrupt(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_decoder_is_a_damaged_picture() {
        let refused = guarded::<()>(|| panic!("a decoder met its limit"));
        assert!(matches!(refused, Err(PhotoError::Corrupt(_))));
    }

    #[test]
    fn the_kind_is_told_by_the_first_bytes() {
        let kind = |bytes: &[u8]| Sniffed::of(bytes).ok();
        assert_eq!(kind(b"\xff\xd8\xff"), Some(Sniffed::Jpeg));
        assert_eq!(kind(b"GIF89a"), Some(Sniffed::Gif));
        assert_eq!(kind(b"GIF88a"), None, "no such version");
        assert_eq!(kind(b"RIFF\0\0\0\0WAVE"), None, "sound");
        assert_eq!(kind(b"\xff"), None, "half a start");
    }

    #[test]
    fn sizes_have_two_limits() {
        assert!(check_size(8192, 8192, Bounds::INTAKE).is_ok());
        let code = |width, height| {
            check_size(width, height, Bounds::INTAKE)
                .unwrap_err()
                .code()
        };
        assert_eq!(code(8192, 8193), "too_many_pixels");
        assert_eq!(code(u64::MAX, 2), "too_many_pixels");
        assert_eq!(code(15, 400), "too_small");
        assert_eq!(code(0, 400), "corrupt");
    }
}
