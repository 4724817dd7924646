//! What a camera or a program writes into a picture file beside the picture: place, time, device,
//! a name. None of it is kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/common/mod.rs"]
mod common;
mod files;

use std::fs;
use std::io::Cursor;

use common::Home;
use files::files_under;
use image::{DynamicImage, ImageFormat, RgbImage};
use nunchi_project::CopyKind;

/// Every text and number that may not be found again.
const SECRETS: [&[u8]; 10] = [
    b"Nunchi Camera Works",
    b"Serial 4711-0815",
    b"2024:05:06 07:08:09",
    LATITUDE,
    b"Home of the child",
    b"Comment of the school",
    b"Caption of the press",
    b"Words in the PNG",
    b"After the end",
    b"Exif\0\0",
];
/// 37 degrees, 33 minutes, 58.87 seconds, as fractions.
const LATITUDE: &[u8] = &[
    37, 0, 0, 0, 1, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 255, 22, 0, 0, 100, 0, 0, 0,
];
/// The top left of the picture is shown at the top right.
const TURNED: u16 = 6;

/// A TIFF block as cameras write it, little endian.
struct Tiff {
    entries: Vec<[u8; 12]>,
    /// What does not fit into an entry, and where it begins.
    values: Vec<u8>,
    values_at: usize,
}

impl Tiff {
    /// For so many entries, behind so many bytes.
    fn new(entries: usize, before: usize) -> Self {
        Self {
            entries: Vec::new(),
            values: Vec::new(),
            values_at: before + 2 + entries * 12 + 4,
        }
    }

    fn entry(&mut self, tag: u16, kind: u16, count: u32, value: [u8; 4]) {
        let mut entry = [0; 12];
        entry[..2].copy_from_slice(&tag.to_le_bytes());
        entry[2..4].copy_from_slice(&kind.to_le_bytes());
        entry[4..8].copy_from_slice(&count.to_le_bytes());
        entry[8..].copy_from_slice(&value);
        self.entries.push(entry);
    }

    fn long(&mut self, tag: u16, kind: u16, count: usize, value: &[u8]) {
        let at = (self.values_at + self.values.len()) as u32;
        self.entry(tag, kind, count as u32, at.to_le_bytes());
        self.values.extend_from_slice(value);
    }

    fn text(&mut self, tag: u16, text: &[u8]) {
        self.long(tag, 2, text.len(), text);
    }

    fn bytes(&self) -> Vec<u8> {
        let count = (self.entries.len() as u16).to_le_bytes();
        let mut bytes = [&count[..], &self.entries.concat(), &[0; 4]].concat();
        bytes.extend_from_slice(&self.values);
        bytes
    }
}

/// Device, time, orientation, serial number and place.
fn tiff() -> Vec<u8> {
    let [make, serial, time, latitude, ..] = SECRETS;
    let mut main = Tiff::new(5, 8);
    main.text(0x010f, make);
    let mut orientation = [0; 4];
    orientation[..2].copy_from_slice(&TURNED.to_le_bytes());
    main.entry(0x0112, 3, 1, orientation);
    main.text(0x0132, time);
    main.text(0xa431, serial);
    // The directory of the place stands behind everything else.
    let place_at = main.values_at + main.values.len();
    main.entry(0x8825, 4, 1, (place_at as u32).to_le_bytes());
    let mut place = Tiff::new(1, place_at);
    place.long(0x0002, 5, 3, latitude);
    [&b"II*\0\x08\0\0\0"[..], &main.bytes(), &place.bytes()].concat()
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(96, 64, |x, y| image::Rgb([x as u8 * 2, y as u8 * 3, 90]));
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::from(image);
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with all that its segments can carry, and more behind its end.
fn jpeg() -> Vec<u8> {
    let segment = |marker: u8, content: &[&[u8]]| {
        let content = content.concat();
        let length = (content.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker], &length[..], &content].concat()
    };
    let [.., place, comment, caption, _, after, exif] = SECRETS;
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>";
    let press = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x19\x1c\x02\x78\0\x14";
    let plain = picture(ImageFormat::Jpeg);
    [
        &plain[..2],
        &segment(0xe1, &[exif, &tiff()]),
        &segment(0xe1, &[xmp, place]),
        &segment(0xed, &[press, caption]),
        &segment(0xfe, &[comment]),
        &plain[2..],
        after,
    ]
    .concat()
}

/// A PNG with a text and with what a camera writes.
fn png() -> Vec<u8> {
    let chunk = |name: &[u8], content: &[u8]| {
        let named = [name, content].concat();
        let length = (content.len() as u32).to_be_bytes();
        [&length[..], &named, &crc(&named).to_be_bytes()].concat()
    };
    let plain = picture(ImageFormat::Png);
    // The signature and the header.
    let (start, rest) = plain.split_at(8 + 25);
    let words = [b"Author\0", SECRETS[7]].concat();
    let (text, exif) = (chunk(b"tEXt", &words), chunk(b"eXIf", &tiff()));
    [start, &text, &exif, rest, SECRETS[8]].concat()
}

/// The check sum of a PNG's chunk.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    bytes.windows(secret.len()).any(|part| part == secret)
}

#[test]
fn nothing_of_place_time_and_device_is_kept() {
    let (jpeg, png) = (jpeg(), png());
    for secret in SECRETS {
        assert!(holds(&jpeg, secret) || holds(&png, secret), "{secret:?}");
    }
    let home = Home::new();
    let session = &home.session;
    let view = session.create_project("Photos", &["a".into()]).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut kept = Vec::new();
    for file in [&jpeg, &png] {
        let added = session.add_photo(view.classes[0].id, file).unwrap();
        // It was read: a picture that is wider than high was turned.
        let photo = session.photo(added.photo.id).unwrap();
        let shown = image::load_from_memory(&photo).unwrap();
        assert_eq!((shown.width(), shown.height()), (64, 96));
        kept.push(photo);
        kept.push(session.thumbnail(added.photo.id).unwrap());
        let picture = session.add_picture(file).unwrap().id;
        kept.push(session.picture(picture).unwrap());
    }
    session
        .save_copy(elsewhere.path(), CopyKind::Whole)
        .unwrap();
    session.close_project().unwrap();
    let files = [home.folder.path(), elsewhere.path()]
        .map(files_under)
        .concat();
    assert!(files.len() > 2, "{files:?}");
    kept.extend(files.iter().map(|path| fs::read(path).unwrap()));
    for bytes in &kept {
        for secret in SECRETS {
            assert!(!holds(bytes, secret), "{}", String::from_utf8_lossy(secret));
        }
    }
}
