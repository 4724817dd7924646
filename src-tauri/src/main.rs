//! The desktop program. Everything is in the library, which mobile systems start themselves.

// No console window beside the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    nunchi_app::run();
}
