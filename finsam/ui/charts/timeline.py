"""A line of days: what happened when, and a stretch between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme, Tone
from finsam.ui.charts.values import require


@dataclass(frozen=True)
class Day:
    """A day on the line: its date as written, and what it is."""

    on: date
    written: str
    what: str
    tone: Tone = "river"


@dataclass(frozen=True)
class Stretch:
    """A stretch of days, both included, with what it is."""

    first: date
    last: date
    what: str


def timeline(days: Sequence[Day], stretch: Stretch | None, caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw the days in order, their words above and under the line by turns. Raises ValueError without two days."""
    ordered = sorted(days, key=lambda d: d.on)
    require(len({d.on for d in ordered}) > 1, "Tidslinjen behöver minst två olika dagar")
    drawing = Drawing(theme, theme.text if theme.narrow else theme.wide)
    em = theme.em
    middle = em * 4.6
    place = _scale(ordered, drawing)
    drawing.line(0, middle, drawing.width, middle, "hair")
    if stretch:
        _draw_stretch(drawing, stretch, place(stretch.first), place(stretch.last), middle)
    for side in (0, 1):
        lane = ordered[side::2]
        for day, x in zip(lane, _apart(drawing, lane, place), strict=True):
            _draw_day(drawing, day, (place(day.on), middle), x, under=side == 0)
    return drawing.svg(middle * 2 + em * 0.4, caption)


class _Scale:
    def __init__(self, first: date, last: date, start: float, end: float) -> None:
        self.first, self.start = first, start
        self.step = (end - start) / (last - first).days

    def __call__(self, on: date) -> float:
        return self.start + (on - self.first).days * self.step


def _scale(days: Sequence[Day], drawing: Drawing) -> _Scale:
    first, last = days[0], days[-1]
    return _Scale(first.on, last.on, _room(drawing, first) / 2, drawing.width - _room(drawing, last) / 2)


def _room(drawing: Drawing, day: Day) -> float:
    return max(drawing.measure(day.written, "strong"), drawing.measure(day.what, "note"))


def _apart(drawing: Drawing, lane: Sequence[Day], place: _Scale) -> list[float]:
    """The middles of the words of a lane: over their days, pushed aside where they would meet."""
    air = drawing.theme.em * 0.8
    rooms = [_room(drawing, day) for day in lane]
    found: list[float] = []
    edge = 0.0
    for day, room in zip(lane, rooms, strict=True):
        found.append(max(place(day.on), edge + room / 2))
        edge = found[-1] + room / 2 + air
    edge = drawing.width
    for at in reversed(range(len(found))):
        found[at] = min(found[at], edge - rooms[at] / 2)
        edge = found[at] - rooms[at] / 2 - air
    return found


def _draw_stretch(drawing: Drawing, stretch: Stretch, left: float, right: float, middle: float) -> None:
    em = drawing.theme.em
    drawing.rect(left, middle - em * 0.7, right - left, em * 1.4, "water")
    if drawing.measure(stretch.what, "label") + em * 2 < right - left:
        drawing.text((left + right) / 2, middle + em * 0.32, stretch.what, "label", anchor="middle")


def _draw_day(drawing: Drawing, day: Day, at: tuple[float, float], words: float, *, under: bool) -> None:
    em = drawing.theme.em
    (x, y), sign = at, 1 if under else -1
    drawing.line(x, y, words, y + sign * em * 1.7, "leader")
    drawing.circle(x, y, em * 0.5, day.tone)
    first = y + em * 2.7 if under else y - em * 3.1
    drawing.text(words, first, day.written, "strong", anchor="middle")
    drawing.text(words, first + em * 1.15, day.what, "note", anchor="middle")
