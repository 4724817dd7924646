"""Times the app's own network in onnxruntime, as a peer of `nunchi-bench speed`.

    pip install numpy onnxruntime pillow
    python tools/bench/onnxruntime_speed.py

Prints one JSON object a line: `embed_1`, one 224 x 224 picture on one thread; `intake`, a
12-megapixel JPEG with Pillow (decode, orientation, centre square, resize) and the network, for the
two views that the app looks at, one photo a core, by photo; and `intake_one_view`, the same for the
whole square alone.
"""

import io
import json
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

MODEL = Path(__file__).parents[2] / "crates/vision/assets/backbone.onnx"
OUTPUTS = ["head", "block8", "block15"]
SIDE = 224

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(MODEL, options)


def embed(image):
    return session.run(OUTPUTS, {"image": image})


def look(image, part):
    side = min(image.size) * part
    left, top = (image.width - side) / 2, (image.height - side) / 2
    box = (left, top, left + side, top + side)
    square = np.asarray(image.resize((SIDE, SIDE), Image.BILINEAR, box=box), np.float32)
    embed(((square - 127) / 128).transpose(2, 0, 1)[None])


def take_in(jpeg, views):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(jpeg))).convert("RGB")
    for part in views:
        look(image, part)


def large_jpeg():
    """Soft waves of colour with some grain, as `nunchi-bench speed` draws them."""
    y, x = np.mgrid[0:3000, 0:4000].astype(np.float32)
    x, y = x / 97, y / 61
    waves = np.stack([np.sin(x + y), np.cos(x * 0.7 - y), np.sin(y * 1.3)], -1)
    grain = np.random.default_rng(0).integers(0, 16, (3000, 4000, 1))
    file = io.BytesIO()
    Image.fromarray((120 + 100 * waves + grain).astype(np.uint8)).save(file, "JPEG", quality=92)
    return file.getvalue()


def milliseconds(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def report(what, times):
    times = sorted(times)
    figures = {
        "peer": "onnxruntime",
        "what": what,
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[round(0.95 * (len(times) - 1))], 1),
        "n": len(times),
    }
    print(json.dumps(figures), flush=True)


picture = np.random.default_rng(0).uniform(-1, 1, (1, 3, SIDE, SIDE)).astype(np.float32)
embed(picture)
report("embed_1", [milliseconds(lambda: embed(picture)) for _ in range(40)])

jpeg, photos = large_jpeg(), 24
for what, views in [("intake", [1, 0.65]), ("intake_one_view", [1])]:
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        work = lambda: list(cores.map(lambda _: take_in(jpeg, views), range(photos)))
        rounds = [milliseconds(work) for _ in range(5)]
    report(what, [round_ms / photos for round_ms in rounds])
