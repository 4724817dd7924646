//! A project and everything that a user can do with it.
//!
//! Here live: [`Session`] with one method for each thing a user can do, the `.nunchi` file
//! (SQLite), undo, background embedding, training and recognising; the one place where
//! `nunchi-vision` and `nunchi-learn` meet. Never here: Tauri, sentences for people, loops over
//! pixels, the mathematics of learning.
//!
//! ```text
//! Session ──> Core ──> OpenProject ──> store (SQLite)
//!    │          │           └───────> undo, kept_step, step, op
//!    │          └──> Queue <── workers (embedding)
//!    └──> recogniser, training_set ──> nunchi-vision, nunchi-learn
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod bindings;
mod conditions;
mod core;
mod erase;
mod error;
mod error_code;
mod example;
mod file_place;
mod folder;
#[cfg(any(feature = "fuzzing", test))]
pub mod fuzzing;
mod incoming;
mod kept_step;
mod line;
mod name;
mod op;
mod open_project;
mod outgoing;
mod program;
mod queue;
mod recogniser;
mod reserve;
mod session;
mod settings;
mod size_limit;
mod step;
mod store;
mod training_set;
mod undo;
mod view;
mod watcher;
mod workers;
mod worksheet;

pub use error::ProjectError;
pub use error_code::ErrorCode;
pub use line::Turn;
pub use session::Session;
pub use settings::WINDOW_FILE;
pub use view::*;
pub use worksheet::save_file;
