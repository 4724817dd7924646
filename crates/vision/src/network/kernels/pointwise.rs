//! A convolution with a kernel of one pixel: at every pixel the product of a matrix and a vector.
//!
//! The vectors of the processor run over the channels of the output. A tile of a few pixels and
//! two or three vectors stays in registers for the whole sum: each weight that is read is used for
//! all pixels of the tile, each value of a pixel for all its vectors (Goto and van de Geijn,
//! "Anatomy of high-performance matrix multiplication", 2008).

use pulp::Simd;

use super::aligned::Aligned;
use super::pixels::{Pixels, Walk};
use super::{Machine, padded, relu6};

/// The tile that fills 32 registers: 21 sums, 3 weights, 1 value.
const LARGE_TILE: (usize, usize) = (7, 3);
/// The tile that fills 16 registers: 12 sums, 2 weights, 1 value.
const SMALL_TILE: (usize, usize) = (6, 2);
/// Pixels of the tiles at the end of a map.
const LAST_TILES: [usize; 2] = [3, 1];

/// What becomes of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Finish {
    /// Nothing.
    Linear,
    /// It is held between 0 and 6.
    Relu6,
}

/// Weights and biases, laid out for the vectors of one machine.
#[derive(Debug)]
pub(in super::super) struct Pointwise {
    pub(super) machine: Machine,
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// Panel by panel; in a panel, the weights of its vectors for the first input channel, for the
    /// second, and so on.
    weights: Aligned,
    biases: Aligned,
    finish: Finish,
}

/// A map that is read, and where its pixels are in it.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) values: &'a [f32],
    pub(super) pixels: Pixels,
}

/// A map that is written, and where its pixels are in it.
pub(super) struct Target<'a> {
    pub(super) values: &'a mut [f32],
    pub(super) pixels: Pixels,
    /// Whether a pixel has room for whole vectors. Else only as many values are written as there
    /// are output channels.
    pub(super) padded: bool,
}

impl Pointwise {
    /// `weights` has a row of input channels for each output channel, of which there is one for
    /// each of `biases`.
    pub(in super::super) fn new(
        machine: Machine,
        weights: &[f32],
        biases: &[f32],
        finish: Finish,
    ) -> Self {
        let outputs = biases.len();
        let inputs = weights.len() / outputs.max(1);
        let weight = |output: usize, input: usize| {
            let row = weights.get(output * inputs..(output + 1) * inputs)?;
            row.get(input).copied()
        };
        let vectors = padded(outputs) / machine.lanes;
        let laid = panels(machine, vectors).flat_map(|(first, count)| {
            let channels = first * machine.lanes..(first + count) * machine.lanes;
            (0..inputs).flat_map(move |input| {
                let weights = channels.clone();
                weights.map(move |output| weight(output, input).unwrap_or(0.0))
            })
        });
        Self {
            machine,
            inputs,
            outputs,
            weights: Aligned::of(laid),
            biases: Aligned::of(biases.iter().copied().chain(fill(outputs))),
            finish,
        }
    }

    /// Convolves the first `count` pixels of `x` into `y`, and adds those of `more` if there are
    /// any (they have as many channels as the output).
    #[inline(always)]
    pub(super) fn run<S: Simd>(
        &self,
        simd: S,
        count: usize,
        x: Source<'_>,
        y: &mut Target<'_>,
        more: Option<Source<'_>>,
    ) {
        let (weights, _) = S::as_simd_f32s(self.weights.values());
        let (biases, _) = S::as_simd_f32s(self.biases.values());
        for (first, vectors) in panels(self.machine, padded(self.outputs) / S::F32_LANES) {
            let channel = first * S::F32_LANES;
            let panel = Panel {
                simd,
                inputs: self.inputs,
                finish: self.finish,
                weights: &weights[first * self.inputs..(first + vectors) * self.inputs],
                biases: &biases[first..first + vectors],
                written: if y.padded {
                    vectors * S::F32_LANES
                } else {
                    let left = self.outputs.saturating_sub(channel);
                    left.min(vectors * S::F32_LANES)
                },
            };
            if panel.written == 0 {
                break;
            }
            let target = y.pixels.at_channel(channel).walk();
            let more = more.map(|more| (more.values, more.pixels.at_channel(channel).walk()));
            let walks = Walks {
                x: x.pixels.walk(),
                y: target,
                more,
            };
            match vectors {
                1 => panel.run::<1>(count, x.values, y.values, walks),
                2 => panel.run::<2>(count, x.values, y.values, walks),
                _ => panel.run::<3>(count, x.values, y.values, walks),
            }
        }
    }
}

