//! Which step comes next: a seed and the project say it, so that a run can be replayed.

use std::collections::BTreeSet;

use super::content::{Content, Found};
use super::step::{SIZE, Step, known_by, object};
use crate::photos::Failure;

const MOST_PHOTOS: usize = 60;
const MOST_CLASSES: usize = 4;
/// Fewest pixels of the side of a square.
const LEAST_SIDE: u64 = 16;

/// Random numbers by a seed (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(all.len() as u64)).ok()?;
        all.get(at)
    }
}

/// The next step of a project as it is now. `trains` has a training come often.
pub(super) fn next(random: &mut Random, found: &Found, trains: bool) -> Result<Step, Failure> {
    loop {
        let kind = random.below(if trains { 160 } else { 112 });
        if let Some(step) = step_of(kind, random, found)? {
            return Ok(step);
        }
    }
}

/// The step of a kind, if the project is one for it. Wide ranges of kinds come often.
fn step_of(kind: u64, random: &mut Random, found: &Found) -> Result<Option<Step>, Failure> {
    let Content {
        project, mirror, ..
    } = &found.content;
    let photos: Vec<&str> = project.photos().map(|one| one.sha256.as_str()).collect();
    let classes: Vec<&str> = project
        .classes
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let history = found.view.status.history;
    let a_class = |random: &mut Random| random.one(&classes).map(|name| (*name).to_owned());
    Ok(match kind {
        0..30 if photos.len() < MOST_PHOTOS => {
            // A model is trained only when no class has few photos.
            let emptiest = || project.classes.iter().min_by_key(|one| one.photos.len());
            let class = match random.below(3) {
                0 => a_class(random),
                _ => emptiest().map(|one| one.name.clone()),
            };
            class.map(|class| add_photo(random, class)).transpose()?
        }
        30..38 if photos.len() > 12 => Some(Step::DeletePhotos {
            photos: some(random, &photos),
        }),
        38..46 if !photos.is_empty() => a_class(random).map(|class| Step::MovePhotos {
            photos: some(random, &photos),
            class,
        }),
        46..54 => random
            .one(&photos)
            .copied()
            .map(|photo| Step::AdjustSquare {
                photo: photo.to_owned(),
                square: square(random),
            }),
        54..60 if classes.len() < MOST_CLASSES => Some(Step::AddClass { name: name(random) }),
        60..65 => a_class(random).map(|class| Step::RenameClass {
            name: class,
            to: name(random),
        }),
        65..67 if classes.len() > 2 => a_class(random).map(|name| Step::DeleteClass { name }),
        67..71 => Some(Step::RenameModel { name: name(random) }),
        71..84 => Some(change_program(random)?),
        84..88 => {
            let objects: Vec<_> = project.objects.keys().cloned().collect();
            let object = random.one(&objects).cloned();
            object.map(|object| Step::RemoveObject { object })
        }
        88..100 if history.undo.is_some() => Some(Step::Undo),
        100..106 if history.redo.is_some() => Some(Step::Redo),
        106..108 => Some(Step::Mirror { on: !mirror }),
        108.. if found.view.status.readiness.ready => Some(Step::Train),
        _ => None,
    })
}

fn add_photo(random: &mut Random, class: String) -> Result<Step, Failure> {
    // So many that none comes twice.
    let number = usize::try_from(random.below(1 << 24))?;
    Ok(Step::AddPhoto {
        class,
        number,
        sha256: known_by(number)?,
    })
}

fn change_program(random: &mut Random) -> Result<Step, Failure> {
    let id = format!("object-{}", random.below(5));
    let number = random.below(1 << 32);
    Ok(Step::ChangeProgram {
        sha256: super::content::hex(&serde_json::to_vec(&object(&id, number))?),
        object: id,
        number,
    })
}

/// One to three of the photos.
fn some(random: &mut Random, photos: &[&str]) -> Vec<String> {
    let count = 1 + random.below(3);
    let chosen: BTreeSet<&str> = (0..count)
        .filter_map(|_| random.one(photos).copied())
        .collect();
    chosen.into_iter().map(str::to_owned).collect()
}

fn name(random: &mut Random) -> String {
    format!("name {}", random.below(1 << 40))
}

fn square(random: &mut Random) -> [u32; 3] {
    let (width, height) = (u64::from(SIZE.0), u64::from(SIZE.1));
    let side = LEAST_SIDE + random.below(height - LEAST_SIDE + 1);
    let left = random.below(width - side + 1);
    let top = random.below(height - side + 1);
    // All are below the size of the photo.
    [left, top, side].map(|number| number as u32)
}
