"""Draws one hand as SVG: scissors, rock or paper, seen from the palm or from the back.

The hand stands upright with its wrist at the bottom; the origin is the middle of the palm and
the thumb points to the right. Turning, mirroring and the place in the picture are the business
of scene.py. Never here: backgrounds, files.
"""
import math
from random import Random

OUTLINE = 5.0

# Skin, its shade, its line, its nails.
SKINS = [
    ("#ffdcc2", "#f2b794", "#a8573c", "#fff0e8"),
    ("#f6c39c", "#e39f74", "#94492d", "#ffe3d6"),
    ("#e5a877", "#cb8653", "#7c3d20", "#f7d0b8"),
    ("#c68650", "#a96a38", "#64301a", "#e8b896"),
    ("#995d38", "#7d4727", "#4a2212", "#d19c7d"),
    ("#6e4129", "#57301c", "#301509", "#a87658"),
]

# Sleeve and its second colour.
SLEEVES = [
    ("#2f6fde", "#ffffff"),
    ("#e4572e", "#ffd9a0"),
    ("#17936a", "#d9f5e6"),
    ("#f2b705", "#7a4b00"),
    ("#7b4fd0", "#e6dbff"),
    ("#d93d73", "#ffe0ea"),
    ("#33415c", "#9fb3d9"),
    ("#f4f1ea", "#c65d3a"),
]

SLEEVE_KINDS = ["plain", "stripes", "cuff", "dots", "watch", "bracelet"]


# -- shapes ------------------------------------------------------------------------------------


def hull(circles):
    """SVG path around circles (x, y, radius), as a rubber band would lie."""
    points = []
    for x, y, radius in circles:
        for step in range(48):
            angle = 2 * math.pi * step / 48
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    points.sort()

    def half(ordered):
        chain = []
        for point in ordered:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    outline = half(points) + half(points[::-1])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline) + "Z"


def _turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def limb(*circles):
    """SVG path of a finger: each circle joined to the next."""
    return "".join(hull(pair) for pair in zip(circles, circles[1:]))


def along(x, y, angle, length):
    """The point `length` away; angle in degrees, 0 is up, positive to the right."""
    turned = math.radians(angle)
    return x + length * math.sin(turned), y - length * math.cos(turned)


# -- fingers -----------------------------------------------------------------------------------

# Knuckle x, y, length, radius at the knuckle and at the tip; the usual direction in degrees.
FINGERS = {
    "index": (50, -50, 130, 24, 20, 9),
    "middle": (16, -60, 148, 25, 21, 1),
    "ring": (-19, -56, 130, 24, 20, -6),
    "little": (-51, -38, 98, 21, 17, -15),
}

PALM = [(-46, -26, 34), (-18, -40, 34), (18, -42, 34), (46, -30, 36), (38, 58, 46), (-36, 62, 44)]


class Finger:
    """A stretched finger, bent a little at its middle joint. angle: degrees, 0 is straight up."""

    def __init__(self, name, angle, rng):
        x, y, length, thick, thin, _ = FINGERS[name]
        length *= rng.uniform(0.96, 1.04)
        middle = along(x, y, angle, length * 0.52)
        self.angle = angle + rng.uniform(-4, 4)
        self.tip = along(*middle, self.angle, length * 0.48)
        self.thin = thin
        self.path = limb((x, y, thick), (*middle, thick * 0.94), (*self.tip, thin))
        self.joints = [(*along(x, y, angle, length * 0.5), angle, thick), (*along(*middle, self.angle, length * 0.2), self.angle, thin)]

    def nail(self, colour, line):
        x, y = along(*self.tip, self.angle, 3)
        return nail(x, y, self.angle, self.thin, colour, line)


def nail(x, y, angle, thick, colour, line):
    wide, high = thick * 0.62, thick * 0.74
    return (
        f'<rect x="{-wide:.1f}" y="{-high:.1f}" width="{2 * wide:.1f}" height="{2 * high:.1f}" rx="{wide * 0.9:.1f}" '
        f'transform="translate({x:.1f} {y:.1f}) rotate({angle:.1f})" fill="{colour}" stroke="{line}" stroke-width="2.5" stroke-opacity="0.55"/>'
    )


def crease(x, y, angle, wide, line, sag=5):
    """A short curved line across a finger."""
    return (
        f'<path d="M{-wide:.1f} 0Q0 {sag} {wide:.1f} 0" transform="translate({x:.1f} {y:.1f}) rotate({angle:.1f})" '
        f'fill="none" stroke="{line}" stroke-width="3" stroke-opacity="0.5" stroke-linecap="round"/>'
    )


# -- the hand ----------------------------------------------------------------------------------


