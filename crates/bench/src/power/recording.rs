//! What a writer does to its files and what it says meanwhile, in the order in which it happens:
//! read from the notes of `strace`.

use std::collections::HashMap;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::photos::Failure;

/// One thing that happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Event {
    /// A file was opened that is made if there is none.
    Open {
        path: PathBuf,
        empties: bool,
    },
    /// `at` is in bytes; the end of the file without it.
    Write {
        path: PathBuf,
        at: Option<usize>,
        bytes: Vec<u8>,
    },
    Resize {
        path: PathBuf,
        length: usize,
    },
    /// A sync of a file or a folder begins: it may cover what was done before, and nothing later.
    SyncBegins(PathBuf),
    /// It has ended.
    Sync(PathBuf),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
    /// Words on stdout.
    Said(Vec<u8>),
}

const CALLS: &str = "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,rename";
/// Longer than anything that is written at once.
const LONGEST: &str = "100000000";

/// Runs a writer to its end; the answer is what happened in `folder` and was said. Strings and
/// paths are written in hexadecimal, so that nothing in them can be taken for something else.
pub(super) fn record(writer: &Command, folder: &Path, log: &Path) -> Result<Vec<Event>, Failure> {
    let output = Command::new("strace")
        .args(["-f", "-y", "-xx", "-a", "1", "-s", LONGEST])
        .args(["--seccomp-bpf", "-qq"])
        .args(["-e", &format!("trace={CALLS}"), "-o"])
        .arg(log)
        .arg("--")
        .arg(writer.get_program())
        .args(writer.get_args())
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the writer: {}: {said}", output.status).into());
    }
    let mut reader = Reader::default();
    let mut events = Vec::new();
    for line in std::fs::read_to_string(log)?.lines() {
        events.extend(reader.read(line)?);
    }
    events.retain(|event| event.path().is_none_or(|path| path.starts_with(folder)));
    let moves =
        |event: &Event| matches!(event, Event::Rename(from, to) if from.parent() != to.parent());
    match events.iter().find(|event| moves(event)) {
        Some(event) => Err(format!("not covered: {event:?}").into()),
        None => Ok(events),
    }
}

impl Event {
    fn path(&self) -> Option<&Path> {
        match self {
            Self::Open { path, .. }
            | Self::Write { path, .. }
            | Self::Resize { path, .. }
            | Self::SyncBegins(path)
            | Self::Sync(path)
            | Self::Remove(path)
            | Self::Rename(_, path) => Some(path),
            Self::Said(_) => None,
        }
    }
}

/// Reads the notes line by line. A call other than a sync that failed in two lines is taken for one
/// that did not: what comes of it is compared with the files in the end.
#[derive(Default)]
struct Reader {
    /// What a thread has begun to sync: it counts when it has ended.
    syncing: HashMap<String, PathBuf>,
}

impl Reader {
    /// `1234  fsync(5<\x2f\x61>) = 0`, or such a line in two, `<unfinished ...>` and `resumed>`,
    /// with lines of other threads between.
    fn read(&mut self, line: &str) -> Result<Option<Event>, Failure> {
        let wrong = || format!("strace: {line:.200}");
        let (thread, call) = line.split_once(' ').ok_or_else(wrong)?;
        let call = call.trim_start();
        let failed = call.contains(") = -1 ");
        if call.starts_with("<... ") {
            let ended = self.syncing.remove(thread);
            return Ok(ended.filter(|_| !failed).map(Event::Sync));
        }
        if failed {
            return Ok(None);
        }
        let Some((name, arguments)) = call.split_once('(') else {
            // The end of a thread.
            return Ok(None);
        };
        let file = || path_between(arguments, '<', '>').ok_or_else(wrong);
        let named = || path_between(arguments, '"', '"').ok_or_else(wrong);
        let numbers = || numbers_at_the_end(arguments);
        Ok(match name {
            "openat" if arguments.contains("O_CREAT") => Some(Event::Open {
                path: named()?,
                empties: arguments.contains("O_TRUNC"),
            }),
            "openat" => None,
            "write" if arguments.starts_with("1<") => Some(Event::Said(string(arguments)?)),
            "write" => Some(Event::Write {
                path: file()?,
                at: None,
                bytes: string(arguments)?,
            }),
            "pwrite64" => Some(Event::Write {
                path: file()?,
                at: Some(*numbers().last().ok_or_else(wrong)?),
                bytes: string(arguments)?,
            }),
            "ftruncate" => Some(Event::Resize {
                path: file()?,
                length: *numbers().last().ok_or_else(wrong)?,
            }),
            "fsync" | "fdatasync" if call.ends_with("<unfinished ...>") => {
                self.syncing.insert(thread.to_owned(), file()?);
                Some(Event::SyncBegins(file()?))
            }
            "fsync" | "fdatasync" => Some(Event::Sync(file()?)),
            "unlink" => Some(Event::Remove(named()?)),
            "rename" => {
                let (_, second) = arguments.split_once(", ").ok_or_else(wrong)?;
                let to = path_between(second, '"', '"').ok_or_else(wrong)?;
                Some(Event::Rename(named()?, to))
            }
            _ => None,
        })
    }
}

