//! From the pixels that decoders give to upright RGB.

use image::{ColorType, DynamicImage, RgbImage};

use crate::PhotoError;

/// How the stored pixels must be turned to stand upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Orientation(image::metadata::Orientation);

impl Orientation {
    /// The pixels are upright as they are stored.
    pub(crate) const UPRIGHT: Self = Self(image::metadata::Orientation::NoTransforms);

    /// Asks a decoder; what cannot be understood counts as upright.
    pub(crate) fn of(decoder: &mut impl image::ImageDecoder) -> Self {
        decoder.orientation().map_or(Self::UPRIGHT, Self)
    }

    /// Reads an Exif chunk from its TIFF header on; what cannot be understood counts as upright.
    pub(crate) fn of_exif(exif: &[u8]) -> Self {
        image::metadata::Orientation::from_exif_chunk(exif).map_or(Self::UPRIGHT, Self)
    }

    /// Turns RGB8 pixels; gives the upright width, height and pixels.
    pub(crate) fn apply(
        self,
        width: u32,
        height: u32,
        pixels: Vec<u8>,
    ) -> Result<(u32, u32, Vec<u8>), PhotoError> {
        if self == Self::UPRIGHT {
            return Ok((width, height, pixels));
        }
        let image = RgbImage::from_raw(width, height, pixels)
            .ok_or_else(|| PhotoError::Corrupt("pixels are missing".into()))?;
        let mut image = DynamicImage::ImageRgb8(image);
        image.apply_orientation(self.0);
        let image = image.into_rgb8();
        Ok((image.width(), image.height(), image.into_raw()))
    }

    /// Upright size of a stored size.
    pub(crate) fn size(self, width: u32, height: u32) -> (u32, u32) {
        use image::metadata::Orientation as O;
        match self.0 {
            O::Rotate90 | O::Rotate270 | O::Rotate90FlipH | O::Rotate270FlipH => (height, width),
            O::NoTransforms | O::Rotate180 | O::FlipHorizontal | O::FlipVertical => (width, height),
        }
    }

    /// Where the upright top left pixel is stored: column and row.
    pub(crate) fn stored_top_left(self, width: u32, height: u32) -> (u32, u32) {
        use image::metadata::Orientation as O;
        let (right, bottom) = (width.saturating_sub(1), height.saturating_sub(1));
        match self.0 {
            O::NoTransforms | O::Rotate90FlipH => (0, 0),
            O::Rotate90 | O::FlipVertical => (0, bottom),
            O::Rotate270 | O::FlipHorizontal => (right, 0),
            O::Rotate180 | O::Rotate270FlipH => (right, bottom),
        }
    }
}

/// Turns decoded pixels of any kind into RGB8, transparency laid on white.
///
/// Works inside the given memory where a pixel does not grow: the largest pictures would not fit
/// twice. 16-bit channels are in the order of the machine's bytes.
pub(crate) fn flatten_on_white(pixels: Vec<u8>, kind: ColorType) -> Result<Vec<u8>, PhotoError> {
    match kind {
        ColorType::Rgb8 => Ok(pixels),
        ColorType::L8 => Ok(grow::<1>(&pixels, |[l]| [l; 3])),
        ColorType::La8 => Ok(grow::<2>(&pixels, |[l, a]| [on_white(l, a); 3])),
        ColorType::L16 => Ok(grow::<2>(&pixels, |[l0, l1]| [narrow(l0, l1); 3])),
        ColorType::Rgba8 => Ok(shrink::<4>(pixels, |[r, g, b, a]| {
            [on_white(r, a), on_white(g, a), on_white(b, a)]
        })),
        ColorType::La16 => Ok(shrink::<4>(pixels, |[l0, l1, a0, a1]| {
            [on_white(narrow(l0, l1), narrow(a0, a1)); 3]
        })),
        ColorType::Rgb16 => Ok(shrink::<6>(pixels, |[r0, r1, g0, g1, b0, b1]| {
            [narrow(r0, r1), narrow(g0, g1), narrow(b0, b1)]
        })),
        ColorType::Rgba16 => Ok(shrink::<8>(pixels, |[r0, r1, g0, g1, b0, b1, a0, a1]| {
            let alpha = narrow(a0, a1);
            [
                on_white(narrow(r0, r1), alpha),
                on_white(narrow(g0, g1), alpha),
                on_white(narrow(b0, b1), alpha),
            ]
        })),
        other => Err(PhotoError::UnsupportedFormat(format!("{other:?} pixels"))),
    }
}

