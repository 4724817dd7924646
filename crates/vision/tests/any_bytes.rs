//! Whatever the bytes, the intake answers: a photo within the limits, or a refusal.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use nunchi_vision::{MAX_BYTES, MAX_KEPT_SIDE, Photo, PhotoError};
use proptest::prelude::*;

const FORMATS: [ImageFormat; 5] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::Bmp,
    ImageFormat::Gif,
    ImageFormat::WebP,
];

/// A small picture with some structure.
fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(40, 24, |x, y| {
        image::Rgb([(x * 6) as u8, (y * 10) as u8, (x * y) as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image)
        .write_to(&mut bytes, format)
        .expect("an encoder of the image crate");
    bytes.into_inner()
}

/// Decodes, and checks what holds for every photo. A panic in a decoder would be an answer too
/// (`corrupt`), so nothing here may panic at all.
fn answer(bytes: &[u8]) -> Result<(), PhotoError> {
    let decoded = Photo::decode(bytes)?;
    let photo = decoded.photo;
    let longer = photo.width().max(photo.height());
    assert!((1..=MAX_KEPT_SIDE).contains(&longer));
    let pixels = photo.width() as usize * photo.height() as usize;
    assert_eq!(photo.pixels().len(), pixels * 3);
    Ok(())
}

#[test]
fn every_kind_of_picture_is_taken() {
    for format in FORMATS {
        assert_eq!(answer(&picture(format)), Ok(()), "{format:?}");
    }
}

#[test]
fn a_picture_that_ends_early_is_never_taken_for_a_whole_one() {
    for format in FORMATS {
        let whole = picture(format);
        for length in 0..whole.len() {
            let taken = answer(&whole[..length]);
            // What is missing may be no pixel: a trailer, a checksum, a padding byte.
            let pixels_are_missing = length + 16 < whole.len();
            assert!(
                taken.is_err() || !pixels_are_missing,
                "{format:?} of {length} bytes out of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn one_byte_more_than_the_limit_is_too_large() {
    let mut bytes = picture(ImageFormat::Png);
    bytes.resize(MAX_BYTES, 0);
    assert_eq!(answer(&bytes), Ok(()), "bytes behind the picture");
    bytes.push(0);
    assert_eq!(answer(&bytes), Err(PhotoError::TooLarge { max: MAX_BYTES }));
}

#[test]
fn sizes_are_judged_before_memory_is_asked_for() {
    let mut png = picture(ImageFormat::Png);
    png[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
    // The checksum covers kind and body of the first chunk.
    let sum = crc32(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&sum);
    assert_eq!(answer(&png).unwrap_err().code(), "too_many_pixels");

    let mut bmp = picture(ImageFormat::Bmp);
    bmp[18..26].copy_from_slice(&[0, 0, 1, 0, 0, 0, 1, 0]);
    assert_eq!(answer(&bmp).unwrap_err().code(), "too_many_pixels");
}

/// The checksum of PNG chunks, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_behind_any_first_bytes_get_an_answer(
        start in prop::sample::select(vec![
            &b""[..], b"\xff\xd8", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"BM", b"GIF89a",
            b"RIFF\x40\0\0\0WEBPVP8 ", b"RIFF\x40\0\0\0WEBPVP8L", b"RIFF\x40\0\0\0WEBPVP8X",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = answer(&[start, &rest].concat());
    }

    #[test]
    fn changed_bytes_in_real_pictures_get_an_answer(
        format in prop::sample::select(FORMATS.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        in_the_header in any::<bool>(),
    ) {
        let mut bytes = picture(format);
        let reach = if in_the_header { bytes.len().min(64) } else { bytes.len() };
        for (place, value) in changes {
            bytes[place.index(reach)] = value;
        }
        let _ = answer(&bytes);
    }
}
