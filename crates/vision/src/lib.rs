//! From bytes to a checked, upright, square photo, and from there to an embedding.
//!
//! Here live: the checks and decoders of pictures, the kept form of a photo, its square, and the
//! recognition network. Never: projects, classes, training, the words of the window, Tauri. The
//! disk is touched by one function, [`Photo::read_file`].
//!
//! ```text
//! bytes -> Photo::decode -> Photo (upright RGB, at most 1024 px)
//! Photo, Square -> Backbone::look -> Views (one embedding for each view)
//! camera frame -> RgbSquare -> Backbone::look_at_frame -> Views
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod backbone;
mod bmp;
mod decode;
mod error;
mod file;
mod jpeg;
mod jpeg_walk;
mod network;
mod photo;
mod raster;
mod rgb_square;
mod room;
mod scale;
mod square;
mod views;
mod webp;
mod whitening;

#[cfg(feature = "benchmark")]
pub use network::kernels::benchmark;

pub use backbone::{Backbone, Features};
pub use error::{BackboneError, PhotoError};
pub use photo::{Decoded, Photo};
pub use rgb_square::RgbSquare;
pub use square::Square;
pub use views::{EMBEDDING_WIDTH, LAYER_WIDTHS, VIEWS, Views};

/// Most bytes that a picture file may have: 10 MiB.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Most pixels that a picture may have. A phone sensor sold as 64 megapixels gives 9248 x 6936.
pub const MAX_PIXELS: u64 = if cfg!(feature = "fuzzing") {
    1024 * 1024
} else {
    8192 * 8192
};
/// Fewest pixels of the shorter side of a picture.
pub const MIN_SIDE: u32 = 16;
/// Most pixels of the longer side of a kept photo.
pub const MAX_KEPT_SIDE: u32 = 1024;
