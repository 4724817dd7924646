//! `nunchi-bench intake DIR`: what the photo intake answers to every file of a manifest.

use std::io::Write;
use std::path::{Path, PathBuf};

use nunchi_vision::{Decoded, Photo, PhotoError};
use serde::Serialize;

use crate::photos::Failure;
use crate::tools::print_line;

/// One line of the output. Size and colour are those of the upright picture before the crop.
#[derive(Serialize)]
struct Answer<'a> {
    file: &'a str,
    outcome: &'static str,
    code: Option<&'static str>,
    width: Option<u32>,
    height: Option<u32>,
    tl_rgb: Option<String>,
}

/// Takes in every file that DIR/manifest.csv names, in its order.
pub(crate) fn run(dir: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let manifest = dir.join("manifest.csv");
    let mut rows = csv::Reader::from_path(&manifest)
        .map_err(|error| format!("{}: {error}", manifest.display()))?;
    let column = rows
        .byte_headers()?
        .iter()
        .position(|name| name == b"file")
        .ok_or("the manifest has no column 'file'")?;
    for row in rows.byte_records() {
        let row = row?;
        let name = row.get(column).ok_or("a row without a file")?;
        let taken = Photo::read_file(path_of(dir, name)).and_then(|bytes| Photo::decode(&bytes));
        print_line(&answer(&String::from_utf8_lossy(name), &taken), out)?;
    }
    Ok(())
}

fn answer<'a>(file: &'a str, taken: &Result<Decoded, PhotoError>) -> Answer<'a> {
    match taken {
        Ok(decoded) => {
            let [red, green, blue] = decoded.top_left;
            Answer {
                file,
                outcome: "accept",
                code: None,
                width: Some(decoded.source_width),
                height: Some(decoded.source_height),
                tl_rgb: Some(format!("{red:02x}{green:02x}{blue:02x}")),
            }
        }
        Err(error) => Answer {
            file,
            outcome: "reject",
            code: Some(error.code()),
            width: None,
            height: None,
            tl_rgb: None,
        },
    }
}

/// File names are bytes where the system lets them be.
#[cfg(unix)]
fn path_of(dir: &Path, name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    dir.join(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(dir: &Path, name: &[u8]) -> PathBuf {
    dir.join(&*String::from_utf8_lossy(name))
}
