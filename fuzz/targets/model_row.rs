//! A row of a model in a project file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nunchi_fuzz::leave_seed;
use nunchi_project::fuzzing::{model_row, model_seed};

fuzz_target!(init: leave_seed("model", &model_seed()), |bytes: &[u8]| model_row(bytes));
