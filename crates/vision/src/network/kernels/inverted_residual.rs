//! The block that the network is built of: more channels, a look at the neighbours, fewer channels
//! again (Sandler and others, "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018).
//!
//! The wide map in the middle would be megabytes. It is never made whole: a strip of rows at a time
//! goes through all three layers, so that it stays in the cache of one core.

use std::cell::RefCell;

use pulp::{Simd, WithSimd};

use super::aligned::Aligned;
use super::depthwise::{Depthwise, Framed};
use super::pixels::Pixels;
use super::pointwise::{Pointwise, Source, Target};

/// Values of a strip of the wide map: 384 kB, less than half of the second cache of any processor
/// that this is made for.
const STRIP: usize = 96 * 1024;

thread_local! {
    /// The strips of this thread, which are a few hundred kilobytes.
    static STRIPS: RefCell<(Aligned, Aligned)> = RefCell::default();
}

/// The three layers of a block, and the map that it is made for.
#[derive(Debug)]
pub(in super::super) struct InvertedResidual {
    /// `None`: the map comes as wide as it is needed.
    pub(in super::super) expand: Option<Pointwise>,
    pub(in super::super) depthwise: Depthwise,
    pub(in super::super) project: Pointwise,
    /// Whether the map that came is added to the one that goes.
    pub(in super::super) residual: bool,
    /// Rows and columns of the map that comes.
    pub(in super::super) input: (usize, usize),
    /// Rows and columns of the map that goes.
    pub(in super::super) output: (usize, usize),
    /// Rows above and columns to the left of the map that the kernel reaches.
    pub(in super::super) before: usize,
}

/// A strip of the wide map.
struct Strip {
    /// Its first row in the output.
    first: usize,
    /// Rows of the output.
    rows: usize,
    /// Row of the map that comes under the strip's first row; below 0 in the frame.
    top: isize,
    /// Rows of the wide map under the kernel.
    height: usize,
    /// Rows at its top that the strip before had at its end.
    known: usize,
}

impl InvertedResidual {
    /// Channels of the map that goes.
    pub(in super::super) fn outputs(&self) -> usize {
        self.project.outputs
    }

    /// Channels of the map that comes.
    pub(in super::super) fn inputs(&self) -> usize {
        let wide = self.depthwise.channels;
        self.expand.as_ref().map_or(wide, |expand| expand.inputs)
    }

    /// Channels in the middle.
    pub(in super::super) fn wide(&self) -> usize {
        self.depthwise.channels
    }

    /// Whether the layers belong together, given the input channels of the last.
    pub(in super::super) fn fits(&self, narrowed: usize) -> bool {
        let wide = self.wide();
        narrowed == wide
            && self
                .expand
                .as_ref()
                .is_none_or(|expand| expand.outputs == wide)
            && (!self.residual || (self.input == self.output && self.inputs() == self.outputs()))
    }

    /// Makes `y` of `x`, both rows of pixels without gaps. `sums` gets for each wide channel its
    /// sum over the expanded map.
    pub(in super::super) fn run(&self, x: &[f32], y: &mut [f32], sums: &mut [f32]) {
        self.run_in_strips(self.strip_rows(), x, y, sums);
    }

    /// As [`InvertedResidual::run`], with strips of so many rows of the output.
    pub(super) fn run_in_strips(&self, rows: usize, x: &[f32], y: &mut [f32], sums: &mut [f32]) {
        STRIPS.with_borrow_mut(|(wide, looked)| {
            self.project.machine.arch.dispatch(Work {
                block: self,
                rows,
                x,
                y,
                sums,
                wide,
                looked,
            });
        });
    }

    /// The rows of the output that are made at once.
    fn strip_rows(&self) -> usize {
        let row = self.frame_width() * self.wide();
        let fitting = (1..=self.output.0).rev();
        let mut fitting = fitting.filter(|&rows| self.depthwise.reach(rows) * row <= STRIP);
        fitting.next().unwrap_or(1)
    }

    /// Pixels of a row of the wide map with its frame.
    fn frame_width(&self) -> usize {
        self.depthwise
            .reach(self.output.1)
            .max(self.before + self.input.1)
    }
}

struct Work<'a> {
    block: &'a InvertedResidual,
    /// Rows of the output in a strip.
    rows: usize,
    x: &'a [f32],
    y: &'a mut [f32],
    sums: &'a mut [f32],
    wide: &'a mut Aligned,
    looked: &'a mut Aligned,
}

impl WithSimd for Work<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self {
            block,
            rows,
            x,
            y,
            sums,
            wide,
            looked,
        } = self;
        let row = block.frame_width() * block.wide();
        let wide = wide.at_least(block.depthwise.reach(rows) * row);
        let looked = looked.at_least(rows * block.output.1 * block.wide());
        block.clear_sides(wide);
        sums.fill(0.0);
        let mut before: Option<Strip> = None;
        for first in (0..block.output.0).step_by(rows) {
            let strip = block.strip(first, rows, before.as_ref());
            if let Some(before) = &before {
                let kept = (before.height - strip.known) * row;
                wide.copy_within(kept..kept + strip.known * row, 0);
            }
            block.widen(simd, &strip, x, wide, sums);
            block.look(simd, &strip, wide, looked);
            block.narrow(simd, &strip, looked, x, y);
            before = Some(strip);
        }
    }
}

