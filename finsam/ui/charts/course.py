"""A course of money over time: outcome with water under it, forecast to its drop, budget dotted, limits as a band."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from finsam.kernel.swedish import number
from finsam.ui.charts.drop import drop_path
from finsam.ui.charts.line import Kind, scale, ticks
from finsam.ui.charts.svg import Caption, Drawing, points
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.values import Value, require

Mark = Literal["", "dot", "ring", "drop"]
Side = Literal["above", "below", "right", "left", "above-right", "above-left", "below-right", "below-left"]
Box = tuple[float, float, float, float]
_SIDES: tuple[Side, ...] = ("above", "right", "below", "left", "above-right", "above-left", "below-right", "below-left")


@dataclass(frozen=True)
class Point:
    """Where something is: a place along the axis, and a value."""

    at: Value
    value: Value


@dataclass(frozen=True)
class Course:
    """A line through points. `water` fills under it, `mark` ends it, `words` tell its end, `warns` in amber.

    `dots` marks every point on the way. `under` is a second, grey line of words. `side` is where the words stand if
    there is room.
    """

    points: tuple[Point, ...]
    kind: Kind = Kind.OUTCOME
    water: bool = False
    mark: Mark = ""
    dots: bool = False
    words: str = ""
    under: str = ""
    side: Side = "above"
    warns: bool = False


@dataclass(frozen=True)
class Limit:
    """A level that should not be passed, the same all along or by points: written at the right, over or under it."""

    points: tuple[Point, ...]
    words: str
    over: bool = True


@dataclass(frozen=True)
class Ground:
    """What courses are drawn on: named places along the axis, and limits with water from the first to the second.

    Without `grid` only zero has a line and a number.
    """

    names: tuple[tuple[Value, str], ...]
    first: Value
    last: Value
    limits: tuple[Limit, ...] = ()
    grid: bool = True


@dataclass
class _Plot:
    """The box of the picture, the scale of both axes, and where words stand already."""

    ground: Ground
    left: float
    right: float
    top: float
    bottom: float
    low: Decimal
    high: Decimal
    taken: list[Box] = field(default_factory=list)
    drawn: list[tuple[float, float]] = field(default_factory=list)

    def x(self, at: Value) -> float:
        first, last = float(self.ground.first), float(self.ground.last)
        return self.left + (self.right - self.left) * (float(at) - first) / (last - first)

    def y(self, value: Value) -> float:
        return self.bottom - (self.bottom - self.top) * (float(value) - float(self.low)) / float(self.high - self.low)

    def at(self, point: Point) -> tuple[float, float]:
        return self.x(point.at), self.y(point.value)


def course(ground: Ground, courses: Sequence[Course], caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw courses of money on their ground, from zero. Raises ValueError with a Swedish sentence for nonsense."""
    require(courses and all(one.points for one in courses), "Förloppet saknar värden")
    require(all(limit.points for limit in ground.limits), "En gräns saknar värden")
    require(ground.first < ground.last, "Förloppet måste sluta efter att det börjar")
    drawing = Drawing(theme, theme.small)
    em, height = theme.em, theme.em * 13.5
    values = [p.value for one in courses for p in one.points] + [
        p.value for limit in ground.limits for p in limit.points
    ]
    low, high, step = scale([float(value) for value in values])
    levels = ticks(low, high, step)
    shown = levels if ground.grid else [level for level in levels if not level]
    left = max((drawing.measure(number(level), "small") for level in shown), default=0) + em * 0.7
    plot = _Plot(ground, left, drawing.width - em * 0.6, em * 1.6, height - em * 2.1, low, high)
    _draw_ground(drawing, plot, shown)
    for one in courses:
        _draw_course(drawing, plot, one)
    for one in courses:
        _draw_mark(drawing, plot, one)
    for one in courses:
        _write(drawing, plot, one)
    return drawing.svg(height, caption)


def _draw_ground(drawing: Drawing, plot: _Plot, shown: Sequence[Decimal]) -> None:
    em, limits = drawing.theme.em, plot.ground.limits
    if limits:
        zero = [(plot.left, plot.y(0)), (plot.right, plot.y(0))]
        edges = [*_edge(plot, limits[0]), *reversed(_edge(plot, limits[1]) if len(limits) > 1 else zero)]
        drawing.path("M " + " L ".join(points(place) for place in edges) + " Z", "water")
    for level in shown:
        y = plot.y(level)
        drawing.line(plot.left, y, plot.right, y, "hair" if level else "zero")
        drawing.text(plot.left - em * 0.6, y + em * 0.33, number(level), "small", anchor="end")
    for limit in limits:
        _draw_limit(drawing, plot, limit)
    for at, name in _named(drawing, plot):
        half = drawing.measure(name, "small") / 2
        x = min(max(plot.x(at), plot.left + half), plot.right - half)
        drawing.text(x, plot.bottom + em * 1.6, name, "small", anchor="middle")


def _edge(plot: _Plot, limit: Limit) -> list[tuple[float, float]]:
    """The limit from the left end of the axis to the right."""
    places = [plot.at(point) for point in limit.points]
    return [(plot.left, places[0][1]), *places, (plot.right, places[-1][1])]


