//! `nunchi-bench steady`: memory, threads and open files while the app is used for long, and the
//! memory that many large photos take.

use std::io::Write;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Args;
use nunchi_project::{ClassId, Session};
use serde::Serialize;

use crate::crash::drawn_photo;
use crate::drawn::{jpeg, pixels};
use crate::embed::SIDE;
use crate::photos::Failure;
use crate::process::{open_files, peak_megabytes, resident_megabytes, threads};
use crate::tools::print_line;

/// Samples of a measurement.
const SAMPLES: u32 = 100;
/// How much memory may grow from the second quarter of a measurement to the last: the first
/// quarter is for what is made once.
const MOST_GROWTH: f64 = 0.1;
/// Frames that a made camera shows in turn.
const FRAMES: usize = 16;
/// A photo of 12 megapixels.
const LARGE: (u32, u32) = (4000, 3000);
/// How many of them differ.
const LARGE_PHOTOS: usize = 4;
/// How many are under way at once, as the window sends them.
const AT_ONCE: usize = 3;
/// Most memory while they come in.
const MOST_MEGABYTES: f64 = 400.0;

/// What `steady` is asked for.
#[derive(Args)]
#[group(skip)]
pub(crate) struct Wanted {
    /// How many models are trained.
    #[arg(long, default_value_t = 200)]
    trainings: u32,
    /// How long frames of a camera are recognised, in seconds.
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// How many photos of 12 megapixels come in one upload.
    #[arg(long, default_value_t = 100)]
    photos: usize,
    /// Threads that the frames come from in turn, as the calls of a window do.
    #[arg(long, default_value_t = 16)]
    threads: usize,
}

/// One line of the output. Memory in megabytes: the medians of the first, second and last quarter.
#[derive(Serialize)]
struct Figure {
    what: &'static str,
    of: &'static str,
    times: u64,
    memory_mb: [f64; 3],
    threads: [usize; 2],
    open_files: [usize; 2],
    steady: bool,
}

/// One line of the output: many large photos.
#[derive(Serialize)]
struct Upload {
    what: &'static str,
    of: &'static str,
    photos: usize,
    /// Before the first photo, network included.
    memory_mb: f64,
    peak_mb: f64,
    steady: bool,
}

/// What was seen at one moment.
struct Sample {
    memory: f64,
    threads: usize,
    open_files: usize,
}

impl Sample {
    fn take() -> Result<Self, Failure> {
        Ok(Self {
            memory: resident_megabytes()?,
            threads: threads()?,
            open_files: open_files()?,
        })
    }
}

/// Takes in many large photos, trains often, recognises for long.
pub(crate) fn run(wanted: &Wanted, out: &mut impl Write) -> Result<(), Failure> {
    let home = tempfile::tempdir()?;
    let session = Session::open(home.path())?;
    let names = ["one", "two"].map(str::to_owned);
    let project = session.create_project("Steady", &names)?;
    for (number, class) in project.classes.iter().cycle().take(20).enumerate() {
        session.add_photo(class.id, &drawn_photo(number)?)?;
    }
    session.train(&mut |_| ())?;
    let upload = upload(
        &session,
        project.classes.iter().map(|class| class.id),
        wanted.photos,
    )?;
    let mut steady = upload.steady;
    print_line(&upload, out)?;
    for figure in [
        trainings(&session, wanted.trainings)?,
        frames(&session, wanted)?,
    ] {
        steady &= figure.steady;
        print_line(&figure, out)?;
    }
    match steady {
        true => Ok(()),
        false => Err("something grows".into()),
    }
}

