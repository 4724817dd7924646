//! JPEG: two decoders, and a check of our own that the picture is whole.
//!
//! The image crate's decoder is fast, but it turns baseline pictures in several scans green or
//! gray and does not know sampling by thirds; those go to the jpeg-decoder crate.

use std::borrow::Cow;
use std::io::Cursor;

use image::ColorType;
use image::codecs::jpeg::JpegDecoder;
use jpeg_decoder::PixelFormat;

use crate::PhotoError;
use crate::decode::{Bounds, check_size, decode_twice, finish, one_at_a_time};
use crate::jpeg_walk::{Frame, Walk, walk};
use crate::photo::Decoded;
use crate::raster::Orientation;

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
        decode_other(&bytes, frame)
    } else {
        decode_twice(|| JpegDecoder::new(Cursor::new(&bytes)), bounds)
    }
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
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    let _one = one_at_a_time(width, height);
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    let pixels = decoder.decode().map_err(refused)?;
    let info = decoder.info().ok_or_else(|| corrupt("no frame header"))?;
    if (info.width, info.height) != (frame.width, frame.height) {
        return Err(corrupt("two frame headers"));
    }
    let (pixels, kind) = match info.pixel_format {
        PixelFormat::L8 => (pixels, ColorType::L8),
        PixelFormat::RGB24 => (pixels, ColorType::Rgb8),
        PixelFormat::CMYK32 => (cmyk_to_rgb(pixels), ColorType::Rgb8),
        PixelFormat::L16 => return Err(PhotoError::UnsupportedFormat("16-bit JPEG".into())),
    };
    let orientation = decoder
        .exif_data()
        .map_or(Orientation::UPRIGHT, Orientation::of_exif);
    finish(width, height, pixels, kind, orientation)
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
