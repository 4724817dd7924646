//! The judge: follows the lines of writers with its model of the app, and compares the file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nunchi_project::Session;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;

use super::content::{Content, History, read};
use super::step::{Line, Step};
use super::world::World;
use super::writer::Place;
use crate::photos::Failure;

/// First bytes of a journal that takes back half a change.
const HOT_JOURNAL: &[u8] = &[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// What was seen of all writers of one file.
#[derive(Clone, Default)]
pub(crate) struct Judge {
    /// All the ways that the project may be; empty before the first line.
    worlds: Vec<World>,
    /// Tried, and not answered for.
    open: Option<Step>,
    /// Content after each acknowledged step, newest last.
    receipts: Vec<String>,
    pub(crate) tally: Tally,
    /// What is wrong, in words.
    pub(crate) faults: Vec<String>,
}

/// What is counted.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Tally {
    /// Steps that were answered for.
    pub(crate) acknowledged: u64,
    /// Steps that were on the disk before they were answered for.
    pub(crate) ahead_of_the_answer: u64,
    /// Acknowledged steps that were gone.
    pub(crate) lost: u64,
    /// Steps that the app refused with an error.
    pub(crate) failed: BTreeMap<String, u64>,
    pub(crate) steps: BTreeMap<&'static str, u64>,
}

/// A project file as it was found.
pub(crate) struct Inspected {
    content: Content,
    history: History,
    pub(crate) open_time: Duration,
    /// Files that nobody needs any more.
    left_over: Vec<PathBuf>,
}

impl Judge {
    /// Follows a writer. Lines that are cut, as the last one by a kill, say nothing.
    pub(crate) fn hear(&mut self, line: &str) -> Result<(), Failure> {
        let Ok(line) = serde_json::from_str::<Line>(line) else {
            return Ok(());
        };
        match line {
            Line::Opened { content, history } => self.settle(content, history)?,
            Line::Try { what, .. } => self.open = Some(what),
            Line::Done {
                step,
                sha256,
                history,
            } => {
                let what = self.open.take().ok_or("an answer without a question")?;
                self.tally.acknowledged += 1;
                *self.tally.steps.entry(what.name()).or_default() += 1;
                let mut possible = self.after(&what);
                keep(&mut possible, |one| {
                    Ok(one.history() == history && one.now.sha256()? == sha256)
                })?;
                if possible.is_empty() {
                    self.faults.push(format!(
                        "step {step} ({what:?}) was answered for with something else"
                    ));
                } else {
                    self.worlds = possible;
                    self.receipts.push(sha256);
                }
            }
            Line::Failed { code, .. } => {
                let what = self.open.take().ok_or("an answer without a question")?;
                *self.tally.failed.entry(code).or_default() += 1;
                let more = self.after(&what);
                self.worlds.extend(more);
                self.worlds.dedup();
            }
        }
        Ok(())
    }

    /// Compares a file after its writer has ended.
    pub(crate) fn compare(&mut self, found: Inspected) -> Result<(), Failure> {
        if !found.left_over.is_empty() {
            let left_over = &found.left_over;
            self.faults.push(format!("left over: {left_over:?}"));
        }
        self.settle(found.content, found.history)
    }

    fn after(&self, step: &Step) -> Vec<World> {
        self.worlds.iter().flat_map(|one| one.after(step)).collect()
    }

    /// Takes over what was found, if it may be so.
    fn settle(&mut self, now: Content, history: History) -> Result<(), Failure> {
        if self.worlds.is_empty() {
            if history.begun > 0 {
                return Err("the lines do not begin with the making of the file".into());
            }
            self.worlds.push(World::new(now, 0));
            return Ok(());
        }
        let open = self.open.take();
        let ahead = open.map_or_else(Vec::new, |step| self.after(&step));
        let is_now = |world: &&World| world.now == now;
        let stayed: Vec<World> = self.worlds.iter().filter(is_now).cloned().collect();
        let ahead: Vec<World> = ahead.iter().filter(is_now).cloned().collect();
        if stayed.is_empty() && !ahead.is_empty() {
            self.tally.ahead_of_the_answer += 1;
        }
        let possible: Vec<World> = stayed.into_iter().chain(ahead).collect();
        if possible.is_empty() {
            self.lost(&now)?;
            self.worlds = vec![World::new(now, history.begun)];
            return Ok(());
        }
        let reopened = possible.iter().map(World::reopened);
        let fits = |one: &World| one.history() == history;
        let mut worlds: Vec<World> = reopened.filter(fits).collect();
        worlds.dedup();
        if worlds.is_empty() {
            self.faults
                .push("undo or redo is another one than before".into());
            worlds.push(World::new(now, history.begun));
        }
        self.worlds = worlds;
        Ok(())
    }

    /// Says how far back the file is.
    fn lost(&mut self, now: &Content) -> Result<(), Failure> {
        let sha256 = now.sha256()?;
        let newest_first = self.receipts.iter().rev();
        let fault = match newest_first.clone().position(|one| *one == sha256) {
            Some(steps) => {
                self.tally.lost += steps as u64;
                format!("{steps} acknowledged steps are lost")
            }
            None => {
                self.tally.lost += 1;
                format!("the project is as it never was: {now:?}")
            }
        };
        self.faults.push(fault);
        Ok(())
    }
}

fn keep(
    worlds: &mut Vec<World>,
    fits: impl Fn(&World) -> Result<bool, Failure>,
) -> Result<(), Failure> {
    let mut kept = Vec::new();
    for world in worlds.drain(..) {
        if fits(&world)? && !kept.contains(&world) {
            kept.push(world);
        }
    }
    *worlds = kept;
    Ok(())
}

/// Opens a file as the app does and reads all of it; then has SQLite check every page of it, and
/// looks for what was left over.
pub(crate) fn inspect(file: &Path) -> Result<Inspected, Failure> {
    let place = Place::of(file)?;
    let session = Session::open(&place.home)?;
    let start = Instant::now();
    session.open_project(&place.id)?;
    let open_time = start.elapsed();
    let found = read(&session)?;
    drop(session);
    check_pages(file)?;
    let left_over = left_over(&place.home, file)?;
    Ok(Inspected {
        content: found.content,
        history: History::of(file)?,
        open_time,
        left_over,
    })
}

fn check_pages(file: &Path) -> Result<(), Failure> {
    let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let answer: String = database.query_one("PRAGMA integrity_check", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(format!("integrity_check: {answer}").into());
    }
    let mut statement = database.prepare("PRAGMA foreign_key_check")?;
    if statement.exists([])? {
        return Err("a row belongs to one that is not there".into());
    }
    Ok(())
}

/// Files of the data folder that nobody needs any more.
fn left_over(home: &Path, file: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut left = Vec::new();
    for folder in [home.to_owned(), home.join("projects")] {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let known = path.is_dir()
                || path == file
                || ["preferences.json", "reserve"].contains(&name.as_ref());
            if !known && !is_cold_journal(&path)? {
                left.push(path);
            }
        }
    }
    Ok(left)
}

/// Whether this is a journal of SQLite that was never begun: it is used by the next change, and
/// removed with it.
fn is_cold_journal(path: &Path) -> Result<bool, Failure> {
    let is_journal = path.to_string_lossy().ends_with(".nunchi-journal");
    Ok(is_journal && !std::fs::read(path)?.starts_with(HOT_JOURNAL))
}
