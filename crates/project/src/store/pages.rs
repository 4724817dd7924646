//! The rows of a damaged database, read page by page: what is on a page that is whole can be read
//! without any other page, but for the rest of long rows.
//!
//! Nothing is written, and nothing that is read is trusted. The form of the pages is that of
//! <https://www.sqlite.org/fileformat2.html>, 1.5, 1.6 and 2.1. Never here: what a row means.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use crate::error::ProjectError;

/// The size of a page in every project of this app.
const OUR_SIZE: usize = 4096;
/// A leaf of a table, which holds rows.
const TABLE_LEAF: u8 = 13;
/// Most bytes of a row: no picture has more.
const MAX_ROW: usize = 32 * 1024 * 1024;
/// Most columns of a row of ours, with room for those of later formats.
const MAX_COLUMNS: usize = 64;

/// The pages of a file.
#[derive(Debug)]
pub(crate) struct Pages {
    file: File,
    size: usize,
    /// Bytes of a page that SQLite uses.
    usable: usize,
    count: u32,
    /// Bytes of long rows that may still be read. In a file that was not made to harm, no page
    /// belongs to two rows.
    budget: u64,
}

/// Names a row of a file: its page, and which of the rows on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    page: u32,
    index: usize,
}

/// Where a row is, and what is known of it without its other pages.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) row: i64,
    pub(crate) spot: Spot,
    /// What of the row is on its page.
    local: Vec<u8>,
    pub(crate) length: usize,
    /// The page with the rest; 0 when there is none.
    rest: u32,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// The kind of a value, which is known without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Integer,
    Real,
    Text,
    Blob,
}

impl Pages {
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn open(path: &Path) -> Result<Self, ProjectError> {
        let reading = || ProjectError::disk("reading a damaged project");
        let mut file = File::open(path).map_err(reading())?;
        let length = file.metadata().map_err(reading())?.len();
        let mut header = Vec::with_capacity(100);
        Read::by_ref(&mut file)
            .take(100)
            .read_to_end(&mut header)
            .map_err(reading())?;
        let (size, reserved) = sizes(&header).unwrap_or((OUR_SIZE, 0));
        let count = u32::try_from(length.div_ceil(size as u64)).unwrap_or(u32::MAX);
        Ok(Self {
            file,
            size,
            usable: size - reserved,
            count,
            budget: length.saturating_mul(3),
        })
    }

    /// The numbers of all pages.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + use<> {
        1..=self.count
    }

    /// The rows that begin on a page; none when it holds no rows or does not read.
    pub(crate) fn cells(&mut self, page: u32) -> Vec<Cell> {
        let Some((bytes, start)) = self.leaf(page) else {
            return Vec::new();
        };
        let count = number16(&bytes, start + 3).unwrap_or_default();
        // The cells of a page lie side by side; a page whose cells overlap would unpack to far more
        // than it has.
        let mut room = bytes.len();
        (0..count)
            .filter_map(|index| self.cell(&bytes, start, Spot { page, index }))
            .map_while(|cell| {
                room = room.checked_sub(cell.local.len())?;
                Some(cell)
            })
            .collect()
    }

    /// All values of the row at a spot; `None` when a part of it does not read.
    pub(crate) fn values_at(&mut self, spot: Spot) -> Option<Vec<Value>> {
        let (bytes, start) = self.leaf(spot.page)?;
        let cell = self.cell(&bytes, start, spot)?;
        self.values(&cell)
    }

    /// The bytes of a page that holds rows, and where its own header begins.
    fn leaf(&mut self, page: u32) -> Option<(Vec<u8>, usize)> {
        // The first page begins with the header of the file.
        let start = if page == 1 { 100 } else { 0 };
        let bytes = self.page(page)?;
        (bytes.get(start) == Some(&TABLE_LEAF)).then_some((bytes, start))
    }

    fn cell(&self, page: &[u8], start: usize, spot: Spot) -> Option<Cell> {
        let at = number16(page, start + 8 + 2 * spot.index)?;
        let mut rest = page.get(at..self.usable)?;
        let length = usize::try_from(varint(&mut rest)?).ok()?;
        let row = varint(&mut rest)?;
        if length > MAX_ROW {
            return None;
        }
        let local = self.local(length);
        let next = if local < length {
            number32(rest, local)?
        } else {
            0
        };
        Some(Cell {
            row,
            spot,
            local: rest.get(..local)?.to_vec(),
            length,
            rest: next,
        })
    }

    /// How many bytes of a row of this length are on its page.
    fn local(&self, length: usize) -> usize {
        let most = self.usable - 35;
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (self.usable - 4);
        if fitting <= most { fitting } else { least }
    }

    /// All bytes of a row; `None` when a page of it does not read.
    fn bytes(&mut self, cell: &Cell) -> Option<Vec<u8>> {
        self.budget = self.budget.checked_sub(cell.length as u64)?;
        let mut bytes = cell.local.clone();
        let mut next = cell.rest;
        // Each page adds something, so that a circle of pages ends too.
        while bytes.len() < cell.length {
            let page = self.page(next)?;
            let end = (4 + cell.length - bytes.len()).min(self.usable);
            bytes.extend_from_slice(page.get(4..end)?);
            next = number32(&page, 0)?;
        }
        Some(bytes)
    }

    /// All values of a row; `None` when a part of it does not read.
    pub(crate) fn values(&mut self, cell: &Cell) -> Option<Vec<Value>> {
        let bytes = self.bytes(cell)?;
        let (types, mut at) = types(&bytes)?;
        let mut values = Vec::with_capacity(types.len());
        for one in types {
            let end = at.checked_add(width(one)?)?;
            values.push(value(one, bytes.get(at..end)?)?);
            at = end;
        }
        Some(values)
    }

    fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        if !(1..=self.count).contains(&number) {
            return None;
        }
        let start = u64::from(number - 1) * self.size as u64;
        self.file.seek(SeekFrom::Start(start)).ok()?;
        let mut bytes = Vec::with_capacity(self.size);
        Read::by_ref(&mut self.file)
            .take(self.size as u64)
            .read_to_end(&mut bytes)
            .ok()?;
        // The last page of a file that was cut off.
        bytes.resize(self.size, 0);
        Some(bytes)
    }
}