/// Divides vectors into panels, as even as can be: the first vector and the number of each.
fn panels(machine: Machine, vectors: usize) -> impl Iterator<Item = (usize, usize)> {
    let (_, most) = if machine.registers >= 32 {
        LARGE_TILE
    } else {
        SMALL_TILE
    };
    let count = vectors.div_ceil(most);
    (0..count).map(move |panel| {
        let first = panel * vectors / count;
        (first, (panel + 1) * vectors / count - first)
    })
}

/// Zeros for the channels that fill up the last step.
fn fill(channels: usize) -> impl Iterator<Item = f32> {
    std::iter::repeat_n(0.0, padded(channels) - channels)
}

/// The vectors of the output that are summed up together.
struct Panel<'a, S: Simd> {
    simd: S,
    inputs: usize,
    finish: Finish,
    weights: &'a [S::f32s],
    biases: &'a [S::f32s],
    /// Values of a pixel that are written.
    written: usize,
}

/// Where the next tile is read and written.
#[derive(Clone, Copy)]
struct Walks<'a> {
    x: Walk,
    y: Walk,
    more: Option<(&'a [f32], Walk)>,
}

impl<S: Simd> Panel<'_, S> {
    #[inline(always)]
    fn run<const VECTORS: usize>(
        &self,
        count: usize,
        x: &[f32],
        y: &mut [f32],
        mut walks: Walks<'_>,
    ) {
        let mut rest = count;
        macro_rules! tiles {
            ($pixels:expr) => {
                while rest >= $pixels {
                    self.tile::<{ $pixels }, VECTORS>(x, y, &mut walks);
                    rest -= $pixels;
                }
            };
        }
        if S::REGISTER_COUNT >= 32 {
            tiles!(LARGE_TILE.0);
        } else {
            tiles!(SMALL_TILE.0);
        }
        tiles!(LAST_TILES[0]);
        tiles!(LAST_TILES[1]);
    }

    #[inline(always)]
    fn tile<const PIXELS: usize, const VECTORS: usize>(
        &self,
        x: &[f32],
        y: &mut [f32],
        walks: &mut Walks<'_>,
    ) {
        let simd = self.simd;
        let pixels = walks.x.next::<PIXELS>().map(|at| &x[at..][..self.inputs]);
        let (weights, _) = self.weights.as_chunks::<VECTORS>();
        let Some(biases) = self.biases.first_chunk::<VECTORS>() else {
            return;
        };
        // Only constant numbers index the sums, and nothing refers to them: else they would be
        // written to memory at every step.
        let mut sums = [*biases; PIXELS];
        for (input, weights) in weights[..self.inputs].iter().enumerate() {
            for pixel in 0..PIXELS {
                let value = simd.splat_f32s(pixels[pixel][input]);
                for vector in 0..VECTORS {
                    sums[pixel][vector] =
                        simd.mul_add_e_f32s(value, weights[vector], sums[pixel][vector]);
                }
            }
        }
        let finished = sums;
        let more = walks.more.as_mut();
        let more = more.map(|(values, walk)| (*values, walk.next::<PIXELS>()));
        for (pixel, at) in walks.y.next::<PIXELS>().into_iter().enumerate() {
            let more = more.map(|(values, starts)| &values[starts[pixel]..][..self.written]);
            self.finish(finished[pixel], more, &mut y[at..][..self.written]);
        }
    }

    /// Adds, holds and writes the sums of one pixel.
    #[inline(always)]
    fn finish<const VECTORS: usize>(
        &self,
        sums: [S::f32s; VECTORS],
        more: Option<&[f32]>,
        y: &mut [f32],
    ) {
        let simd = self.simd;
        let (whole, rest) = S::as_mut_simd_f32s(y);
        let full = whole.len();
        for (vector, mut sum) in sums.into_iter().enumerate() {
            if let Some(more) = more {
                let more = more.get(vector * S::F32_LANES..).unwrap_or_default();
                sum = simd.add_f32s(sum, load(simd, more));
            }
            if self.finish == Finish::Relu6 {
                sum = relu6(simd, sum);
            }
            match whole.get_mut(vector) {
                Some(target) => *target = sum,
                None if vector == full => simd.partial_store_f32s(rest, sum),
                None => {}
            }
        }
    }
}

/// The first values, with zeros behind the last.
#[inline(always)]
fn load<S: Simd>(simd: S, values: &[f32]) -> S::f32s {
    match S::as_simd_f32s(values).0 {
        [first, ..] => *first,
        [] => simd.partial_load_f32s(values),
    }
}
