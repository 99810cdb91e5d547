"""Follow the krona on a narrow screen: bars in order, on one scale for kronor and one for people."""

from dataclasses import replace

from finsam.ui.charts.bars import draw_list
from finsam.ui.charts.krona_parts import Followed, Lock
from finsam.ui.charts.stream import Hub, Side, draw_plate
from finsam.ui.charts.svg import Drawing


def draw_as_bars(drawing: Drawing, left: Side, hub: Hub, right: Side, followed: Followed) -> float:
    """Draw what came in, the hub, the followed one and what stands behind it, the rest, the lock and the people."""
    em, first, rest = drawing.theme.em, right.parts[0], [replace(part, tone="quiet") for part in right.parts[1:]]
    most = max(part.value for part in (*left.parts, *right.parts))
    y = draw_list(drawing, left.title, left.parts, 0, most)
    y = draw_plate(drawing, hub, y + em * 0.6) + em * 1.6
    if rest:
        y = draw_list(drawing, right.title, rest, y, most) + em * 1.2
    y = draw_list(drawing, ", ".join(filter(None, (followed.title, followed.note))), [first], y, most)
    if len(followed.behind) > 1:
        y = draw_list(drawing, "", followed.behind, y + em * 0.4, most)
    if followed.lock:
        y = _draw_lock(drawing, followed.lock, y + em * 0.9)
    if followed.people:
        people = max(part.value for part in followed.people.parts)
        y = draw_list(drawing, followed.people.title, followed.people.parts, y + em, people)
    return y


def _draw_lock(drawing: Drawing, lock: Lock, top: float) -> float:
    """Write the division between two rules; return where it ends."""
    em = drawing.theme.em
    drawing.line(0, top, drawing.width, top, "zero")
    with drawing.link(lock.href, lock.spoken):
        draw_chevrons(drawing, em * 0.1, top + em * 0.75, em * 2.5)
        drawing.text(em * 2.4, top + em * 1.6, lock.text, "strong")
        drawing.text(em * 2.4, top + em * 2.95, f"= {lock.division}", "note")
    bottom = top + em * 4
    drawing.line(0, bottom, drawing.width, bottom, "zero")
    return bottom + em * 0.4


def draw_chevrons(drawing: Drawing, x: float, top: float, height: float) -> None:
    """Draw the lock's two gates, pointing onwards."""
    em = drawing.theme.em
    for i in (0, 1):
        x0 = x + em * 0.62 * i
        tip, low = x0 + em * 0.85, top + height
        half = top + height / 2
        drawing.path(f"M {x0:.2f} {top:.2f} L {tip:.2f} {half:.2f} L {x0:.2f} {low:.2f}", "gate")
