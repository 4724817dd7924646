//! `nunchi-bench crash`: a project that is killed at any moment has everything that was answered
//! for, and nothing half.
//!
//! A child (`--writer FILE`) works on a project as the app does and writes a line before and after
//! every step. The parent kills it, opens the file, and has a judge compare it with the lines
//! (`--check FILE`).

mod content;
mod judge;
mod script;
mod step;
mod world;
mod writer;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use crate::photos::Failure;
use crate::tools::print_line;
use judge::Tally;
pub(crate) use judge::{Judge, inspect};
pub(crate) use script::Random;
pub(crate) use step::{drawn_photo, object, word};
use writer::Script;

/// The kill comes behind one of so many lines, however slow the machine is,
const LINES: u64 = 24;
/// and at most this later: a commit takes some milliseconds.
const LONGEST: Duration = Duration::from_millis(20);
/// One kill of so many comes while a model is trained, which needs the network and takes longer.
const TRAINING_KILL: u64 = 8;

/// Steps before the first kill.
const FIRST_STEPS: u64 = 60;

/// What `crash` is asked for.
#[derive(Args)]
#[group(skip)]
pub(crate) struct Wanted {
    /// How many times the writer is killed.
    #[arg(long, default_value_t = 1_000)]
    kills: u64,
    /// Replays the steps and the times of a run.
    #[arg(long)]
    seed: Option<u64>,
    /// Is the writer: works on FILE, which is <home>/projects/<name>.nunchi and is made if there
    /// is none, and prints a line before and after every step.
    #[arg(long, value_name = "FILE", conflicts_with = "kills")]
    writer: Option<PathBuf>,
    /// The writer ends after so many steps.
    #[arg(long, requires = "writer")]
    steps: Option<u64>,
    /// The writer begins with a training, and trains often.
    #[arg(long, requires = "writer")]
    trains: bool,
    /// Is the judge: compares FILE with the lines of its writers, from its making on, on stdin.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["writer", "kills"])]
    check: Option<PathBuf>,
}

/// The last line of the output.
#[derive(Serialize)]
struct Figure {
    what: &'static str,
    kills: u64,
    seed: u64,
    #[serde(flatten)]
    tally: Tally,
    /// Kills after which the file was not as it must be.
    faults: u64,
    open_ms_median: f64,
    open_ms_max: f64,
}

/// A file that was not as it must be.
#[derive(Serialize)]
struct Fault<'a> {
    what: &'static str,
    kill: u64,
    fault: &'a str,
}

/// Is the parent, the writer or the judge.
pub(crate) fn run(wanted: &Wanted, out: &mut impl Write) -> Result<(), Failure> {
    let seed = wanted.seed.unwrap_or_else(some_seed);
    if let Some(file) = &wanted.writer {
        let script = Script {
            seed,
            steps: wanted.steps,
            trains: wanted.trains,
        };
        return writer::run(file, script, out);
    }
    if let Some(file) = &wanted.check {
        return check(file, out);
    }
    kill_often(wanted.kills, seed, out)
}

/// A seed that nobody has chosen; it is printed.
fn some_seed() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(1, |time| time.as_millis() as u64)
}

/// Compares a file with the lines on stdin.
fn check(file: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let mut judge = Judge::default();
    for line in std::io::stdin().lock().lines() {
        judge.hear(&line?)?;
    }
    judge.compare(inspect(file)?)?;
    print_line(&judge.tally, out)?;
    match judge.faults.is_empty() {
        true => Ok(()),
        false => Err(judge.faults.join("; ").into()),
    }
}

fn kill_often(kills: u64, seed: u64, out: &mut impl Write) -> Result<(), Failure> {
    let home = tempfile::tempdir()?;
    let file = home.path().join("projects/crash.nunchi");
    let mut random = Random::new(seed);
    let mut judge = made(&file, random.next(), FIRST_STEPS)?;
    let mut open_times = Vec::new();
    let mut faults = 0;
    for kill in 0..kills {
        let trains = kill % TRAINING_KILL == TRAINING_KILL - 1;
        let after = LONGEST.mul_f64(random.below(1_000) as f64 / 1_000.0);
        let mut child = endless_writer(&file, random.next())?;
        if trains {
            child.arg("--trains");
        }
        // The first line tells how the project was found; a training is two lines more.
        let lines = 2 + random.below(LINES) + 2 * u64::from(trains);
        for line in lines_of(child, lines, after)? {
            judge.hear(&line)?;
        }
        match inspect(&file) {
            Ok(found) => {
                open_times.push(found.open_time.as_secs_f64() * 1e3);
                judge.compare(found)?;
            }
            Err(error) => judge.faults.push(error.to_string()),
        }
        faults += u64::from(!judge.faults.is_empty());
        for fault in judge.faults.drain(..) {
            let what = "fault";
            let fault = &fault;
            print_line(&Fault { what, kill, fault }, out)?;
        }
    }
    open_times.sort_unstable_by(f64::total_cmp);
    let figure = Figure {
        what: "crash",
        kills,
        seed,
        tally: judge.tally,
        faults,
        open_ms_median: open_times.get(open_times.len() / 2).copied().unwrap_or(0.0),
        open_ms_max: open_times.last().copied().unwrap_or(0.0),
    };
    print_line(&figure, out)?;
    match faults {
        0 => Ok(()),
        faults => Err(format!("{faults} of {kills} kills, seed {seed}").into()),
    }
}

/// Makes a project of so many steps to begin with, and a judge that has heard of all of them.
pub(crate) fn made(file: &Path, seed: u64, steps: u64) -> Result<Judge, Failure> {
    let mut judge = Judge::default();
    let writer = writer_command(file, seed, steps)?;
    for line in lines_of(writer, u64::MAX, Duration::ZERO)? {
        judge.hear(&line)?;
    }
    Ok(judge)
}

/// This program as a writer that ends by itself.
pub(crate) fn writer_command(file: &Path, seed: u64, steps: u64) -> Result<Command, Failure> {
    let mut command = endless_writer(file, seed)?;
    command.args(["--steps", &steps.to_string()]);
    Ok(command)
}

fn endless_writer(file: &Path, seed: u64) -> Result<Command, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("crash").arg("--writer").arg(file);
    command.args(["--seed", &seed.to_string()]);
    Ok(command)
}

/// All that a writer tells until it ends by itself or is killed, some time `after` so many `lines`.
fn lines_of(mut writer: Command, lines: u64, after: Duration) -> Result<Vec<String>, Failure> {
    let mut child = writer.stdout(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().ok_or("a child without a pipe")?;
    let mut told = Vec::new();
    for line in BufReader::new(stdout).lines() {
        told.push(line?);
        if told.len() as u64 == lines {
            std::thread::sleep(after);
            child.kill()?;
        }
    }
    let ended = child.wait()?;
    match ended.code() {
        // By a signal: killed.
        None | Some(0) => Ok(told),
        Some(code) => Err(format!("the writer ended with {code}").into()),
    }
}