fn string(arguments: &str) -> Result<Vec<u8>, Failure> {
    let text = between(arguments, '"', '"').ok_or("strace: no string")?;
    bytes(text).ok_or_else(|| "strace: a string that does not read".into())
}

fn path_between(text: &str, open: char, close: char) -> Option<PathBuf> {
    let bytes = bytes(between(text, open, close)?)?;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

fn between(text: &str, open: char, close: char) -> Option<&str> {
    let (_, after) = text.split_once(open)?;
    Some(after.split_once(close)?.0)
}

/// `\x2f\x61`.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.split("\\x").skip(1);
    digits
        .map(|two| u8::from_str_radix(two, 16).ok())
        .collect::<Option<_>>()
}

/// `…, 4, 512) = 4` and `…, 4, 512 <unfinished ...>` both end with 4 and 512.
fn numbers_at_the_end(arguments: &str) -> Vec<usize> {
    let after = arguments.rsplit_once(['"', '>']);
    let arguments = match arguments.strip_suffix(" <unfinished ...>") {
        Some(cut) => cut.rsplit_once(['"', '>']),
        None => after,
    };
    let numbers = arguments.map_or("", |(_, numbers)| numbers);
    let numbers = numbers.split(')').next().unwrap_or("");
    let numbers = numbers.split(',').map(str::trim);
    numbers.filter_map(|one| one.parse().ok()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_call_is_read() {
        let mut reader = Reader::default();
        let mut read = |line: &str| reader.read(line).unwrap();
        let a = || PathBuf::from("/a");
        let open = r#"7  openat(AT_FDCWD<\x2f>, "\x2f\x61", O_RDWR|O_CREAT, 0644) = 5<\x2f\x61>"#;
        let empties = false;
        assert_eq!(read(open), Some(Event::Open { path: a(), empties }));
        assert_eq!(
            read(r#"7  openat(AT_FDCWD<\x2f>, "\x2f", O_RDONLY) = 5<\x2f>"#),
            None
        );
        let write = |at| Event::Write {
            path: a(),
            at,
            bytes: b"hi".to_vec(),
        };
        let line = r#"7  pwrite64(5<\x2f\x61>, "\x68\x69", 2, 512) = 2"#;
        assert_eq!(read(line), Some(write(Some(512))));
        let line = r#"7  pwrite64(5<\x2f\x61>, "\x68\x69", 2, 512 <unfinished ...>"#;
        assert_eq!(read(line), Some(write(Some(512))));
        assert_eq!(read("7  <... pwrite64 resumed>) = 2"), None);
        let line = r#"7  write(5<\x2f\x61>, "\x68\x69", 2) = 2"#;
        assert_eq!(read(line), Some(write(None)));
        let line = r#"7  write(1<\x70>, "\x68\x69", 2) = 2"#;
        assert_eq!(read(line), Some(Event::Said(b"hi".to_vec())));
        let length = 9;
        let resize = Some(Event::Resize { path: a(), length });
        assert_eq!(read(r"7  ftruncate(5<\x2f\x61>, 9) = 0"), resize);
        assert_eq!(
            read(r#"7  unlink("\x2f\x61") = 0"#),
            Some(Event::Remove(a()))
        );
        let line = r#"7  unlink("\x2f\x61") = -1 ENOENT (No such file or directory)"#;
        assert_eq!(read(line), None);
        let line = r#"7  rename("\x2f\x61", "\x2f\x62") = 0"#;
        assert_eq!(read(line), Some(Event::Rename(a(), "/b".into())));
        assert_eq!(read("7  +++ exited with 0 +++"), None);
    }

    #[test]
    fn a_sync_counts_when_it_has_ended() {
        let mut reader = Reader::default();
        let line = r"7  fsync(5<\x2f\x61> <unfinished ...>";
        let begins = Event::SyncBegins("/a".into());
        assert_eq!(reader.read(line).unwrap(), Some(begins));
        let other = r"8  fsync(6<\x2f\x62>) = 0";
        assert_eq!(reader.read(other).unwrap(), Some(Event::Sync("/b".into())));
        let ended = reader.read("7  <... fsync resumed>) = 0").unwrap();
        assert_eq!(ended, Some(Event::Sync("/a".into())));
        reader.read(line).unwrap();
        let failed = "7  <... fsync resumed>) = -1 EIO (Input/output error)";
        assert_eq!(reader.read(failed).unwrap(), None);
        assert_eq!(reader.read("7  <... write resumed>) = 2").unwrap(), None);
    }
}
