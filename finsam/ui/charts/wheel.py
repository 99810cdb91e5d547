"""The annual wheel: January on top, clockwise; past filled with water, the hand and the drop at today."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from finsam.kernel.swedish import MONTHS
from finsam.ui.charts.circle import TURN, arc, at, lies_low, sector, upright
from finsam.ui.charts.drop import drop_path
from finsam.ui.charts.lettering import spread
from finsam.ui.charts.marks import Mark, Matter, draw_mark
from finsam.ui.charts.printed_wheel import draw_printed_wheel
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.year import Happening, Period, Year, angle_of, check_year, month_edges


@dataclass(frozen=True)
class _Disc:
    """The wheel's measures on one surface."""

    middle: float
    inner: float
    outer: float
    mark: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.middle, self.middle

    def ring(self, matter: Matter | None) -> float:
        """Return the radius of a matter's ring; what has no matter runs along the inner edge."""
        place = list(Matter).index(matter) + 0.72 if matter else 0
        return self.inner + (self.outer - self.inner) * place / (len(Matter) + 0.1)


def wheel(year: Year, caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw the year. On paper the marks stand outside with their words; on a narrow screen the past are dots."""
    check_year(year)
    if theme.printed:
        drawing = Drawing(theme, theme.wide)
        return drawing.svg(draw_printed_wheel(drawing, year), caption)
    drawing = Drawing(theme, theme.text)
    side = drawing.width
    disc = _Disc(
        side / 2, side * 0.175, side * (0.42 if theme.narrow else 0.4), theme.em * (0.88 if theme.narrow else 0.97)
    )
    _draw_ground(drawing, disc, year)
    for period in year.periods:
        _draw_period(drawing, disc, period)
    _draw_today(drawing, disc, year)
    _draw_centre(drawing, disc, year)
    _draw_marks(drawing, disc, year)
    return drawing.svg(side, caption)


def _draw_ground(drawing: Drawing, disc: _Disc, year: Year) -> None:
    """Draw past water, rings, months and their names."""
    edges = month_edges(year.year)
    if year.today:
        drawing.path(sector(disc.centre, (disc.inner, disc.outer), 0, angle_of(year.today)), "water")
    for matter in Matter:
        drawing.circle(*disc.centre, disc.ring(matter), "none", "hair")
    for edge in edges[:-1]:
        reach = disc.outer * (1 if drawing.theme.narrow else 1.09)
        drawing.line(*at(disc.centre, disc.inner, edge), *at(disc.centre, reach, edge), "spoke")
    drawing.circle(*disc.centre, disc.outer, "none", "shore")
    drawing.circle(*disc.centre, disc.inner, "disc")
    for month, (first, last) in enumerate(pairwise(edges), start=1):
        _name_month(drawing, disc, month, (first + last) / 2, current=bool(year.today and year.today.month == month))


def _name_month(drawing: Drawing, disc: _Disc, month: int, angle: float, *, current: bool) -> None:
    em, narrow = drawing.theme.em, drawing.theme.narrow
    name = MONTHS[month - 1][0].upper() if narrow else MONTHS[month - 1]
    # baselines face the centre above and away from it below, so the words lie in one ring
    x, y = at(disc.centre, disc.outer + em * (1.25 if lies_low(angle) else 0.55) + em * 0.15, angle)
    drawing.text(x, y, name, "month-now" if current else "month-word", anchor="middle", turn=upright(angle))


def _draw_period(drawing: Drawing, disc: _Disc, period: Period) -> None:
    radius = disc.ring(period.matter)
    first, last = angle_of(period.first), angle_of(period.last)
    drawing.path(arc(disc.centre, radius, first, last), "lasting-law" if period.matter is Matter.LAW else "lasting")
    if drawing.theme.narrow:
        return
    em, angle = drawing.theme.em, (first + last) / 2
    x, y = at(disc.centre, radius - em * (0.65 if lies_low(angle) else 1.5), angle)
    drawing.text(x, y, period.label, "small", anchor="middle", turn=upright(angle))


def _draw_today(drawing: Drawing, disc: _Disc, year: Year) -> None:
    if not year.today:
        return
    angle, em = angle_of(year.today), drawing.theme.em
    drawing.line(*at(disc.centre, disc.inner, angle), *at(disc.centre, disc.outer, angle), "hand")
    x, y = at(disc.centre, disc.outer + em * (2.5 if drawing.theme.narrow else 2.7), angle)
    size = em * (0.42 if drawing.theme.narrow else 0.62)
    drawing.path(drop_path(x, y, size), "law", turn=(angle * 360 / TURN + 180, x, y))


def _draw_centre(drawing: Drawing, disc: _Disc, year: Year) -> None:
    em, x = drawing.theme.em, disc.middle
    y = disc.middle + em * (-0.2 if drawing.theme.narrow else 0.5)
    if not drawing.theme.narrow:
        drawing.text(x, y - em * 2.4, year.over, "note", anchor="middle")
    drawing.text(x, y, year.centre, "year", anchor="middle")
    for i, line in enumerate(drawing.wrap(year.under, disc.inner * 1.5, "note")):
        drawing.text(x, y + em * (1.6 + 1.25 * i), line, "note", anchor="middle")


def _draw_marks(drawing: Drawing, disc: _Disc, year: Year) -> None:
    """Draw the marks, those too close moved apart: ring by ring or, on a narrow screen, all that are to come."""
    past = [h for h in year.happenings if year.today and h.on < year.today]
    if drawing.theme.narrow:
        for happening in past:
            with drawing.link(happening.href, happening.spoken):
                drawing.circle(*at(disc.centre, disc.ring(happening.matter), angle_of(happening.on)), 3.6, "spot")
        _draw_coming(drawing, disc, [h for h in year.happenings if h not in past], year)
        return
    for matter in Matter:
        wide = disc.mark * (2.7 if matter is Matter.LAW else 2.25) / disc.ring(matter)
        mine = [h for h in year.happenings if h.matter is matter]
        angles = spread([angle_of(h.on) for h in mine], [wide] * len(mine), 0, TURN)
        for happening, angle in zip(mine, angles, strict=True):
            _draw_one(drawing, disc, happening, angle, past=happening in past)


def _draw_coming(drawing: Drawing, disc: _Disc, coming: Sequence[Happening], year: Year) -> None:
    """Draw large what is to come, kept apart over all rings and on its own side of the hand."""
    wide = 1.7 * disc.mark / disc.ring(Matter.BOARD)
    today = angle_of(year.today) if year.today else 0
    angles = spread([angle_of(h.on) for h in coming], [wide] * len(coming), today, TURN)
    for happening, angle in zip(coming, angles, strict=True):
        _draw_one(drawing, disc, happening, angle, past=False)


def _draw_one(drawing: Drawing, disc: _Disc, happening: Happening, angle: float, *, past: bool) -> None:
    spot = at(disc.centre, disc.ring(happening.matter), angle)
    with drawing.link(happening.href, happening.spoken):
        draw_mark(drawing, Mark(happening.matter, str(happening.number), past), spot, disc.mark)
