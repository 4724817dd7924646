//! The last layer: a pointwise convolution of which only the sum over the map is wanted.

use std::cell::RefCell;

use pulp::{Simd, WithSimd};

use super::aligned::Aligned;
use super::padded;
use super::pixels::Pixels;
use super::pointwise::{Pointwise, Source, Target};

thread_local! {
    /// The map before it is added up, of this thread: a quarter of a megabyte.
    static MAP: RefCell<Aligned> = RefCell::default();
}

/// A convolution and the sum over its pixels.
#[derive(Debug)]
pub(in super::super) struct Pooled {
    pub(in super::super) layer: Pointwise,
    /// Rows and columns of the map.
    pub(in super::super) input: (usize, usize),
}

impl Pooled {
    /// Channels of the map that comes.
    pub(in super::super) fn inputs(&self) -> usize {
        self.layer.inputs
    }

    /// Channels of the sums.
    pub(in super::super) fn outputs(&self) -> usize {
        self.layer.outputs
    }

    fn pixels(&self) -> usize {
        self.input.0 * self.input.1
    }

    /// Makes one sum a channel of the map `x`.
    pub(in super::super) fn run(&self, x: &[f32], sums: &mut [f32]) {
        MAP.with_borrow_mut(|map| {
            let map = map.at_least(self.pixels() * padded(self.outputs()));
            self.layer.machine.arch.dispatch(Work {
                pooled: self,
                x,
                map,
            });
            sums.fill(0.0);
            for pixel in map.chunks_exact(padded(self.outputs())) {
                for (sum, value) in sums.iter_mut().zip(pixel) {
                    *sum += value;
                }
            }
        });
    }
}

struct Work<'a> {
    pooled: &'a Pooled,
    x: &'a [f32],
    map: &'a mut [f32],
}

impl WithSimd for Work<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let layer = &self.pooled.layer;
        let source = Source {
            values: self.x,
            pixels: Pixels::dense(0, layer.inputs),
        };
        let mut target = Target {
            values: self.map,
            pixels: Pixels::dense(0, padded(layer.outputs)),
            padded: true,
        };
        layer.run(simd, self.pooled.pixels(), source, &mut target, None);
    }
}
