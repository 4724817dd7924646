//! The layers of the network one by one, for `cargo bench -p nunchi-vision --features benchmark`.

use super::{Depthwise, Finish, InvertedResidual, Machine, Pointwise, Pooled, Stem};

/// A layer, ready to run again and again in its own memory.
pub struct Layer {
    /// What it is, with the sizes of its map.
    pub name: String,
    /// Products that are added up in a run.
    pub products: u64,
    /// Runs it.
    pub run: Box<dyn FnMut()>,
}

/// Repetitions, side of the kernel, stride of the first, expansion, channels in and out: those of
/// EfficientNet-Lite0 at 224 pixels.
const STAGES: [(usize, usize, usize, usize, usize, usize); 7] = [
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
];

/// Every layer of the network in its order.
#[must_use]
pub fn layers() -> Vec<Layer> {
    let mut all = Vec::from_iter(stem());
    let mut side = 112;
    for (repetitions, kernel, stride, expansion, first, channels) in STAGES {
        for repetition in 0..repetitions {
            let (stride, inputs) = match repetition {
                0 => (stride, first),
                _ => (1, channels),
            };
            all.extend(block(side, kernel, stride, expansion, inputs, channels));
            side /= stride;
        }
    }
    all.push(pooled());
    all
}

fn stem() -> Option<Layer> {
    let stem = Stem::new(pointwise(27, 32, Finish::Relu6), 224, 0)?;
    let (x, mut y) = (vec![0.5; 3 * 224 * 224], vec![0.0; 112 * 112 * 32]);
    Some(Layer {
        name: "stem 224".into(),
        products: 112 * 112 * 27 * 32,
        run: Box::new(move || stem.run(&x, &mut y)),
    })
}

fn block(
    side: usize,
    kernel: usize,
    stride: usize,
    expansion: usize,
    inputs: usize,
    outputs: usize,
) -> Option<Layer> {
    let (wide, made) = (inputs * expansion, side / stride);
    let weights = vec![0.01; wide * kernel * kernel];
    let block = InvertedResidual {
        expand: (expansion > 1).then(|| pointwise(inputs, wide, Finish::Relu6)),
        depthwise: Depthwise::new(&weights, &vec![0.1; wide], kernel, stride)?,
        project: pointwise(wide, outputs, Finish::Linear),
        residual: inputs == outputs,
        input: (side, side),
        output: (made, made),
        before: (kernel - stride) / 2,
    };
    let expanding = if expansion > 1 { inputs * wide } else { 0 };
    let products =
        side * side * expanding + made * made * (wide * kernel * kernel + wide * outputs);
    let x = vec![0.5; side * side * inputs];
    let (mut y, mut sums) = (vec![0.0; made * made * outputs], vec![0.0; wide]);
    Some(Layer {
        name: format!("block {side} k{kernel} s{stride} {inputs}-{wide}-{outputs}"),
        products: u64::try_from(products).unwrap_or_default(),
        run: Box::new(move || block.run(&x, &mut y, &mut sums)),
    })
}

fn pooled() -> Layer {
    let layer = Pooled {
        layer: pointwise(320, 1280, Finish::Relu6),
        input: (7, 7),
    };
    let (x, mut sums) = (vec![0.5; 7 * 7 * 320], vec![0.0; 1280]);
    Layer {
        name: "last 7 320-1280".into(),
        products: 7 * 7 * 320 * 1280,
        run: Box::new(move || layer.run(&x, &mut sums)),
    }
}

fn pointwise(inputs: usize, outputs: usize, finish: Finish) -> Pointwise {
    let (weights, biases) = (vec![0.01; inputs * outputs], vec![0.1; outputs]);
    Pointwise::new(Machine::default(), &weights, &biases, finish)
}
