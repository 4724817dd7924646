//! `nunchi-bench speed`: how long the app's steps take.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use ndarray::ArrayView2;
use nunchi_learn::TrainingSet;
use nunchi_vision::{Backbone, EMBEDDING_WIDTH, Photo, RgbSquare, VIEWS, Views};
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::drawn::{jpeg, pixels};
use crate::embed::SIDE;
use crate::photos::{Failure, Taught, centre, default_params, taught, training_set};
use crate::tools::print_line;

/// One line of the output.
#[derive(Serialize)]
struct Figure {
    what: &'static str,
    median_ms: f64,
    p95_ms: f64,
    n: usize,
}

/// Photos that are embedded: enough for a median, few enough for a slow machine.
const PHOTOS: usize = 40;
/// Photos of a round of all cores, so many that the last one, for which the others wait, hardly
/// counts.
const BATCH: usize = 200;
const LOADS: usize = 11;
/// JPEGs of 12 megapixels that are taken in.
const LARGE_PHOTOS: usize = 24;
const TRAININGS: usize = 11;
const FRAMES: usize = 100;
const CLASSES: usize = 5;
const PHOTOS_A_CLASS: usize = 100;

/// Measures every step, with the photos of a folder or with drawn ones.
pub(crate) fn run(photos: Option<&Path>, out: &mut impl Write) -> Result<(), Failure> {
    let backbone = Backbone::load()?;
    let squares = match photos {
        Some(folder) => squares_of(folder)?,
        None => (0..PHOTOS).map(drawn_square).collect::<Result<_, _>>()?,
    };
    for figure in [
        backbone_load()?,
        embed_1(&backbone, &squares)?,
        embed_batch(&backbone, &squares)?,
        intake(&backbone)?,
        train()?,
        predict_frame(&backbone)?,
    ] {
        print_line(&figure, out)?;
    }
    Ok(())
}

/// The network once over one photo, one thread.
fn embed_1(backbone: &Backbone, squares: &[RgbSquare]) -> Result<Figure, Failure> {
    backbone.features(&squares[0])?;
    let mut times = Vec::new();
    for square in squares {
        times.push(milliseconds(|| backbone.features(square))?);
    }
    Ok(figure("embed_1", times))
}

/// The network from its bytes in the program to its first use: what a photo waits for that comes
/// right after the start.
fn backbone_load() -> Result<Figure, Failure> {
    let times = (0..LOADS).map(|_| milliseconds(Backbone::load));
    Ok(figure("backbone_load", times.collect::<Result<_, _>>()?))
}

/// The network over all photos on all cores; each time is that of a whole round, by photo.
fn embed_batch(backbone: &Backbone, squares: &[RgbSquare]) -> Result<Figure, Failure> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let round = milliseconds(|| {
            (0..BATCH).into_par_iter().try_for_each(|number| {
                let square = &squares[number % squares.len()];
                backbone.features(square).map(drop)
            })
        })?;
        times.push(round / BATCH as f64);
    }
    Ok(figure("embed_batch", times))
}

/// A 12-megapixel JPEG to the kept photo and its embedding, all cores; each time is that of a
/// whole round, by photo.
fn intake(backbone: &Backbone) -> Result<Figure, Failure> {
    let jpegs = (0..4)
        .map(|number| jpeg((4000, 3000), number))
        .collect::<Result<Vec<_>, _>>()?;
    let mut times = Vec::new();
    for _ in 0..5 {
        let round = milliseconds(|| {
            (0..LARGE_PHOTOS)
                .into_par_iter()
                .try_for_each(|number| taught(backbone, &jpegs[number % jpegs.len()]).map(drop))
        })?;
        times.push(round / LARGE_PHOTOS as f64);
    }
    Ok(figure("intake", times))
}

