//! The kernels as operators of tract: shapes are checked here, once for all runs.

use std::sync::Arc;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::*;

use super::kernels;

/// Writes an operator around a kernel with `facts(&self)` and `compute(&self, &[f32], outputs)`.
/// Two operators are equal when they are the same.
macro_rules! operator {
    ($name:ident, $title:literal, $kernel:ty, $(#[$doc:meta])*) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(super) struct $name(pub(super) Arc<$kernel>);

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.0, &other.0)
            }
        }

        impl Eq for $name {}

        impl Op for $name {
            fn name(&self) -> StaticName {
                $title.into()
            }

            op_as_typed_op!();
        }

        impl EvalOp for $name {
            op_out_of_plan!();

            fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
                let input = args_1!(inputs);
                ensure!(input.shape() == self.input(), "{} of {:?}", $title, input.shape());
                let input = input.try_as_plain_ram()?;
                let facts = self.outputs();
                let mut outputs: TVec<Tensor> = facts
                    .iter()
                    .map(|shape| Tensor::zero::<f32>(shape))
                    .collect::<TractResult<_>>()?;
                self.compute(input.as_slice::<f32>()?, &mut outputs)?;
                Ok(outputs.into_iter().map(Into::into).collect())
            }
        }

        impl TypedOp for $name {
            fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
                let [input] = inputs else { bail!("{} takes one map", $title) };
                let shape = input.shape.as_concrete();
                ensure!(shape == Some(&self.input()[..]), "{} of {:?}", $title, input.shape);
                let fact = |shape: &[usize; 4]| f32::fact(shape);
                Ok(self.outputs().iter().map(fact).collect())
            }

            as_op!();
        }
    };
}

operator!(
    Stem,
    "Stem",
    kernels::Stem,
    /// Planes of a picture `[1, 3, side, side]` to a map `[1, side / 2, side / 2, channels]`.
);

impl Stem {
    fn input(&self) -> [usize; 4] {
        let side = self.0.side();
        [1, 3, side, side]
    }

    fn outputs(&self) -> [[usize; 4]; 1] {
        let side = self.0.output_side();
        [[1, side, side, self.0.outputs()]]
    }

    fn compute(&self, input: &[f32], outputs: &mut [Tensor]) -> TractResult<()> {
        let [map] = outputs else { bail!("one output") };
        self.0.run(input, values(map)?.as_slice_mut()?);
        Ok(())
    }
}

operator!(
    InvertedResidual,
    "InvertedResidual",
    kernels::InvertedResidual,
    /// A map `[1, height, width, channels]` to another, and the sums of the wide map in between,
    /// `[1, channels, 1, 1]`.
);

impl InvertedResidual {
    fn input(&self) -> [usize; 4] {
        let (height, width) = self.0.input;
        [1, height, width, self.0.inputs()]
    }

    fn outputs(&self) -> [[usize; 4]; 2] {
        let (height, width) = self.0.output;
        [
            [1, height, width, self.0.outputs()],
            [1, self.0.wide(), 1, 1],
        ]
    }

    fn compute(&self, input: &[f32], outputs: &mut [Tensor]) -> TractResult<()> {
        let [map, sums] = outputs else {
            bail!("two outputs")
        };
        let (mut map, mut sums) = (values(map)?, values(sums)?);
        self.0.run(input, map.as_slice_mut()?, sums.as_slice_mut()?);
        Ok(())
    }
}

operator!(
    Pooled,
    "Pooled",
    kernels::Pooled,
    /// A map `[1, height, width, channels]` to the sums of its convolution, `[1, channels, 1, 1]`.
);

impl Pooled {
    fn input(&self) -> [usize; 4] {
        let (height, width) = self.0.input;
        [1, height, width, self.0.inputs()]
    }

    fn outputs(&self) -> [[usize; 4]; 1] {
        [[1, self.0.outputs(), 1, 1]]
    }

    fn compute(&self, input: &[f32], outputs: &mut [Tensor]) -> TractResult<()> {
        let [sums] = outputs else { bail!("one output") };
        self.0.run(input, values(sums)?.as_slice_mut()?);
        Ok(())
    }
}

fn values(tensor: &mut Tensor) -> TractResult<PlainViewMut<'_>> {
    tensor.try_as_plain_ram_mut()
}
