//! What a camera wrote about a picture: any bytes in the place of it.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use nunchi_fuzz::leave_seed;
use nunchi_vision::Photo;

const WIDTH: u32 = 24;
const HEIGHT: u32 = 16;
/// Longest segment of a JPEG, without the length and the name of the Exif.
const LONGEST: usize = 65_535 - 8;
/// Little-endian, one entry: the picture is turned by 90 degrees.
const TURNED: &[u8] = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";

static PICTURE: OnceLock<Vec<u8>> = OnceLock::new();

fn picture() -> Vec<u8> {
    let pixels = (0..WIDTH * HEIGHT * 3).map(|number| number as u8).collect();
    let photo = Photo::from_rgb(WIDTH, HEIGHT, pixels).expect("as many bytes as pixels");
    photo.to_jpeg().expect("an encoder for every photo")
}

fuzz_target!(init: leave_seed("turned", TURNED), |exif: &[u8]| {
    let exif = &exif[..exif.len().min(LONGEST)];
    let length = u16::try_from(exif.len() + 8).expect("not longer than a segment");
    let (start, rest) = PICTURE.get_or_init(picture).split_at(2);
    let segment = [b"\xff\xe1", &length.to_be_bytes()[..], b"Exif\0\0", exif].concat();
    let decoded = Photo::decode(&[start, &segment, rest].concat()).expect("the picture is whole");
    let size = (decoded.source_width, decoded.source_height);
    assert!(size == (WIDTH, HEIGHT) || size == (HEIGHT, WIDTH), "{size:?}");
});
