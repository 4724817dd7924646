//! `nunchi-bench scaling`: how the costs grow with the number of photos.

use std::io::Write;
use std::time::Instant;

use nunchi_project::{PhotoId, ProjectId, ProjectView, Session};
use serde::Serialize;

use crate::drawn::jpeg;
use crate::photos::Failure;
use crate::speed::training_times;
use crate::tools::print_line;

/// Numbers of photos, each about three times the one before.
const SIZES: [usize; 7] = [10, 30, 100, 300, 1_000, 3_000, 10_000];
/// Numbers of classes.
const CLASSES: [usize; 5] = [2, 5, 10, 20, 40];
/// Pixels of a photo.
const PHOTO: (u32, u32) = (160, 120);
const MOST_CLASSES: usize = 10;
/// Fewest photos of a class.
const FEWEST_PHOTOS: usize = 5;
/// Similar photos that the window shows.
const SIMILAR: usize = 3;
/// Photos that are deleted at once and brought back.
const DELETED: usize = 500;
/// Times that each step is measured; the median counts.
const REPETITIONS: usize = 5;

/// One line of the output: median milliseconds in a project of so many photos.
#[derive(Serialize)]
struct Figure {
    what: &'static str,
    photos: usize,
    classes: usize,
    /// From the call to the project as the window gets it, pages checked.
    open_ms: f64,
    /// One more photo, until it is on the disk.
    add_ms: f64,
    /// A training with the defaults, every photo looked at before.
    train_ms: f64,
    /// A picture to its confidences.
    predict_ms: f64,
    /// A picture to its confidences and the photos that look most like it.
    similar_ms: f64,
    /// Undo of the deletion of 500 photos, or of nearly all there are, until they are back on the
    /// disk.
    undo_ms: f64,
}

/// One line of the output: median milliseconds of a training with so many classes.
#[derive(Serialize)]
struct ClassesFigure {
    what: &'static str,
    photos: usize,
    classes: usize,
    train_ms: f64,
}

/// Makes a project of each size up to `most` photos and measures it; then trains more and more
/// classes of as many photos in all.
pub(crate) fn run(most: usize, out: &mut impl Write) -> Result<(), Failure> {
    for photos in SIZES.into_iter().filter(|&photos| photos <= most) {
        print_line(&measure(photos)?, out)?;
    }
    let photos = most.min(1_000);
    for classes in CLASSES.into_iter().filter(|&classes| classes <= photos) {
        let figure = ClassesFigure {
            what: "scaling_classes",
            photos,
            classes,
            train_ms: middle(training_times(photos, classes, REPETITIONS)?),
        };
        print_line(&figure, out)?;
    }
    Ok(())
}

fn measure(photos: usize) -> Result<Figure, Failure> {
    let home = tempfile::tempdir()?;
    let session = Session::open(home.path())?;
    let classes = (photos / FEWEST_PHOTOS).min(MOST_CLASSES);
    let names: Vec<_> = (1..=classes)
        .map(|class| format!("Class {class}"))
        .collect();
    let project = session.create_project("Many photos", &names)?;
    let last = photos - REPETITIONS;
    let mut added = Vec::new();
    for number in 0..last {
        added.push(add(&session, &project, number, &jpeg(PHOTO, number)?)?);
    }
    let mut times = Vec::new();
    for number in last..photos {
        let picture = jpeg(PHOTO, number)?;
        times.push(milliseconds(|| add(&session, &project, number, &picture))?);
    }
    let add_ms = middle(times);
    // The first training also waits until the network has looked at every photo.
    session.train(&mut |_| ())?;
    let train_ms = median(|| session.train(&mut |_| ()))?;
    let picture = jpeg(PHOTO, photos)?;
    let predict_ms = median(|| session.recognise(&picture))?;
    let similar_ms = median(|| session.test_picture(&picture, SIMILAR))?;
    let open_ms = open(&session, &project.id)?;
    added.truncate(DELETED);
    let undo_ms = undo(&session, &added)?;
    Ok(Figure {
        what: "scaling",
        photos,
        classes,
        open_ms,
        add_ms,
        train_ms,
        predict_ms,
        similar_ms,
        undo_ms,
    })
}

fn add(
    session: &Session,
    project: &ProjectView,
    number: usize,
    picture: &[u8],
) -> Result<PhotoId, Failure> {
    let class = &project.classes[number % project.classes.len()];
    Ok(session.add_photo(class.id, picture)?.photo.id)
}

fn undo(session: &Session, photos: &[PhotoId]) -> Result<f64, Failure> {
    let mut times = Vec::new();
    for _ in 0..REPETITIONS {
        session.delete_photos(photos)?;
        times.push(milliseconds(|| session.undo())?);
    }
    Ok(middle(times))
}

fn open(session: &Session, project: &ProjectId) -> Result<f64, Failure> {
    let mut times = Vec::new();
    for _ in 0..REPETITIONS {
        session.close_project()?;
        times.push(milliseconds(|| session.open_project(project))?);
    }
    Ok(middle(times))
}

/// The middle of the times that `work` takes.
fn median<T, E>(mut work: impl FnMut() -> Result<T, E>) -> Result<f64, E> {
    let times = (0..REPETITIONS).map(|_| milliseconds(&mut work));
    Ok(middle(times.collect::<Result<_, _>>()?))
}

fn milliseconds<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<f64, E> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
