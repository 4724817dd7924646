//! Finds the layers of the network in tract's graph and puts operators of our own in their place.
//!
//! The graph is that of `tools/backbone/convert.py`: convolutions with a bias, held between 0 and 6
//! by a Max and a Min. A layer that looks otherwise stays as it is, and tract runs it.

use std::sync::Arc;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::binary::TypedBinOp;
use tract_onnx::tract_core::ops::cnn::Conv;
use tract_onnx::tract_core::ops::nn::{DataFormat, Reduce, Reducer};

use super::kernels::{self, Depthwise, Finish, Machine, Pointwise};
use super::operators;

/// Channels first to channels last, and back.
const TO_LAST: AxisOp = AxisOp::Move(1, 3);
const TO_FIRST: AxisOp = AxisOp::Move(3, 1);

/// Rewrites a typed graph that has not been optimised.
///
/// # Errors
/// What tract refuses.
pub(super) fn rewrite(mut model: TypedModel, machine: Machine) -> TractResult<TypedModel> {
    model.prop_consts()?;
    Rewriter::default()
        .with_rule_for("inverted-residual", inverted_residual)
        .with_rule_for("pooled", pooled)
        .with_rule_for("stem", stem)
        .rewrite(&machine, &mut model)?;
    Ok(model)
}

/// A convolution over a map of known size.
struct Layer<'a> {
    conv: &'a Conv,
    /// What it looks at.
    input: OutletId,
    weights: &'a [f32],
    biases: &'a [f32],
    /// Rows and columns of what it looks at, and of what it makes.
    from: (usize, usize),
    to: (usize, usize),
    /// Side of its kernel.
    kernel: usize,
    stride: usize,
    /// Rows above and columns to the left that it reaches.
    before: usize,
}

impl<'a> Layer<'a> {
    /// The convolution that makes `outlet`, if a square one does.
    fn making(model: &'a TypedModel, outlet: OutletId) -> Option<Self> {
        let node = model.node(outlet.node);
        let conv = node.op_as::<Conv>()?;
        let &[input, weights, biases] = node.inputs.as_slice() else {
            return None;
        };
        let &[kernel, width] = conv.pool_spec.kernel_shape.as_slice() else {
            return None;
        };
        let from = size(model, input)?;
        let padding = conv.pool_spec.computed_padding(&[from.0, from.1]);
        let same = kernel == width
            && conv.pool_spec.stride(0) == conv.pool_spec.stride(1)
            && padding[0].pad_before == padding[1].pad_before
            && conv.pool_spec.dilations().iter().all(|&step| step == 1)
            && conv.pool_spec.data_format == DataFormat::NCHW
            && conv.q_params.is_none();
        same.then_some(Self {
            conv,
            input,
            weights: numbers(model, weights)?,
            biases: numbers(model, biases)?,
            from,
            to: size(model, outlet)?,
            kernel,
            stride: conv.pool_spec.stride(0),
            before: padding[0].pad_before,
        })
    }

    /// As [`Layer::making`], seen through what holds it between 0 and 6.
    fn held(model: &'a TypedModel, outlet: OutletId) -> Option<Self> {
        let inner = bounded(model, outlet, "Min", 6.0)?;
        Self::making(model, bounded(model, inner, "Max", 0.0)?)
    }

    fn is_pointwise(&self) -> bool {
        self.kernel == 1 && self.stride == 1 && self.conv.group == 1
    }

    fn is_depthwise(&self) -> bool {
        let channels = self.conv.input_channels();
        self.conv.group == channels && self.conv.output_channels() == channels
    }

    fn pointwise(&self, machine: Machine, finish: Finish) -> Pointwise {
        Pointwise::new(machine, self.weights, self.biases, finish)
    }
}

/// The block that ends with this convolution: expansion (or none), depthwise, projection, and the
/// sum with what came in, if there is one.
fn inverted_residual(
    machine: &Machine,
    model: &TypedModel,
    node: &TypedNode,
    name: &str,
    _: &Conv,
) -> TractResult<Option<TypedModelPatch>> {
    let Some(project) = Layer::making(model, node.id.into()).filter(Layer::is_pointwise) else {
        return Ok(None);
    };
    let Some(depthwise) = Layer::held(model, project.input).filter(Layer::is_depthwise) else {
        return Ok(None);
    };
    let Some(kernel) = Depthwise::new(
        depthwise.weights,
        depthwise.biases,
        depthwise.kernel,
        depthwise.stride,
    ) else {
        return Ok(None);
    };
    let expand = Layer::held(model, depthwise.input).filter(Layer::is_pointwise);
    let input = expand.as_ref().map_or(depthwise.input, |layer| layer.input);
    let sum = sum_with(model, node.id.into(), input);
    let block = kernels::InvertedResidual {
        expand: expand.map(|layer| layer.pointwise(*machine, Finish::Relu6)),
        depthwise: kernel,
        project: project.pointwise(*machine, Finish::Linear),
        residual: sum.is_some(),
        input: depthwise.from,
        output: depthwise.to,
        before: depthwise.before,
    };
    if !block.fits(project.conv.input_channels()) {
        return Ok(None);
    }
    let mut patch = TypedModelPatch::default();
    let from = channels_last(&mut patch, model, name, input)?;
    let op = operators::InvertedResidual(Arc::new(block));
    let made = patch.wire_node(format!("{name}.block"), op, &[from])?;
    let map = patch.wire_node(format!("{name}.first"), TO_FIRST, &[made[0]])?;
    patch.shunt_outside(model, sum.unwrap_or(node.id.into()), map[0])?;
    if let Some(sums) = summed_up(model, depthwise.input) {
        patch.shunt_outside(model, sums, made[1])?;
    }
    Ok(Some(patch))
}

