"""Draws what is behind a hand, and puts the two together as one SVG picture.

Pictures are 480 x 480. Never here: fingers, files.
"""
import math
from random import Random

from hand import SKINS, SLEEVES, draw_hand

SIDE = 480


def background(kind, rng: Random):
    """SVG of one of BACKGROUNDS; its small things lie differently each time."""
    return BACKGROUNDS[kind](rng)


def _ground(colour):
    return f'<rect width="{SIDE}" height="{SIDE}" fill="{colour}"/>'


def spotlight(rng):
    x, y, radius = rng.uniform(140, 340), rng.uniform(140, 300), rng.uniform(170, 230)
    return _ground("#3aa6a0") + f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="#63c4b6"/>'


def desk(rng):
    y = rng.uniform(280, 350)
    return (
        _ground("#cfe3f7")
        + f'<rect y="{y:.0f}" width="480" height="300" fill="#7f9bc4"/><rect y="{y:.0f}" width="480" height="12" fill="#6a87b2"/>'
        + f'<rect x="40" y="{y - 92:.0f}" width="34" height="92" rx="4" fill="#e9616d"/><rect x="74" y="{y - 112:.0f}" width="26" height="112" rx="4" fill="#4c6fd1"/>'
        + f'<rect x="100" y="{y - 80:.0f}" width="40" height="80" rx="4" fill="#f5c044"/>'
    )


def stripes(rng):
    shift = rng.uniform(0, 60)
    bars = "".join(f'<rect x="{x + shift - 60:.0f}" width="30" height="480" fill="#8fd3c7"/>' for x in range(0, 560, 60))
    return _ground("#b4e3d8") + bars


def dots(rng):
    shift = rng.uniform(0, 40)
    spots = "".join(
        f'<circle cx="{x * 68 + 34 * (y % 2) + shift - 30:.0f}" cy="{y * 56 + 12}" r="12" fill="#8f86de"/>' for y in range(9) for x in range(8)
    )
    return _ground("#a9a2ea") + spots


def window(rng):
    x = rng.uniform(60, 150)
    return (
        _ground("#f3ead2")
        + f'<rect x="{x - 12:.0f}" y="38" width="264" height="284" rx="10" fill="#b98b5a"/><rect x="{x:.0f}" y="50" width="240" height="260" fill="#9bd4f5"/>'
        + f'<path d="M{x:.0f} 310V240Q{x + 70:.0f} 180 {x + 140:.0f} 236T{x + 240:.0f} 222V310Z" fill="#6fbf73"/>'
        + f'<circle cx="{x + 192:.0f}" cy="100" r="26" fill="#ffd45c"/>'
        + f'<path d="M{x + 120:.0f} 50V310M{x:.0f} 180H{x + 240:.0f}" stroke="#b98b5a" stroke-width="12"/>'
    )


def tablecloth(rng):
    shift = rng.uniform(0, 80)
    across = "".join(f'<rect x="{v + shift - 80:.0f}" width="40" height="480" fill="#5b9bd8" fill-opacity="0.45"/>' for v in range(0, 600, 80))
    down = "".join(f'<rect y="{v + shift - 80:.0f}" width="480" height="40" fill="#5b9bd8" fill-opacity="0.45"/>' for v in range(0, 600, 80))
    return _ground("#eef5fc") + across + down


def chalkboard(rng):
    x, y = rng.uniform(60, 130), rng.uniform(60, 110)
    rays = "".join(
        f'<path d="M{x + 40 * math.cos(a):.0f} {y + 40 * math.sin(a):.0f}L{x + 56 * math.cos(a):.0f} {y + 56 * math.sin(a):.0f}"/>'
        for a in (step * math.pi / 4 for step in range(8))
    )
    return (
        _ground("#2f5d50")
        + '<rect x="0" y="440" width="480" height="40" fill="#a9743f"/>'
        + f'<g fill="none" stroke="#e9f3ec" stroke-width="6" stroke-linecap="round" stroke-opacity="0.8"><circle cx="{x:.0f}" cy="{y:.0f}" r="28"/>{rays}'
        + '<path d="M340 90q14-40 40-8q34-18 36 14q26 4 10 28h-84q-26-8-2-34Z"/><path d="M48 380l30-52l30 52Z"/></g>'
    )


def meadow(rng):
    x = rng.uniform(60, 300)
    return (
        _ground("#a8dcf6")
        + '<path d="M0 330Q120 270 250 322T480 300V480H0Z" fill="#7cc576"/><path d="M0 400Q150 350 300 396T480 384V480H0Z" fill="#5fb061"/>'
        + f'<g fill="#fff"><circle cx="{x:.0f}" cy="92" r="30"/><circle cx="{x + 36:.0f}" cy="78" r="38"/><circle cx="{x + 76:.0f}" cy="92" r="28"/><rect x="{x - 10:.0f}" y="88" width="96" height="34" rx="17"/></g>'
        + "".join(f'<circle cx="{rng.uniform(10, 470):.0f}" cy="{rng.uniform(410, 470):.0f}" r="6" fill="{c}"/>' for c in ("#ffd45c", "#fff", "#f58fb2") * 4)
    )


