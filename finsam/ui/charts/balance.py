"""The balance sheet as a picture: for each year what there is above, and how it is financed below."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from finsam.ui.charts.segments import GAP, Segment, draw_legend, draw_segment, segments
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme, Tone
from finsam.ui.charts.values import Part, require, require_parts, total

_ON_SCREEN: tuple[tuple[Tone, ...], ...] = (("s1", "s2", "s4", "s6"), ("s5", "quiet", "s6", "s4"))
_ON_PAPER: tuple[tuple[Tone, ...], ...] = (("river", "s3", "s4", "s6"), ("s2", "quiet", "s4", "s6"))
_ROUNDING = Fraction(1, 10_000)


@dataclass(frozen=True)
class BalanceDay:
    """One balance sheet: the day it shows, its assets, their financing, and the total ready-written."""

    label: str
    assets: tuple[Part, ...]
    financing: tuple[Part, ...]
    text: str = ""


def balance(days: Sequence[BalanceDay], caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw each day's two rows, every day on the same scale.

    Raises ValueError when the two sides differ by more than rounding, one part in ten thousand.
    """
    _check(days)
    drawing = Drawing(theme, theme.text)
    longest = max(total(side) for day in days for side in (day.assets, day.financing))
    top = 0.0
    for day in days:
        top = _day(drawing, day, longest, top) + theme.em * 1.1
    return drawing.svg(top - theme.em * 1.1, caption)


def _check(days: Sequence[BalanceDay]) -> None:
    require(days, "Balansräkningen saknar år")
    for day in days:
        require_parts(day.assets, f"Tillgångarna {day.label}")
        require_parts(day.financing, f"Finansieringen {day.label}")
        assets, financing = total(day.assets), total(day.financing)
        even = abs(assets - financing) <= assets * _ROUNDING
        require(even, f"Balansräkningen {day.label} går inte ihop: tillgångar och finansiering skiljer sig åt")


def _day(drawing: Drawing, day: BalanceDay, longest: Fraction, top: float) -> float:
    em = drawing.theme.em
    drawing.text(0, top + em, day.label, "note")
    if day.text:
        drawing.text(drawing.measure(day.label, "note") + em, top + em, day.text, "strong")
    top += em * 1.5
    untold: list[Segment] = []
    sides = zip((day.assets, day.financing), _ON_PAPER if drawing.theme.printed else _ON_SCREEN, strict=True)
    for side, tones in sides:
        toned = [Part(p.label, p.value, p.text, p.note, p.tone or tones[i % 4], p.href) for i, p in enumerate(side)]
        placed = segments(toned, 0, drawing.width * float(total(side) / longest), total(side))
        untold += [segment for segment in placed if not _draw(drawing, segment, top)]
        top += em * 2.95 + GAP
    if untold:
        names = [(s.part.spoken, s.tone) for s in untold if s.part.value]
        return draw_legend(drawing, names, 0, top + em * 0.3) - em * 0.6
    return top


def _draw(drawing: Drawing, segment: Segment, top: float) -> bool:
    """Draw a part with its name and value one above the other; tell whether they fitted."""
    em, part, on = drawing.theme.em, segment.part, drawing.theme.on(segment.tone)
    with drawing.link(part.href, part.spoken):
        draw_segment(drawing, segment, top, em * 2.95)
        room = max(drawing.measure(part.label), drawing.measure(part.written, "strong")) + em * 0.8 + GAP
        if room <= segment.width:
            drawing.text(segment.x + em * 0.4, top + em * 1.2, part.label, "label", on)
            drawing.text(segment.x + em * 0.4, top + em * 2.4, part.written, "strong", on)
    return room <= segment.width
