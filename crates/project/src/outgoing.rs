//! Large files that a user takes out of the app: they have their name when they are whole, and
//! not before.
//!
//! Never here: what stands in them, where the folder for them is.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::ProjectError;
use crate::name::{self, MAX_MODEL_NAME};
use crate::settings::sync_folder;
use crate::worksheet::safe_name;

/// Longest name of a file without its ending, in bytes: the ending, a number and the mark of a
/// half-made one must fit into the 255 bytes that most disks allow.
const LONGEST: usize = 200;
/// A folder with more files of the same name is no place to look for one.
const MOST_OF_A_NAME: u32 = 1_000;

/// Makes a new file in a folder, which is made if it is missing, and never over another: a name
/// that is taken gets a number. `make` writes the bytes, syncs and closes. Answers where it is.
///
/// # Errors
/// What `make` returns, the disk's; nothing is left behind then, unless all of it is there and
/// only that its name lasts is not certain.
pub(crate) fn take_out(
    folder: &Path,
    name: &str,
    ending: &str,
    make: impl FnOnce(&Path) -> Result<(), ProjectError>,
) -> Result<PathBuf, ProjectError> {
    let half = Half::begin(folder, name, ending)?;
    make(&half.path)?;
    half.finish().map_err(ProjectError::disk("naming a copy"))?;
    sync_folder(folder).map_err(ProjectError::disk("saving a copy"))?;
    Ok(half.whole.clone())
}

/// A file that is being made. What there is of it is removed when this is dropped.
struct Half {
    path: PathBuf,
    whole: PathBuf,
}

impl Half {
    /// Finds a name that is free, and keeps it so for others that look for one.
    fn begin(folder: &Path, name: &str, ending: &str) -> Result<Self, ProjectError> {
        fs::create_dir_all(folder).map_err(ProjectError::disk("making the folder"))?;
        let (stem, rest) = safe_name(&name::clean(name, MAX_MODEL_NAME).unwrap_or_default());
        let stem = cut(&format!("{stem}{rest}"), LONGEST).to_owned();
        for number in 1..=MOST_OF_A_NAME {
            let whole = folder.join(match number {
                1 => format!("{stem}.{ending}"),
                number => format!("{stem} {number}.{ending}"),
            });
            let path = whole.with_extension(format!("{ending}.part"));
            if whole.exists() {
                continue;
            }
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(_) => return Ok(Self { path, whole }),
                Err(source) if source.kind() == ErrorKind::AlreadyExists => {}
                Err(source) => return Err(ProjectError::disk("saving a copy")(source)),
            }
        }
        Err(ProjectError::disk("saving a copy")(
            ErrorKind::AlreadyExists.into(),
        ))
    }

    /// Gives the file its name. A second name takes nobody's place, even in the same moment; disks
    /// that know no second names, as those of sticks, are looked at once more before.
    fn finish(&self) -> std::io::Result<()> {
        match fs::hard_link(&self.path, &self.whole) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            Err(_) if self.whole.exists() => Err(ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&self.path, &self.whole),
        }
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, "half a copy stays behind");
        }
    }
}

/// The beginning of a text, at most this many bytes, without half a character or a blank at the
/// end.
fn cut(text: &str, longest: usize) -> &str {
    let end = text.floor_char_boundary(longest);
    text.get(..end).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(folder: &Path, name: &str) -> PathBuf {
        take_out(folder, name, "nunchi", |path| {
            fs::write(path, name).map_err(ProjectError::disk("test"))
        })
        .unwrap()
    }

    #[test]
    fn a_copy_takes_nobodys_place_and_leads_nowhere_else() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("Downloads");
        assert_eq!(saved(&folder, "꽃"), folder.join("꽃.nunchi"));
        assert_eq!(saved(&folder, "꽃"), folder.join("꽃 2.nunchi"));
        assert_eq!(saved(&folder, "../../v1.5"), folder.join("v1.5.nunchi"));
        assert_eq!(saved(&folder, "\u{202e}..."), folder.join("Nunchi.nunchi"));
        let long = saved(&folder, &"👩‍👩‍👧".repeat(60));
        assert_eq!(long.parent(), Some(folder.as_path()));
        assert_eq!(
            fs::read_dir(&folder).unwrap().count(),
            5,
            "nothing half made"
        );
    }

    #[test]
    fn a_copy_that_fails_leaves_nothing_behind() {
        let home = tempfile::tempdir().unwrap();
        let failed = take_out(home.path(), "a", "nunchi", |path| {
            fs::write(path, "half").unwrap();
            Err(ProjectError::NoModel)
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}
