//! The intake against a set of pictures that were made to break it. The set is shared between
//! projects and lies beside this one; without it there is nothing to test here.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nunchi_vision::{Decoded, MAX_KEPT_SIDE, Photo, PhotoError};
use serde::Deserialize;

/// What the set says of one file.
#[derive(Deserialize)]
struct Row {
    file: String,
    expect: String,
    code: String,
    width: String,
    height: String,
    tl_rgb: String,
}

/// The set's folder, or nothing where the shared folder does not exist.
fn torture_set() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !shared.exists() {
        eprintln!("skipped: there is no folder {}", shared.display());
        return None;
    }
    Some(shared.join("data/torture"))
}

#[test]
fn every_picture_of_the_torture_set_gets_its_answer() {
    let Some(dir) = torture_set() else { return };
    let mut counts = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for row in csv::Reader::from_path(dir.join("manifest.csv"))
        .unwrap()
        .into_deserialize::<Row>()
    {
        let row = row.unwrap();
        let path = dir.join(&row.file);
        let taken = Photo::read_file(&path).and_then(|bytes| Photo::decode(&bytes));
        let outcome = match &taken {
            Ok(_) => "accepted".to_owned(),
            Err(error) => format!("refused, {}", error.code()),
        };
        *counts
            .entry(format!("{} -> {outcome}", row.expect))
            .or_default() += 1;
        if let Some(fault) = fault(&row, &path, &taken) {
            wrong.push(format!("{}: {fault}", row.file));
        }
    }
    for (what, count) in &counts {
        eprintln!("{count:4} {what}");
    }
    assert!(counts.values().sum::<usize>() > 600, "the set is not whole");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What is wrong with an answer, if anything.
fn fault(row: &Row, path: &Path, taken: &Result<Decoded, PhotoError>) -> Option<String> {
    match (row.expect.as_str(), taken) {
        ("accept", Err(error)) => Some(format!("refused: {error}")),
        ("reject", Ok(_)) => Some("accepted".into()),
        (_, Err(error)) => (!row.code.is_empty() && row.code != error.code())
            .then(|| format!("{} instead of {} ({error})", error.code(), row.code)),
        (_, Ok(decoded)) => wrong_picture(row, path, decoded),
    }
}

fn wrong_picture(row: &Row, path: &Path, decoded: &Decoded) -> Option<String> {
    let size = (decoded.source_width, decoded.source_height);
    let expected = row.width.parse().ok().zip(row.height.parse().ok());
    if expected.is_some_and(|expected| expected != size) {
        return Some(format!("size {size:?} instead of {expected:?}"));
    }
    let photo = &decoded.photo;
    if photo.width().max(photo.height()) > MAX_KEPT_SIDE {
        return Some(format!("kept {} x {}", photo.width(), photo.height()));
    }
    let wanted = u32::from_str_radix(&row.tl_rgb, 16).ok()?.to_be_bytes();
    let got = decoded.top_left;
    let tolerance = if is_lossy(path) { 8 } else { 1 };
    let far = wanted[1..]
        .iter()
        .zip(got)
        .any(|(wanted, got)| wanted.abs_diff(got) > tolerance);
    far.then(|| format!("top left {got:?} instead of {:?}", &wanted[1..]))
}

/// JPEG, and WebP with a lossy frame.
fn is_lossy(path: &Path) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes.starts_with(&[0xff, 0xd8])
        || (bytes.get(8..12) == Some(b"WEBP") && bytes.windows(4).any(|four| four == b"VP8 "))
}
