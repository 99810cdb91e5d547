"""The wheel's marks: the shape tells the kind, filled is to come, outline is past, the number leads to the list."""

from enum import Enum

from finsam.ui.charts.drop import drop_path
from finsam.ui.charts.svg import Drawing, element, points
from finsam.ui.charts.theme import SCREEN, Theme


class Matter(Enum):
    """What a mark is about, from the innermost ring outward."""

    INTERVENTIONS = "interventions"
    PREPARATION = "preparation"
    BOARD = "board"
    LAW = "law"


def draw_mark(  # noqa: PLR0913
    drawing: Drawing, matter: Matter, x: float, y: float, radius: float, number: str, *, past: bool
) -> None:
    """Draw one mark centred on x, y with its number inside."""
    role = "past" if past else "law" if matter is Matter.LAW else "coming"
    if matter is Matter.BOARD:
        drawing.circle(x, y, radius, role)
    else:
        drawing.path(_outline(matter, x, y, radius), role)
    ink = "on-past" if past else "on-amber" if matter is Matter.LAW else "on-dark"
    sunk = radius * 0.12 if matter is Matter.INTERVENTIONS else 0
    drawing.text(x, y + sunk + drawing.theme.sizes["number"] * 0.35, number, "number", ink, anchor="middle")


def _outline(matter: Matter, x: float, y: float, radius: float) -> str:
    if matter is Matter.INTERVENTIONS:
        return drop_path(x, y + radius * 0.1, radius * 0.95)
    if matter is Matter.LAW:
        r = radius * 1.32
        return f"M {points((x, y - r), (x + r, y), (x, y + r), (x - r, y))} Z"
    r = radius * 0.9
    return f"M {points((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r))} Z"


def mark(matter: Matter, number: str = "", *, past: bool = False, theme: Theme = SCREEN) -> str:
    """Draw a mark alone, for the list beside the wheel or its legend; silent, since the list says the same."""
    side = 32.0
    drawing = Drawing(theme, side)
    draw_mark(drawing, matter, side / 2, side / 2, 11.5, number, past=past)
    frame = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {side:g} {side:g}", "aria-hidden": "true"}
    size = {"width": "13", "height": "13"} if theme.printed else {"class": "chart mark"}
    return element("svg", frame | size, drawing.marks)