def shelf(rng):
    colours = ["#e0646a", "#4f74cf", "#f1b948", "#57a773", "#8d6bc9", "#e9935a", "#3d9bb0"]
    parts = [_ground("#e7d3b5")]
    for base in (150, 310, 470):
        parts.append(f'<rect y="{base}" width="480" height="14" fill="#a9794a"/>')
        x = rng.uniform(4, 20)
        while x < 460:
            wide, high = rng.uniform(22, 40), rng.uniform(80, 124)
            parts.append(f'<rect x="{x:.0f}" y="{base - high:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="3" fill="{rng.choice(colours)}" fill-opacity="0.55"/>')
            x += wide + (rng.uniform(16, 40) if rng.random() < 0.2 else 2)
    return "".join(parts)


def paper_desk(rng):
    turn = rng.uniform(-14, 14)
    lines = "".join(f'<path d="M90 {y}H390" stroke="#b9cdec" stroke-width="4"/>' for y in range(110, 420, 40))
    return (
        _ground("#5d7fb8")
        + f'<g transform="rotate({turn:.0f} 240 240)"><rect x="66" y="50" width="348" height="440" rx="6" fill="#fbfaf5"/>{lines}</g>'
        + '<g transform="rotate(24 420 120)"><rect x="408" y="20" width="22" height="150" fill="#f5c044"/><path d="M408 170h22l-11 30Z" fill="#f2d8b4"/><rect x="408" y="6" width="22" height="18" rx="6" fill="#ef7f8d"/></g>'
    )


def confetti(rng):
    parts = [_ground("#4a64c8")]
    for colour in ("#ffd45c", "#f58fb2", "#7fd8c0", "#ffffff", "#ff9d66") * 7:
        x, y, turn = rng.uniform(0, 480), rng.uniform(0, 480), rng.uniform(0, 180)
        parts.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="20" height="10" rx="3" transform="rotate({turn:.0f} {x:.0f} {y:.0f})" fill="{colour}" fill-opacity="0.85"/>')
    return "".join(parts)


def night(rng):
    stars = "".join(
        f'<circle cx="{rng.uniform(6, 474):.0f}" cy="{rng.uniform(6, 330):.0f}" r="{rng.uniform(1.5, 4):.1f}" fill="#fff4c9"/>' for _ in range(34)
    )
    x = rng.uniform(80, 400)
    return (
        _ground("#28305f")
        + stars
        + f'<circle cx="{x:.0f}" cy="84" r="40" fill="#ffe69a"/><circle cx="{x + 18:.0f}" cy="74" r="36" fill="#28305f"/>'
        + '<path d="M0 390Q110 330 230 384T480 366V480H0Z" fill="#3d4a86"/>'
    )


BACKGROUNDS = {
    "spotlight": spotlight,
    "desk": desk,
    "stripes": stripes,
    "dots": dots,
    "window": window,
    "tablecloth": tablecloth,
    "chalkboard": chalkboard,
    "meadow": meadow,
    "shelf": shelf,
    "paper": paper_desk,
    "confetti": confetti,
    "night": night,
}


# Where the middle of a shape is, above the middle of the palm.
CENTRES = {"scissors": -64, "paper": -46, "rock": 6}
SIZES = {"scissors": (0.86, 1.1), "paper": (0.84, 1.08), "rock": (1.12, 1.5)}


def picture(shape, view, kind, skin, sleeve, sleeve_kind, turn, left, rng: Random):
    """
    A whole picture. turn: degrees; left: mirrored; the other arguments choose rows and names of
    the tables of hand.py and of BACKGROUNDS.
    """
    drawing, silhouette = draw_hand(shape, view, SKINS[skin], SLEEVES[sleeve], sleeve_kind, rng)
    size = rng.uniform(*SIZES[shape])
    x, y = 240 + rng.uniform(-22, 22), 240 + rng.uniform(-18, 18)
    flip = -1 if left else 1
    place = f"translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({flip * size:.3f} {size:.3f}) translate(0 {-CENTRES[shape]})"
    # The light comes from the upper left of the picture, however the hand is turned.
    turned = math.radians(turn)
    light = (-9, -7)
    shift_x = flip * (light[0] * math.cos(turned) + light[1] * math.sin(turned))
    shift_y = -light[0] * math.sin(turned) + light[1] * math.cos(turned)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
        + background(kind, rng)
        + f'<g transform="translate(12 14) {place}"><path d="{silhouette}M-70 168L70 168L104 620L-104 620Z" fill="#10131c" fill-opacity="0.16"/></g>'
        + f'<g transform="{place}">{drawing}'
        + f'<mask id="edge" maskUnits="userSpaceOnUse" x="-400" y="-500" width="800" height="1200"><path d="{silhouette}" fill="#fff"/>'
        + f'<path d="{silhouette}" fill="#000" transform="translate({shift_x:.1f} {shift_y:.1f})"/></mask>'
        + f'<path d="{silhouette}" fill="{SKINS[skin][2]}" fill-opacity="0.3" mask="url(#edge)"/></g></svg>'
    )
