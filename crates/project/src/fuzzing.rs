//! Doors for the fuzzer to what reads files of strangers. Built with the feature `fuzzing` and for the
//! tests only.
//!
//! Each takes any bytes and must come back; what it checks holds for all of them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a door says what is wrong by a panic"
)]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nunchi_learn::SoftmaxHead;
use nunchi_vision::{Square, Views};
use rusqlite::Connection;

use crate::error::ProjectError;
use crate::folder::Folder;
use crate::name;
use crate::open_project::OpenProject;
use crate::program::{self, Program};
use crate::recogniser::Recogniser;
use crate::store::models::{self, Model, TaughtClass};
use crate::store::photos::{self, NewPhoto};
use crate::store::program as rows;
use crate::store::{Store, classes};
use crate::training_set::Lesson;
use crate::view::{
    ClassId, Conditions, ObjectId, ObjectView, PhotoId, PictureId, ProgramShared, ProjectId,
};

/// Fewer bytes than the app's own files have, so that changes meet something that matters.
const PAGE_SIZE: i64 = 512;
/// First bytes of a file of its own; anything else is a list of changes of the seed.
const FILE: &[u8] = b"SQLite format 3\0";
/// Widest model that is asked for an answer.
const WIDEST: usize = 10_000;
const STAR: &str = r#"{"id":"star","name":"별","kind":"picture","shapes":[{"id":"a","name":"",
    "picture":{"kind":"kept","id":1}}],"shape":0,"text":"","x":0,"y":0,"size":100,
    "direction":90,"rotation":0,"visible":true,"blocks":"{}"}"#;
const SHARED: &str = r#"{"order":["star"],"backdrop":{"kind":"kept","id":1},
    "variables":[{"id":"v","name":"수","value":"0","shown":true}],
    "lists":[{"id":"l","name":"줄","items":["1"],"shown":true}],
    "messages":[{"id":"m","name":"말"}]}"#;

/// Opens project files in a folder of its own.
pub struct Opener {
    folder: Folder,
    id: ProjectId,
    file: PathBuf,
    seed: Vec<u8>,
}

impl Opener {
    /// # Panics
    /// When `home` cannot be written.
    #[must_use]
    pub fn new(home: &Path) -> Self {
        let folder = Folder::open(home).unwrap();
        let id = ProjectId("fuzz".into());
        let file = folder.path(&id).unwrap();
        let seed = seed(&file).unwrap();
        Self {
            folder,
            id,
            file,
            seed,
        }
    }

    /// A small whole project.
    #[must_use]
    pub fn seed(&self) -> &[u8] {
        &self.seed
    }

    /// Opens a project as the app does, asks for all that is in it, and closes it. The bytes are a
    /// file, or changes of the seed: two bytes of place and one of value each.
    ///
    /// # Panics
    /// When opening panics, or a file that was refused has become another one.
    pub fn open(&self, bytes: &[u8]) {
        let file = if bytes.starts_with(FILE) {
            bytes.to_vec()
        } else {
            self.changed_seed(bytes)
        };
        fs::write(&self.file, &file).unwrap();
        let answer = self.ask();
        if let Err(error) = &answer {
            let _ = (error.code(), error.to_string());
        }
        let mut journal = self.file.as_os_str().to_owned();
        journal.push("-journal");
        let _ = fs::remove_file(journal);
    }

    fn changed_seed(&self, bytes: &[u8]) -> Vec<u8> {
        let mut file = self.seed.clone();
        for &[high, low, value] in bytes.as_chunks::<3>().0 {
            let at = usize::from(u16::from_be_bytes([high, low])) % file.len();
            if let Some(byte) = file.get_mut(at) {
                *byte = value;
            }
        }
        file
    }

