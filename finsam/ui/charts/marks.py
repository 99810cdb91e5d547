"""The wheel's marks: the shape tells the kind, filled is to come, outline is past, the number leads to the list."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Mark:
    """One mark: its matter, its number in the list, and whether it has been."""

    matter: Matter
    number: str = ""
    past: bool = False

    @property
    def role(self) -> str:
        return "past" if self.past else "law" if self.matter is Matter.LAW else "coming"

    @property
    def ink(self) -> str:
        return "on-past" if self.past else "on-amber" if self.matter is Matter.LAW else "on-dark"


def draw_mark(drawing: Drawing, mark: Mark, spot: tuple[float, float], radius: float) -> None:
    """Draw one mark centred on a spot with its number inside."""
    x, y = spot
    if mark.matter is Matter.BOARD:
        drawing.circle(x, y, radius, mark.role)
    else:
        drawing.path(_outline(mark.matter, x, y, radius), mark.role)
    sunk = radius * (0.12 if mark.matter is Matter.INTERVENTIONS else 0)
    baseline = y + sunk + drawing.theme.sizes["small"] * 0.35
    drawing.text(x, baseline, mark.number, "number", mark.ink, anchor="middle")


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
    draw_mark(drawing, Mark(matter, number, past), (side / 2, side / 2), 11.5)
    frame = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {side:g} {side:g}", "aria-hidden": "true"}
    size = {"width": "13", "height": "13"} if theme.printed else {"class": "chart mark"}
    return element("svg", frame | size, drawing.marks)
