//! Any bytes as a project file, or any changes of a whole one.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use nunchi_fuzz::leave_seed;
use nunchi_project::fuzzing::Opener;

static OPENER: OnceLock<Opener> = OnceLock::new();

/// Files in memory where the system has a folder for it: most of the time would go to the disk.
fn opener() -> Opener {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    Opener::new(&folder.join("nunchi-fuzz").join(std::process::id().to_string()))
}

fuzz_target!(
    init: leave_seed("whole", OPENER.get_or_init(opener).seed()),
    |bytes: &[u8]| OPENER.get_or_init(opener).open(bytes)
);
