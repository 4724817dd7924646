//! `nunchi-bench faults`: what happens to a project when the system fails at the n-th write, or the
//! program dies at it.
//!
//! `strace` runs a writer of `crash` and lets one kind of system call on the project's files fail
//! or kill at the n-th time, n = 1, 2, 3 ... until a run has so few of them that nothing happens.
//! The judge of `crash` compares afterwards: an error and not a crash, nothing acknowledged lost,
//! and work goes on when the cause is gone.

mod full;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use clap::Args;
use serde::Serialize;

use crate::crash::{Judge, inspect, made, writer_command};
use crate::photos::Failure;
use crate::tools::{can_run, can_trace, print_line, skip};
use full::{FULL_DISK, SMALL_FILES};

const WHAT: &str = "faults";

/// Which call fails, and how.
const ERRORS: [(&str, &str); 5] = [
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("fsync", "EIO"),
    ("unlink", "EIO"),
    ("openat", "EMFILE"),
];
/// Which call the program does not live through.
const DEATHS: [&str; 4] = ["pwrite64", "fsync", "unlink", "openat"];
/// Steps of a writer: some of each kind.
const STEPS: u64 = 12;
/// Steps before the faults begin.
const FIRST_STEPS: u64 = 30;
/// Steps that must all be done when the cause is gone.
const LAST_STEPS: u64 = 3;

/// What `faults` is asked for.
#[derive(Args)]
#[group(skip)]
pub(crate) struct Wanted {
    /// Tries only so many n of each kind, spread over all of them.
    #[arg(long)]
    most: Option<u64>,
    /// Replays the steps of a run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only the kinds whose name has this in it.
    #[arg(long)]
    only: Option<String>,
}

impl Wanted {
    fn has(&self, fault: &str) -> bool {
        self.only.as_ref().is_none_or(|part| fault.contains(part))
    }
}

/// One line of the output: one kind of fault.
#[derive(Default, Serialize)]
struct Figure {
    what: &'static str,
    fault: String,
    /// How many n were tried, each with a fault of its own.
    tried: u64,
    /// Runs that ended with an error before a project was open.
    not_opened: u64,
    acknowledged: u64,
    /// Steps that were refused, by the code that the window has a sentence for.
    refused: BTreeMap<String, u64>,
    lost: u64,
    /// What was not as it must be.
    faults: Vec<String>,
}

/// Runs every sweep; prints a line each.
pub(crate) fn run(wanted: &Wanted, out: &mut impl Write) -> Result<(), Failure> {
    let scratch = tempfile::tempdir()?;
    // As the system calls it, so that strace knows the files.
    let bench = Bench::prepare(&scratch.path().canonicalize()?, wanted)?;
    let mut faults = 0;
    if can_trace() {
        let errors = ERRORS
            .into_iter()
            .flat_map(|(call, error)| [(call, How::Once(error)), (call, How::FromThenOn(error))]);
        for (call, how) in errors.chain(DEATHS.map(|call| (call, How::Death))) {
            if wanted.has(&how.said(call)) {
                faults += tell(&bench.sweep(call, how)?, out)?;
            }
        }
    } else {
        skip(WHAT, "strace cannot be used here", out)?;
    }
    if wanted.has(FULL_DISK) {
        let mount = ["--mount", "--map-root-user", "true"];
        faults += match can_run(Command::new("unshare").args(mount)) {
            true => tell(&bench.full_disk()?, out)?,
            false => skip(WHAT, "no disk of its own can be mounted here", out).map(|()| 0)?,
        };
    }
    if wanted.has(SMALL_FILES) {
        faults += match can_run(Command::new("prlimit").arg("--version")) {
            true => tell(&bench.small_files()?, out)?,
            false => skip(WHAT, "there is no prlimit", out).map(|()| 0)?,
        };
    }
    match faults {
        0 => Ok(()),
        faults => Err(format!("{faults} runs, seed {}", wanted.seed).into()),
    }
}

