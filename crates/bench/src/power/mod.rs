//! `nunchi-bench power`: what is left of a project when the power is lost.
//!
//! A writer of `crash` runs once under `strace`, which notes every write, sync and removal and every
//! answer. Then the disk is made anew as it may be after a loss of power at any of these moments:
//! what was not synced is gone, or there, or there in part. The judge of `crash` opens it and
//! compares: everything that was answered for by then must be there.
//!
//! Not covered: what moves files from folder to folder (the bin, files that are taken in), and the
//! first start, which makes the folders.

mod disk;
mod recording;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::crash::{Judge, Random, inspect, made, writer_command};
use crate::photos::Failure;
use crate::tools::{can_trace, print_line, skip};
use disk::{Disk, Files, WAYS};
use recording::{Event, record};

const WHAT: &str = "power";

/// Steps before the recording.
const FIRST_STEPS: u64 = 30;

/// What `power` is asked for.
#[derive(Args)]
#[group(skip)]
pub(crate) struct Wanted {
    /// How many disks are made anew.
    #[arg(long, default_value_t = 500)]
    states: u64,
    /// Steps of the writer that is recorded.
    #[arg(long, default_value_t = 60)]
    steps: u64,
    /// Replays a run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The last line of the output.
#[derive(Default, Serialize)]
struct Figure {
    what: &'static str,
    states: u64,
    seed: u64,
    /// Writes, syncs, removals and answers of the recorded writer.
    events: usize,
    /// Steps that the recorded writer was answered for.
    acknowledged: u64,
    /// States in which the file held a step that was not answered for yet.
    ahead_of_the_answer: u64,
    lost: u64,
    /// States that were not as they must be.
    faults: u64,
}

/// A state that was not as it must be.
#[derive(Serialize)]
struct Fault {
    what: &'static str,
    after_event: usize,
    left: String,
    fault: String,
}

/// Records once and makes many disks of it; prints every fault and a figure.
pub(crate) fn run(wanted: &Wanted, out: &mut impl Write) -> Result<(), Failure> {
    if !can_trace() {
        return skip(WHAT, "strace cannot be used here", out);
    }
    let scratch = tempfile::tempdir()?;
    let bench = Bench::record(&scratch.path().canonicalize()?, wanted)?;
    let mut random = Random::new(wanted.seed);
    let mut figure = Figure {
        what: WHAT,
        states: wanted.states,
        seed: wanted.seed,
        events: bench.events.len(),
        acknowledged: bench.judge_after(bench.events.len())?.tally.acknowledged
            - bench.judge.tally.acknowledged,
        ..Figure::default()
    };
    for (state, left) in (0..wanted.states).zip(WAYS.into_iter().cycle()) {
        // Every other one right behind an answer: there a promise is newest.
        let after = match state % 2 {
            0 => random.below(bench.events.len() as u64 + 1) as usize,
            _ => bench.behind_an_answer(&mut random),
        };
        let files = bench.disk_after(after).after_power_loss(left, &mut random);
        if let Err(fault) = bench.judge(after, &files, &mut figure) {
            figure.faults += 1;
            let fault = Fault {
                what: "fault",
                after_event: after,
                left: format!("{left:?}"),
                fault: fault.to_string(),
            };
            print_line(&fault, out)?;
        }
    }
    print_line(&figure, out)?;
    match figure.faults {
        0 => Ok(()),
        faults => Err(format!("{faults} of {} states, seed {}", wanted.states, wanted.seed).into()),
    }
}

/// A recorded writer.
struct Bench {
    home: PathBuf,
    /// The folder before the recording.
    before: Files,
    /// Has heard how the project was made.
    judge: Judge,
    events: Vec<Event>,
}

impl Bench {
    fn record(scratch: &Path, wanted: &Wanted) -> Result<Self, Failure> {
        let home = scratch.join("home");
        std::fs::create_dir_all(&home)?;
        let judge = made(&file_in(&home), wanted.seed, FIRST_STEPS)?;
        let mut before = Files::new();
        read_folder(&home, &mut before)?;
        let writer = writer_command(&file_in(&home), wanted.seed + 1, wanted.steps)?;
        let events = record(&writer, &home, &scratch.join("log"))?;
        let bench = Self {
            home,
            before,
            judge,
            events,
        };
        bench.check()?;
        Ok(bench)
    }

    /// The recording must lead to the files that are there, or it would prove nothing.
    fn check(&self) -> Result<(), Failure> {
        let mut found = Files::new();
        read_folder(&self.home, &mut found)?;
        let noted = self.disk_after(self.events.len()).now();
        let paths: std::collections::BTreeSet<_> = found.keys().chain(noted.keys()).collect();
        for path in paths {
            if found.get(path) != noted.get(path) {
                return Err(format!("{}: not as it was recorded", path.display()).into());
            }
        }
        Ok(())
    }

    /// How many events there are up to some answer, that one included.
    fn behind_an_answer(&self, random: &mut Random) -> usize {
        let is_answer = |(_, event): &(usize, &Event)| matches!(event, Event::Said(_));
        let answers: Vec<_> = self.events.iter().enumerate().filter(is_answer).collect();
        let chosen = answers.get(random.below(answers.len() as u64) as usize);
        chosen.map_or(0, |(at, _)| at + 1)
    }

    fn disk_after(&self, count: usize) -> Disk {
        let mut disk = Disk::of(self.before.clone());
        for event in self.events.iter().take(count) {
            disk.take(event);
        }
        disk
    }

    /// A judge that has heard what was said by then.
    fn judge_after(&self, count: usize) -> Result<Judge, Failure> {
        let mut judge = self.judge.clone();
        let mut said = Vec::new();
        for event in self.events.iter().take(count) {
            if let Event::Said(bytes) = event {
                said.extend_from_slice(bytes);
            }
        }
        for line in String::from_utf8(said)?.lines() {
            judge.hear(line)?;
        }
        Ok(judge)
    }

    fn judge(&self, after: usize, files: &Files, figure: &mut Figure) -> Result<(), Failure> {
        let mut judge = self.judge_after(after)?;
        let before = judge.tally.clone();
        std::fs::remove_dir_all(&self.home)?;
        for (path, bytes) in files {
            std::fs::create_dir_all(path.parent().ok_or("a file without a folder")?)?;
            std::fs::write(path, bytes)?;
        }
        judge.compare(inspect(&file_in(&self.home))?)?;
        figure.lost += judge.tally.lost - before.lost;
        figure.ahead_of_the_answer += judge.tally.ahead_of_the_answer - before.ahead_of_the_answer;
        match judge.faults.is_empty() {
            true => Ok(()),
            false => Err(judge.faults.join("; ").into()),
        }
    }
}

fn file_in(home: &Path) -> PathBuf {
    home.join("projects").join("power.nunchi")
}

fn read_folder(folder: &Path, files: &mut Files) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            read_folder(&entry.path(), files)?;
        } else {
            files.insert(entry.path(), std::fs::read(entry.path())?);
        }
    }
    Ok(())
}