impl InvertedResidual {
    fn strip(&self, first: usize, most: usize, before: Option<&Strip>) -> Strip {
        let rows = most.min(self.output.0 - first);
        let height = self.depthwise.reach(rows);
        let top = (first * self.depthwise.stride) as isize - self.before as isize;
        let end = before.map(|before| before.top + before.height as isize);
        Strip {
            first,
            rows,
            top,
            height,
            known: end.map_or(0, |end| usize::try_from(end - top).unwrap_or(0)),
        }
    }

    /// Makes the frame at the sides, where no layer writes.
    fn clear_sides(&self, wide: &mut [f32]) {
        let left = self.before * self.wide();
        let right = left + self.input.1 * self.wide();
        for row in wide.chunks_exact_mut(self.frame_width() * self.wide()) {
            row[..left].fill(0.0);
            row[right..].fill(0.0);
        }
    }

    /// The rows of the wide map that the strip does not have yet.
    #[inline(always)]
    fn widen<S: Simd>(
        &self,
        simd: S,
        strip: &Strip,
        x: &[f32],
        wide: &mut [f32],
        sums: &mut [f32],
    ) {
        let (height, width) = self.input;
        let row = self.frame_width() * self.wide();
        let in_map = |at: usize| usize::try_from(strip.top + at as isize).ok();
        let inside = (strip.known..strip.height)
            .filter(|&at| in_map(at).is_some_and(|row| row < height))
            .count();
        let above = (strip.known..strip.height)
            .take_while(|&at| in_map(at).is_none())
            .count();
        let start = strip.known + above;
        wide[strip.known * row..start * row].fill(0.0);
        wide[(start + inside) * row..strip.height * row].fill(0.0);
        let Some(from) = in_map(start).filter(|_| inside > 0) else {
            return;
        };
        let to = Pixels {
            start: start * row + self.before * self.wide(),
            width,
            step: self.wide(),
            row,
        };
        let source = Source {
            values: x,
            pixels: Pixels::dense(from * width * self.inputs(), self.inputs()),
        };
        match &self.expand {
            Some(expand) => {
                let mut target = Target {
                    values: &mut *wide,
                    pixels: to,
                    padded: true,
                };
                expand.run(simd, inside * width, source, &mut target, None);
                add_up(simd, inside * width, wide, to, sums);
            }
            None => copy(inside, width * self.wide(), source, wide, to),
        }
    }

    /// Looks at the neighbours of every pixel of the strip.
    #[inline(always)]
    fn look<S: Simd>(&self, simd: S, strip: &Strip, wide: &[f32], looked: &mut [f32]) {
        let framed = Framed {
            values: wide,
            width: self.frame_width(),
        };
        self.depthwise
            .run(simd, (strip.rows, self.output.1), framed, looked);
    }

    /// The strip's rows of the output.
    #[inline(always)]
    fn narrow<S: Simd>(&self, simd: S, strip: &Strip, looked: &[f32], x: &[f32], y: &mut [f32]) {
        let start = strip.first * self.output.1 * self.outputs();
        let dense = Pixels::dense(start, self.outputs());
        let source = Source {
            values: looked,
            pixels: Pixels::dense(0, self.wide()),
        };
        let mut target = Target {
            values: y,
            pixels: dense,
            padded: false,
        };
        let more = self.residual.then_some(Source {
            values: x,
            pixels: dense,
        });
        let count = strip.rows * self.output.1;
        self.project.run(simd, count, source, &mut target, more);
    }
}

/// Adds pixels to the sums of their channels, one after another.
#[inline(always)]
fn add_up<S: Simd>(simd: S, count: usize, wide: &[f32], pixels: Pixels, sums: &mut [f32]) {
    let (sums, _) = S::as_mut_simd_f32s(sums);
    let mut walk = pixels.walk();
    for _ in 0..if sums.is_empty() { 0 } else { count } {
        let [at] = walk.next::<1>();
        let (pixel, _) = S::as_simd_f32s(&wide[at..]);
        for (sum, value) in sums.iter_mut().zip(pixel) {
            *sum = simd.add_f32s(*sum, *value);
        }
    }
}

/// Copies rows of so many values into a map with a frame.
fn copy(rows: usize, length: usize, from: Source<'_>, to: &mut [f32], pixels: Pixels) {
    let from = &from.values[from.pixels.start..];
    for (row, values) in from.chunks_exact(length).take(rows).enumerate() {
        to[pixels.start + row * pixels.row..][..length].copy_from_slice(values);
    }
}