/// What happens at the n-th call.
#[derive(Clone, Copy, Eq, PartialEq)]
enum How {
    /// It fails.
    Once(&'static str),
    /// It fails, and so does every later one.
    FromThenOn(&'static str),
    /// The program is killed before it.
    Death,
}

impl How {
    /// As strace wants it.
    fn injected(self, n: usize) -> String {
        match self {
            Self::Once(error) => format!(":error={error}:when={n}"),
            Self::FromThenOn(error) => format!(":error={error}:when={n}+"),
            Self::Death => format!(":signal=SIGKILL:when={n}"),
        }
    }

    fn lasts(self) -> bool {
        matches!(self, Self::FromThenOn(_))
    }

    fn said(self, call: &str) -> String {
        match self {
            Self::Once(error) => format!("{call} {error} once"),
            Self::FromThenOn(error) => format!("{call} {error} from n on"),
            Self::Death => format!("killed at {call}"),
        }
    }
}

fn tell(figure: &Figure, out: &mut impl Write) -> Result<u64, Failure> {
    print_line(figure, out)?;
    Ok(figure.faults.len() as u64)
}

/// A project to begin with, and a folder to break it in.
struct Bench {
    base: PathBuf,
    home: PathBuf,
    /// Has heard how the project was made.
    judge: Judge,
    seed: u64,
    most: Option<u64>,
}

impl Bench {
    fn prepare(scratch: &Path, wanted: &Wanted) -> Result<Self, Failure> {
        let base = scratch.join("base");
        std::fs::create_dir_all(&base)?;
        Ok(Self {
            judge: made(&file_in(&base), wanted.seed, FIRST_STEPS)?,
            base,
            home: scratch.join("home"),
            seed: wanted.seed,
            most: wanted.most,
        })
    }

    /// One kind of fault at every n.
    fn sweep(&self, call: &str, how: How) -> Result<Figure, Failure> {
        let mut figure = Figure {
            what: WHAT,
            fault: how.said(call),
            ..Figure::default()
        };
        let step = match self.most {
            Some(most) => (self.calls(call)? / most.max(1)).max(1),
            // Those from n on differ little from each other.
            None if how.lasts() => 5,
            None => 1,
        };
        for n in (1..).step_by(usize::try_from(step)?) {
            self.renew()?;
            let (output, hit) = self.strace(call, &how.injected(n))?;
            if hit == 0 && output.status.code().is_some() {
                // Nothing happened to this one: it must have done all that it should.
                self.judge_run(&output, false, &mut Figure::default())?;
                if !output.status.success() {
                    let said = String::from_utf8_lossy(&output.stderr);
                    return Err(format!("{call}: {said}").into());
                }
                break;
            }
            figure.tried += 1;
            let mut judged = self.judge_run(&output, how == How::Death, &mut figure);
            if how.lasts() {
                judged = judged.and_then(|judge| self.work_on(judge));
            }
            if let Err(fault) = judged {
                figure.faults.push(format!("n = {n}: {fault}"));
            }
        }
        if figure.tried == 0 {
            figure.faults.push("nothing was tried".to_owned());
        }
        Ok(figure)
    }

    /// How many such calls a run makes that nothing disturbs.
    fn calls(&self, call: &str) -> Result<u64, Failure> {
        self.renew()?;
        // A delay of nothing changes nothing, and is counted.
        Ok(self.strace(call, ":delay_enter=0")?.1)
    }

    /// Runs a writer in which calls fail; the answer is its output and how many failed.
    fn strace(&self, call: &str, how: &str) -> Result<(Output, u64), Failure> {
        let file = file_in(&self.home);
        let log = self.home.with_extension("log");
        let journal = PathBuf::from(format!("{}-journal", file.display()));
        let preferences = self.home.join("preferences.json");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o"]).arg(&log);
        // Counts wrongly beside a signal (strace 6.1).
        if !how.contains("signal") {
            strace.arg("--seccomp-bpf");
        }
        for path in [
            &file,
            &journal,
            &preferences,
            &preferences.with_extension("json.new"),
            &self.home,
            &self.home.join("projects"),
        ] {
            strace.arg("-P").arg(path);
        }
        strace.args(["-e", &format!("trace={call}")]);
        strace.args(["-e", &format!("inject={call}{how}"), "--"]);
        let writer = writer_command(&file, self.seed + 1, STEPS)?;
        let output = strace
            .arg(writer.get_program())
            .args(writer.get_args())
            .output()?;
        let noted = std::fs::read_to_string(&log)?;
        let hit = noted
            .lines()
            .filter(|line| line.contains("INJECTED") || line.contains("DELAYED"));
        Ok((output, hit.count() as u64))
    }

    /// Compares the file with what a broken run said of it.
    fn judge_run(
        &self,
        output: &Output,
        may_die: bool,
        figure: &mut Figure,
    ) -> Result<Judge, Failure> {
        let mut judge = self.judge.clone();
        figure.not_opened += u64::from(!follow(&mut judge, output, may_die)?);
        judge.compare(inspect(&file_in(&self.home))?)?;
        figure.note(&judge);
        without_faults(judge)
    }

    /// Works on with the file when the cause is gone.
    fn work_on(&self, mut judge: Judge) -> Result<Judge, Failure> {
        let file = file_in(&self.home);
        let before = judge.tally.failed.clone();
        let again = writer_command(&file, self.seed + 2, LAST_STEPS)?.output()?;
        follow(&mut judge, &again, false)?;
        judge.compare(inspect(&file)?)?;
        if judge.tally.failed != before {
            return Err("work does not go on when the cause is gone".into());
        }
        without_faults(judge)
    }

    /// Puts the project back as it was before the faults.
    fn renew(&self) -> Result<(), Failure> {
        if self.home.exists() {
            std::fs::remove_dir_all(&self.home)?;
        }
        copy_folder(&self.base, &self.home)
    }
}

impl Figure {
    fn note(&mut self, judge: &Judge) {
        self.acknowledged += judge.tally.acknowledged;
        self.lost += judge.tally.lost;
        for (code, count) in &judge.tally.failed {
            *self.refused.entry(code.clone()).or_default() += count;
        }
    }
}

fn without_faults(judge: Judge) -> Result<Judge, Failure> {
    match judge.faults.is_empty() {
        true => Ok(judge),
        false => Err(judge.faults.join("; ").into()),
    }
}

/// Lets a judge hear a writer that has ended; the answer says whether a project was opened at all.
fn follow(judge: &mut Judge, output: &Output, may_die: bool) -> Result<bool, Failure> {
    let lines = String::from_utf8_lossy(&output.stdout);
    for line in lines.lines() {
        judge.hear(line)?;
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let opened = !lines.is_empty();
    match output.status.code() {
        Some(0) => Ok(opened),
        // A refusal in words; a panic ends with 101 and a signal with nothing.
        Some(1) if said.contains("nunchi-bench: ") => Ok(opened),
        None if may_die => Ok(opened),
        _ => Err(format!("{}: {said}", output.status).into()),
    }
}

fn file_in(home: &Path) -> PathBuf {
    home.join("projects").join("faults.nunchi")
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