def _draw_limit(drawing: Drawing, plot: _Plot, limit: Limit) -> None:
    em, edge = drawing.theme.em, _edge(plot, limit)
    drawing.path("M " + " L ".join(points(place) for place in edge), "limit")
    plot.drawn += [place for pair in pairwise(edge) for place in _along(*pair)]
    over = limit.over or edge[-1][1] + em * 1.4 > plot.bottom
    base = edge[-1][1] + em * (-0.4 if over else 1.15)
    drawing.text(plot.right, base, limit.words, "small-ink", "halo", anchor="end")
    plot.taken.append((plot.right - drawing.measure(limit.words, "small"), base - em, plot.right, base + em * 0.2))


def _named(drawing: Drawing, plot: _Plot) -> list[tuple[Value, str]]:
    """Choose places to name so that names do not meet: every one, every second and so on, from the first."""
    names = plot.ground.names
    for stride in range(1, len(names) + 1):
        chosen = list(names[::stride])
        if all(plot.x(b[0]) - plot.x(a[0]) > _room(drawing, a, b) for a, b in pairwise(chosen)):
            return chosen
    return list(names[:1])


def _room(drawing: Drawing, one: tuple[Value, str], other: tuple[Value, str]) -> float:
    return (drawing.measure(one[1], "small") + drawing.measure(other[1], "small")) / 2 + drawing.theme.em * 0.5


def _draw_course(drawing: Drawing, plot: _Plot, one: Course) -> None:
    places = [plot.at(point) for point in one.points]
    if len(places) < 2:
        return
    if one.water:
        ground = [(places[-1][0], plot.y(0)), (places[0][0], plot.y(0))]
        drawing.path("M " + " L ".join(points(place) for place in [*places, *ground]) + " Z", "water")
        drawing.line(plot.left, plot.y(0), plot.right, plot.y(0), "zero")
    plot.drawn += [place for pair in pairwise(places) for place in _along(*pair)]
    roles = (one.kind.value, "warning") if one.warns and one.kind is Kind.FORECAST else (one.kind.value,)
    drawing.path("M " + " L ".join(points(place) for place in places), *roles)


def _draw_mark(drawing: Drawing, plot: _Plot, one: Course) -> None:
    em = drawing.theme.em
    for point in one.points[:-1] if one.dots else ():
        drawing.circle(*plot.at(point), em * 0.22, "dot", "river")
    x, y = plot.at(one.points[-1])
    if one.mark == "drop":
        drawing.path(drop_path(x, y, em * 0.55), "amber")
    elif one.mark:
        drawing.circle(x, y, em * 0.32, *(["dot", "river"] if one.mark == "dot" else ["dot-open"]))


def _write(drawing: Drawing, plot: _Plot, one: Course) -> None:
    """Write what a course ends in where it hides nothing: on the side asked for, else on another."""
    if not one.words:
        return
    em = drawing.theme.em
    role = "warned" if one.warns else "note" if one.kind is Kind.BUDGET else "strong"
    width = max(drawing.measure(one.words, "strong"), drawing.measure(one.under, "note"))
    size = (width, em * (2.4 if one.under else 1.2))
    tried = [_beside(drawing, plot, one, side, size, far) for far in (1, 2, 4) for side in (one.side, *_SIDES)]
    box = min(tried, key=lambda box: _hides(plot, box))
    plot.taken.append(box)
    before = box[0] + width / 2 < plot.x(one.points[-1].at) - em * 0.5
    for line, (words, how) in enumerate(((one.words, role), (one.under, "note"))):
        y = box[1] + em * (0.95 + 1.2 * line)
        drawing.text(box[2] if before else box[0], y, words, how, "halo", anchor="end" if before else "start")


def _beside(drawing: Drawing, plot: _Plot, one: Course, side: Side, size: tuple[float, float], far: int) -> Box:
    """Return where words would stand on a side of a course's end, inside the picture."""
    em, (x, y), (width, height) = drawing.theme.em, plot.at(one.points[-1]), size
    air = em * (1.0 if one.mark == "drop" else 0.55) * far
    left = {"above": x - width / 2, "below": x - width / 2, "right": x + air, "left": x - air - width}.get(
        side, x + air * 0.6 if side.endswith("right") else x - air * 0.6 - width
    )
    top = y - height / 2
    if side.startswith(("above", "below")):
        top = y - air - height if side.startswith("above") else y + air
    left = min(max(left, plot.left), drawing.width - width)
    return left, top, left + width, top + height


def _hides(plot: _Plot, box: Box) -> int:
    """Tell how much words in the box would hide, other words most of all."""
    outside = box[1] < 0 or box[3] > plot.bottom
    words = sum(_meet(box, other) for other in plot.taken)
    return 100 * (outside + words) + sum(box[0] < x < box[2] and box[1] < y < box[3] for x, y in plot.drawn)


def _along(one: tuple[float, float], other: tuple[float, float]) -> list[tuple[float, float]]:
    """Points along a stroke, close enough for words not to slip between."""
    count = max(1, int(max(abs(one[0] - other[0]), abs(one[1] - other[1])) // 4))
    return [
        (one[0] + (other[0] - one[0]) * i / count, one[1] + (other[1] - one[1]) * i / count) for i in range(count + 1)
    ]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
