//! A project and everything that a user can do with it.
//!
//! Here live: [`Session`] with one method for each thing a user can do, the `.nunchi` file
//! (SQLite), undo, background embedding, training and recognising; the one place where
//! `nunchi-vision` and `nunchi-learn` meet. Never here: Tauri, sentences for people, loops over
//! pixels, the mathematics of learning.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod bindings;
mod error_code;
mod view;

pub use error_code::ErrorCode;
pub use view::*;
