//! `nunchi-bench`: measures the app's own functions over folders of photos.
//!
//! Here live the measurements, one file for each subcommand. Never: logic that the app lacks; a
//! figure of a function that the app does not use would say nothing. Every subcommand prints one
//! JSON object a line on stdout and nothing else there.

mod accuracy;
mod crash;
mod drawn;
mod embed;
mod faults;
mod fill;
mod hostile;
mod intake;
mod photos;
#[cfg(unix)]
mod power;
mod process;
mod scaling;
mod speed;
mod steady;
mod tools;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::photos::Failure;

/// Measures the app's own functions; prints one JSON object a line.
#[derive(Parser)]
#[command(name = "nunchi-bench", version)]
struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Subcommand)]
enum Measure {
    /// Sets with a splits.json: share of test photos that are recognised after a training.
    Accuracy {
        /// Folders of photos by class, each with a splits.json.
        #[arg(required = true)]
        dirs: Vec<PathBuf>,
        /// Only this number of photos a class.
        #[arg(long)]
        n: Option<u32>,
        /// Also the share after a training so long that more of it changes nothing.
        #[arg(long)]
        converged: bool,
    },
    /// Kills a process that works on a project, again and again: nothing may be lost.
    Crash(crash::Wanted),
    /// The embedding of the last layer of each picture.
    Embed {
        /// Pictures.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The pictures have 224 x 224 pixels; they are only decoded.
        #[arg(long)]
        raw: bool,
    },
    /// Lets every write of a project fail, one after the other: nothing may be lost.
    Faults(faults::Wanted),
    /// Makes a project with very many drawn photos, to measure the window with.
    Fill {
        /// Data folder of the app, as NUNCHI_HOME names it.
        home: PathBuf,
        /// How many photos.
        #[arg(long, default_value_t = 10_000)]
        photos: u32,
    },
    /// Opens project files that were made to do harm, and damaged ones.
    Hostile(hostile::Wanted),
    /// Every row of DIR/manifest.csv: accepted or refused, with code, size and top left colour.
    Intake {
        /// Folder with a manifest.csv and the files that it names.
        dir: PathBuf,
    },
    /// Lets the power go at every moment of a writer's work: nothing may be lost.
    #[cfg(unix)]
    Power(power::Wanted),
    /// How the costs of opening, adding, training and recognising grow from 10 to 10,000 photos.
    Scaling {
        /// Only up to this number of photos.
        #[arg(long, default_value_t = 10_000)]
        most: usize,
    },
    /// Median and 95th percentile of the time of each step.
    Speed {
        /// Folder with pictures to embed; drawn ones without it.
        #[arg(long)]
        photos: Option<PathBuf>,
    },
    /// Memory, threads and open files while the app is used for long.
    Steady(steady::Wanted),
}

fn main() -> ExitCode {
    match run(Arguments::parse().measure) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing but the failure goes to stderr; stdout holds figures only.
            let _ = writeln!(io::stderr(), "nunchi-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(measure: Measure) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match measure {
        Measure::Accuracy { dirs, n, converged } => {
            accuracy::run(&dirs, accuracy::Wanted { n, converged }, &mut out)?;
        }
        Measure::Crash(wanted) => crash::run(&wanted, &mut out)?,
        Measure::Embed { files, raw } => embed::run(&files, raw, &mut out)?,
        Measure::Faults(wanted) => faults::run(&wanted, &mut out)?,
        Measure::Fill { home, photos } => fill::run(&home, photos, &mut out)?,
        Measure::Hostile(wanted) => hostile::run(&wanted, &mut out)?,
        Measure::Intake { dir } => intake::run(&dir, &mut out)?,
        #[cfg(unix)]
        Measure::Power(wanted) => power::run(&wanted, &mut out)?,
        Measure::Scaling { most } => scaling::run(most, &mut out)?,
        Measure::Speed { photos } => speed::run(photos.as_deref(), &mut out)?,
        Measure::Steady(wanted) => steady::run(&wanted, &mut out)?,
    }
    out.flush()?;
    Ok(())
}
