//! A name as somebody typed it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| nunchi_project::fuzzing::clean_name(bytes));
