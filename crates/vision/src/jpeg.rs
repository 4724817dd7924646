//! JPEG: two decoders, and a check of our own that the picture is whole.
//!
//! The image crate's decoder is fast, but it turns baseline pictures in several scans green or
//! gray and does not know sampling by thirds; those go to the jpeg-decoder crate. So do large
//! pictures: it can leave the finest waves of each block out, and what is kept has no room for
//! them. A half, a fourth or an eighth of a side is faster, and takes less memory, than the whole
//! side and scaling.

use std::borrow::Cow;
use std::io::Cursor;

use image::ColorType;
use image::codecs::jpeg::JpegDecoder;
use jpeg_decoder::PixelFormat;

use crate::decode::{Bounds, check_size, decode_twice, finish, one_at_a_time};
use crate::jpeg_walk::{Frame, Walk, walk};
use crate::photo::{Decoded, kept_size};
use crate::raster::Orientation;
use crate::{MAX_KEPT_SIDE, PhotoError};

/// Decodes a JPEG whose first two bytes were seen.
pub(crate) fn decode(bytes: &[u8], bounds: Bounds) -> Result<Decoded, PhotoError> {
    let walk = walk(bytes);
    let frame = walk
        .frame
        .as_ref()
        .ok_or_else(|| corrupt("no frame header"))?;
    check_kind(frame)?;
    check_size(frame.width.into(), frame.height.into(), bounds)?;
    if !walk.whole {
        return Err(corrupt("the end of the picture is missing"));
    }
    let bytes = with_huffman_tables(bytes, &walk);
    if needs_other_decoder(&walk, frame) {
        return decode_other(&bytes, frame);
    }
    if is_much_too_large(frame) {
        match decode_other(&bytes, frame) {
            Ok(decoded) => return Ok(decoded),
            // Each decoder takes what the other one is too strict about.
            Err(error) => tracing::debug!(%error, "a large JPEG is decoded whole"),
        }
    }
    decode_twice(|| JpegDecoder::new(Cursor::new(&bytes)), bounds)
}

/// Baseline, extended and progressive Huffman coding with 8 bits are decoded. The others
/// (arithmetic, lossless, hierarchical, 12 bits) are whole pictures all the same.
fn check_kind(frame: &Frame) -> Result<(), PhotoError> {
    match (frame.process, frame.precision) {
        (0xc0..=0xc2, 8) => Ok(()),
        (process, bits) => Err(PhotoError::UnsupportedFormat(format!(
            "JPEG process {process:#x} with {bits} bits"
        ))),
    }
}

/// Whether half of each side is enough. Of progressive pictures all waves have to be kept until the
/// end anyway, and ink is rare.
fn is_much_too_large(frame: &Frame) -> bool {
    let side = u32::from(frame.width.max(frame.height));
    let plain = frame.process != 0xc2 && matches!(frame.sampling.len(), 1 | 3);
    plain && side >= 2 * MAX_KEPT_SIDE
}

fn needs_other_decoder(walk: &Walk, frame: &Frame) -> bool {
    let baseline_in_scans = frame.process != 0xc2 && walk.scans > 1;
    let by_thirds = frame.sampling.iter().any(|&(h, v)| h == 3 || v == 3);
    baseline_in_scans || by_thirds
}

/// Frames of some cameras are sent without the Huffman tables that everybody has. The segment
/// that marks such a frame makes the decoders use them.
fn with_huffman_tables<'a>(bytes: &'a [u8], walk: &Walk) -> Cow<'a, [u8]> {
    const MOTION_JPEG: &[u8] = b"\xff\xe0\x00\x07AVI1\x00";
    match bytes.split_at_checked(2) {
        Some((start, rest)) if !walk.huffman_tables => {
            Cow::Owned([start, MOTION_JPEG, rest].concat())
        }
        _ => Cow::Borrowed(bytes),
    }
}

