//! What can be read of a project that cannot be opened: the rows of every page that is whole,
//! known by their shape, whatever became of the pages that lead there.
//!
//! Never here: what is made of it; whether a picture is one.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use nunchi_vision::{MAX_BYTES, Square};

use super::pages::{Cell, Kind, Pages, Spot, Value};
use crate::error::ProjectError;
use crate::view::{ClassId, Conditions, PictureId};

/// Most rows of a kind that are read; those of a file that was made to harm have no end.
const MOST: usize = 200_000;

/// A class of a damaged project.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundClass {
    pub(crate) id: ClassId,
    pub(crate) name: String,
    pub(crate) colour: u8,
    position: i64,
    hidden: bool,
}

/// What a damaged project says of a photo.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundRow {
    pub(crate) class: ClassId,
    pub(crate) square: Square,
    /// SHA-256 of the kept photo.
    pub(crate) hash: Vec<u8>,
    hidden: bool,
}

/// A photo of a damaged project.
#[derive(Clone, Debug)]
pub(crate) struct FoundPhoto {
    /// `None` when only its pictures are left.
    pub(crate) row: Option<FoundRow>,
    /// The kept photo and the thumbnail, nobody knows which is which.
    pictures: Vec<Spot>,
}

/// All that reads.
#[derive(Debug)]
pub(crate) struct Salvage {
    pages: Pages,
    pub(crate) name: Option<String>,
    pub(crate) conditions: Option<Conditions>,
    /// In the order of the screen; those that were deleted are left out.
    pub(crate) classes: Vec<FoundClass>,
    /// Those that were deleted are left out.
    pub(crate) photos: Vec<FoundPhoto>,
    /// The text of what the objects of the program share.
    pub(crate) shared: Option<String>,
    /// The texts of the objects.
    pub(crate) objects: Vec<(String, String)>,
    pub(crate) merged: Vec<(ClassId, ClassId)>,
    pictures: BTreeMap<i64, Spot>,
    /// The newest last.
    models: Vec<Spot>,
}

impl Salvage {
    /// Reads everything but pictures.
    ///
    /// # Errors
    /// [`ProjectError::Disk`] when the file itself does not read.
    pub(crate) fn read(path: &Path) -> Result<Self, ProjectError> {
        let mut pages = Pages::open(path)?;
        let mut rows = Rows::default();
        for page in pages.numbers() {
            for cell in pages.cells(page) {
                rows.take(&mut pages, &cell);
            }
        }
        Ok(rows.sorted(pages))
    }

    /// The pictures that belong to a photo, the longest first.
    pub(crate) fn pictures_of(&mut self, photo: &FoundPhoto) -> Vec<Vec<u8>> {
        let read = |spot: &Spot| blob(self.pages.values_at(*spot)?, 1);
        let mut pictures: Vec<_> = photo.pictures.iter().filter_map(read).collect();
        pictures.sort_by_key(|picture| std::cmp::Reverse(picture.len()));
        pictures
    }

    /// A picture of the program.
    pub(crate) fn picture(&mut self, id: PictureId) -> Option<Vec<u8>> {
        let spot = *self.pictures.get(&id.0)?;
        blob(self.pages.values_at(spot)?, 3)
    }

    /// The values of the newest row of a model that reads.
    pub(crate) fn model(&mut self) -> Option<Vec<Value>> {
        let newest = self.models.iter().rev();
        newest.copied().find_map(|spot| self.pages.values_at(spot))
    }
}

/// Rows by what they are.
#[derive(Debug, Default)]
struct Rows {
    name: Option<String>,
    conditions: Option<Conditions>,
    classes: BTreeMap<i64, FoundClass>,
    photos: BTreeMap<i64, FoundRow>,
    of_photos: HashMap<i64, Vec<Spot>>,
    shared: Option<String>,
    objects: BTreeMap<String, String>,
    merged: BTreeMap<i64, i64>,
    pictures: BTreeMap<i64, Spot>,
    models: BTreeMap<i64, Spot>,
}

