//! What takes the room for a project away: a disk that fills up, a limit on the size of files.

use std::process::Command;

use super::{Bench, Figure, LAST_STEPS, STEPS, WHAT, file_in, follow};
use crate::crash::{inspect, writer_command};
use crate::photos::Failure;

pub(super) const FULL_DISK: &str = "a full disk";
pub(super) const SMALL_FILES: &str = "a limit on the size of files";

/// Room that is left on a disk that fills up, in kilobytes.
const ROOM: u64 = 96;
/// Sizes that no file may have more of, in bytes: the smallest, and how many steps to the largest.
const SMALLEST: u64 = 4_096;
const LARGEST: u64 = 1_048_576;
const SIZES: u64 = 200;

impl Bench {
    /// A disk that fills up while a project is worked on, and has room again later.
    pub(super) fn full_disk(&self) -> Result<Figure, Failure> {
        let mut figure = Figure {
            what: WHAT,
            fault: FULL_DISK.to_owned(),
            tried: 1,
            ..Figure::default()
        };
        self.renew()?;
        let disk = self.home.with_extension("disk");
        std::fs::create_dir_all(&disk)?;
        let file = file_in(&disk.join("home"));
        let command = |seed, steps| -> Result<String, Failure> {
            let writer = writer_command(&file, seed, steps)?;
            let words = std::iter::once(writer.get_program()).chain(writer.get_args());
            let words = words.map(|word| format!("'{}'", word.to_string_lossy()));
            Ok(words.collect::<Vec<_>>().join(" "))
        };
        let script = format!(
            "set -e
             mount -t tmpfs -o size=8m none '{disk}'
             cp -r '{home}' '{disk}/home'
             free=$(df --output=avail -k '{disk}' | tail -1)
             head -c \"$((free - {ROOM}))k\" /dev/zero > '{disk}/ballast'
             {first}
             rm '{disk}/ballast'
             {second}
             cp '{disk}/home/projects/'* '{home}/projects/'
             cp '{disk}/home/'*.json '{home}/'",
            disk = disk.display(),
            home = self.home.display(),
            first = command(self.seed + 1, 60)?,
            second = command(self.seed + 2, LAST_STEPS)?,
        );
        let output = Command::new("unshare")
            .args(["--mount", "--map-root-user", "sh", "-c", &script])
            .output()?;
        let mut judge = self.judge.clone();
        follow(&mut judge, &output, false)?;
        judge.compare(inspect(&file_in(&self.home))?)?;
        figure.note(&judge);
        figure.faults.append(&mut judge.faults);
        if figure.refused.is_empty() {
            figure.faults.push("the disk was never full".to_owned());
        }
        Ok(figure)
    }

    /// A limit on the size of files, as systems with quotas have it. Without a handler the system
    /// ends the program at the first write beyond.
    pub(super) fn small_files(&self) -> Result<Figure, Failure> {
        let mut figure = Figure {
            what: WHAT,
            fault: SMALL_FILES.to_owned(),
            ..Figure::default()
        };
        let sizes = self.most.unwrap_or(SIZES).clamp(1, SIZES);
        for size in 0..sizes {
            let bytes = SMALLEST + (LARGEST - SMALLEST) * size / sizes;
            self.renew()?;
            let writer = writer_command(&file_in(&self.home), self.seed + 1, STEPS)?;
            let output = Command::new("prlimit")
                .arg(format!("--fsize={bytes}"))
                .arg(writer.get_program())
                .args(writer.get_args())
                .output()?;
            figure.tried += 1;
            let judged = self.judge_run(&output, false, &mut figure);
            if let Err(fault) = judged.and_then(|judge| self.work_on(judge)) {
                figure.faults.push(format!("{bytes} bytes: {fault}"));
            }
        }
        if figure.refused.is_empty() {
            figure.faults.push("no file was ever too long".to_owned());
        }
        Ok(figure)
    }
}
