//! Room on the disk that is given back when it is full: on a full disk even deleting needs some.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the file in the app's data folder.
const FILE: &str = "reserve";
/// Its size: enough to delete photos one by one until there is room again.
const BYTES: u64 = 4 * 1024 * 1024;

/// The room that is kept.
#[derive(Debug)]
pub(crate) struct Reserve {
    path: PathBuf,
}

impl Reserve {
    /// Keeps room in the app's data folder, as far as there is some.
    pub(crate) fn new(home: &Path) -> Self {
        let reserve = Self {
            path: home.join(FILE),
        };
        reserve.keep();
        reserve
    }

    /// Keeps the room again after it was given back. Nothing happens when there is none.
    pub(crate) fn keep(&self) {
        let kept = self.path.metadata().is_ok_and(|facts| facts.len() == BYTES);
        if kept {
            return;
        }
        if let Err(error) = self.fill() {
            tracing::warn!(%error, "no room is kept for a full disk");
            self.give_back();
        }
    }

    fn fill(&self) -> io::Result<()> {
        let mut file = File::create(&self.path)?;
        // Bytes that no disk folds together, else it would keep no room for them.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut block = Vec::with_capacity(64 * 1024);
        for _ in 0..BYTES / (64 * 1024) {
            block.clear();
            for _ in 0..64 * 1024 / 8 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                block.extend_from_slice(&state.to_le_bytes());
            }
            file.write_all(&block)?;
        }
        file.sync_all()
    }

    /// Gives the room back to the disk.
    pub(crate) fn give_back(&self) {
        match fs::remove_file(&self.path) {
            Ok(()) => tracing::warn!("the disk is full: the room that was kept is given back"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(%error, "the room that was kept stays"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_kept_given_back_and_kept_again() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(FILE);
        let reserve = Reserve::new(home.path());
        assert_eq!(file.metadata().unwrap().len(), BYTES);
        reserve.give_back();
        assert!(!file.exists());
        reserve.give_back();
        fs::write(&file, "half").unwrap();
        reserve.keep();
        assert_eq!(file.metadata().unwrap().len(), BYTES);
    }
}
