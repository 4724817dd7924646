//! What the targets share.

use std::path::Path;

/// Puts a whole input into the folder of seeds, where the script that runs the targets names one.
pub fn leave_seed(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("NUNCHI_FUZZ_SEEDS") {
        std::fs::write(Path::new(&folder).join(name), bytes).expect("the folder of seeds is there");
    }
}
