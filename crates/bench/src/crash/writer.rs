//! The child: works on a project by a script and tells of every step, until it is killed.

use std::io::Write;
use std::path::{Path, PathBuf};

use nunchi_project::{ProjectId, Session};

use super::content::{History, read};
use super::script::{Random, next};
use super::step::{Line, Step, StepError, word};
use crate::photos::Failure;

/// How a writer works.
#[derive(Clone, Copy, Debug)]
pub(super) struct Script {
    pub(super) seed: u64,
    /// Ends after so many steps; never without.
    pub(super) steps: Option<u64>,
    /// Begins with a training, and has it come often.
    pub(super) trains: bool,
}

/// Where a project lies: `<home>/projects/<id>.nunchi`.
pub(super) struct Place {
    pub(super) home: PathBuf,
    pub(super) id: ProjectId,
}

impl Place {
    pub(super) fn of(file: &Path) -> Result<Self, Failure> {
        let wrong = || format!("{}: not <home>/projects/<name>.nunchi", file.display());
        let folder = file.parent().filter(|folder| folder.ends_with("projects"));
        let home = folder.and_then(Path::parent).ok_or_else(wrong)?;
        let extension = file.extension().ok_or_else(wrong)?;
        let name = file.file_stem().and_then(|name| name.to_str());
        if extension != "nunchi" {
            return Err(wrong().into());
        }
        Ok(Self {
            home: home.to_owned(),
            id: ProjectId(name.ok_or_else(wrong)?.to_owned()),
        })
    }
}

/// Works on `file`, which is made if there is none, and writes a line before and after every step.
pub(super) fn run(file: &Path, script: Script, out: &mut impl Write) -> Result<(), Failure> {
    let place = Place::of(file)?;
    if !file.exists() {
        make(file, &place)?;
    }
    let session = Session::open(&place.home)?;
    session.open_project(&place.id)?;
    let mut found = read(&session)?;
    let opened = Line::Opened {
        content: found.content.clone(),
        history: History::of(file)?,
    };
    tell(out, &opened)?;
    let mut random = Random::new(script.seed);
    let mut train_first = script.trains && found.view.status.readiness.ready;
    for step in 1..=script.steps.unwrap_or(u64::MAX) {
        let what = match std::mem::take(&mut train_first) {
            true => Step::Train,
            false => next(&mut random, &found, script.trains)?,
        };
        let intent = Line::Try {
            step,
            what: what.clone(),
        };
        tell(out, &intent)?;
        let made = what.make(&session, &found);
        let answer = match made {
            Ok(()) => {
                found = read(&session)?;
                Line::Done {
                    step,
                    sha256: found.content.sha256()?,
                    history: History::of(file)?,
                }
            }
            Err(StepError::Refused(error)) => Line::Failed {
                step,
                code: word(error.code())?,
            },
            Err(StepError::Script(error)) => return Err(error),
        };
        tell(out, &answer)?;
    }
    Ok(())
}

/// A project with two empty classes and no history.
fn make(file: &Path, place: &Place) -> Result<(), Failure> {
    let session = Session::open(&place.home)?;
    let made = session.create_project("crash", &["one".to_owned(), "two".to_owned()])?;
    session.close_project()?;
    drop(session);
    let made = file.with_file_name(format!("{}.nunchi", made.id.0));
    Ok(std::fs::rename(made, file)?)
}

fn tell(out: &mut impl Write, line: &Line) -> Result<(), Failure> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    out.write_all(&text)?;
    Ok(out.flush()?)
}
