//! The network as a whole: the right numbers, the same on every thread, and views that keep.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::path::Path;
use std::sync::LazyLock;

use nunchi_vision::{Backbone, EMBEDDING_WIDTH, Features, Photo, RgbSquare, Square, VIEWS};
use serde::Deserialize;

static BACKBONE: LazyLock<Backbone> = LazyLock::new(|| Backbone::load().unwrap());

/// Red is the column, green the row, blue their product.
fn ramps() -> RgbSquare {
    let pixels = (0..224_u32 * 224)
        .flat_map(|i| {
            let (x, y) = (i % 224, i / 224);
            [x as u8, y as u8, (x * y / 64) as u8]
        })
        .collect();
    RgbSquare::from_rgb(224, pixels).unwrap()
}

fn mirrored(square: &RgbSquare) -> RgbSquare {
    let row = square.side() as usize * 3;
    let pixels = square.pixels().chunks(row).flat_map(|row| {
        let (pixels, _) = row.as_chunks::<3>();
        pixels.iter().rev().flatten().copied()
    });
    RgbSquare::from_rgb(square.side(), pixels.collect()).unwrap()
}

/// The largest values of each layer for [`ramps`], as onnxruntime 1.32 gives them with the
/// published weights in float32.
const HEAD: [(usize, f32); 5] = [
    (113, 4.756),
    (897, 4.521),
    (755, 3.045),
    (425, 2.794),
    (989, 2.698),
];
const BLOCK8: [(usize, f32); 5] = [
    (466, 5.847),
    (479, 5.816),
    (249, 5.479),
    (246, 4.963),
    (195, 4.891),
];
const BLOCK15: [(usize, f32); 5] = [
    (1059, 5.462),
    (424, 3.224),
    (518, 2.813),
    (661, 2.616),
    (50, 2.564),
];

#[test]
fn a_drawn_square_gives_the_published_networks_numbers() {
    let features = BACKBONE.features(&ramps()).unwrap();
    for (layer, expected, length) in [
        (&features.head, HEAD, 1280),
        (&features.block8, BLOCK8, 480),
        (&features.block15, BLOCK15, 1152),
    ] {
        assert_eq!(layer.len(), length);
        for (channel, value) in expected {
            let found = layer[channel];
            assert!((found - value).abs() < 0.01, "{channel}: {found}");
        }
    }
}

/// Some components of the embedding of [`ramps`], the largest and the last of each layer, as numpy
/// gives them in float64 from the statistics and the published weights.
const EMBEDDING: [(usize, f32); 12] = [
    (235, -2.024),
    (284, 1.985),
    (355, -1.824),
    (511, 0.072),
    (552, 4.553),
    (547, 4.451),
    (513, -4.169),
    (767, -0.163),
    (772, -3.476),
    (816, -2.713),
    (822, 2.363),
    (1279, 0.304),
];

#[test]
fn the_embedding_is_the_whitened_layers_one_after_another() {
    let seen = BACKBONE.look_at_frame(&ramps()).unwrap();
    assert_eq!(seen.rows.len(), EMBEDDING_WIDTH);
    for (component, value) in EMBEDDING {
        let found = seen.rows[component];
        // The square root makes more of the rounding of small features.
        assert!((found - value).abs() < 0.05, "{component}: {found}");
    }
}

/// One picture of the shared golden values.
#[derive(Deserialize)]
struct Golden {
    file: String,
    head: Vec<f32>,
    block8_expand: Vec<f32>,
    block15_expand: Vec<f32>,
}

#[test]
fn real_squares_give_the_golden_values() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !shared.exists() {
        eprintln!("skipped: there is no folder {}", shared.display());
        return;
    }
    let reference = shared.join("reference");
    let json = std::fs::read(reference.join("golden.json")).unwrap();
    let golden: Vec<Golden> = serde_json::from_slice(&json).unwrap();
    assert_eq!(golden.len(), 10);
    for picture in golden {
        let image = image::open(reference.join(&picture.file)).unwrap();
        let square = RgbSquare::from_rgb(224, image.into_rgb8().into_raw()).unwrap();
        let Features {
            head,
            block8,
            block15,
        } = BACKBONE.features(&square).unwrap();
        for (layer, found, expected) in [
            ("head", head, picture.head),
            ("block 8", block8, picture.block8_expand),
            ("block 15", block15, picture.block15_expand),
        ] {
            let what = format!("{layer} of {}", picture.file);
            assert_eq!(found.len(), expected.len(), "{what}");
            let (cosine, difference) = compare(&found, &expected);
            assert!(cosine >= 0.9999, "{what}: cosine {cosine}");
            assert!(difference < 0.01, "{what}: difference {difference}");
        }
    }
}

