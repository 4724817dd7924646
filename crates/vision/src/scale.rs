//! The one function that changes the size of pixels.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::PhotoError;

/// A part of a picture, in pixels; fractions of a pixel are allowed.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Part {
    /// The whole of a picture.
    pub(crate) fn whole(width: u32, height: u32) -> Self {
        Self {
            left: 0.0,
            top: 0.0,
            width: width.into(),
            height: height.into(),
        }
    }

    /// The middle of a square: `share` of its side, more than 0 and at most 1.
    pub(crate) fn middle(left: u32, top: u32, side: u32, share: f64) -> Result<Self, PhotoError> {
        if !(share > 0.0 && share <= 1.0) {
            return Err(PhotoError::Corrupt(format!(
                "no share of a square: {share}"
            )));
        }
        let length = f64::from(side) * share;
        let edge = (f64::from(side) - length) / 2.0;
        Ok(Self {
            left: f64::from(left) + edge,
            top: f64::from(top) + edge,
            width: length,
            height: length,
        })
    }
}

/// Scales a part of an RGB8 picture of `from` pixels to `to` pixels.
///
/// A triangle filter whose width follows the reduction, so that nothing aliases; a part that has
/// the wanted size already is copied unchanged.
pub(crate) fn resize_rgb(
    pixels: &[u8],
    from: (u32, u32),
    part: Part,
    to: (u32, u32),
) -> Result<Vec<u8>, PhotoError> {
    let source = ImageRef::new(from.0, from.1, pixels, PixelType::U8x3).map_err(wrong_length)?;
    let mut target = Image::new(to.0, to.1, PixelType::U8x3);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
        .use_alpha(false)
        .crop(part.left, part.top, part.width, part.height);
    Resizer::new()
        .resize(&source, &mut target, &options)
        .map_err(wrong_length)?;
    Ok(target.into_vec())
}

fn wrong_length(error: impl std::fmt::Display) -> PhotoError {
    PhotoError::Corrupt(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fine_chequer_becomes_an_even_gray() {
        let pixels: Vec<u8> = (0..64 * 64)
            .flat_map(|i| [if (i % 64 + i / 64) % 2 == 0 { 0 } else { 255 }; 3])
            .collect();
        let small = resize_rgb(&pixels, (64, 64), Part::whole(64, 64), (8, 8)).unwrap();
        assert!(small.iter().all(|v| (120..=135).contains(v)), "{small:?}");
    }

    #[test]
    fn a_buffer_of_the_wrong_length_is_refused() {
        assert!(resize_rgb(&[0; 10], (64, 64), Part::whole(64, 64), (8, 8)).is_err());
    }
}