impl Rows {
    /// Tells by the kinds of its values what a row is. Later formats may add columns at the end.
    fn take(&mut self, pages: &mut Pages, cell: &Cell) {
        use Kind::{Blob as B, Integer as I, Null as N, Real as R, Text as T};
        let full = |count: usize| count >= MOST;
        match cell.kinds()[..] {
            [N, B] if cell.length <= MAX_BYTES && !full(self.of_photos.len()) => {
                let spots = self.of_photos.entry(cell.row).or_default();
                // There are two at most; a third was made to harm.
                if spots.len() < 2 {
                    spots.push(cell.spot);
                }
            }
            [N, I, I, I, I, I, I, B, I, I, ..] if !full(self.photos.len()) => {
                if let Some(row) = pages.values(cell).and_then(photo) {
                    self.photos.entry(cell.row).or_insert(row);
                }
            }
            [N, T, I, I, I, ..] if !full(self.classes.len()) => {
                let values = pages.values(cell);
                if let Some(class) = values.and_then(|values| class(cell.row, values)) {
                    self.classes.entry(cell.row).or_insert(class);
                }
            }
            [N, T, T | N, I, I, R | I, R | I, I, ..] => {
                if let Some(values) = pages.values(cell) {
                    self.project(&values);
                }
            }
            [N, I, T, B, T, T, I, I, B, B, B] if !full(self.models.len()) => {
                self.models.insert(cell.row, cell.spot);
            }
            [N, I, I, B] if cell.length <= MAX_BYTES && !full(self.pictures.len()) => {
                self.pictures.entry(cell.row).or_insert(cell.spot);
            }
            [N, I] if !full(self.merged.len()) => {
                if let Some([_, Value::Integer(into)]) = pages.values(cell).as_deref() {
                    self.merged.insert(cell.row, *into);
                }
            }
            [N, T] | [T, T] if !full(self.objects.len()) => {
                if let Some(values) = pages.values(cell) {
                    self.text(values);
                }
            }
            _ => {}
        }
    }

    fn project(&mut self, values: &[Value]) {
        if let Some(Value::Text(name)) = values.get(1) {
            self.name = Some(name.clone());
        }
        self.conditions = conditions(values);
    }

    /// An object, or what all of them share; the identity is a text too.
    fn text(&mut self, values: Vec<Value>) {
        match <[Value; 2]>::try_from(values) {
            Ok([Value::Text(id), Value::Text(body)]) => {
                self.objects.insert(id, body);
            }
            Ok([_, Value::Text(body)]) if body.starts_with('{') => self.shared = Some(body),
            _ => {}
        }
    }

    fn sorted(mut self, pages: Pages) -> Salvage {
        let photos = self.photos();
        let mut classes: Vec<_> = self.classes.into_values().collect();
        classes.retain(|class| !class.hidden);
        classes.sort_by_key(|class| (class.position, class.id));
        Salvage {
            pages,
            name: self.name,
            conditions: self.conditions,
            classes,
            photos,
            shared: self.shared,
            objects: self.objects.into_iter().collect(),
            merged: self
                .merged
                .into_iter()
                .map(|(id, into)| (ClassId(id), ClassId(into)))
                .collect(),
            pictures: self.pictures,
            models: self.models.into_values().collect(),
        }
    }

    fn photos(&mut self) -> Vec<FoundPhoto> {
        let mut ids: Vec<i64> = self.photos.keys().copied().collect();
        ids.extend(
            self.of_photos
                .keys()
                .filter(|id| !self.photos.contains_key(id)),
        );
        ids.sort_unstable();
        let is_deleted = |row: &FoundRow| {
            let class = self.classes.get(&row.class.0);
            row.hidden || class.is_some_and(|class| class.hidden)
        };
        ids.into_iter()
            .filter_map(|id| {
                let row = self.photos.get(&id);
                (!row.is_some_and(is_deleted)).then(|| FoundPhoto {
                    row: row.cloned(),
                    pictures: self.of_photos.get(&id).cloned().unwrap_or_default(),
                })
            })
            .collect()
    }
}

fn class(row: i64, values: Vec<Value>) -> Option<FoundClass> {
    match values.get(..5)? {
        [
            _,
            Value::Text(name),
            Value::Integer(colour),
            Value::Integer(position),
            Value::Integer(hidden),
        ] => Some(FoundClass {
            id: ClassId(row),
            name: name.clone(),
            colour: u8::try_from(*colour).unwrap_or_default(),
            position: *position,
            hidden: *hidden != 0,
        }),
        _ => None,
    }
}

fn photo(values: Vec<Value>) -> Option<FoundRow> {
    let number = |index: usize| match values.get(index) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    };
    let side = |index: usize| u32::try_from(number(index)?).ok();
    let class = ClassId(number(1)?);
    let square = Square {
        left: side(4)?,
        top: side(5)?,
        side: side(6)?,
    };
    let hidden = number(9)? != 0;
    Some(FoundRow {
        class,
        square,
        hash: blob(values, 7)?,
        hidden,
    })
}

fn conditions(values: &[Value]) -> Option<Conditions> {
    let whole = |index: usize| match values.get(index)? {
        Value::Integer(number) => u32::try_from(*number).ok(),
        _ => None,
    };
    let real = |index: usize| match values.get(index)? {
        Value::Real(number) => Some(*number),
        // SQLite keeps a number without a fraction as a whole one.
        Value::Integer(number) => Some(f64::from(i32::try_from(*number).ok()?)),
        _ => None,
    };
    Some(Conditions {
        epochs: whole(3)?,
        batch_size: whole(4)?,
        learning_rate: real(5)?,
        validation_ratio: real(6)?,
        refit_on_all: whole(7)? != 0,
    })
}

fn blob(values: Vec<Value>, index: usize) -> Option<Vec<u8>> {
    match values.into_iter().nth(index)? {
        Value::Blob(bytes) => Some(bytes),
        _ => None,
    }
}
