"""Turns statistics of the backbone's features into the matrices that whiten them.

    python whiten.py feature_stats.npz ../../crates/vision/assets/whitening.bin

Input: for each layer the mean and the covariance of the square root of its features, taken over
2,000 views of generic pictures (1,000 of the public ImageNet sample set, one of each class, and
their mirror images). For a layer with eigenvectors U and eigenvalues e of the covariance, a
feature vector f becomes

    (sqrt(f) - mean) U diag(1 / sqrt(e + mean(e)))

and of the result the components with the largest eigenvalues are kept.

Output, all little-endian: the eight bytes "NUNCHIW1"; the number of layers as u32; for each layer
the number of features n and of kept components k as u32, the mean as n x f32, and k rows of n x f16,
one row for each component with its factor in it.
"""
import hashlib
import sys
from pathlib import Path

import numpy as np

# Name in the statistics, components kept. The order and the numbers are those of LAYER_WIDTHS in
# crates/vision/src/views.rs.
LAYERS = [("head", 512), ("block8_expand", 256), ("block15_expand", 512)]


def whitening(covariance, kept):
    """The rows that turn centred square roots into kept, whitened components."""
    values, vectors = np.linalg.eigh(covariance.astype(np.float64))
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    # Eigenvectors have no sign of their own; a fixed one gives the same file from every library.
    largest = np.abs(vectors).argmax(axis=0)
    vectors *= np.sign(vectors[largest, np.arange(vectors.shape[1])])
    rows = (vectors / np.sqrt(values + values.mean())).T
    return rows[:kept]


def main():
    statistics = np.load(sys.argv[1])
    parts = [b"NUNCHIW1", np.uint32(len(LAYERS)).tobytes()]
    for name, kept in LAYERS:
        mean = statistics[f"{name}_mean"]
        rows = whitening(statistics[f"{name}_cov"], kept).astype("<f2")
        assert np.isfinite(rows).all(), name
        parts += [np.array([mean.size, kept], "<u4").tobytes(), mean.astype("<f4").tobytes(), rows.tobytes()]
    data = b"".join(parts)
    Path(sys.argv[2]).write_bytes(data)
    print(f"{len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


main()
