//! JPEG: two decoders, and a check of our own that the picture is whole.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;

use crate::PhotoError;
use crate::decode::decode_twice;
use crate::photo::Decoded;

/// Decodes a JPEG whose first two bytes were seen.
pub(crate) fn decode(bytes: &[u8], min_side: u32) -> Result<Decoded, PhotoError> {
    decode_twice(|| JpegDecoder::new(Cursor::new(bytes)), min_side)
}
