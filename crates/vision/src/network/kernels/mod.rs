//! The arithmetic of the network's layers, for whatever vectors the processor has.
//!
//! Maps are rows of pixels whose channels lie side by side ("NHWC"), so a vector is always a run of
//! channels and no layer has to gather. Every kernel is written once over [`pulp::Simd`]; which
//! instructions it becomes is found out when the program runs. The order of all sums is fixed.
//!
//! Never here: tract, files, what the layers mean.

mod aligned;
#[cfg(feature = "benchmark")]
pub mod benchmark;
mod depthwise;
mod inverted_residual;
mod pixels;
mod pointwise;
mod pooled;
mod stem;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

pub(super) use depthwise::Depthwise;
pub(super) use inverted_residual::InvertedResidual;
pub(super) use pointwise::{Finish, Pointwise};
pub(super) use pooled::Pooled;
pub(super) use stem::Stem;

/// Inside the kernels, channels come in steps of this many: the lanes of the longest vectors. What
/// a layer does not fill is 0.
const CHANNEL_STEP: usize = 16;

/// What this processor can do.
static MACHINE: LazyLock<Machine> = LazyLock::new(|| Machine::of(Arch::new()));

/// A set of vector instructions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Machine {
    arch: Arch,
    /// Values of a vector.
    lanes: usize,
    registers: usize,
}

/// The best that this processor has.
impl Default for Machine {
    fn default() -> Self {
        *MACHINE
    }
}

impl Machine {
    /// Whether there are vectors at all that the kernels were written for.
    pub(super) fn has_vectors(self) -> bool {
        self.lanes > 1
    }

    fn of(arch: Arch) -> Self {
        struct Ask;
        impl WithSimd for Ask {
            type Output = (usize, usize);
            #[inline(always)]
            fn with_simd<S: Simd>(self, _: S) -> Self::Output {
                (S::F32_LANES, S::REGISTER_COUNT)
            }
        }
        let (lanes, registers) = arch.dispatch(Ask);
        Self {
            arch,
            lanes,
            registers,
        }
    }

    /// A processor without vectors.
    #[cfg(test)]
    pub(super) fn plain() -> Self {
        Self::of(Arch::Scalar)
    }

    /// Every set that this processor has, for the tests.
    #[cfg(test)]
    fn all() -> Vec<Self> {
        let mut all = vec![Self::plain(), Self::default()];
        #[cfg(target_arch = "x86_64")]
        all.extend(pulp::x86::V3::try_new().map(|v3| Self::of(Arch::V3(v3))));
        all
    }
}

/// The channels that a kernel keeps for a layer that has so many.
const fn padded(channels: usize) -> usize {
    channels.next_multiple_of(CHANNEL_STEP)
}

/// Holds values between 0 and 6.
#[inline(always)]
fn relu6<S: Simd>(simd: S, value: S::f32s) -> S::f32s {
    simd.min_f32s(
        simd.max_f32s(value, simd.splat_f32s(0.0)),
        simd.splat_f32s(6.0),
    )
}
