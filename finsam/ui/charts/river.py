"""The weeks to come as a river: a line of time from today, each day with something on it marked above or below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sin
from typing import Literal

from finsam.ui.charts.drop import drop_path
from finsam.ui.charts.svg import Anchor, Caption, Drawing, points
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.values import require

WEEKS = 6
_WAVE, _BED = 0.0062, 34  # how fast it winds, and how wide it is in the middle of the picture
_TIERS = ((-1, 0), (1, 0), (-1, 1), (1, 1))  # above, below, and once more further out

BendKind = Literal["today", "sure", "open", "law"]


@dataclass(frozen=True)
class Bend:
    """A day with something on it. Filled: sure; outline: planned or a last day; diamond: the law's; drop: today."""

    on: date
    day: str  # ready-written: "21 nov"
    label: str
    kind: BendKind = "open"
    href: str = ""


@dataclass(frozen=True)
class _Placed:
    """A bend with its point on the river and where its words stand."""

    bend: Bend
    x: float
    side: int
    tier: int
    anchor: Anchor


def river(first: date, bends: Sequence[Bend], caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw six weeks from the first day. Bends outside them, or without room, are left to the list.

    Raises ValueError when there is nothing to draw.
    """
    last = first + timedelta(weeks=WEEKS)
    within = sorted((b for b in bends if first <= b.on <= last), key=lambda b: (b.on, b.kind != "today"))
    require(within, "Floden saknar dagar")
    drawing = Drawing(theme, theme.wide)
    if theme.narrow:
        return drawing.svg(_draw_narrow(drawing, within), caption)
    placed = _placed(drawing, first, within)
    em = theme.em
    middle = em * (8.6 if any(p.tier and p.side < 0 for p in placed) else 5.8)
    _draw_water(drawing, middle)
    deepest = middle + em * (9.8 if any(p.tier and p.side > 0 for p in placed) else 7)
    _draw_weeks(drawing, first, middle, deepest)
    for one in placed:
        _draw_bend(drawing, one, middle)
    return drawing.svg(deepest + em * 1.6, caption)


def _y(x: float, middle: float) -> float:
    return middle + 7 * sin(x * _WAVE) + 4 * sin(x * _WAVE * 2.3 + 1)


def _x(drawing: Drawing, first: date, on: date) -> float:
    left = drawing.theme.em * 1.2
    return left + (drawing.width - 2 * left) * (on - first).days / (WEEKS * 7)


def _draw_water(drawing: Drawing, middle: float) -> None:
    steps = [drawing.width * i / 48 for i in range(49)]
    bed = [_BED / 2 * (0.72 + 0.28 * sin(x * _WAVE * 1.4)) for x in steps]
    upper = [(x, _y(x, middle) - half) for x, half in zip(steps, bed, strict=True)]
    lower = [(x, _y(x, middle) + half) for x, half in zip(steps, bed, strict=True)]
    drawing.path(f"M {points(*upper, *reversed(lower))} Z", "water")
    for share in (-0.3, 0.3):
        current = [(x, _y(x, middle) + half * share) for x, half in zip(steps, bed, strict=True)]
        drawing.path(f"M {points(*current)}", "current")


def _draw_weeks(drawing: Drawing, first: date, middle: float, bottom: float) -> None:
    monday = first + timedelta(days=7 - first.weekday())
    for week in range(WEEKS):
        on = monday + timedelta(weeks=week)
        x = _x(drawing, first, on)
        if x > drawing.width - drawing.theme.em * 3:
            return
        drawing.line(x, _y(x, middle) - 9, x, _y(x, middle) + 9, "leader")
        drawing.line(x, bottom, x, bottom + drawing.theme.em, "hair")
        drawing.text(x + 6, bottom + drawing.theme.em * 0.9, f"v. {on.isocalendar().week}", "small")


def _placed(drawing: Drawing, first: date, bends: Sequence[Bend]) -> list[_Placed]:
    """Give each bend the nearest side where its words do not run into those before; without room it is not drawn."""
    ends = dict.fromkeys(_TIERS, -1.0)
    placed: list[_Placed] = []
    for bend in bends:
        x = _x(drawing, first, bend.on)
        wide = max(drawing.measure(bend.day, "strong"), drawing.measure(bend.label, "small")) + drawing.theme.em * 1.4
        anchor: Anchor = "end" if x + wide > drawing.width else "start"
        left = x - wide if anchor == "end" else x - 4
        # further out the leader must pass beside the words that stand nearer
        free = (t for t in _order(placed) if left > ends[t] and (not t[1] or x > ends[t[0], 0]))
        if tier := next(free, None):
            ends[tier] = left + wide
            placed.append(_Placed(bend, x, *tier, anchor))
    return placed


def _order(placed: Sequence[_Placed]) -> list[tuple[int, int]]:
    """Above and below by turns."""
    return sorted(_TIERS, key=lambda tier: (tier[1], tier[0] == placed[-1].side if placed else tier[0] > 0))


def _draw_bend(drawing: Drawing, placed: _Placed, middle: float) -> None:
    bend, x, em = placed.bend, placed.x, drawing.theme.em
    y = _y(x, middle)
    away = em * (3.6 + 2.8 * placed.tier) * placed.side
    top = y + away - (em * 1.2 if placed.side < 0 else -em * 1.1)
    nudge = -4 if placed.anchor == "start" else 4
    wide = max(drawing.measure(bend.day, "strong"), drawing.measure(bend.label, "small"))
    with drawing.link(bend.href, f"{bend.day}: {bend.label}"):
        drawing.rect(x - (wide if placed.anchor == "end" else 6), top - em, wide + 6, em * 2.6, "hit")
        drawing.line(x, y, x, y + away + (em * 0.35 if placed.side < 0 else -em * 0.1), "leader")
        draw_sign(drawing, bend.kind, (x, y))
        drawing.text(x + nudge, top, bend.day, "strong", anchor=placed.anchor)
        drawing.text(x + nudge, top + em * 1.15, bend.label, "small", anchor=placed.anchor)


def draw_sign(drawing: Drawing, kind: BendKind, spot: tuple[float, float]) -> None:
    """Draw a bend's sign centred on a spot."""
    x, y = spot
    if kind == "today":
        drawing.path(drop_path(x, y + 2, 10), "amber")
    elif kind == "law":
        drawing.path(f"M {points((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y))} Z", "law")
    else:
        drawing.circle(x, y, 7, "coming" if kind == "sure" else "dot-open")


def _draw_narrow(drawing: Drawing, bends: Sequence[Bend]) -> float:
    """Draw the river downwards, its bends in order; return the height."""
    em, y = drawing.theme.em, drawing.theme.em * 1.3
    wrapped = [drawing.wrap(bend.label, drawing.width - em * 3.4) for bend in bends]
    height = sum(em * (2.1 + 1.25 * len(lines)) for lines in wrapped)
    drawing.rect(em * 0.55, 0, em * 1.1, height, "water")
    for bend, lines in zip(bends, wrapped, strict=True):
        with drawing.link(bend.href, f"{bend.day}: {bend.label}"):
            drawing.rect(0, y - em * 1.2, drawing.width, em * (1.9 + 1.25 * len(lines)), "hit")
            draw_sign(drawing, bend.kind, (em * 1.1, y - em * 0.3))
            drawing.text(em * 2.8, y, bend.day, "strong")
            for place, line in enumerate(lines, 1):
                drawing.text(em * 2.8, y + em * 1.25 * place, line, "note")
        y += em * (2.1 + 1.25 * len(lines))
    return height
