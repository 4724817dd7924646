//! A convolution that looks at each channel by itself, over a map with a frame of zeros.

use pulp::Simd;

use super::aligned::Aligned;
use super::{padded, relu6};

/// Output pixels of a row that are summed up together, for 32 registers and for 16.
const LARGE_TILE: usize = 7;
const SMALL_TILE: usize = 4;
/// Pixels of the tiles at the end of a row.
const LAST_TILES: [usize; 2] = [2, 1];

/// Weights and biases; what is summed up is held between 0 and 6.
#[derive(Debug)]
pub(in super::super) struct Depthwise {
    /// A multiple of the channel step.
    pub(super) channels: usize,
    /// Side of the kernel in pixels, 3 or 5.
    pub(super) kernel: usize,
    /// Pixels from one place of the kernel to the next, 1 or 2, in both directions.
    pub(super) stride: usize,
    /// For each pixel of the kernel, row by row, the weights of all channels.
    weights: Aligned,
    biases: Aligned,
}

/// A map with a frame of zeros: as many rows and pixels around the picture as the kernel reaches
/// beyond it.
#[derive(Clone, Copy)]
pub(super) struct Framed<'a> {
    pub(super) values: &'a [f32],
    /// Pixels of a row, with its frame.
    pub(super) width: usize,
}

impl Depthwise {
    /// `weights` has for each channel its kernel row by row. `None` for another kernel or stride
    /// than 3 or 5 and 1 or 2.
    pub(in super::super) fn new(
        weights: &[f32],
        biases: &[f32],
        kernel: usize,
        stride: usize,
    ) -> Option<Self> {
        let known = matches!((kernel, stride), (3 | 5, 1 | 2));
        let places = kernel * kernel;
        let matches = weights.len() == places * biases.len();
        let channels = padded(biases.len());
        let weight = |channel: usize, place: usize| weights.get(channel * places + place).copied();
        let laid = (0..places).flat_map(|place| {
            (0..channels).map(move |channel| weight(channel, place).unwrap_or(0.0))
        });
        let zeros = std::iter::repeat_n(0.0, channels - biases.len());
        (known && matches).then(|| Self {
            channels,
            kernel,
            stride,
            weights: Aligned::of(laid),
            biases: Aligned::of(biases.iter().copied().chain(zeros)),
        })
    }

    /// Rows or pixels under the kernel while it goes over `places` places.
    pub(super) fn reach(&self, places: usize) -> usize {
        (places.max(1) - 1) * self.stride + self.kernel
    }

    /// Makes `height` rows of `width` pixels in `y`, one after another. `x` begins with the first
    /// row and the first pixel under the kernel.
    #[inline(always)]
    pub(super) fn run<S: Simd>(
        &self,
        simd: S,
        (height, width): (usize, usize),
        x: Framed<'_>,
        y: &mut [f32],
    ) {
        macro_rules! rows {
            ($kernel:literal, $stride:literal) => {
                self.rows::<S, $kernel, $stride>(simd, (height, width), x, y)
            };
        }
        match (self.kernel, self.stride) {
            (3, 1) => rows!(3, 1),
            (3, _) => rows!(3, 2),
            (_, 1) => rows!(5, 1),
            _ => rows!(5, 2),
        }
    }

    #[inline(always)]
    fn rows<S: Simd, const KERNEL: usize, const STRIDE: usize>(
        &self,
        simd: S,
        (height, width): (usize, usize),
        x: Framed<'_>,
        y: &mut [f32],
    ) {
        let job = Job::<S, KERNEL, STRIDE> {
            simd,
            vectors: self.channels / S::F32_LANES,
            x_row: x.width * self.channels / S::F32_LANES,
            weights: S::as_simd_f32s(self.weights.values()).0,
            biases: S::as_simd_f32s(self.biases.values()).0,
        };
        let (x, _) = S::as_simd_f32s(x.values);
        let (y, _) = S::as_mut_simd_f32s(y);
        let y_row = width * job.vectors;
        for row in 0..height {
            let x = &x[row * STRIDE * job.x_row..][..KERNEL * job.x_row];
            job.row(width, x, &mut y[row * y_row..][..y_row]);
        }
    }
}

/// One layer at work, with all sizes in vectors.
struct Job<'a, S: Simd, const KERNEL: usize, const STRIDE: usize> {
    simd: S,
    /// Of a pixel.
    vectors: usize,
    /// From one row of the framed map to the next.
    x_row: usize,
    weights: &'a [S::f32s],
    biases: &'a [S::f32s],
}

impl<S: Simd, const KERNEL: usize, const STRIDE: usize> Job<'_, S, KERNEL, STRIDE> {
    #[inline(always)]
    fn row(&self, width: usize, x: &[S::f32s], y: &mut [S::f32s]) {
        let mut done = 0;
        macro_rules! tiles {
            ($pixels:expr) => {
                while width - done >= $pixels {
                    let x = &x[done * STRIDE * self.vectors..];
                    self.tile::<{ $pixels }>(x, &mut y[done * self.vectors..]);
                    done += $pixels;
                }
            };
        }
        if S::REGISTER_COUNT >= 32 {
            tiles!(LARGE_TILE);
        } else {
            tiles!(SMALL_TILE);
        }
        tiles!(LAST_TILES[0]);
        tiles!(LAST_TILES[1]);
    }

    #[inline(always)]
    fn tile<const PIXELS: usize>(&self, x: &[S::f32s], y: &mut [S::f32s]) {
        let vectors = self.vectors;
        for channel in 0..vectors {
            let mut sums = [self.biases[channel]; PIXELS];
            for kernel_row in 0..KERNEL {
                let x = &x[kernel_row * self.x_row + channel..];
                let x = &x[..((PIXELS - 1) * STRIDE + KERNEL - 1) * vectors + 1];
                for column in 0..KERNEL {
                    let place = kernel_row * KERNEL + column;
                    let weight = self.weights[place * vectors + channel];
                    for pixel in 0..PIXELS {
                        let value = x[(pixel * STRIDE + column) * vectors];
                        sums[pixel] = self.simd.mul_add_e_f32s(value, weight, sums[pixel]);
                    }
                }
            }
            for (pixel, sum) in sums.into_iter().enumerate() {
                y[pixel * vectors + channel] = relu6(self.simd, sum);
            }
        }
    }
}
