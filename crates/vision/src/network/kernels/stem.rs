//! The first layer: a kernel of 3 x 3 pixels over the three planes of a picture, at every second
//! pixel.

use std::cell::RefCell;

use pulp::{Simd, WithSimd};

use super::aligned::Aligned;
use super::pixels::Pixels;
use super::pointwise::{Pointwise, Source, Target};

const KERNEL: usize = Stem::KERNEL;
const STRIDE: usize = Stem::STRIDE;
/// Planes of the picture.
const PLANES: usize = 3;
/// Values under the kernel.
const INPUTS: usize = PLANES * KERNEL * KERNEL;

thread_local! {
    /// What lies under the kernel in one row of this thread's picture: some kilobytes.
    static ROW: RefCell<Aligned> = RefCell::default();
}

/// The layer and the picture that it is made for.
#[derive(Debug)]
pub(in super::super) struct Stem {
    layer: Pointwise,
    /// Side of the picture.
    side: usize,
    /// Rows above and columns to the left of the picture that the kernel reaches.
    before: usize,
}

impl Stem {
    /// Side of the kernel in pixels.
    pub(in super::super) const KERNEL: usize = 3;
    /// Pixels from one place of the kernel to the next.
    pub(in super::super) const STRIDE: usize = 2;

    /// `None` if the layer does not take what lies under the kernel: for each plane the rows of the
    /// kernel.
    pub(in super::super) fn new(layer: Pointwise, side: usize, before: usize) -> Option<Self> {
        (layer.inputs == INPUTS).then_some(Self {
            layer,
            side,
            before,
        })
    }

    /// Side of the picture.
    pub(in super::super) fn side(&self) -> usize {
        self.side
    }

    /// Side of the map that is made.
    pub(in super::super) fn output_side(&self) -> usize {
        self.side.div_ceil(STRIDE)
    }

    /// Channels of the map that is made.
    pub(in super::super) fn outputs(&self) -> usize {
        self.layer.outputs
    }

    /// Makes `y`, rows of pixels without gaps, of the planes `x`.
    pub(in super::super) fn run(&self, x: &[f32], y: &mut [f32]) {
        ROW.with_borrow_mut(|under| {
            self.layer.machine.arch.dispatch(Work {
                stem: self,
                x,
                y,
                under,
            });
        });
    }

    /// Collects what lies under the kernel at every place of a row; outside the picture that is 0.
    fn collect(&self, row: usize, x: &[f32], under: &mut [f32]) {
        for plane in 0..PLANES {
            for kernel_row in 0..KERNEL {
                let line = (row * STRIDE + kernel_row)
                    .checked_sub(self.before)
                    .filter(|&line| line < self.side)
                    .map_or(&[][..], |line| {
                        &x[(plane * self.side + line) * self.side..][..self.side]
                    });
                let first = (plane * KERNEL + kernel_row) * KERNEL;
                for (place, values) in under.chunks_exact_mut(INPUTS).enumerate() {
                    self.collect_line(line, place, &mut values[first..first + KERNEL]);
                }
            }
        }
    }

    /// The pixels of a line under the kernel at a place.
    #[inline]
    fn collect_line(&self, line: &[f32], place: usize, values: &mut [f32]) {
        let start = (place * STRIDE).checked_sub(self.before);
        match start.and_then(|start| line.get(start..start + KERNEL)) {
            Some(pixels) => values.copy_from_slice(pixels),
            None => {
                for (column, value) in values.iter_mut().enumerate() {
                    let at = (place * STRIDE + column).checked_sub(self.before);
                    *value = at.and_then(|at| line.get(at)).copied().unwrap_or(0.0);
                }
            }
        }
    }
}

struct Work<'a> {
    stem: &'a Stem,
    x: &'a [f32],
    y: &'a mut [f32],
    under: &'a mut Aligned,
}

impl WithSimd for Work<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (stem, side) = (self.stem, self.stem.output_side());
        let under = self.under.at_least(side * INPUTS);
        let mut target = Target {
            values: self.y,
            pixels: Pixels::dense(0, stem.outputs()),
            padded: false,
        };
        for row in 0..side {
            stem.collect(row, self.x, under);
            let source = Source {
                values: under,
                pixels: Pixels::dense(0, INPUTS),
            };
            target.pixels = Pixels::dense(row * side * stem.outputs(), stem.outputs());
            stem.layer.run(simd, side, source, &mut target, None);
        }
    }
}