    fn ask(&self) -> Result<(), ProjectError> {
        let (lock, store) = self.folder.open_project(&self.id)?;
        let open = OpenProject::new(self.id.clone(), 1, lock, store)?;
        let _ = (open.view(), open.status(), open.recogniser());
        let database = open.database();
        let _ = rows::read(database);
        if let Ok(lesson) = Lesson::read(database) {
            let _ = lesson.gather(database, b"network", &HashSet::new());
        }
        for id in 1..=3 {
            let _ = photos::details(database, PhotoId(id));
            let _ = photos::kept(database, PhotoId(id));
            let _ = photos::thumbnail(database, PhotoId(id));
            let _ = photos::to_look_at(database, PhotoId(id), b"other");
            let _ = rows::picture(database, PictureId(id));
        }
        open.close();
        Ok(())
    }
}

/// A project with something in every table, in small pages.
fn seed(file: &Path) -> Result<Vec<u8>, ProjectError> {
    let _ = fs::remove_file(file);
    let mut store = Store::create(file)?;
    store.transact(fill)?;
    drop(store);
    let database = Connection::open(file)?;
    database.pragma_update(None, "page_size", PAGE_SIZE)?;
    database.execute_batch("VACUUM")?;
    drop(database);
    Ok(fs::read(file).unwrap())
}

fn fill(database: &rusqlite::Transaction<'_>) -> Result<(), ProjectError> {
    for name in ["개", "고양이"] {
        let class = classes::insert_hidden(database, name, 1)?;
        classes::set_hidden(database, class, false)?;
        let photo = NewPhoto {
            width: 40,
            height: 30,
            square: Square::centre(40, 30),
            hash: [7; 32],
            jpeg: vec![1; 40],
            thumbnail: vec![2; 20],
        };
        let id = photos::insert_hidden(database, class, &photo)?;
        photos::set_hidden(database, id, false)?;
        photos::keep_embedding(database, id, 0, b"network", &[0; 16])?;
    }
    rows::set_shared(database, Some(SHARED))?;
    rows::set_object(database, &ObjectId("star".into()), Some(STAR))?;
    let picture = rows::NewPicture {
        width: 40,
        height: 30,
        jpeg: vec![4; 40],
    };
    rows::insert_picture(database, &picture)?;
    models::replace(database, &model()).map(drop)
}

/// A model of two classes and one number.
fn model() -> Model {
    let class = |id| TaughtClass {
        id: ClassId(id),
        name: id.to_string(),
        colour: 0,
    };
    Model {
        classes: vec![class(1), class(2)],
        head: SoftmaxHead::from_bytes(&head()).unwrap(),
        epochs: Vec::new(),
        conditions: Conditions::default(),
        photos: 2,
        validation_photos: 0,
        training_set: [0; 32],
        backbone: b"network".to_vec(),
    }
}

fn head() -> Vec<u8> {
    let sizes = [2_u32, 1, 1].map(u32::to_le_bytes);
    let numbers = [0.5_f32, 0.0, 0.1, 1.0, -1.0].map(f32::to_le_bytes);
    [
        b"NHD1".as_slice(),
        sizes.as_flattened(),
        numbers.as_flattened(),
    ]
    .concat()
}

/// A row of a model whose sum is right, and its answer. The four texts are led by their lengths,
/// two bytes each: classes, head, epochs, conditions.
///
/// # Panics
/// When the answer is not a share for each class.
pub fn model_row(bytes: &[u8]) {
    let mut rest = bytes;
    let mut text = || {
        let (length, after) = rest.split_first_chunk()?;
        let length = usize::from(u16::from_be_bytes(*length)).min(after.len());
        let (text, after) = after.split_at(length);
        rest = after;
        Some(text)
    };
    let (Some(classes), Some(head), Some(epochs), Some(conditions)) =
        (text(), text(), text(), text())
    else {
        return;
    };
    let read = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let Some(model) = models::parse_texts(read(classes), head, read(epochs), read(conditions))
    else {
        return;
    };
    let width = model.head.width();
    if width > WIDEST {
        return;
    }
    for value in [0.0, -6.0, 40.0] {
        let views = Views {
            views: 1,
            rows: vec![value; width],
        };
        let recogniser = Recogniser::new(1, Arc::new(model.clone()), &[], &HashMap::new());
        let prediction = recogniser.recognise(&views).unwrap();
        let sum: f32 = prediction.classes.iter().map(|one| one.confidence).sum();
        assert!((sum - 1.0).abs() < 1e-3, "{prediction:?}");
    }
}

