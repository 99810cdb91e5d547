"""The cover of a report: one stream for every contributor, as wide as what it gave."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import cos, hypot, radians, sin

from finsam.ui.charts.svg import Caption, Drawing, points
from finsam.ui.charts.theme import PRINT
from finsam.ui.charts.values import Value, require

WIDTH, HEIGHT = 595.28, 841.89
_RIVER = 186.0  # how wide all streams are together where they have met
_AIR = 118.0  # how much white stands between them at the top of the page
_SEAM = 0.7  # and below, where they run side by side
_THREAD = 9.0  # distance between the fine lines of current in a wide stream

# the right bank: where it begins above the page, and how far it leans to the left after so many points of its way
_SOURCE = (566.0, -70.0)
_LEANS = ((0.0, -5.0), (860.0, 48.0), (1210.0, 20.0))
_STEP = 20

_DARK = ("#2E7D86", "#1A5F69", "#3F8F98", "#72B2B5", "#9CCBCB", "#C9E1DF")
_PAPER = ("#0F5A66", "#3F8F98", "#72B2B5", "#9CCBCB", "#C0DBD9", "#D6E6E2")
_SAND = {True: "#E8DFC4", False: "#DCC68F"}
_GROUND = {True: "#0B3A43", False: "#FAF6EE"}

Point = tuple[float, float]


@dataclass(frozen=True)
class Contribution:
    """What one contributor gave; `outside` marks money that is no member's own, drawn in sand."""

    label: str
    value: Value
    outside: bool = False


def cover(contributions: Sequence[Contribution], caption: Caption, *, dark: bool = True) -> str:
    """Draw the page-filling streams: dark for a year that was, paper for one that is planned. Always for print."""
    given = [one for one in contributions if one.value]
    require(given, "Omslaget saknar bidrag att rita")
    require(all(one.value > 0 for one in given), "Omslaget kan inte ritas med negativa bidrag")
    drawing = Drawing(PRINT, WIDTH)
    drawing.raw("rect", {"width": str(WIDTH), "height": str(HEIGHT), "fill": _GROUND[dark]})
    bank, whole, near = _bank(), sum(Fraction(one.value) for one in given), 0.0
    for rank, (one, colour) in enumerate(reversed([*zip(given, _colours(given, dark=dark), strict=True)])):
        far = near + _RIVER * float(Fraction(one.value) / whole)
        _draw_stream(drawing, bank, (near, far), _gap(rank, len(given)), colour)
        near = far + _SEAM
    return drawing.svg(HEIGHT, caption)


def _colours(given: Sequence[Contribution], *, dark: bool) -> list[str]:
    """Give members the palette in order, spread out when they are many, and what comes from outside sand."""
    palette = _DARK if dark else _PAPER
    members = sum(not one.outside for one in given)
    stride = min(1, (len(palette) - 1) / max(members - 1, 1))
    places = accumulate((not one.outside for one in given), initial=0)
    return [_SAND[dark] if one.outside else palette[int(n * stride)] for one, n in zip(given, places, strict=False)]


def _gap(rank: int, count: int) -> float:
    """Return how far out the air pushes the stream with so many streams between it and the bank."""
    return _AIR * rank / max(count - 1, 4)


def _bank() -> list[Point]:
    """Return points along the right bank, which bends as softly as a river: its curvature never jumps."""
    x, y = _SOURCE
    curve = [(x, y)]
    for way in range(0, int(_LEANS[-1][0]), _STEP):
        lean = radians(_lean(way + _STEP / 2))
        x, y = x - _STEP * sin(lean), y + _STEP * cos(lean)
        curve.append((x, y))
    return curve


def _lean(way: float) -> float:
    (start, before), (end, after) = next(pair for pair in pairwise(_LEANS) if way <= pair[1][0])
    return before + (after - before) * _ease((way - start) / (end - start))


def _ease(t: float) -> float:
    """Go from 0 to 1, level at both ends."""
    return t * t * (3 - 2 * t)


def _draw_stream(
    drawing: Drawing, bank: Sequence[Point], offsets: tuple[float, float], air: float, colour: str
) -> None:
    """Draw a stream between two distances from the bank, and the fine lines of its current when it is wide."""
    near, far = offsets
    right, left = _offset(bank, near, air), _offset(bank, far, air)
    drawing.raw("path", {"d": f"{_curve(right)} L {_curve(left[::-1])[2:]} Z", "fill": colour})
    threads = int((far - near) / _THREAD)
    for i in range(1, threads):
        thread = _offset(bank, near + (far - near) * i / threads, air)
        paint = {"fill": "none", "stroke": "#FFFFFF", "stroke-opacity": "0.22", "stroke-width": "0.45"}
        drawing.raw("path", {"d": _curve(thread)} | paint)


def _offset(bank: Sequence[Point], distance: float, air: float) -> list[Point]:
    """Return the curve at a distance from the bank; the air is all there on top and gone where streams meet."""
    moved = []
    for i in range(1, len(bank) - 1):
        (x0, y0), (x, y), (x1, y1) = bank[i - 1 : i + 2]
        length = hypot(x1 - x0, y1 - y0)
        reach = distance + air * _opening(i / len(bank))
        moved.append((x - reach * (y1 - y0) / length, y + reach * (x1 - x0) / length))
    return moved


def _opening(along: float) -> float:
    """Return 1 at the top of the page, falling softly to 0 where the streams have met."""
    return 1 - _ease(min(max((along - 0.05) / 0.62, 0), 1))


def _curve(places: Sequence[Point]) -> str:
    """Return a path through the points, a cubic between every two."""
    padded = [places[0], *places, places[-1]]
    path = f"M {points(places[0])}"
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        ahead = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
        behind = (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
        path += f" C {points(ahead, behind, c)}"
    return path
