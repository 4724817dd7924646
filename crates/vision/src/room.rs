//! Memory for decoded pixels, handed from one picture to the next.
//!
//! A picture of 12 megapixels takes 36 MB for some tens of milliseconds. Getting that from the
//! system and giving it back costs a fifth of the time of decoding, so while several pictures are
//! at work the memory goes on to the next one. When the last of them is done, none is kept.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::PhotoError;

static SPARE: Mutex<Spare> = Mutex::new(Spare {
    working: 0,
    rooms: Vec::new(),
});

struct Spare {
    /// Pictures that are at work.
    working: usize,
    /// At most one for each of them.
    rooms: Vec<Vec<u8>>,
}

/// A picture at work, for as long as it lives.
pub(crate) struct Working(());

impl Working {
    pub(crate) fn begin() -> Self {
        spare().working += 1;
        Self(())
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        let mut spare = spare();
        spare.working -= 1;
        let most = spare.working;
        spare.rooms.truncate(most);
    }
}

/// Zeroed memory; its failure is an answer, not an abort. Zeroed also where it was used before: no
/// decoder may show a part of another picture where it wrote nothing.
pub(crate) fn room(bytes: u64) -> Result<Vec<u8>, PhotoError> {
    let bytes = usize::try_from(bytes).map_err(|error| PhotoError::Corrupt(error.to_string()))?;
    let mut room = taken(bytes).unwrap_or_default();
    room.clear();
    room.try_reserve_exact(bytes)
        .map_err(|error| PhotoError::Corrupt(error.to_string()))?;
    room.resize(bytes, 0);
    Ok(room)
}

/// Hands memory on to the next picture, if one is at work.
pub(crate) fn hand_on(room: Vec<u8>) {
    let mut spare = spare();
    // The one that hands on is at work itself.
    if spare.rooms.len() + 1 < spare.working {
        spare.rooms.push(room);
    }
}

/// Memory that is large enough, and not so large that most of it would lie idle.
fn taken(bytes: usize) -> Option<Vec<u8>> {
    let mut spare = spare();
    let fits = |room: &Vec<u8>| (bytes..=bytes.saturating_mul(2)).contains(&room.capacity());
    let found = spare.rooms.iter().position(fits)?;
    Some(spare.rooms.swap_remove(found))
}

/// Also after a panic of another thread: a list of buffers is always whole.
fn spare() -> MutexGuard<'static, Spare> {
    SPARE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One test, since other tests of this process decode pictures at the same time.
    #[test]
    fn memory_goes_on_while_others_work_and_is_zeroed() {
        let (first, second, third) = (Working::begin(), Working::begin(), Working::begin());
        // A size that no other test asks for.
        let bytes = 1_234_577;
        let mut used = room(bytes).unwrap();
        used.fill(7);
        let address = used.as_ptr();
        hand_on(used);
        let again = room(bytes - 100).unwrap();
        assert_eq!(again.as_ptr(), address, "the same memory");
        assert_eq!(again.len(), bytes as usize - 100);
        assert!(again.iter().all(|&byte| byte == 0));
        drop((first, second, third));
    }

    #[test]
    fn no_memory_is_an_answer() {
        assert!(matches!(room(u64::MAX / 2), Err(PhotoError::Corrupt(_))));
    }
}