/// A row of a model that reads.
#[must_use]
pub fn model_seed() -> Vec<u8> {
    let model = model();
    let json = |value: serde_json::Result<Vec<u8>>| value.unwrap();
    let texts = [
        json(serde_json::to_vec(&model.classes)),
        head(),
        br#"[{"epoch":1,"loss":0.5,"acc":1.0,"val_loss":null,"val_acc":0.5}]"#.to_vec(),
        json(serde_json::to_vec(&model.conditions)),
    ];
    let led = texts.iter().flat_map(|text| {
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        [length.as_slice(), text].concat()
    });
    led.collect()
}

/// Parts of a program as a file holds them.
///
/// # Panics
/// When a part that passes the checks is written and read as another one.
pub fn program_parts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut objects = Vec::new();
    let mut shared = ProgramShared::default();
    if let Ok(object) = serde_json::from_str::<ObjectView>(text)
        && program::check_object(&object).is_ok()
    {
        let written = serde_json::to_string(&object).unwrap();
        assert_eq!(object, serde_json::from_str(&written).unwrap());
        objects.push(object);
    }
    if let Ok(read) = serde_json::from_str::<ProgramShared>(text)
        && program::check_shared(&read).is_ok()
    {
        let written = serde_json::to_string(&read).unwrap();
        assert_eq!(read, serde_json::from_str(&written).unwrap());
        shared = read;
    }
    let count = objects.len();
    let program = Program::in_order(shared, objects);
    assert_eq!(
        (program.objects.len(), program.shared.order.len()),
        (count, count)
    );
    let _ = program.pictures();
}

/// Texts that read as parts.
#[must_use]
pub fn program_seeds() -> [&'static str; 2] {
    [STAR, SHARED]
}

/// A name as somebody typed it.
///
/// # Panics
/// When what comes out is empty, too long, holds what cannot be seen, or is cleaned into another
/// name.
pub fn clean_name(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    for longest in [name::MAX_CLASS_NAME, name::MAX_MODEL_NAME] {
        let Some(cleaned) = name::clean(&typed, longest) else {
            continue;
        };
        assert!(!cleaned.is_empty() && !name::is_longer(&cleaned, longest));
        assert!(!cleaned.chars().any(char::is_control));
        let again = name::clean(&cleaned, longest);
        assert_eq!(again.as_deref(), Some(cleaned.as_str()));
        let other = name::unlike(&cleaned, [cleaned.as_str()].into_iter());
        assert_ne!(other, cleaned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seed_is_taken() {
        let home = tempfile::tempdir().unwrap();
        let opener = Opener::new(home.path());
        fs::write(&opener.file, opener.seed()).unwrap();
        opener.ask().unwrap();
        assert!(opener.seed().len() < 20_000, "{}", opener.seed().len());
        opener.open(opener.seed());
        opener.open(&[0, 18, 2, 0, 19, 2]);
        model_row(&model_seed());
        for seed in program_seeds() {
            program_parts(seed.as_bytes());
        }
        clean_name("우리 집 고양이".as_bytes());
    }

    #[test]
    fn changes_of_the_seed_are_places_and_values() {
        let home = tempfile::tempdir().unwrap();
        let opener = Opener::new(home.path());
        let changed = opener.changed_seed(&[0, 1, b'x', 0, 2]);
        assert_eq!(changed.get(..3), Some(b"SxL".as_slice()));
        assert_eq!(changed.get(3..), opener.seed().get(3..));
    }
}