/// Cosine and largest difference.
fn compare(left: &[f32], right: &[f32]) -> (f64, f32) {
    let dot = |a: &[f32], b: &[f32]| -> f64 {
        a.iter()
            .zip(b)
            .map(|(a, b)| f64::from(*a) * f64::from(*b))
            .sum()
    };
    let cosine = dot(left, right) / (dot(left, left) * dot(right, right)).sqrt();
    let differences = left.iter().zip(right).map(|(a, b)| (a - b).abs());
    (cosine, differences.fold(0.0, f32::max))
}

#[test]
fn threads_that_share_the_network_get_the_same_bits() {
    let square = ramps();
    let alone = BACKBONE.look_at_frame(&square).unwrap();
    let together = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| BACKBONE.look_at_frame(&square).unwrap()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    for seen in together {
        assert!(seen == alone);
    }
}

#[test]
fn a_mirrored_square_is_another_picture() {
    let arrow = arrow_to_the_right();
    let left = BACKBONE.look_at_frame(&mirrored(&arrow)).unwrap();
    let right = BACKBONE.look_at_frame(&arrow).unwrap();
    let (cosine, _) = compare(&left.rows, &right.rows);
    assert!(cosine < 0.99, "{cosine}");
    assert_eq!(mirrored(&mirrored(&arrow)), arrow);
}

/// A black arrow on white.
fn arrow_to_the_right() -> RgbSquare {
    let pixels = (0..224_i32 * 224).flat_map(|i| {
        let (x, y) = (i % 224, (i / 224 - 112).abs());
        let shaft = (30..130).contains(&x) && y < 14;
        let head = (130..194).contains(&x) && y < 194 - x;
        [if shaft || head { 0 } else { 255 }; 3]
    });
    RgbSquare::from_rgb(224, pixels.collect()).unwrap()
}

#[test]
fn a_photo_is_seen_as_its_square_and_the_middle_of_it() {
    let (width, height) = (420, 400);
    let pixels = (0..width * height)
        .flat_map(|i| {
            let (x, y) = (i % width, i / width);
            [x as u8, y as u8, (x ^ y) as u8]
        })
        .collect();
    let photo = Photo::from_rgb(width, height, pixels).unwrap();
    let square = Square::centre(width, height);
    let seen = BACKBONE.look(&photo, square).unwrap();
    assert_eq!(seen.views, VIEWS);
    assert_eq!(seen.rows.len(), VIEWS * EMBEDDING_WIDTH);

    // 65 % of 400 pixels.
    let middle = Square {
        left: 80,
        top: 70,
        side: 260,
    };
    for (row, part) in seen.rows.chunks(EMBEDDING_WIDTH).zip([square, middle]) {
        let crop = photo.crop(part, 224).unwrap();
        let alone = BACKBONE.look_at_frame(&crop).unwrap();
        assert_eq!(alone.views, 1);
        assert!(alone.rows == row, "{part:?}");
    }
}

#[test]
fn a_square_outside_the_photo_is_an_error() {
    let photo = Photo::from_rgb(32, 32, vec![0; 32 * 32 * 3]).unwrap();
    let square = Square {
        left: 1,
        top: 0,
        side: 32,
    };
    assert!(BACKBONE.look(&photo, square).is_err());
}

#[test]
fn a_square_of_another_size_is_scaled_first() {
    let large = ramps().resize(448).unwrap();
    let scaled = BACKBONE.features(&large.resize(224).unwrap()).unwrap();
    assert!(BACKBONE.features(&large).unwrap() == scaled);
}

#[test]
fn the_fingerprint_is_that_of_the_build() {
    let again = Backbone::load().unwrap();
    assert_eq!(again.fingerprint(), BACKBONE.fingerprint());
    assert_ne!(again.fingerprint(), [0; 32]);
}
