"""Times the app's own network in onnxruntime, as a peer of `nunchi-bench speed`.

    pip install numpy onnxruntime
    python tools/bench/onnxruntime_speed.py

Prints one JSON object for one thread: median and 95th percentile of one 224 x 224 picture.
"""

import json
import statistics
import time
from pathlib import Path

import numpy as np
import onnxruntime

MODEL = Path(__file__).parents[2] / "crates/vision/assets/backbone.onnx"
OUTPUTS = ["head", "block8", "block15"]
RUNS = 40

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(MODEL, options)
image = np.random.default_rng(0).uniform(-1, 1, (1, 3, 224, 224)).astype(np.float32)
session.run(OUTPUTS, {"image": image})

times = []
for _ in range(RUNS):
    start = time.perf_counter()
    session.run(OUTPUTS, {"image": image})
    times.append((time.perf_counter() - start) * 1e3)
print(
    json.dumps(
        {
            "peer": "onnxruntime, one thread",
            "what": "embed_1",
            "median_ms": round(statistics.median(times), 1),
            "p95_ms": round(sorted(times)[int(0.95 * (RUNS - 1))], 1),
            "n": RUNS,
        }
    )
)
