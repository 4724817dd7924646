//! Why a picture was refused, or could not be looked at.

use thiserror::Error;

/// Why bytes or a file cannot become a photo.
///
/// Every variant but the last is an answer of the intake; the checks run in the order in which the
/// variants stand here, so one picture has one answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PhotoError {
    /// A folder, a pipe, a device, a loop of links, or a file that is gone or may not be read.
    #[error("not a file that can be read: {0}")]
    NotAFile(String),
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`crate::MAX_BYTES`].
    #[error("more than {max} bytes")]
    TooLarge {
        /// The most bytes that are read.
        max: usize,
    },
    /// Not a JPEG, PNG, BMP, WebP or GIF, or a kind of them that is not decoded.
    #[error("not a picture of a kind that is decoded: {0}")]
    UnsupportedFormat(String),
    /// Damaged or cut off.
    #[error("the picture is damaged: {0}")]
    Corrupt(String),
    /// More pixels than [`crate::MAX_PIXELS`].
    #[error("{width} x {height} pixels are too many")]
    TooManyPixels {
        /// Width that the header claims, in pixels.
        width: u64,
        /// Height that the header claims, in pixels.
        height: u64,
    },
    /// The shorter side has fewer pixels than [`crate::MIN_SIDE`].
    #[error("{width} x {height} pixels are too few")]
    TooSmall {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// A square that does not lie inside the photo, or has no pixels.
    #[error("the square at {left}, {top} of {side} pixels does not lie in {width} x {height}")]
    SquareOutside {
        /// Left edge of the square, in pixels of the photo.
        left: u32,
        /// Top edge of the square, in pixels of the photo.
        top: u32,
        /// Side of the square, in pixels of the photo.
        side: u32,
        /// Width of the photo, in pixels.
        width: u32,
        /// Height of the photo, in pixels.
        height: u32,
    },
}

impl PhotoError {
    /// The name of the failure that hosts, the window and the measurements agree on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAFile(_) => "not_a_file",
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::UnsupportedFormat(_) => "unsupported_format",
            Self::Corrupt(_) => "corrupt",
            Self::TooManyPixels { .. } => "too_many_pixels",
            Self::TooSmall { .. } => "too_small",
            Self::SquareOutside { .. } => "square_outside",
        }
    }
}

/// Why the network gave no embedding. None of these is the fault of a photo, except
/// [`BackboneError::Photo`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BackboneError {
    /// A part inside the program is not the one that it was built with.
    #[error("the {part} inside the program is damaged: its SHA-256 is {found}")]
    Damaged {
        /// Which part.
        part: &'static str,
        /// SHA-256 of what was found, in hexadecimal digits.
        found: String,
    },
    /// The network cannot be prepared or run.
    #[error("the network failed: {0}")]
    Network(String),
    /// The whitening does not fit the network.
    #[error("the whitening does not fit: {0}")]
    Whitening(&'static str),
    /// Kept views that are not whole rows of finite numbers.
    #[error("{values} values are not whole rows of finite numbers")]
    Views {
        /// Number of values that were found.
        values: usize,
    },
    /// The square of a photo could not be cut out.
    #[error(transparent)]
    Photo(#[from] PhotoError),
}