impl Cell {
    /// The kinds of the values; none when that cannot be told.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        let types = types(&self.local).map(|(types, _)| types);
        types.unwrap_or_default().into_iter().map(kind).collect()
    }
}

/// Bytes of a page, and how many of them are left out at its end.
fn sizes(header: &[u8]) -> Option<(usize, usize)> {
    if !header.starts_with(b"SQLite format 3\0") {
        return None;
    }
    let size = match number16(header, 16)? {
        1 => 65_536,
        size => size,
    };
    let reserved = usize::from(*header.get(20)?);
    // SQLite itself uses no less than 480 bytes.
    let sound = size.is_power_of_two() && size >= 512 && size - reserved.min(size) >= 480;
    sound.then_some((size, reserved))
}

/// The types of the values of a row, and where the first value begins.
fn types(bytes: &[u8]) -> Option<(Vec<u64>, usize)> {
    let mut rest = bytes;
    let length = usize::try_from(varint(&mut rest)?).ok()?;
    let mut header = bytes.get(bytes.len() - rest.len()..length)?;
    let mut types = Vec::new();
    while !header.is_empty() {
        if types.len() == MAX_COLUMNS {
            return None;
        }
        types.push(u64::try_from(varint(&mut header)?).ok()?);
    }
    Some((types, length))
}

fn kind(of: u64) -> Kind {
    match of {
        0 => Kind::Null,
        7 => Kind::Real,
        1..=11 => Kind::Integer,
        _ if of.is_multiple_of(2) => Kind::Blob,
        _ => Kind::Text,
    }
}

/// How many bytes a value of a type has.
fn width(of: u64) -> Option<usize> {
    match of {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(of).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((of - 12) / 2).ok(),
    }
}

fn value(of: u64, bytes: &[u8]) -> Option<Value> {
    Some(match kind(of) {
        Kind::Null => Value::Null,
        Kind::Real => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
        Kind::Integer if of == 9 => Value::Integer(1),
        Kind::Integer => Value::Integer(integer(bytes)),
        Kind::Text => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
        Kind::Blob => Value::Blob(bytes.to_vec()),
    })
}

/// A number of 0 to 8 bytes, the first of which has the sign.
fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |number, byte| (number << 8) | i64::from(*byte))
}

fn number16(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_be_bytes(two.try_into().ok()?)))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

/// Takes a number of SQLite's own form from the front: 7 bits of each of at most 8 bytes, and all
/// bits of a ninth.
fn varint(bytes: &mut &[u8]) -> Option<i64> {
    let mut number: u64 = 0;
    for index in 0..9 {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if index == 8 {
            number = (number << 8) | u64::from(byte);
            break;
        }
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number.cast_signed())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::{Connection, params};

    use super::*;

    /// Every row of a file, in the order of its pages.
    fn rows(path: &Path) -> Vec<(i64, Vec<Value>)> {
        let mut pages = Pages::open(path).unwrap();
        let mut found = Vec::new();
        for page in pages.numbers() {
            for cell in pages.cells(page) {
                let values = pages.values(&cell);
                found.extend(values.map(|values| (cell.row, values)));
            }
        }
        found
    }

    #[test]
    fn every_kind_of_value_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test");
        let database = Connection::open(&path).unwrap();
        database
            .execute_batch("CREATE TABLE one (id INTEGER PRIMARY KEY, a, b, c)")
            .unwrap();
        let mut expected = Vec::new();
        let numbers = [
            0,
            1,
            -1,
            127,
            -128,
            40_000,
            -9_000_000,
            1 << 40,
            -1 << 40,
            i64::MIN,
        ];
        for (row, number) in numbers.into_iter().enumerate() {
            // Shorter and longer than a page, up to several pages.
            let text = "가".repeat(row * 700);
            let blob = vec![row as u8; row * 2_100];
            database
                .execute(
                    "INSERT INTO one VALUES (?, ?, ?, ?)",
                    params![row as i64 - 3, number, text, blob],
                )
                .unwrap();
            expected.push((
                row as i64 - 3,
                vec![
                    Value::Null,
                    Value::Integer(number),
                    Value::Text(text),
                    Value::Blob(blob),
                ],
            ));
        }
        database
            .execute("INSERT INTO one VALUES (99, 0.5, NULL, -1e300)", [])
            .unwrap();
        expected.push((
            99,
            vec![
                Value::Null,
                Value::Real(0.5),
                Value::Null,
                Value::Real(-1e300),
            ],
        ));
        drop(database);
        let mut found = rows(&path);
        found.retain(|(_, values)| values.len() == 4);
        found.sort_by_key(|(row, _)| *row);
        assert_eq!(found, expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_make_the_reader_panic_or_go_on_forever(
            mut bytes in prop::collection::vec(any::<u8>(), 0..20_000),
            leaf in any::<bool>(),
        ) {
            if leaf {
                for page in bytes.chunks_mut(OUR_SIZE) {
                    page[0] = TABLE_LEAF;
                }
            }
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("test");
            std::fs::write(&path, bytes).unwrap();
            rows(&path);
        }
    }
}
