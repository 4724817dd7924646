//! What the decoder of WebP files does not look at itself: in a frame of an animation whose
//! transparency is kept apart, the size of the picture may be another than the frame's. It panics
//! over that (image-webp 0.2.4, its issue 182).
//!
//! Chunks as the container's specification has them:
//! <https://developers.google.com/speed/webp/docs/riff_container>; the first bytes of a picture:
//! RFC 6386, section 9.1.

use crate::PhotoError;

/// Bytes before the chunks inside a frame: place, size, duration and flags.
const FRAME_HEADER: usize = 16;

/// Checks the size of each frame whose transparency is kept apart.
///
/// # Errors
/// [`PhotoError::Corrupt`].
pub(crate) fn check_frames(bytes: &[u8]) -> Result<(), PhotoError> {
    for (name, frame) in Chunks(bytes.get(12..).unwrap_or_default()) {
        if name == b"ANMF" && !frame_agrees(frame) {
            return Err(PhotoError::Corrupt("a frame of another size".into()));
        }
    }
    Ok(())
}

fn frame_agrees(frame: &[u8]) -> bool {
    let mut chunks = Chunks(frame.get(FRAME_HEADER..).unwrap_or_default());
    match chunks.next() {
        Some((b"ALPH", _)) => match chunks.next() {
            Some((b"VP8 ", picture)) => size_of(picture) == size_in(frame),
            _ => false,
        },
        // The decoder compares these, or finds nothing to decode.
        _ => true,
    }
}

/// Width and height of a frame as its header has them, less one each, in three bytes.
fn size_in(frame: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| match frame.get(at..at + 3)? {
        [low, middle, high] => Some(u32::from_le_bytes([*low, *middle, *high, 0]) + 1),
        _ => None,
    };
    Some((side(6)?, side(9)?))
}

/// Width and height of a picture that depends on no other one.
fn size_of(picture: &[u8]) -> Option<(u32, u32)> {
    match picture {
        [tag, _, _, 0x9d, 0x01, 0x2a, width, wide, height, high, ..] if tag & 1 == 0 => {
            // Two bits of each say how it should be scaled.
            let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
            Some((side(*width, *wide), side(*height, *high)))
        }
        _ => None,
    }
}

/// Goes from chunk to chunk: a name, a length, so many bytes, and one more if they are odd. The
/// last one may be cut.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = (&'a [u8; 4], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = self.0.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let length = u32::from_le_bytes(*length) as usize;
        let content = rest.get(..length).unwrap_or(rest);
        let next = length.saturating_add(length % 2);
        self.0 = rest.get(next..).unwrap_or_default();
        Some((name, content))
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use image::codecs::webp::WebPDecoder;
    use image::{DynamicImage, GenericImageView as _};

    use super::*;

    fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u32).to_le_bytes();
        let fill = vec![0; content.len() % 2];
        [name, &length, content, &fill].concat()
    }

    /// An animation of one frame of 2 x 2 pixels with its transparency apart; its picture says that
    /// it has `side` pixels a side, and is gray.
    fn animation(side: u8) -> Vec<u8> {
        let partition = [0; 64];
        let tag = ((partition.len() as u32) << 5 | 1 << 4).to_le_bytes();
        let start = [&tag[..3], &[0x9d, 0x01, 0x2a, side, 0, side, 0]].concat();
        let picture = [&start[..], &partition, &[0; 64]].concat();
        let frame = [
            &[0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 100, 0, 0, 0][..],
            &chunk(b"ALPH", &[0, 255, 255, 255, 255]),
            &chunk(b"VP8 ", &picture),
        ]
        .concat();
        let chunks = [
            &b"WEBP"[..],
            &chunk(b"VP8X", &[0x12, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
            &chunk(b"ANIM", &[0; 6]),
            &chunk(b"ANMF", &frame),
        ]
        .concat();
        let length = (chunks.len() as u32).to_le_bytes();
        [b"RIFF", &length[..], &chunks].concat()
    }

    fn decoded(bytes: &[u8]) -> Option<(u32, u32)> {
        let decoder = WebPDecoder::new(std::io::Cursor::new(bytes)).ok()?;
        let image = DynamicImage::from_decoder(decoder).ok()?;
        Some(image.dimensions())
    }

    #[test]
    fn a_picture_without_a_side_is_refused_before_the_decoder_panics_over_it() {
        let good = animation(2);
        assert_eq!(decoded(&good), Some((2, 2)));
        assert_eq!(check_frames(&good), Ok(()));
        let bad = animation(0);
        // When this fails, the decoder has learned it and this file can go.
        assert!(catch_unwind(|| decoded(&bad)).is_err());
        assert_eq!(check_frames(&bad).unwrap_err().code(), "corrupt");
        assert!(check_frames(&animation(3)).is_err());
    }

    #[test]
    fn what_is_cut_or_of_another_kind_is_left_to_the_decoder() {
        let good = animation(2);
        for end in 0..good.len() {
            let _ = check_frames(&good[..end]);
        }
        assert_eq!(check_frames(b""), Ok(()));
        assert_eq!(check_frames(b"RIFF\xff\xff\xff\xffWEBPVP8 "), Ok(()));
        assert_eq!(
            check_frames(b"RIFF\x08\0\0\0WEBPANMF\xff\xff\xff\xff"),
            Ok(())
        );
    }
}
