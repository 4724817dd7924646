//! The network as tract runs it. The only folder that knows tract.
//!
//! ```text
//! ONNX -> tract's graph -> rewrite (operators of our own) -> tract's plan -> run
//! ```
//! tract reads, checks and plans; the arithmetic of the layers is in `kernels`.

pub(crate) mod kernels;
mod operators;
mod rewrite;

use std::sync::Arc;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::transform::get_transform;

use crate::{BackboneError, Features, RgbSquare};
use kernels::Machine;

/// Side of the square that the network takes, in pixels.
pub(crate) const INPUT_SIDE: u32 = 224;
/// What is asked of the network; its last map is not.
const OUTPUTS: [&str; 3] = ["head", "block8", "block15"];

/// The network, optimised for this machine.
pub(crate) struct Network {
    plan: Arc<TypedSimplePlan>,
}

impl Network {
    /// Reads an ONNX file with an input of [1, 3, 224, 224] and the three outputs.
    pub(crate) fn load(onnx: &[u8]) -> Result<Self, BackboneError> {
        Self::load_for(Machine::default(), onnx)
    }

    fn load_for(machine: Machine, onnx: &[u8]) -> Result<Self, BackboneError> {
        let plan = tract_onnx::onnx()
            .model_for_read(&mut std::io::Cursor::new(onnx))
            .and_then(|model| model.with_outputs_by_name(OUTPUTS))
            .and_then(InferenceModelExt::into_typed)
            .and_then(|model| fast(model, machine))
            .and_then(TypedModel::into_optimized)
            .and_then(IntoRunnable::into_runnable)
            .map_err(failed)?;
        Ok(Self { plan })
    }

    /// Looks at a square of [`INPUT_SIDE`] pixels.
    pub(crate) fn run(&self, square: &RgbSquare) -> Result<Features, BackboneError> {
        let side = square.side() as usize;
        let image = Tensor::from_shape(&[1, 3, side, side], &planes(square)).map_err(failed)?;
        let outputs = self.plan.run(tvec![image.into()]).map_err(failed)?;
        let [head, block8, block15] = outputs.as_slice() else {
            return Err(BackboneError::Network("another number of outputs".into()));
        };
        Ok(Features {
            head: values(head)?,
            block8: values(block8)?,
            block15: values(block15)?,
        })
    }
}

/// Makes the graph fast: with our own operators where the processor has vectors that they were
/// written for, else with tract's, channels last.
fn fast(model: TypedModel, machine: Machine) -> TractResult<TypedModel> {
    if machine.has_vectors() {
        return rewrite::rewrite(model, machine)?.into_decluttered();
    }
    let mut model = model.into_decluttered()?;
    match get_transform("conv_nhwc")? {
        Some(transform) => transform.transform(&mut model)?,
        None => tracing::warn!("tract knows no channels-last transform; the network runs slower"),
    }
    Ok(model)
}

/// All red values, then all green, then all blue, each `(value - 127) / 128`.
fn planes(square: &RgbSquare) -> Vec<f32> {
    let pixels = square.pixels();
    let mut planes = Vec::with_capacity(pixels.len());
    for channel in 0..3 {
        let channel = pixels.iter().skip(channel).step_by(3);
        planes.extend(channel.map(|&value| (f32::from(value) - 127.0) / 128.0));
    }
    planes
}

fn values(output: &Tensor) -> Result<Vec<f32>, BackboneError> {
    let plain = output.try_as_plain_ram().map_err(failed)?;
    Ok(plain.as_slice::<f32>().map_err(failed)?.to_vec())
}

fn failed(error: impl std::fmt::Display) -> BackboneError {
    BackboneError::Network(format!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_network_are_an_error() {
        for bytes in [&b""[..], b"not a network", &[0xff; 64]] {
            let loaded = Network::load(bytes);
            assert!(
                matches!(loaded, Err(BackboneError::Network(_))),
                "{bytes:?}"
            );
        }
    }

    const BACKBONE: &[u8] = include_bytes!("../../assets/backbone.onnx");

    #[test]
    fn every_layer_of_the_network_is_one_of_ours() {
        let network = Network::load(BACKBONE).unwrap();
        let nodes = network.plan.model().nodes().iter();
        let names: Vec<_> = nodes.map(|node| node.op().name()).collect();
        let count = |name: &str| names.iter().filter(|found| *found == name).count();
        let ours = ["Stem", "InvertedResidual", "Pooled"].map(count);
        if Machine::default().has_vectors() {
            assert_eq!(ours, [1, 16, 1], "{names:?}");
            assert!(names.len() < 50, "nothing of tract's is left: {names:?}");
        } else {
            assert_eq!(ours, [0, 0, 0], "{names:?}");
        }
    }

    #[test]
    fn our_operators_give_what_tract_gives() {
        let pixels = (0..224 * 224 * 3).map(|at: usize| (at * at / 7 % 256) as u8);
        let square = RgbSquare::from_rgb(224, pixels.collect()).unwrap();
        let ours = Network::load(BACKBONE).unwrap().run(&square).unwrap();
        let tracts = Network::load_for(Machine::plain(), BACKBONE).unwrap();
        let tracts = tracts.run(&square).unwrap();
        for (ours, tracts) in [
            (&ours.head, &tracts.head),
            (&ours.block8, &tracts.block8),
            (&ours.block15, &tracts.block15),
        ] {
            assert_eq!(ours.len(), tracts.len());
            for (ours, tracts) in ours.iter().zip(tracts) {
                assert!((ours - tracts).abs() < 1e-4, "{ours} and {tracts}");
            }
        }
    }

    #[test]
    fn colours_become_planes_around_zero() {
        let square = RgbSquare::from_rgb(1, vec![127, 255, 0]).unwrap();
        assert_eq!(planes(&square), [0.0, 1.0, -127.0 / 128.0]);
    }
}
