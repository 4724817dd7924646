//! A walk over the markers of a JPEG, without decoding.
//!
//! Decoders fill what is missing with gray and call it a success, so whether a picture is whole
//! is asked here: it is when an end-of-image marker follows its scans. The walk is as lenient as
//! viewers are: fill bytes and stray bytes between segments are stepped over.
//! Source: ITU-T T.81, annex B.

/// What the markers say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Walk {
    /// The first frame header.
    pub(crate) frame: Option<Frame>,
    /// Number of scans up to the end of the image or of the bytes.
    pub(crate) scans: usize,
    /// Whether any Huffman table is defined. Frames of some cameras leave the usual ones out.
    pub(crate) huffman_tables: bool,
    /// Whether an end-of-image marker follows at least one scan.
    pub(crate) whole: bool,
}

/// A frame header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The second byte of the marker, 0xc0 to 0xcf: the coding process.
    pub(crate) process: u8,
    /// Bits of a sample.
    pub(crate) precision: u8,
    pub(crate) width: u16,
    pub(crate) height: u16,
    /// Horizontal and vertical sampling factor of each component, 1 to 4 in a sound file.
    pub(crate) sampling: Vec<(u8, u8)>,
}

const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;
const HUFFMAN_TABLES: u8 = 0xc4;

/// Walks from behind the start-of-image marker to the end of the image, or as far as it goes.
pub(crate) fn walk(bytes: &[u8]) -> Walk {
    let mut walk = Walk::default();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((marker, after)) = next_marker(rest) {
        rest = after;
        match marker {
            END_OF_IMAGE => {
                walk.whole = walk.scans > 0;
                break;
            }
            // Restart markers, start of image and the temporary marker stand alone.
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let Some((body, after)) = segment(rest) else {
            break;
        };
        rest = after;
        match marker {
            START_OF_SCAN => walk.scans += 1,
            HUFFMAN_TABLES => walk.huffman_tables = true,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf if walk.frame.is_none() => {
                walk.frame = frame(marker, body);
            }
            _ => {}
        }
    }
    walk
}

/// The next marker and what follows it. Entropy-coded data, where a byte of 0xff is followed by
/// 0, and stray bytes are stepped over.
fn next_marker(mut bytes: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        let at = bytes.iter().position(|&byte| byte == 0xff)?;
        bytes = bytes.get(at + 1..)?;
        match bytes {
            [0, rest @ ..] => bytes = rest,
            // A fill byte: this one may start the marker.
            [0xff, ..] => {}
            [marker, rest @ ..] => return Some((*marker, rest)),
            [] => return None,
        }
    }
}

/// The body of a segment, whose length counts its own two bytes, and what follows it.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
    let body = bytes.get(2..length)?;
    Some((body, bytes.get(length..)?))
}

fn frame(process: u8, body: &[u8]) -> Option<Frame> {
    let (&[precision, h0, h1, w0, w1, _], components) = body.split_first_chunk()?;
    Some(Frame {
        process,
        precision,
        width: u16::from_be_bytes([w0, w1]),
        height: u16::from_be_bytes([h0, h1]),
        sampling: components
            .as_chunks::<3>()
            .0
            .iter()
            .map(|&[_, factors, _]| (factors >> 4, factors & 15))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOI: &[u8] = &[0xff, 0xd8];
    const EOI: &[u8] = &[0xff, 0xd9];
    const FRAME: &[u8] = &[0xff, 0xc0, 0, 11, 8, 0, 64, 0, 96, 1, 1, 0x31, 0];
    const SCAN: &[u8] = &[0xff, 0xda, 0, 3, 1, 7, 0xff, 0, 9, 0xff, 0xd0, 5];

    fn check(parts: &[&[u8]], scans: usize, whole: bool, why: &str) {
        let walk = walk(&parts.concat());
        assert_eq!((walk.scans, walk.whole), (scans, whole), "{why}");
    }

    #[test]
    fn a_picture_is_whole_when_its_end_follows_its_scans() {
        check(&[SOI, FRAME, SCAN, EOI], 1, true, "one scan");
        check(&[SOI, FRAME, SCAN, SCAN, EOI], 2, true, "two scans");
        check(&[SOI, FRAME, SCAN], 1, false, "no end");
        check(&[SOI, FRAME, SCAN, &[0xff]], 1, false, "half an end");
        check(&[SOI, FRAME, EOI], 0, false, "no scan");
        check(
            &[SOI, FRAME, SCAN, EOI, SCAN],
            1,
            true,
            "nothing counts behind the end",
        );
    }

    #[test]
    fn fill_bytes_and_stray_bytes_are_stepped_over() {
        check(&[SOI, &[0xff; 9], FRAME, SCAN, EOI], 1, true, "fill bytes");
        check(&[SOI, &[1, 2, 3], FRAME, SCAN, EOI], 1, true, "stray bytes");
    }

    #[test]
    fn an_end_inside_a_segment_is_not_the_end() {
        let comment = [0xff, 0xfe, 0, 4, 0xff, 0xd9];
        check(&[SOI, FRAME, SCAN, &comment], 1, false, "in a comment");
        let past_the_end = [0xff, 0xe0, 0xff, 0xff, 0xff, 0xd9];
        check(
            &[SOI, FRAME, SCAN, &past_the_end],
            1,
            false,
            "in a cut segment",
        );
    }

    #[test]
    fn the_frame_header_is_read() {
        let walk = walk(&[SOI, FRAME, SCAN, EOI].concat());
        let expected = Frame {
            process: 0xc0,
            precision: 8,
            width: 96,
            height: 64,
            sampling: vec![(3, 1)],
        };
        assert_eq!(walk.frame, Some(expected));
        assert!(!walk.huffman_tables);
    }
}
