//! BMP: what must be known of the header before the decoder sees it.
//!
//! The decoder refuses large sides and unknown kinds with one and the same error; here they get
//! their own answers. Source: the Windows bitmap headers of 12, 40, 52, 56, 108 and 124 bytes and
//! the OS/2 2.x headers of 16 to 64 bytes.

use crate::PhotoError;
use crate::decode::check_size;

/// Compression numbers of a Windows header that hold a whole JPEG or PNG.
const EMBEDDED: [u32; 2] = [4, 5];

/// Refuses a header whose kind or size the decoder would not name.
///
/// A header that is cut short passes: the decoder says so itself.
pub(crate) fn check_header(bytes: &[u8], min_side: u32) -> Result<(), PhotoError> {
    let Some(header) = Header::read(bytes) else {
        return Ok(());
    };
    if header.bits == 64 || (header.length >= 40 && EMBEDDED.contains(&header.compression)) {
        return Err(PhotoError::UnsupportedFormat(format!(
            "BMP with {} bits and compression {}",
            header.bits, header.compression
        )));
    }
    check_size(header.width, header.height, min_side)
}

struct Header {
    length: u32,
    width: u64,
    height: u64,
    bits: u16,
    compression: u32,
}

impl Header {
    fn read(bytes: &[u8]) -> Option<Self> {
        let length = u32_at(bytes, 14)?;
        if length == 12 {
            return Some(Self {
                length,
                width: u16_at(bytes, 18)?.into(),
                height: u16_at(bytes, 20)?.into(),
                bits: u16_at(bytes, 24)?,
                compression: 0,
            });
        }
        Some(Self {
            length,
            // A negative width is no width; a negative height means rows from the top.
            width: u64::try_from(u32_at(bytes, 18)?.cast_signed()).unwrap_or(0),
            height: u32_at(bytes, 22)?.cast_signed().unsigned_abs().into(),
            bits: u16_at(bytes, 28)?,
            compression: u32_at(bytes, 30)?,
        })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
