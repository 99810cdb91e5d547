"""Lines over time: the label at the line's end with the last value; solid outcome, dashed forecast, dotted budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import groupby, pairwise
from math import ceil, floor

from finsam.kernel.swedish import number
from finsam.ui.charts.lettering import spread
from finsam.ui.charts.svg import Caption, Drawing, points
from finsam.ui.charts.theme import SCREEN, Theme, Tone
from finsam.ui.charts.values import Value, require, write

_MOST_GRID = 4
_STEPS = (Decimal(1), Decimal("1.5"), Decimal(2), Decimal("2.5"), Decimal(3), Decimal(4), Decimal(5), Decimal(10))


class Kind(Enum):
    """What a line tells, and so how it is drawn."""

    OUTCOME = "outcome"
    FORECAST = "predicted"
    BUDGET = "planned"


@dataclass(frozen=True)
class Series:
    """One line, a value or None for each place on the axis; `text` is its last value ready-written."""

    label: str
    values: tuple[Value | None, ...]
    kind: Kind = Kind.OUTCOME
    text: str = ""
    tone: Tone | None = None

    @property
    def known(self) -> list[tuple[int, Value]]:
        return [(i, value) for i, value in enumerate(self.values) if value is not None]

    @property
    def last(self) -> tuple[int, Value]:
        return self.known[-1]

    @property
    def written(self) -> str:
        return self.text or write(self.last[1])


@dataclass(frozen=True)
class _Plot:
    """Where values stand: the box of the picture and the scale of both axes."""

    left: float
    right: float
    top: float
    bottom: float
    low: Decimal
    high: Decimal
    places: int

    def x(self, place: int) -> float:
        return self.left + (self.right - self.left) * (place / (self.places - 1) if self.places > 1 else 0.5)

    def y(self, value: Value) -> float:
        return self.bottom - (self.bottom - self.top) * (float(value) - float(self.low)) / float(self.high - self.low)


def lines(axis: Sequence[str], series: Sequence[Series], caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw lines over the places of the axis, from zero; an empty axis label leaves its place unmarked."""
    _check(axis, series)
    drawing = Drawing(theme, theme.small)
    em = theme.em
    low, high, step = scale([float(value) for one in series for _, value in one.known])
    levels = ticks(low, high, step)
    left = max(drawing.measure(number(tick), "small") for tick in levels) + em * 0.7
    right, height = drawing.width - _margin(drawing, axis, series), em * 15.5
    plot = _Plot(left, right, em * 0.9, height - em * 2.1, low, high, len(axis))
    _draw_axes(drawing, plot, levels, axis)
    for one in series:
        _draw_line(drawing, plot, one)
    _label_ends(drawing, plot, series)
    _label_within(drawing, plot, series)
    return drawing.svg(height, caption)


def _check(axis: Sequence[str], series: Sequence[Series]) -> None:
    require(axis and series, "Linjediagrammet saknar värden")
    for one in series:
        require(one.known, f"Linjen ”{one.label}” saknar värden")
        require(len(one.values) == len(axis), f"Linjen ”{one.label}” har inte ett värde för varje plats på axeln")


def scale(values: Sequence[float]) -> tuple[Decimal, Decimal, Decimal]:
    """Return the lowest and highest tick and the step between, zero among them, at most four steps."""
    low, high = Decimal(str(min(0, *values))), Decimal(str(max(0, *values)))
    power = Decimal(10) ** ((high - low or Decimal(1)).adjusted() - 1)
    steps = [factor * size for size in (power, power * 10) for factor in _STEPS]
    step = next(s for s in steps if ceil(high / s) - floor(low / s) <= _MOST_GRID)
    return floor(low / step) * step, max(ceil(high / step), floor(low / step) + 1) * step, step


def ticks(low: Decimal, high: Decimal, step: Decimal) -> list[Decimal]:
    """Return every tick from the lowest to the highest, whole ones without decimals."""
    levels = [low + step * i for i in range(int((high - low) / step) + 1)]
    return [level.quantize(Decimal(1)) if level == level.to_integral() else level.normalize() for level in levels]


