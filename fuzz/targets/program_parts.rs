//! Parts of a program in a project file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nunchi_fuzz::leave_seed;
use nunchi_project::fuzzing::{program_parts, program_seeds};

fn leave_seeds() {
    for (number, seed) in program_seeds().iter().enumerate() {
        leave_seed(&format!("part-{number}"), seed.as_bytes());
    }
}

fuzz_target!(init: leave_seeds(), |bytes: &[u8]| program_parts(bytes));