/// Adds large photos, some at once, and waits until the network has looked at them all.
fn upload(
    session: &Session,
    classes: impl Iterator<Item = ClassId> + Clone + Send,
    photos: usize,
) -> Result<Upload, Failure> {
    let large = (0..LARGE_PHOTOS)
        .map(|number| jpeg(LARGE, number))
        .collect::<Result<Vec<_>, _>>()?;
    let memory_mb = resident_megabytes()?;
    let queue = Mutex::new(large.iter().cycle().zip(classes.cycle()).take(photos));
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        let work = || -> Result<(), Failure> {
            while let Some((bytes, class)) = next() {
                session.add_photo(class, bytes)?;
            }
            Ok(())
        };
        let hands: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        hands
            .into_iter()
            .try_for_each(|hand| hand.join().map_err(|_| "a panic")?)
    })?;
    session.train(&mut |_| ())?;
    let peak_mb = peak_megabytes()?;
    Ok(Upload {
        what: "steady",
        of: "upload",
        photos,
        memory_mb,
        peak_mb,
        steady: peak_mb < MOST_MEGABYTES,
    })
}

fn trainings(session: &Session, count: u32) -> Result<Figure, Failure> {
    let mut samples = Vec::new();
    let every = (count / SAMPLES).max(1);
    for number in 0..count {
        session.train(&mut |_| ())?;
        if number % every == 0 {
            samples.push(Sample::take()?);
        }
    }
    figure("trainings", count.into(), &samples)
}

fn frames(session: &Session, wanted: &Wanted) -> Result<Figure, Failure> {
    let frames: Vec<Vec<u8>> = (0..FRAMES).map(frame).collect();
    let length = Duration::from_secs(wanted.seconds);
    let every = length / SAMPLES;
    let mut samples = Vec::new();
    let mut count = 0;
    std::thread::scope(|scope| {
        let (done, answers) = channel();
        let callers: Vec<Sender<&[u8]>> = (0..wanted.threads.max(1))
            .map(|_| {
                let (caller, asked) = channel();
                let done = done.clone();
                scope.spawn(move || answer(session, &asked, &done));
                caller
            })
            .collect();
        let start = Instant::now();
        for (caller, frame) in callers.iter().cycle().zip(frames.iter().cycle()) {
            if start.elapsed() >= length {
                break;
            }
            caller.send(frame).map_err(|_| "a thread has ended")?;
            answers.recv()??;
            count += 1;
            if start.elapsed() >= every * samples.len() as u32 {
                samples.push(Sample::take()?);
            }
        }
        Ok::<_, Failure>(())
    })?;
    figure("frames", count, &samples)
}

/// Recognises what comes, until nothing comes any more.
fn answer(session: &Session, asked: &Receiver<&[u8]>, done: &Sender<Result<(), Failure>>) {
    for frame in asked {
        let answer = session.recognise_frame(SIDE, frame);
        if done.send(answer.map(drop).map_err(Failure::from)).is_err() {
            return;
        }
    }
}

fn frame(number: usize) -> Vec<u8> {
    let rgb = pixels(SIDE, SIDE, number);
    let opaque = rgb.as_chunks::<3>().0.iter();
    opaque.flat_map(|&[r, g, b]| [r, g, b, 255]).collect()
}

fn figure(of: &'static str, times: u64, samples: &[Sample]) -> Result<Figure, Failure> {
    let quarter = samples.len() / 4;
    let (Some(first), Some(second), Some(last)) = (
        samples.get(..quarter),
        samples.get(quarter..2 * quarter),
        samples.get(3 * quarter..),
    ) else {
        return Err("too few samples".into());
    };
    let (Some(early), Some(late)) = (second.first(), last.last()) else {
        return Err("too few samples".into());
    };
    let memory_mb = [first, second, last].map(median);
    let [_, before, after] = memory_mb;
    Ok(Figure {
        what: "steady",
        of,
        times,
        memory_mb,
        threads: [early.threads, late.threads],
        open_files: [early.open_files, late.open_files],
        steady: after <= before * (1.0 + MOST_GROWTH)
            && late.threads <= early.threads
            && late.open_files <= early.open_files,
    })
}

fn median(samples: &[Sample]) -> f64 {
    let mut memory: Vec<f64> = samples.iter().map(|sample| sample.memory).collect();
    memory.sort_unstable_by(f64::total_cmp);
    memory.get(memory.len() / 2).copied().unwrap_or(0.0)
}
