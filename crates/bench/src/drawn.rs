//! Pictures to measure with where there are no photos. A number says which.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::photos::Failure;

/// Soft waves of colour with some grain, about as hard to compress as a photo.
pub(crate) fn pixels(width: u32, height: u32, number: usize) -> Vec<u8> {
    let shift = number as f32;
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 3);
    let mut grain = number as u32 | 1;
    for y in 0..height {
        for x in 0..width {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (x, y) = (x as f32 / 97.0 + shift, y as f32 / 61.0);
            let noise = (grain >> 28) as f32;
            for wave in [(x + y).sin(), (x * 0.7 - y).cos(), (y * 1.3 + shift).sin()] {
                pixels.push((120.0 + 100.0 * wave + noise) as u8);
            }
        }
    }
    pixels
}

/// The same as a file, as a camera writes it: colour at half the resolution, as Pillow writes the
/// peer's too.
pub(crate) fn jpeg((width, height): (u32, u32), number: usize) -> Result<Vec<u8>, Failure> {
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, 92);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(
        &pixels(width, height, number),
        width.try_into()?,
        height.try_into()?,
        ColorType::Rgb,
    )?;
    Ok(jpeg)
}
