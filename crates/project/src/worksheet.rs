//! Files that a user takes out of the app: a picture of the blocks, a program as text.
//!
//! Never here: what stands in them, where the folder for them is.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::ProjectError;

/// Longest name of a file, in characters, its ending included.
const LONGEST_NAME: usize = 80;
/// A folder with more files of the same name is no place to look for one.
const MOST_OF_A_NAME: u32 = 1_000;
/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Writes a new file into a folder, which is made if it is missing, and never over another: a
/// name that is taken gets a number. Answers where it is.
///
/// # Errors
/// [`ProjectError::Disk`]; nothing is left behind then.
pub fn save_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ProjectError> {
    std::fs::create_dir_all(folder).map_err(ProjectError::disk("making the folder"))?;
    let (stem, ending) = safe_name(name);
    for number in 1..=MOST_OF_A_NAME {
        let path = folder.join(match number {
            1 => format!("{stem}{ending}"),
            number => format!("{stem} {number}{ending}"),
        });
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                let written = file.write_all(bytes).and_then(|()| file.sync_all());
                return match written {
                    Ok(()) => Ok(path),
                    Err(source) => {
                        drop(file);
                        if let Err(error) = std::fs::remove_file(&path) {
                            tracing::warn!(%error, "half a file stays behind");
                        }
                        Err(ProjectError::disk("saving a file")(source))
                    }
                };
            }
            Err(source) if source.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(ProjectError::disk("saving a file")(source)),
        }
    }
    Err(ProjectError::disk("saving a file")(
        ErrorKind::AlreadyExists.into(),
    ))
}

/// A name that every system takes and that leads nowhere else, as stem and ending.
pub(crate) fn safe_name(name: &str) -> (String, String) {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect();
    let plain = plain.trim_matches(is_edge);
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending))
            if !stem.trim().is_empty()
                && !ending.is_empty()
                && ending.len() <= 5
                && ending.chars().all(|letter| letter.is_ascii_alphanumeric()) =>
        {
            (stem, format!(".{ending}"))
        }
        _ => (plain, String::new()),
    };
    let room = LONGEST_NAME.saturating_sub(ending.chars().count());
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_matches(is_edge).to_owned();
    let device = DEVICES
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device));
    if stem.is_empty() || device {
        (format!("Nunchi {stem}").trim().to_owned(), ending)
    } else {
        (stem, ending)
    }
}

/// Windows drops these at the end of a name, and other systems hide a file for a dot before it.
fn is_edge(letter: char) -> bool {
    letter == '.' || letter.is_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(name: &str, safe: &str, why: &str) {
        let (stem, ending) = safe_name(name);
        assert_eq!(format!("{stem}{ending}"), safe, "{why}");
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        check("가위바위보 블록.png", "가위바위보 블록.png", "as it is");
        check("../../etc/passwd", "etc passwd", "no way up");
        check("C:\\a.txt", "C  a.txt", "no drive");
        check("a/b.svg", "a b.svg", "no folder");
        check("", "Nunchi", "nothing");
        check("...", "Nunchi", "dots only");
        check(".png", "png", "no hidden file");
        check("con.txt", "Nunchi con.txt", "no device");
        check("a\nb\0.txt", "a b.txt", "no signs that cannot be seen");
        check(&"가".repeat(200), &"가".repeat(80), "cut");
    }

    #[test]
    fn a_file_is_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("Downloads");
        let first = save_file(&folder, "a.txt", b"one").unwrap();
        let second = save_file(&folder, "a.txt", b"two").unwrap();
        assert_eq!(first, folder.join("a.txt"));
        assert_eq!(second, folder.join("a 2.txt"));
        assert_eq!(std::fs::read(first).unwrap(), b"one");
        assert_eq!(std::fs::read(second).unwrap(), b"two");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_told() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        std::fs::write(&file, b"").unwrap();
        assert!(save_file(&file, "a.txt", b"one").is_err());
    }

    proptest! {
        #[test]
        fn every_name_stays_in_the_folder(name in ".{0,120}") {
            let home = tempfile::tempdir().unwrap();
            let path = save_file(home.path(), &name, b"x").unwrap();
            prop_assert_eq!(path.parent().unwrap(), home.path());
            prop_assert!(path.exists());
        }
    }
}
