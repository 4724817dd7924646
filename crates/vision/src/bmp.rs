//! BMP: what must be known of the header before the decoder sees it.
//!
//! The decoder refuses large sides and unknown kinds with one and the same error; here they get
//! their own answers. Source: the Windows bitmap headers of 12, 40, 52, 56, 108 and 124 bytes and
//! the OS/2 2.x headers of 16 to 64 bytes.

use crate::PhotoError;
use crate::decode::{Bounds, check_size};

/// Compression numbers of a Windows header that are not decoded: a whole JPEG, a whole PNG, bit
/// fields with alpha.
const NOT_DECODED: [u32; 3] = [4, 5, 6];

/// Refuses a header whose kind or size the decoder would not name.
///
/// A header that is cut short passes: the decoder says so itself.
pub(crate) fn check_header(bytes: &[u8], bounds: Bounds) -> Result<(), PhotoError> {
    let Some(header) = Header::read(bytes) else {
        return Ok(());
    };
    let compressed = header.length >= 40 && NOT_DECODED.contains(&header.compression);
    if header.bits == 64 || compressed || header.has_spare_colours(bytes.len()) {
        return Err(PhotoError::UnsupportedFormat(format!(
            "BMP with {} bits and compression {}",
            header.bits, header.compression
        )));
    }
    check_size(header.width, header.height, bounds)
}

struct Header {
    length: u32,
    width: u64,
    height: u64,
    bits: u16,
    compression: u32,
    /// Number of colours in the palette, 0 for as many as the bits can name.
    colours: u32,
}

impl Header {
    /// Whether the file holds a palette with more colours than its pixels can name. A claim past
    /// the end of the file is damage, and the decoder's to find.
    fn has_spare_colours(&self, file_length: usize) -> bool {
        let palette_end = u64::from(self.length) + 14 + u64::from(self.colours) * 4;
        (1..=8).contains(&self.bits)
            && self.colours > 1 << self.bits
            && palette_end <= file_length as u64
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let length = u32_at(bytes, 14)?;
        if length == 12 {
            return Some(Self {
                length,
                width: u16_at(bytes, 18)?.into(),
                height: u16_at(bytes, 20)?.into(),
                bits: u16_at(bytes, 24)?,
                compression: 0,
                colours: 0,
            });
        }
        Some(Self {
            length,
            // A negative width is no width; a negative height means rows from the top.
            width: u64::try_from(u32_at(bytes, 18)?.cast_signed()).unwrap_or(0),
            height: u32_at(bytes, 22)?.cast_signed().unsigned_abs().into(),
            bits: u16_at(bytes, 28)?,
            compression: u32_at(bytes, 30)?,
            // The shortest OS/2 header ends before the colours.
            colours: u32_at(bytes, 46).filter(|_| length >= 36).unwrap_or(0),
        })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Windows header of 40 bytes and room for 256 colours.
    fn header(width: i32, height: i32, bits: u16, compression: u32, colours: u32) -> Vec<u8> {
        let mut bytes = vec![0; 14 + 40 + 256 * 4];
        bytes[14..18].copy_from_slice(&40_u32.to_le_bytes());
        bytes[18..22].copy_from_slice(&width.to_le_bytes());
        bytes[22..26].copy_from_slice(&height.to_le_bytes());
        bytes[28..30].copy_from_slice(&bits.to_le_bytes());
        bytes[30..34].copy_from_slice(&compression.to_le_bytes());
        bytes[46..50].copy_from_slice(&colours.to_le_bytes());
        bytes
    }

    fn check(bytes: &[u8], expected: Option<&str>, why: &str) {
        let refused = check_header(bytes, Bounds::INTAKE).err();
        assert_eq!(refused.as_ref().map(PhotoError::code), expected, "{why}");
    }

    #[test]
    fn headers_get_the_answer_that_the_decoder_would_not_give() {
        check(&header(64, 48, 24, 0, 0), None, "plain");
        check(&header(64, -48, 24, 0, 0), None, "rows from the top");
        check(&header(-64, 48, 24, 0, 0), Some("corrupt"), "no width");
        check(
            &header(64, i32::MIN, 24, 0, 0),
            Some("too_many_pixels"),
            "2 billion rows",
        );
        check(&header(15, 48, 24, 0, 0), Some("too_small"), "narrow");
        check(
            &header(64, 48, 0, 4, 0),
            Some("unsupported_format"),
            "a whole JPEG",
        );
        check(
            &header(64, 48, 4, 0, 17),
            Some("unsupported_format"),
            "17 colours in 4 bits",
        );
        check(
            &header(64, 48, 4, 0, 1 << 30),
            None,
            "colours past the end of the file",
        );
        check(b"BM", None, "cut: the decoder says so");
    }
}
