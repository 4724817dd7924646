//! Every kernel beside a plain one, with every set of instructions that this processor has.

use proptest::prelude::*;

use super::*;

/// A map of numbers that have nothing to do with each other, between -2 and 2.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 22) as f32 - 2.0
    };
    (0..count).map(|_| next()).collect()
}

fn held(value: f64) -> f64 {
    value.clamp(0.0, 6.0)
}

fn assert_near(found: &[f32], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let off = (f64::from(*found) - expected).abs();
        assert!(
            off < 1e-4 * (1.0 + expected.abs()),
            "{what}, {at}: {found} for {expected}"
        );
    }
}

/// A map with its channels last, as the plain kernels see it.
struct Map {
    height: usize,
    width: usize,
    channels: usize,
    values: Vec<f64>,
}

impl Map {
    fn of(height: usize, width: usize, channels: usize, values: &[f32]) -> Self {
        Self {
            height,
            width,
            channels,
            values: values.iter().map(|&value| value.into()).collect(),
        }
    }

    /// 0 outside.
    fn at(&self, row: Option<usize>, column: Option<usize>, channel: usize) -> f64 {
        let inside = row
            .zip(column)
            .filter(|&(row, column)| row < self.height && column < self.width);
        inside.map_or(0.0, |(row, column)| {
            self.values[(row * self.width + column) * self.channels + channel]
        })
    }

    fn pointwise(&self, weights: &[f32], biases: &[f32], finish: fn(f64) -> f64) -> Self {
        let pixels = self.values.chunks(self.channels);
        let values = pixels.flat_map(|pixel| {
            biases.iter().enumerate().map(move |(output, &bias)| {
                let row = &weights[output * self.channels..][..self.channels];
                let sum: f64 = row.iter().zip(pixel).map(|(&w, x)| f64::from(w) * x).sum();
                finish(sum + f64::from(bias))
            })
        });
        Self {
            values: values.collect(),
            channels: biases.len(),
            ..*self
        }
    }

    fn depthwise(&self, case: &Case, weights: &[f32], biases: &[f32]) -> Self {
        let Case {
            kernel,
            stride,
            before,
            ..
        } = *case;
        let (height, width) = case.output();
        let mut values = Vec::new();
        for place in 0..height * width {
            for (channel, &bias) in biases.iter().enumerate() {
                let mut sum = f64::from(bias);
                for at in 0..kernel * kernel {
                    let row = (place / width * stride + at / kernel).checked_sub(before);
                    let column = (place % width * stride + at % kernel).checked_sub(before);
                    let weight = f64::from(weights[channel * kernel * kernel + at]);
                    sum += weight * self.at(row, column, channel);
                }
                values.push(held(sum));
            }
        }
        Self {
            height,
            width,
            channels: self.channels,
            values,
        }
    }
}

#[derive(Clone, Debug)]
struct Case {
    height: usize,
    width: usize,
    /// `None`: the map comes as wide as it is needed.
    narrow: Option<usize>,
    wide: usize,
    outputs: usize,
    kernel: usize,
    stride: usize,
    before: usize,
    residual: bool,
    strip: usize,
    seed: u32,
}

impl Case {
    fn output(&self) -> (usize, usize) {
        (
            self.height.div_ceil(self.stride),
            self.width.div_ceil(self.stride),
        )
    }

