//! What the decoder of WebP files does not look at itself: in a frame of an animation whose
//! transparency is kept apart, the size of the picture may be another than the frame's. It panics
//! over that (image-webp 0.2.4, its issue 182). Of an animation the first frame is decoded.
//!
//! Chunks as the container's specification has them:
//! <https://developers.google.com/speed/webp/docs/riff_container>; the first bytes of a picture:
//! RFC 6386, section 9.1.

use crate::PhotoError;

/// Bytes before the chunks inside a frame: place, size, duration and flags.
const FRAME_HEADER: usize = 16;

/// Checks the size of the first frame, if its transparency is kept apart.
///
/// # Errors
/// [`PhotoError::Corrupt`].
pub(crate) fn check_first_frame(bytes: &[u8]) -> Result<(), PhotoError> {
    let mut chunks = Chunks(bytes.get(12..).unwrap_or_default());
    match chunks.find(|(name, _)| *name == b"ANMF") {
        Some((_, frame)) if !frame_agrees(frame) => {
            Err(PhotoError::Corrupt("a frame of another size".into()))
        }
        _ => Ok(()),
    }
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

    /// A frame of 2 x 2 pixels with its transparency apart; its picture says that it has `side`
    /// pixels a side, and is gray.
    fn frame(side: u8) -> Vec<u8> {
        let partition = [0; 64];
        let tag = (((partition.len() as u32) << 5) | (1 << 4)).to_le_bytes();
        let start = [&tag[..3], &[0x9d, 0x01, 0x2a, side, 0, side, 0]].concat();
        let picture = [&start[..], &partition, &[0; 64]].concat();
        let frame = [
            &[0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 100, 0, 0, 0][..],
            &chunk(b"ALPH", &[0, 255, 255, 255, 255]),
            &chunk(b"VP8 ", &picture),
        ]
        .concat();
        chunk(b"ANMF", &frame)
    }

    fn animation(frames: &[Vec<u8>]) -> Vec<u8> {
        let chunks = [
            &b"WEBP"[..],
            &chunk(b"VP8X", &[0x12, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
            &chunk(b"ANIM", &[0; 6]),
            &frames.concat(),
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
        let good = animation(&[frame(2)]);
        assert_eq!(decoded(&good), Some((2, 2)));
        assert_eq!(check_first_frame(&good), Ok(()));
        let bad = animation(&[frame(0)]);
        // When this fails, the decoder has learned it and this file can go.
        assert!(catch_unwind(|| decoded(&bad)).is_err());
        assert_eq!(check_first_frame(&bad).unwrap_err().code(), "corrupt");
        assert!(check_first_frame(&animation(&[frame(3)])).is_err());
    }

    #[test]
    fn frames_that_nobody_decodes_may_be_cut_or_wrong() {
        let first = animation(&[frame(2)]);
        let mut two = animation(&[frame(2), frame(0)]);
        assert_eq!(decoded(&two), Some((2, 2)));
        while two.len() > first.len() {
            assert_eq!(check_first_frame(&two), Ok(()), "{} bytes", two.len());
            two.pop();
        }
    }

    #[test]
    fn any_cut_gets_an_answer() {
        let good = animation(&[frame(2)]);
        let answers = |end| check_first_frame(&good[..end]).is_ok();
        // The header of the picture is the last thing that is looked at.
        let picture = good.windows(4).position(|name| name == b"VP8 ").unwrap();
        let frame = good.windows(4).position(|name| name == b"ALPH").unwrap();
        assert!((0..frame).all(answers));
        assert!((frame + 8..picture + 18).all(|end| !answers(end)));
        assert!((picture + 18..good.len()).all(answers));
        let endless = b"RIFF\xff\xff\xff\xffWEBPANMF\xff\xff\xff\xff";
        assert_eq!(check_first_frame(endless), Ok(()));
    }
}