/// A pointwise convolution of which only the sums over the map are used.
fn pooled(
    machine: &Machine,
    model: &TypedModel,
    node: &TypedNode,
    name: &str,
    _: &Conv,
) -> TractResult<Option<TypedModelPatch>> {
    let Some(layer) = Layer::making(model, node.id.into()).filter(Layer::is_pointwise) else {
        return Ok(None);
    };
    let held = only_user(model, node.id.into())
        .and_then(|low| only_user(model, low))
        .filter(|&held| Layer::held(model, held).is_some());
    let Some(sums) = held.and_then(|held| summed_up(model, only(model, held)?)) else {
        return Ok(None);
    };
    let op = operators::Pooled(Arc::new(kernels::Pooled {
        layer: layer.pointwise(*machine, Finish::Relu6),
        input: layer.from,
    }));
    let mut patch = TypedModelPatch::default();
    let from = channels_last(&mut patch, model, name, layer.input)?;
    let made = patch.wire_node(format!("{name}.pooled"), op, &[from])?;
    patch.shunt_outside(model, sums, made[0])?;
    Ok(Some(patch))
}

/// The first convolution, over the planes of the picture.
fn stem(
    machine: &Machine,
    model: &TypedModel,
    node: &TypedNode,
    name: &str,
    _: &Conv,
) -> TractResult<Option<TypedModelPatch>> {
    let Some(layer) = Layer::making(model, node.id.into()) else {
        return Ok(None);
    };
    let held = only_user(model, node.id.into())
        .and_then(|low| only_user(model, low))
        .filter(|&held| Layer::held(model, held).is_some());
    let (Some(held), 1, (rows, columns)) = (held, layer.conv.group, layer.from) else {
        return Ok(None);
    };
    let pointwise = layer.pointwise(*machine, Finish::Relu6);
    let kernel = (layer.kernel, layer.stride) == (kernels::Stem::KERNEL, kernels::Stem::STRIDE);
    let Some(stem) =
        kernels::Stem::new(pointwise, rows, layer.before).filter(|_| kernel && rows == columns)
    else {
        return Ok(None);
    };
    let mut patch = TypedModelPatch::default();
    let from = patch.tap_model(model, layer.input)?;
    let op = operators::Stem(Arc::new(stem));
    let made = patch.wire_node(format!("{name}.stem"), op, &[from])?;
    let map = patch.wire_node(format!("{name}.first"), TO_FIRST, &made)?;
    patch.shunt_outside(model, held, map[0])?;
    Ok(Some(patch))
}

/// A map with its channels last: as the operator before made it, or turned.
fn channels_last(
    patch: &mut TypedModelPatch,
    model: &TypedModel,
    name: &str,
    map: OutletId,
) -> TractResult<OutletId> {
    let node = model.node(map.node);
    match (node.op_as::<AxisOp>(), node.inputs.as_slice()) {
        (Some(turned), &[before]) if *turned == TO_FIRST => patch.tap_model(model, before),
        _ => {
            let from = patch.tap_model(model, map)?;
            let turned = patch.wire_node(format!("{name}.last"), TO_LAST, &[from])?;
            Ok(turned[0])
        }
    }
}

/// The sum of two outlets, if one follows the first and is its only use.
fn sum_with(model: &TypedModel, one: OutletId, other: OutletId) -> Option<OutletId> {
    let user = only_user(model, one)?;
    let node = model.node(user.node);
    let adds = node.op_as::<TypedBinOp>()?.0.name() == "Add";
    let both = node.inputs.contains(&one) && node.inputs.contains(&other);
    (adds && both).then_some(user)
}

/// The sum of a map over its rows and columns, if it is used.
fn summed_up(model: &TypedModel, map: OutletId) -> Option<OutletId> {
    let users = &model.node(map.node).outputs[map.slot].successors;
    let sum = users.iter().find(|user| {
        let op = model.node(user.node).op_as::<Reduce>();
        op.is_some_and(|op| op.reducer == Reducer::Sum && op.axes.as_slice() == [2, 3])
    })?;
    Some(sum.node.into())
}

/// An outlet, if it has one use only.
fn only(model: &TypedModel, outlet: OutletId) -> Option<OutletId> {
    only_user(model, outlet).map(|_| outlet)
}

/// What uses an outlet, if nothing else does.
fn only_user(model: &TypedModel, outlet: OutletId) -> Option<OutletId> {
    let is_output = model.outputs.contains(&outlet);
    match model.node(outlet.node).outputs[outlet.slot]
        .successors
        .as_slice()
    {
        [user] if !is_output => Some(user.node.into()),
        _ => None,
    }
}

/// What is held by this operation and this bound to make `outlet`.
fn bounded(model: &TypedModel, outlet: OutletId, name: &str, bound: f32) -> Option<OutletId> {
    let node = model.node(outlet.node);
    let is_it = node.op_as::<TypedBinOp>()?.0.name() == name;
    let &[inner, limit] = node.inputs.as_slice() else {
        return None;
    };
    (is_it && numbers(model, limit)? == [bound]).then_some(inner)
}

/// Rows and columns of a map with channels first.
fn size(model: &TypedModel, map: OutletId) -> Option<(usize, usize)> {
    match model.outlet_fact(map).ok()?.shape.as_concrete()? {
        &[1, _, height, width] => Some((height, width)),
        _ => None,
    }
}

/// The numbers of a constant.
fn numbers(model: &TypedModel, outlet: OutletId) -> Option<&[f32]> {
    let constant = model.outlet_fact(outlet).ok()?.konst.as_ref()?;
    constant.try_as_plain_ram().ok()?.as_slice::<f32>().ok()
}
