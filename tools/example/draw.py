"""Draws the pictures of the built-in example project: hands that show scissors, rock and paper.

    pip install -r requirements.txt
    python draw.py ../../crates/project/assets/example

The same seed gives the same pictures. Every class has the same backgrounds, skins, sleeves,
views, left and right hands, so that nothing but the shape of the hand tells the classes apart.
"""
import io
import sys
from pathlib import Path
from random import Random

import resvg_py
from PIL import Image

from hand import SKINS, SLEEVE_KINDS, SLEEVES
from scene import BACKGROUNDS, SIDE, picture

SEED = 20260901
CLASSES = ["scissors", "rock", "paper"]
TEACHING = 12
TESTING = ["paper", "scissors", "rock", "scissors", "rock", "paper"]
# Twice the size, then halved: smoother edges than those of one pass.
OVERSAMPLING = 2
JPEG_QUALITY = 85


def turns(count, rng):
    """Directions of the arm, in degrees: most from below, some from the sides."""
    step = 200 / count
    return [-100 + step * (place + rng.uniform(0.2, 0.8)) for place in range(count)]


def shuffled(values, count, rng):
    """`count` values, each as often as the others, in random order."""
    filled = [values[place % len(values)] for place in range(count)]
    rng.shuffle(filled)
    return filled


def draw_set(shapes, rng):
    """The SVG pictures of `shapes`, with everything else spread evenly over them."""
    count = len(shapes)
    columns = zip(
        shapes,
        shuffled(["palm", "back"], count, rng),
        shuffled(list(BACKGROUNDS), count, rng),
        shuffled(range(len(SKINS)), count, rng),
        shuffled(range(len(SLEEVES)), count, rng),
        shuffled(SLEEVE_KINDS, count, rng),
        shuffled(turns(count, rng), count, rng),
        shuffled([False, True], count, rng),
    )
    return [picture(*row, rng) for row in columns]


def jpeg(svg):
    large = SIDE * OVERSAMPLING
    png = resvg_py.svg_to_bytes(svg_string=svg, width=large, height=large, skip_system_fonts=True)
    image = Image.open(io.BytesIO(bytes(png))).convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return file.getvalue()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for shape in CLASSES:
        for number, svg in enumerate(draw_set([shape] * TEACHING, Random(f"{SEED} {shape}")), 1):
            (folder / f"{shape}-{number:02}.jpg").write_bytes(jpeg(svg))
    for number, svg in enumerate(draw_set(TESTING, Random(f"{SEED} testing")), 1):
        (folder / f"test-{number:02}.jpg").write_bytes(jpeg(svg))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