fn decode_other(bytes: &[u8], frame: &Frame) -> Result<Decoded, PhotoError> {
    let source = (u32::from(frame.width), u32::from(frame.height));
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    decoder.read_info().map_err(refused)?;
    let info = decoder.info().ok_or_else(|| corrupt("no frame header"))?;
    if (info.width, info.height) != (frame.width, frame.height) {
        return Err(corrupt("two frame headers"));
    }
    // Never smaller than what is kept.
    let (least_width, least_height) = kept_size(source);
    let narrow = |side| u16::try_from(side).unwrap_or(u16::MAX);
    let (width, height) = decoder
        .scale(narrow(least_width), narrow(least_height))
        .map_err(refused)?;
    let _one = one_at_a_time(source.0, source.1);
    let pixels = decoder.decode().map_err(refused)?;
    let info = decoder.info().ok_or_else(|| corrupt("no frame header"))?;
    if (info.width, info.height) != (width, height) {
        return Err(corrupt("two frame headers"));
    }
    let size = (u32::from(width), u32::from(height));
    let (pixels, kind) = match info.pixel_format {
        PixelFormat::L8 => (pixels, ColorType::L8),
        PixelFormat::RGB24 => (pixels, ColorType::Rgb8),
        PixelFormat::CMYK32 => (cmyk_to_rgb(pixels), ColorType::Rgb8),
        PixelFormat::L16 => return Err(PhotoError::UnsupportedFormat("16-bit JPEG".into())),
    };
    let orientation = decoder
        .exif_data()
        .map_or(Orientation::UPRIGHT, Orientation::of_exif);
    finish(source, size, pixels, kind, orientation)
}

/// Ink to light, 0 for no ink, in the memory that is there.
fn cmyk_to_rgb(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for index in 0..count {
        // Both ranges lie inside: index < count.
        let mut ink = [0; 4];
        ink.copy_from_slice(&pixels[index * 4..index * 4 + 4]);
        let [c, m, y, k] = ink.map(|ink| 255 - u32::from(ink));
        let light = [c, m, y].map(|part| ((part * k + 127) / 255) as u8);
        pixels[index * 3..index * 3 + 3].copy_from_slice(&light);
    }
    pixels.truncate(count * 3);
    pixels
}

fn refused(error: jpeg_decoder::Error) -> PhotoError {
    match error {
        jpeg_decoder::Error::Unsupported(_) => PhotoError::UnsupportedFormat(error.to_string()),
        other => corrupt(&other.to_string()),
    }
}

fn corrupt(reason: &str) -> PhotoError {
    PhotoError::Corrupt(reason.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Soft waves with a little grain, as photos have.
    fn drawn(width: u16, height: u16, channels: usize) -> Vec<u8> {
        let (width, height) = (usize::from(width), usize::from(height));
        let mut grain = 1_u32;
        let mut pixels = Vec::with_capacity(width * height * channels);
        for at in 0..width * height {
            let (x, y) = ((at % width) as f32 / 97.0, (at / width) as f32 / 61.0);
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            for wave in [x + y, x * 0.7 - y, y * 1.3].iter().take(channels) {
                pixels.push((120.0 + 100.0 * wave.sin()) as u8 + (grain >> 28) as u8);
            }
        }
        pixels
    }

    #[test]
    fn a_part_of_the_waves_is_enough_for_what_is_kept() {
        use jpeg_encoder::{ColorType as Kind, Encoder, SamplingFactor};
        let kinds = [
            (Kind::Rgb, 3, SamplingFactor::F_2_2),
            (Kind::Rgb, 3, SamplingFactor::F_2_1),
            (Kind::Rgb, 3, SamplingFactor::F_1_1),
            (Kind::Luma, 1, SamplingFactor::F_1_1),
        ];
        // Halves, fourths and eighths, whole and with a rest.
        let sizes = [
            (2048, 1536),
            (2049, 1531),
            (4095, 801),
            (515, 4100),
            (8200, 333),
        ];
        for (size, (kind, channels, sampling)) in sizes.iter().zip(kinds.iter().cycle()) {
            let &(width, height) = size;
            let mut bytes = Vec::new();
            let mut encoder = Encoder::new(&mut bytes, 92);
            encoder.set_sampling_factor(*sampling);
            encoder
                .encode(&drawn(width, height, *channels), width, height, *kind)
                .unwrap();
            let walk = walk(&bytes);
            let frame = walk.frame.unwrap();
            assert!(is_much_too_large(&frame));
            let part = decode_other(&bytes, &frame).unwrap();
            let open = || JpegDecoder::new(Cursor::new(&bytes));
            let whole = decode_twice(open, Bounds::INTAKE).unwrap();
            assert_eq!(
                (part.source_width, part.source_height),
                (width.into(), height.into())
            );
            assert_eq!(
                (part.photo.width(), part.photo.height()),
                (whole.photo.width(), whole.photo.height())
            );
            let pairs = part.photo.pixels().iter().zip(whole.photo.pixels());
            let apart: f64 = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
            let apart = apart / whole.photo.pixels().len() as f64;
            assert!(apart < 2.5, "{width} x {height}, {sampling:?}: {apart}");
        }
    }

    #[test]
    fn ink_becomes_light() {
        let inks = vec![0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 128];
        assert_eq!(
            cmyk_to_rgb(inks),
            [255, 255, 255, 0, 255, 255, 0, 0, 0, 127, 0, 0],
            "none, cyan, black, half-dark red"
        );
    }
}