/// One 16-bit channel as 8 bits, rounded.
fn narrow(first: u8, second: u8) -> u8 {
    let wide = u32::from(u16::from_ne_bytes([first, second]));
    ((wide + 128) / 257) as u8
}

/// One channel over white, rounded.
fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Pixels of `N` bytes into a new buffer.
fn grow<const N: usize>(pixels: &[u8], rgb: impl Fn([u8; N]) -> [u8; 3]) -> Vec<u8> {
    let pixels = pixels.as_chunks::<N>().0;
    let mut out = Vec::with_capacity(pixels.len() * 3);
    for pixel in pixels {
        out.extend_from_slice(&rgb(*pixel));
    }
    out
}

/// Pixels of `N` bytes, more than three, into the front of their own buffer.
fn shrink<const N: usize>(mut pixels: Vec<u8>, rgb: impl Fn([u8; N]) -> [u8; 3]) -> Vec<u8> {
    const { assert!(N > 3) };
    let count = pixels.len() / N;
    for index in 0..count {
        // Both ranges lie inside: index < count, and 3 < N.
        let mut pixel = [0; N];
        pixel.copy_from_slice(&pixels[index * N..index * N + N]);
        pixels[index * 3..index * 3 + 3].copy_from_slice(&rgb(pixel));
    }
    pixels.truncate(count * 3);
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::metadata::Orientation as O;

    #[test]
    fn transparency_lies_on_white() {
        let rgba = vec![10, 20, 30, 255, 10, 20, 30, 0, 220, 30, 30, 128];
        assert_eq!(
            flatten_on_white(rgba, ColorType::Rgba8).unwrap(),
            [10, 20, 30, 255, 255, 255, 237, 142, 142],
            "opaque, clear, half"
        );
        let gray = vec![0, 255, 0, 0];
        assert_eq!(
            flatten_on_white(gray, ColorType::La8).unwrap(),
            [0, 0, 0, 255, 255, 255]
        );
    }

    #[test]
    fn wide_channels_keep_their_colour() {
        let wide = |values: &[u16]| values.iter().flat_map(|v| v.to_ne_bytes()).collect();
        let rgb = flatten_on_white(wide(&[0, 0x8080, 0xffff]), ColorType::Rgb16);
        assert_eq!(rgb.unwrap(), [0, 128, 255]);
        let rgba = flatten_on_white(wide(&[0x1010, 0x2020, 0x3030, 0xffff]), ColorType::Rgba16);
        assert_eq!(rgba.unwrap(), [16, 32, 48]);
        assert_eq!(
            flatten_on_white(wide(&[0x0101]), ColorType::L16).unwrap(),
            [1; 3]
        );
    }

    #[test]
    fn every_orientation_finds_its_top_left_pixel() {
        let stored: Vec<u8> = (0..6).flat_map(|i| [i, i, i]).collect();
        for exif in 1..=8 {
            let orientation = Orientation(O::from_exif(exif).unwrap());
            let (column, row) = orientation.stored_top_left(3, 2);
            let (width, height, pixels) = orientation.apply(3, 2, stored.clone()).unwrap();
            assert_eq!(
                (width, height),
                orientation.size(3, 2),
                "orientation {exif}"
            );
            assert_eq!(u32::from(pixels[0]), row * 3 + column, "orientation {exif}");
        }
    }
}