    fn inputs(&self) -> usize {
        self.narrow.unwrap_or(self.wide)
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = (
        1..24_usize,
        1..24_usize,
        prop::option::of(1..40_usize),
        1..6_usize,
        1..60_usize,
    );
    let kinds = (
        prop::sample::select(vec![3, 5]),
        1..3_usize,
        any::<bool>(),
        any::<bool>(),
    );
    (sizes, kinds, 1..9_usize, any::<u32>()).prop_map(
        |(
            (height, width, narrow, steps, outputs),
            (kernel, stride, early, residual),
            strip,
            seed,
        )| {
            let wide = steps * CHANNEL_STEP;
            let residual = residual && stride == 1;
            Case {
                height,
                width,
                narrow,
                wide,
                outputs: if residual {
                    narrow.unwrap_or(wide)
                } else {
                    outputs
                },
                kernel,
                stride,
                before: if early && stride == 2 {
                    kernel / 2 - 1
                } else {
                    kernel / 2
                },
                residual,
                strip,
                seed,
            }
        },
    )
}

fn check_block(machine: Machine, case: &Case) {
    let x = numbers(case.height * case.width * case.inputs(), case.seed);
    let weights = |count: usize, salt: u32| numbers(count, case.seed ^ salt);
    let (widening, wide_biases) = (weights(case.inputs() * case.wide, 1), weights(case.wide, 2));
    let looking = weights(case.wide * case.kernel * case.kernel, 3);
    let looking_biases = weights(case.wide, 4);
    let (narrowing, narrow_biases) = (
        weights(case.wide * case.outputs, 5),
        weights(case.outputs, 6),
    );

    let came = Map::of(case.height, case.width, case.inputs(), &x);
    let wide = match case.narrow {
        Some(_) => came.pointwise(&widening, &wide_biases, held),
        None => Map::of(case.height, case.width, case.wide, &x),
    };
    let looked = wide.depthwise(case, &looking, &looking_biases);
    let mut expected = looked
        .pointwise(&narrowing, &narrow_biases, |sum| sum)
        .values;
    if case.residual {
        for (value, more) in expected.iter_mut().zip(&x) {
            *value += f64::from(*more);
        }
    }
    let mut expected_sums = vec![0.0; case.wide];
    for pixel in wide
        .values
        .chunks(case.wide)
        .filter(|_| case.narrow.is_some())
    {
        for (sum, value) in expected_sums.iter_mut().zip(pixel) {
            *sum += value;
        }
    }

    let expand = |_| Pointwise::new(machine, &widening, &wide_biases, Finish::Relu6);
    let block = InvertedResidual {
        expand: case.narrow.map(expand),
        depthwise: Depthwise::new(&looking, &looking_biases, case.kernel, case.stride).unwrap(),
        project: Pointwise::new(machine, &narrowing, &narrow_biases, Finish::Linear),
        residual: case.residual,
        input: (case.height, case.width),
        output: case.output(),
        before: case.before,
    };
    assert!(block.fits(case.wide));
    let mut y = vec![f32::NAN; expected.len()];
    let mut sums = vec![f32::NAN; case.wide];
    block.run_in_strips(case.strip, &x, &mut y, &mut sums);
    assert_near(&y, &expected, "the map");
    assert_near(&sums, &expected_sums, "the sums");

    let mut again = vec![f32::NAN; y.len()];
    block.run(&x, &mut again, &mut sums);
    assert_eq!(again, y, "other strips, the same bits");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_block_is_what_its_layers_are_one_by_one(case in cases()) {
        for machine in Machine::all() {
            check_block(machine, &case);
        }
    }

    #[test]
    fn the_stem_looks_at_every_second_pixel(
        side in 1..40_usize, before in 0..2_usize, outputs in 1..50_usize, seed: u32,
    ) {
        let planes = numbers(3 * side * side, seed);
        let weights = numbers(27 * outputs, seed ^ 1);
        let biases = numbers(outputs, seed ^ 2);
        let made = side.div_ceil(2);
        let mut expected = Vec::new();
        for place in 0..made * made {
            for output in 0..outputs {
                let mut sum = f64::from(biases[output]);
                for at in 0..27 {
                    let row = (place / made * 2 + at % 9 / 3).checked_sub(before);
                    let column = (place % made * 2 + at % 3).checked_sub(before);
                    let inside = row.zip(column).filter(|&(row, column)| row < side && column < side);
                    let pixel = inside.map_or(0.0, |(row, column)| {
                        planes[(at / 9 * side + row) * side + column]
                    });
                    sum += f64::from(weights[output * 27 + at]) * f64::from(pixel);
                }
                expected.push(held(sum));
            }
        }
        for machine in Machine::all() {
            let layer = Pointwise::new(machine, &weights, &biases, Finish::Relu6);
            let stem = Stem::new(layer, side, before).unwrap();
            let mut y = vec![f32::NAN; expected.len()];
            stem.run(&planes, &mut y);
            assert_near(&y, &expected, "the map");
        }
    }

    #[test]
    fn pooling_adds_up_every_pixel_once(
        height in 1..12_usize, width in 1..12_usize, inputs in 1..40_usize,
        outputs in 1..70_usize, seed: u32,
    ) {
        let x = numbers(height * width * inputs, seed);
        let weights = numbers(inputs * outputs, seed ^ 1);
        let biases = numbers(outputs, seed ^ 2);
        let map = Map::of(height, width, inputs, &x).pointwise(&weights, &biases, held);
        let mut expected = vec![0.0; outputs];
        for pixel in map.values.chunks(outputs) {
            for (sum, value) in expected.iter_mut().zip(pixel) {
                *sum += value;
            }
        }
        for machine in Machine::all() {
            let layer = Pointwise::new(machine, &weights, &biases, Finish::Relu6);
            let mut sums = vec![f32::NAN; outputs];
            Pooled { layer, input: (height, width) }.run(&x, &mut sums);
            assert_near(&sums, &expected, "the sums");
        }
    }
}

#[test]
fn other_kernels_are_left_to_others() {
    assert!(Depthwise::new(&[0.0; 49], &[0.0], 7, 1).is_none(), "7 x 7");
    assert!(
        Depthwise::new(&[0.0; 9], &[0.0], 3, 3).is_none(),
        "every third pixel"
    );
    assert!(
        Depthwise::new(&[0.0; 9], &[0.0; 2], 3, 1).is_none(),
        "too few weights"
    );
    let pointwise = Pointwise::new(Machine::default(), &[0.0; 28], &[0.0], Finish::Relu6);
    assert!(Stem::new(pointwise, 10, 0).is_none(), "28 inputs");
}
