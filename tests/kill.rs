//! A kill at any moment loses nothing that was answered for.
//!
//! The parent starts this same test program again as a child that adds, deletes, renames and
//! changes its program without end, and writes a line before (`try`) and after (`done`) each of them. The parent
//! kills it, opens the project, and compares.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Drawn, drawn, now, programs};
use nunchi_project::{Operation, PhotoId, ProgramChange, ProgramShared, Session};

/// Tells the child where to work.
const HOME: &str = "NUNCHI_KILL_TEST_HOME";
const KILLS: u64 = 20;

#[test]
fn a_kill_loses_no_photo_that_was_answered_for() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(folder.path()).unwrap();
    session.create_project("0", &["class".to_owned()]).unwrap();
    drop(session);
    let mut known = Known::default();
    let mut answered = BTreeSet::new();
    for kill in 0..KILLS {
        // Spread over the things that the child does and the time of a commit, however slow the
        // machine is.
        let answers = usize::try_from(kill % 8).unwrap() + 1;
        let lines = run_and_kill(folder.path(), answers, Duration::from_millis(kill * 7 % 20));
        answered.extend(lines.iter().filter_map(|line| {
            line.strip_prefix("done ")?
                .split(' ')
                .next()
                .map(str::to_owned)
        }));
        for line in &lines {
            known.note(line);
        }
        let session = Session::open(folder.path()).unwrap();
        known.compare(&session);
        drop(session);
        common::the_project_file(folder.path());
    }
    let all = ["add", "delete", "name", "program"].map(str::to_owned);
    assert_eq!(answered, BTreeSet::from(all), "everything was done");
}

/// The child: works until it is killed. Without its variable it is an empty test.
#[test]
fn child_of_the_kill_test() {
    let Some(home) = std::env::var_os(HOME) else {
        return;
    };
    let session = Session::open(home).unwrap();
    let view = now(&session);
    let class = view.classes[0].id;
    let mut photos: Vec<PhotoId> = view.classes[0]
        .photos
        .iter()
        .map(|photo| photo.id)
        .collect();
    let mut name: u64 = view.name.parse().unwrap();
    let mut version = version_of_the_program(&session);
    for number in 0_u32.. {
        tell("try add");
        let added = session
            .add_photo(class, &drawn(Drawn::Stripes, number))
            .unwrap();
        let id = added.photo.id;
        photos.push(id);
        tell(&format!("done add {} {}", id.0, content(&session, id)));
        if number % 3 == 2 {
            let id = photos.remove(number as usize % photos.len());
            tell(&format!("try delete {}", id.0));
            session.delete_photos(&[id]).unwrap();
            tell(&format!("done delete {}", id.0));
        }
        if number % 4 == 3 {
            name += 1;
            tell(&format!("try name {name}"));
            session.rename_model(&name.to_string()).unwrap();
            tell(&format!("done name {name}"));
        }
        if number % 2 == 1 {
            version += 1;
            tell(&format!("try program {version}"));
            change_program(&session, version);
            tell(&format!("done program {version}"));
        }
    }
}

/// Writes a number into several parts of the program at once.
fn change_program(session: &Session, version: u64) {
    let number = version.to_string();
    let shared = ProgramShared {
        variables: vec![programs::variable("version", &number)],
        ..ProgramShared::default()
    };
    let changes = vec![
        ProgramChange::Shared { shared },
        programs::put("star", &number),
        programs::put("moon", &number),
    ];
    session
        .change_program(Operation::ChangeBlocks, changes)
        .unwrap();
}

/// The number in the program, which must be the same in all of its parts.
fn version_of_the_program(session: &Session) -> u64 {
    let program = session.read_program().unwrap();
    let mut parts: Vec<&str> = program
        .objects
        .iter()
        .map(|object| object.blocks.as_str())
        .collect();
    parts.extend(
        program
            .shared
            .variables
            .iter()
            .map(|one| one.value.as_str()),
    );
    assert!(parts.is_empty() || parts.len() == 3, "{parts:?}");
    parts.dedup();
    assert!(parts.len() <= 1, "half a change is there: {parts:?}");
    parts.first().map_or(0, |number| number.parse().unwrap())
}

/// Writes a line past the test harness, at once.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "kill-test {line}").unwrap();
    out.flush().unwrap();
}

fn content(session: &Session, id: PhotoId) -> u64 {
    let mut hasher = DefaultHasher::new();
    session.photo(id).unwrap().hash(&mut hasher);
    session.thumbnail(id).unwrap().hash(&mut hasher);
    hasher.finish()
}

/// What the child told before it was killed, a little `after` its first `answers`.
fn run_and_kill(home: &Path, answers: usize, after: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_of_the_kill_test", "--nocapture"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| Some(line.split_once("kill-test ")?.1.to_owned()));
    let mut told: Vec<String> = Vec::new();
    let mut left = answers;
    while left > 0 {
        let line = lines.next().expect("the child did not go on");
        left -= usize::from(line.starts_with("done"));
        told.push(line);
    }
    std::thread::sleep(after);
    child.kill().unwrap();
    told.extend(lines);
    child.wait().unwrap();
    told
}

/// What must be in the project.
#[derive(Default)]
struct Known {
    /// Photos that were answered for, and what their pictures are.
    photos: BTreeMap<i64, u64>,
    name: u64,
    /// The number in the program.
    program: u64,
    /// What was begun and not answered for: it may have happened or not.
    open: Option<String>,
}

impl Known {
    fn note(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["try", ..] => self.open = Some(line.to_owned()),
            ["done", "add", id, content] => {
                self.photos
                    .insert(id.parse().unwrap(), content.parse().unwrap());
                self.open = None;
            }
            ["done", "delete", id] => {
                self.photos.remove(&id.parse().unwrap());
                self.open = None;
            }
            ["done", "name", name] => {
                self.name = name.parse().unwrap();
                self.open = None;
            }
            ["done", "program", version] => {
                self.program = version.parse().unwrap();
                self.open = None;
            }
            // The last line may be cut in the middle by the kill.
            _ => {}
        }
    }

    /// Compares, and takes over what an open attempt has done.
    fn compare(&mut self, session: &Session) {
        let view = now(session);
        let found: BTreeMap<i64, u64> = view.classes[0]
            .photos
            .iter()
            .map(|photo| (photo.id.0, content(session, photo.id)))
            .collect();
        let name = view.name.parse().unwrap();
        let program = version_of_the_program(session);
        let open = self.open.take().unwrap_or_default();
        match open.split(' ').collect::<Vec<_>>()[..] {
            ["try", "add"] => {
                let more: Vec<_> = found
                    .keys()
                    .filter(|id| !self.photos.contains_key(id))
                    .collect();
                assert!(
                    more.len() <= 1,
                    "more than one photo that nobody answered for"
                );
                if let Some(id) = more.first() {
                    self.photos.insert(**id, found[*id]);
                }
            }
            ["try", "delete", id] => {
                let id = id.parse().unwrap();
                if !found.contains_key(&id) {
                    self.photos.remove(&id);
                }
            }
            ["try", "name", next] if next == view.name => self.name = name,
            ["try", "program", next] if next == program.to_string() => self.program = program,
            _ => {}
        }
        assert_eq!(found, self.photos);
        assert_eq!(name, self.name);
        assert_eq!(program, self.program);
    }
}
