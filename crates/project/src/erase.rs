//! Erasing a file for good: its bytes are overwritten before its name goes.
//!
//! A disk that writes elsewhere than it is told (flash does) may keep old bytes; nothing that a
//! program does can reach those.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Bytes that are written at once.
const BLOCK: usize = 1024 * 1024;

/// Overwrites a file with zeros, syncs it and removes it. A link is removed and what it leads to
/// is left alone. A file that is not there is erased already.
///
/// # Errors
/// The disk's; the file may be there still, with some of its bytes.
pub(crate) fn erase(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(facts) if facts.is_file() => overwrite(path, facts.len())?,
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    }
    fs::remove_file(path)
}

fn overwrite(path: &Path, length: u64) -> io::Result<()> {
    let mut file = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        // The owner of a file may write it after saying so.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            allow_writing(path)?;
            OpenOptions::new().write(true).open(path)?
        }
        Err(error) => return Err(error),
    };
    zero(&mut file, length)?;
    file.sync_all()
}

fn zero(file: &mut File, length: u64) -> io::Result<()> {
    let zeros = vec![0; BLOCK];
    let mut left = length;
    while left > 0 {
        let now = usize::try_from(left).map_or(BLOCK, |left| left.min(BLOCK));
        file.write_all(zeros.get(..now).unwrap_or_default())?;
        left -= now as u64;
    }
    Ok(())
}

#[cfg(unix)]
fn allow_writing(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn allow_writing(path: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_an_erased_file_are_gone_under_every_name() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, vec![7; BLOCK + 5]).unwrap();
        fs::hard_link(&file, &other).unwrap();
        erase(&file).unwrap();
        assert!(!file.exists());
        assert_eq!(fs::read(&other).unwrap(), vec![0; BLOCK + 5]);
        erase(&file).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, b"mine").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        erase(&link).unwrap();
        assert!(fs::symlink_metadata(&link).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }
}
