//! Reading a picture from the host's disk.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use crate::{MAX_BYTES, PhotoError};

/// Reads a regular file of at most [`MAX_BYTES`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, PhotoError> {
    // Opening a pipe waits for its other end, so what it is must be known before.
    regular(&fs::metadata(path).map_err(unreadable)?)?;
    let file = File::open(path).map_err(unreadable)?;
    regular(&file.metadata().map_err(unreadable)?)?;
    read_at_most(file, MAX_BYTES)
}

fn regular(metadata: &fs::Metadata) -> Result<(), PhotoError> {
    if metadata.is_file() {
        Ok(())
    } else {
        Err(PhotoError::NotAFile("not a regular file".into()))
    }
}

/// The length may change between asking and reading, so only what was read counts.
fn read_at_most(source: impl Read, max: usize) -> Result<Vec<u8>, PhotoError> {
    let mut bytes = Vec::new();
    source
        .take(max as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    match bytes.len() {
        0 => Err(PhotoError::Empty),
        length if length > max => Err(PhotoError::TooLarge { max }),
        _ => Ok(bytes),
    }
}

fn unreadable(error: std::io::Error) -> PhotoError {
    PhotoError::NotAFile(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stops_one_byte_past_the_limit() {
        let endless = std::io::repeat(1);
        assert_eq!(
            read_at_most(endless, 100),
            Err(PhotoError::TooLarge { max: 100 })
        );
        assert_eq!(read_at_most(&[1; 100][..], 100), Ok(vec![1; 100]));
        assert_eq!(read_at_most(&[][..], 100), Err(PhotoError::Empty));
    }

    #[test]
    fn a_folder_and_a_missing_file_are_not_files() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        for path in [folder.to_path_buf(), folder.join("missing.jpg")] {
            assert_eq!(read(&path).unwrap_err().code(), "not_a_file");
        }
    }
}