def _margin(drawing: Drawing, axis: Sequence[str], series: Sequence[Series]) -> float:
    """Return the room to the right that end labels need."""
    em = drawing.theme.em
    ends = [one for one in series if one.last[0] == len(axis) - 1]
    room = max((max(drawing.measure(one.label), drawing.measure(one.written, "strong")) for one in ends), default=0)
    return max(min(room, drawing.width * 0.27) + em * 0.9, drawing.measure(axis[-1], "small") / 2)


def _draw_axes(drawing: Drawing, plot: _Plot, levels: Sequence[Decimal], axis: Sequence[str]) -> None:
    em = drawing.theme.em
    for tick in levels:
        y = plot.y(tick)
        drawing.line(plot.left, y, plot.right, y, "hair" if tick else "zero")
        drawing.text(plot.left - em * 0.6, y + em * 0.33, number(tick), "small", anchor="end")
    for i in _marked(drawing, plot, axis):
        drawing.text(plot.x(i), plot.bottom + em * 1.6, axis[i], "small", anchor="middle")


def _marked(drawing: Drawing, plot: _Plot, axis: Sequence[str]) -> list[int]:
    """Choose places to name so that names do not meet: every one, every second and so on, counted from the last."""
    named = [i for i, name in enumerate(axis) if name]
    room = max((drawing.measure(name, "small") for name in axis), default=0) + drawing.theme.em * 0.6
    for stride in range(1, len(named) + 1):
        chosen = named[::-1][::stride]
        if all(plot.x(a) - plot.x(b) >= room for a, b in pairwise(chosen)):
            return chosen[::-1]
    return named[-1:]


def _roles(one: Series) -> tuple[str, ...]:
    return (one.kind.value, f"stroke-{one.tone}") if one.tone else (one.kind.value,)


def _draw_line(drawing: Drawing, plot: _Plot, one: Series) -> None:
    """Draw the line in as many pieces as its gaps leave, and a dot where it ends."""
    for _, run in groupby(enumerate(one.known), key=lambda pair: pair[1][0] - pair[0]):
        places = [(plot.x(i), plot.y(value)) for _, (i, value) in run]
        if len(places) > 1:
            drawing.path("M " + " L ".join(points(place) for place in places), *_roles(one))
    if one.kind is not Kind.BUDGET:
        place, value = one.last
        roles = ["dot", one.tone or "river"] if one.kind is Kind.OUTCOME else ["dot-open", *_roles(one)[1:]]
        drawing.circle(plot.x(place), plot.y(value), drawing.theme.em * 0.3, *roles)


def _label_ends(drawing: Drawing, plot: _Plot, series: Sequence[Series]) -> None:
    """Write value and name to the right of the lines that reach the last place, apart from one another."""
    em = drawing.theme.em
    ends = [one for one in series if one.last[0] == plot.places - 1]
    room = drawing.width - plot.right - em * 0.8
    names = [drawing.wrap(one.label, room, "note") for one in ends]
    sizes = [em * (1.35 + 1.2 * len(name)) for name in names]
    middles = spread([plot.y(one.last[1]) + em * 0.6 for one in ends], sizes, 0, plot.bottom + em * 1.2)
    for one, name, middle, size in zip(ends, names, middles, sizes, strict=True):
        y = middle - size / 2 + em
        drawing.text(plot.right + em * 0.8, y, one.written, "strong")
        for i, words in enumerate(name, start=1):
            drawing.text(plot.right + em * 0.8, y + em * 1.2 * i, words, "note")


def _label_within(drawing: Drawing, plot: _Plot, series: Sequence[Series]) -> None:
    """Write name and value of a line that ends earlier on its freer side: below where others run above."""
    em = drawing.theme.em
    for one in series:
        place, value = one.last
        if place == plot.places - 1:
            continue
        near = [v for other in series if other is not one for i, v in other.known if place <= i <= place + 1]
        below = sum(v > value for v in near) * 2 >= len(near) and plot.y(value) + em * 3 < plot.bottom
        x = min(plot.x(place) + em * 0.4, plot.right - max(drawing.measure(one.label), drawing.measure(one.written)))
        y = plot.y(value) + em * (1.3 if below else -1.9)
        drawing.text(x, y, one.written, "strong", "halo")
        drawing.text(x, y + em * 1.2, one.label, "note", "halo")