/// A whole training with the app's defaults: split run and fit on all photos.
fn train() -> Result<Figure, Failure> {
    let times = training_times(CLASSES * PHOTOS_A_CLASS, CLASSES, TRAININGS)?;
    Ok(figure("train", times))
}

/// Milliseconds of some trainings with so many drawn photos in so many classes.
pub(crate) fn training_times(
    photos: usize,
    classes: usize,
    trainings: usize,
) -> Result<Vec<f64>, Failure> {
    let set = drawn_set(photos, classes)?;
    let params = default_params()?;
    let train = || nunchi_learn::train(&set, &params, &mut |_| ControlFlow::Continue(()));
    let times = (0..trainings).map(|_| milliseconds(train));
    Ok(times.collect::<Result<_, _>>()?)
}

/// A frame of a live camera, 224 x 224 RGBA, to confidences.
fn predict_frame(backbone: &Backbone) -> Result<Figure, Failure> {
    let params = default_params()?;
    let set = drawn_set(CLASSES * 5, CLASSES)?;
    let head = nunchi_learn::train(&set, &params, &mut |_| ControlFlow::Continue(()))?.head;
    let mut times = Vec::new();
    for number in 0..FRAMES {
        let rgba: Vec<u8> = pixels(SIDE, SIDE, number)
            .chunks_exact(3)
            .flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255])
            .collect();
        times.push(milliseconds(|| -> Result<Vec<f32>, Failure> {
            let frame = RgbSquare::from_rgba_square(SIDE, &rgba)?;
            let views = backbone.look_at_frame(&frame)?;
            let rows = ArrayView2::from_shape((views.views, EMBEDDING_WIDTH), &views.rows)?;
            Ok(head.confidences(rows)?)
        })?);
    }
    Ok(figure("predict_frame", times))
}

fn milliseconds<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<f64, E> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

/// Median and 95th percentile of at least one time.
fn figure(what: &'static str, mut times: Vec<f64>) -> Figure {
    times.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    Figure {
        what,
        median_ms: at(0.5),
        p95_ms: at(0.95),
        n: times.len(),
    }
}

/// The squares of the pictures of a folder, at most as many as are drawn otherwise.
fn squares_of(folder: &Path) -> Result<Vec<RgbSquare>, Failure> {
    let mut paths = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.sort_unstable();
    let squares: Vec<_> = paths
        .iter()
        .filter_map(|path| Photo::decode(&Photo::read_file(path).ok()?).ok())
        .take(PHOTOS)
        .map(|decoded| decoded.photo.crop(centre(&decoded.photo), SIDE))
        .collect::<Result<_, _>>()?;
    if squares.is_empty() {
        return Err(format!("{}: no pictures", folder.display()).into());
    }
    Ok(squares)
}

fn drawn_square(number: usize) -> Result<RgbSquare, Failure> {
    Ok(RgbSquare::from_rgb(SIDE, pixels(SIDE, SIDE, number))?)
}

/// Drawn embeddings, as many of each class.
fn drawn_set(photos: usize, classes: usize) -> Result<TrainingSet, Failure> {
    let drawn: Vec<_> = (0..photos)
        .map(|number| drawn_embedding(number, number % classes))
        .collect();
    let labelled: Vec<_> = drawn
        .iter()
        .enumerate()
        .map(|(number, photo)| (photo, number % classes))
        .collect();
    training_set(&labelled, classes)
}

/// Numbers like those of a photo of a class.
fn drawn_embedding(number: usize, class: usize) -> Taught {
    let mut grain = number as u32 + 1;
    let rows = (0..VIEWS * EMBEDDING_WIDTH)
        .map(|at| {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (grain >> 8) as f32 / (1 << 23) as f32 - 1.0;
            noise + 0.3 * ((at % EMBEDDING_WIDTH * (class + 3)) as f32).sin()
        })
        .collect();
    Taught {
        views: Views { rows, views: VIEWS },
        hash: Sha256::digest(number.to_le_bytes()).into(),
    }
}
