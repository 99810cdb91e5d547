"""The annual wheel on paper: months outside, quarters inside, each mark led out to its date and its words."""

from collections.abc import Sequence
from itertools import pairwise

from finsam.ui.charts.circle import TURN, at, lies_low, sector, upright
from finsam.ui.charts.drop import drop_path
from finsam.ui.charts.lettering import spread
from finsam.ui.charts.marks import Mark, draw_mark
from finsam.ui.charts.svg import Anchor, Drawing
from finsam.ui.charts.year import Happening, Year, angle_of, month_edges

_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec")
_GAP = 0.008
Point = tuple[float, float]


def draw_printed_wheel(drawing: Drawing, year: Year) -> float:
    """Draw the wheel in the middle of the picture and return the picture's height."""
    em = drawing.theme.em
    outer = drawing.width * 0.262
    sides = [[h for h in year.happenings if (angle_of(h.on) <= TURN / 2) is right] for right in (True, False)]
    tall = max(outer * 2 + em * 7, *(len(side) * em * 3.4 for side in sides))
    centre = (drawing.width / 2, tall / 2)
    _draw_rings(drawing, year, centre, outer)
    _draw_heart(drawing, year, centre)
    for side, right in zip(sides, (True, False), strict=True):
        _draw_callouts(drawing, side, centre, outer, right=right)
    return tall


def _draw_rings(drawing: Drawing, year: Year, centre: Point, outer: float) -> None:
    em, edges = drawing.theme.em, month_edges(year.year)
    ring = (outer * 0.8, outer)
    for i, (first, last) in enumerate(pairwise(edges)):
        drawing.path(sector(centre, ring, first + _GAP, last - _GAP), "month-even" if i % 2 else "month")
        _along(drawing, _MONTHS[i], "month-name", centre, (sum(ring) / 2, (first + last) / 2))
    for quarter in range(4):
        first, last = edges[quarter * 3], edges[quarter * 3 + 3]
        inner = (outer * 0.64, outer * 0.775)
        drawing.path(sector(centre, inner, first + _GAP, last - _GAP), "water")
        _along(drawing, f"kvartal {quarter + 1}", "small", centre, (sum(inner) / 2, (first + last) / 2))
    if year.today:
        angle = angle_of(year.today)
        drawing.line(*at(centre, outer * 0.64, angle), *at(centre, outer + em * 0.6, angle), "hand")


def _along(drawing: Drawing, words: str, role: str, centre: Point, place: tuple[float, float]) -> None:
    """Write words along the circle, centred on a radius and an angle."""
    radius, angle = place
    shift = drawing.theme.em * 0.33 * (1 if lies_low(angle) else -1)
    drawing.text(*at(centre, radius + shift, angle), words, role, anchor="middle", turn=upright(angle))


def _draw_heart(drawing: Drawing, year: Year, centre: Point) -> None:
    x, y = centre
    em = drawing.theme.em
    drawing.path(drop_path(x, y - em * 2.2, em * 2.6), "river")
    drawing.text(x, y + em * 4, year.centre or str(year.year), "year", anchor="middle")
    drawing.text(x, y + em * 5.5, year.under, "note", anchor="middle")


def _draw_callouts(
    drawing: Drawing, happenings: Sequence[Happening], centre: Point, outer: float, *, right: bool
) -> None:
    """Lead each mark from its day to its words, moved up or down so that all can be read."""
    em = drawing.theme.em
    ring = outer + em * 2.1
    words = [drawing.wrap(h.label, drawing.width * 0.215, "note") for h in happenings]
    wanted = [at(centre, ring, angle_of(h.on))[1] for h in happenings]
    levels = spread(wanted, [_height(em, lines) for lines in words], 0, centre[1] * 2)
    for happening, lines, y in zip(happenings, words, levels, strict=True):
        aside = max(ring**2 - (y - centre[1]) ** 2, 0) ** 0.5
        away = 1 if right else -1
        x = centre[0] + away * max(aside, em * 3)
        drawing.line(*at(centre, outer + 1, angle_of(happening.on)), x, y, "leader")
        draw_mark(drawing, Mark(happening.matter), (x, y), em * 0.62)
        _write(drawing, happening.day, lines, (x + away * em * 1.3, y), "start" if right else "end")


def _height(em: float, lines: Sequence[str]) -> float:
    return em * (1.55 + 1.15 * len(lines))


def _write(drawing: Drawing, day: str, lines: Sequence[str], spot: Point, anchor: Anchor) -> None:
    em, (x, y) = drawing.theme.em, spot
    y -= _height(em, lines) / 2 - em * 1.05
    drawing.text(x, y, day, "strong", anchor=anchor)
    for i, line in enumerate(lines, start=1):
        drawing.text(x, y + em * 1.15 * i, line, "note", anchor=anchor)