class Hand:
    """Collects the layers of a hand from back to front, and the silhouette for its shade."""

    def __init__(self, skin):
        self.skin, self.shade, self.line, self.nails = skin
        self.layers = []
        self.silhouette = []

    def outline(self, path):
        self.silhouette.append(path)
        self.layers.append(
            f'<path d="{path}" fill="{self.line}" stroke="{self.line}" stroke-width="{2 * OUTLINE}" stroke-linejoin="round"/>'
        )

    def fill(self, path):
        self.layers.append(f'<path d="{path}" fill="{self.skin}"/>')

    def part(self, path):
        self.outline(path)
        self.fill(path)

    def draw(self, svg):
        self.layers.append(svg)

    def lines(self, *paths):
        for path in paths:
            self.draw(
                f'<path d="{path}" fill="none" stroke="{self.line}" stroke-width="3.5" stroke-opacity="0.5" stroke-linecap="round"/>'
            )


def draw_hand(shape, view, skin, sleeve, sleeve_kind, rng: Random):
    """
    SVG of a hand and its arm. shape: scissors, rock, paper; view: palm, back; skin and sleeve:
    rows of SKINS and SLEEVES. Returns the drawing and the path of its silhouette.
    """
    hand = Hand(skin)
    arm = hull([(0, 92, 50), (rng.uniform(-8, 8), 470, 70)])
    palm = hull(PALM)
    hand.part(arm)
    {"paper": paper, "scissors": scissors, "rock": rock}[shape](hand, palm, view, rng)
    hand.draw(draw_sleeve(sleeve, sleeve_kind))
    return "".join(hand.layers), "".join(hand.silhouette)


def join_palm(hand, palm):
    """The palm over the fingers' roots, and seamless with the arm."""
    hand.fill(palm)
    hand.fill(hull([(0, 92, 50), (0, 120, 50), (6, 60, 50)]))


def paper(hand, palm, view, rng):
    spread = rng.choice([0.75, 1.1, 1.5, 1.9])
    fingers = [Finger(name, FINGERS[name][-1] * spread + rng.uniform(-2, 2), rng) for name in ("little", "ring", "middle", "index")]
    hand.outline(palm)
    for finger in fingers:
        hand.part(finger.path)
    out = rng.uniform(0, 26)
    hand.part(limb((54, 44, 34), (88 + out * 0.5, 2, 27), (106 + out, -44, 22)))
    join_palm(hand, palm)
    if view == "palm":
        hand.lines("M-62 -2Q-20 -24 50 -4", "M-64 22Q-12 2 34 26", "M28 -14Q0 30 22 100")
        for finger in fingers:
            for x, y, angle, thick in finger.joints:
                hand.draw(crease(x, y, angle, thick * 0.5, hand.line, 3))
    else:
        for finger in fingers:
            hand.draw(finger.nail(hand.nails, hand.line))
            x, y, angle, thick = finger.joints[0]
            hand.draw(crease(x, y, angle, thick * 0.45, hand.line, -5))
        hand.draw(nail(106 + out, -47, 20 + out * 0.5, 20, hand.nails, hand.line))
        knuckles(hand)


def knuckles(hand, y=0):
    for x, rise in ((50, -34), (16, -44), (-19, -40), (-50, -24)):
        hand.draw(crease(x, rise + y, x * 0.15, 11, hand.line, -7))


def scissors(hand, palm, view, rng):
    opening = rng.uniform(11, 19)
    hand.outline(palm)
    middle, index = Finger("middle", -opening * 0.8, rng), Finger("index", opening, rng)
    if view == "back":
        # The two folded fingers end behind the knuckles.
        hand.part(limb((-51, -38, 23), (-52, -44, 22)))
        hand.part(limb((-19, -56, 25), (-20, -64, 24)))
        hand.part(limb((54, 44, 32), (72, 4, 25), (60, -28, 21)))
    hand.part(middle.path)
    hand.part(index.path)
    join_palm(hand, palm)
    if view == "palm":
        hand.part(limb((-51, -38, 22), (-44, 8, 21)))
        hand.part(limb((-18, -52, 25), (-12, 4, 24)))
        hand.draw(crease(-50, -24, -8, 11, hand.line, 4))
        hand.draw(crease(-18, -36, -4, 13, hand.line, 4))
        thumb_across(hand, (-14, 10))
    else:
        for finger in (middle, index):
            hand.draw(finger.nail(hand.nails, hand.line))
            x, y, angle, thick = finger.joints[0]
            hand.draw(crease(x, y, angle, thick * 0.45, hand.line, -5))
        knuckles(hand)


def thumb_across(hand, tip):
    """The thumb laid over folded fingers, its root melting into the palm."""
    root = (52, 56)
    bend = (40, 24)
    hand.part(limb((*root, 28), (*bend, 25), (*tip, 21)))
    hand.fill(hull([(48, 62, 31), (20, 74, 40)]))
    angle = math.degrees(math.atan2(tip[0] - bend[0], bend[1] - tip[1]))
    hand.draw(nail(*along(*tip, angle, 4), angle, 20, hand.nails, hand.line))
    hand.draw(crease(*along(*tip, angle, -30), angle, 9, hand.line, -5))


def rock(hand, _palm, view, rng):
    fist = hull([(-50, -20, 30), (-18, -28, 34), (18, -30, 34), (48, -22, 34), (40, 56, 46), (-36, 60, 44)])
    hand.outline(fist)
    folded = [("little", -52, -26, 21), ("ring", -19, -36, 24), ("middle", 16, -38, 25), ("index", 51, -28, 24)]
    if view == "back":
        for _, x, y, thick in folded:
            hand.part(limb((x * 0.97, y - 8, thick), (x * 0.97, y + 10, thick)))
        hand.part(limb((56, 46, 32), (80, 8, 26), (74, -26, 22)))
        join_palm(hand, fist)
        for _, x, y, _ in folded:
            hand.draw(crease(x * 0.95, y + 4, x * 0.2, 11, hand.line, -9))
        for x in (-34, -1, 33):
            hand.lines(f"M{x} -52Q{x * 0.94:.0f} -34 {x * 0.92:.0f} -20")
        hand.draw(nail(75, -31, -8, 19, hand.nails, hand.line))
        return
    join_palm(hand, fist)
    lift = rng.uniform(-4, 4)
    for _, x, y, thick in folded:
        hand.part(limb((x, y, thick), (x * 0.92, y + 52 + lift, thick * 0.95)))
    for _, x, y, thick in folded:
        hand.draw(crease(x, y + 12, x * 0.1, thick * 0.5, hand.line, 4))
    thumb_across(hand, (-16 + rng.uniform(-8, 6), 18 + lift))


# -- the sleeve --------------------------------------------------------------------------------


def draw_sleeve(sleeve, kind):
    cloth, second = sleeve
    if kind in ("watch", "bracelet"):
        return watch(sleeve) if kind == "watch" else bracelet(sleeve)
    top = 168
    body = f"M-70 {top}Q0 {top + 16} 70 {top}L104 620L-104 620Z"
    line = "#20242f"
    parts = [f'<path d="{body}" fill="{cloth}" stroke="{line}" stroke-opacity="0.75" stroke-width="{OUTLINE}" stroke-linejoin="round"/>']
    if kind == "stripes":
        for y in range(top + 40, 620, 54):
            wide = 70 + (y - top) * 34 / 452
            parts.append(f'<path d="M{-wide + 3:.1f} {y}Q0 {y + 16} {wide - 3:.1f} {y}" stroke="{second}" stroke-width="18" fill="none"/>')
    elif kind == "dots":
        for row, y in enumerate(range(top + 44, 620, 44)):
            for x in range(-90 + 22 * (row % 2), 91, 44):
                if abs(x) < 62 + (y - top) * 34 / 452:
                    parts.append(f'<circle cx="{x}" cy="{y}" r="8" fill="{second}"/>')
    elif kind == "cuff":
        parts.append(
            f'<path d="M-74 {top - 8}Q0 {top + 10} 74 {top - 8}L78 {top + 34}Q0 {top + 52} -78 {top + 34}Z" '
            f'fill="{second}" stroke="{line}" stroke-opacity="0.75" stroke-width="{OUTLINE}" stroke-linejoin="round"/>'
        )
    return "".join(parts)


def watch(sleeve):
    strap, face = sleeve
    return (
        f'<path d="M-60 142Q0 158 60 142L62 178Q0 194 -62 178Z" fill="{strap}" stroke="#20242f" stroke-opacity="0.75" stroke-width="{OUTLINE}"/>'
        f'<circle cx="0" cy="168" r="33" fill="{face}" stroke="#20242f" stroke-opacity="0.75" stroke-width="{OUTLINE}"/>'
        f'<path d="M0 150V168L13 176" fill="none" stroke="#20242f" stroke-width="5" stroke-linecap="round"/>'
    )


def bracelet(sleeve):
    beads = []
    for step in range(-3, 4):
        y = 158 - abs(step) ** 1.6 * 1.6
        colour = sleeve[step % 2]
        beads.append(f'<circle cx="{step * 18.5:.1f}" cy="{y:.1f}" r="11.5" fill="{colour}" stroke="#20242f" stroke-opacity="0.6" stroke-width="3"/>')
    return "".join(beads)
