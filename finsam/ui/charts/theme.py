"""Three surfaces for one drawing: the screen, a narrow screen and the printed page.

On screen a mark carries class names only and charts.css paints it; on paper it carries its own attributes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

Tone = Literal["river", "s1", "s2", "s3", "s4", "s5", "s6", "quiet", "amber"]
SERIES: tuple[Tone, ...] = ("s1", "s2", "s3", "s4", "s5", "s6")

Paint = Mapping[str, str]

_INK, _SOFT, _HAIR, _WHITE, _GREY = "#1B2629", "#55625F", "#C9CFCB", "#FFFFFF", "#8A9A9B"
_DEEP, _RIVER, _STREAM, _WATER = "#0B3A43", "#0F5A66", "#2E7D86", "#DCEBEA"
_AMBER = "#D08A1D"
_TONES: Mapping[str, str] = MappingProxyType(
    {
        "river": _RIVER,
        "s1": _DEEP,
        "s2": _STREAM,
        "s3": "#7DB5B8",
        "s4": "#D3E4E2",
        "s5": "#C9A25A",
        "s6": _GREY,
        "quiet": "#B9C3C1",
        "amber": _AMBER,
    }
)


def _fill(colour: str) -> Paint:
    return {"fill": colour}


def _stroke(colour: str, width: float, dashes: str = "") -> Paint:
    paint = {"fill": "none", "stroke": colour, "stroke-width": str(width)}
    return paint | {"stroke-dasharray": dashes, "stroke-linecap": "round"} if dashes else paint


def _type(size: float, colour: str, weight: str = "") -> Paint:
    paint = {"font-family": "Libertinus Serif", "font-size": str(size), "fill": colour}
    return paint | {"font-weight": weight} if weight else paint


_PRINTED: Mapping[str, Paint] = MappingProxyType(
    {
        # areas
        "hub": _fill(_DEEP),
        "track": {"fill": _WHITE, "stroke": _GREY, "stroke-width": "0.6"},
        "forecast": _fill("#93C4C5"),
        "flow": {"fill-opacity": "0.42"},
        "crossing": {},
        "water": _fill(_WATER),
        "month": _fill(_RIVER),
        "month-even": _fill("#1D6C77"),
        "past": {"fill": _WHITE, "stroke": _STREAM, "stroke-width": "1.4"},
        "better": _fill(_STREAM),
        "worse": _fill(_AMBER),
        "law": _fill(_AMBER),
        "coming": _fill(_RIVER),
        "dot": _fill(_RIVER),
        "dot-open": {"fill": _WHITE, "stroke": _RIVER, "stroke-width": "1.2"},
        # lines
        "casing": _stroke(_WHITE, 3.6),
        "tick": _stroke(_INK, 2.2),
        "zero": _stroke(_INK, 0.6),
        "hair": _stroke(_HAIR, 0.5),
        "leader": _stroke(_INK, 0.5),
        "hand": _stroke(_INK, 1.2),
        "gate": _stroke(_INK, 1.4),
        "outcome": _stroke(_RIVER, 1.6),
        "predicted": _stroke(_RIVER, 1.4, "4 3"),
        "hit": {"fill": "none"},  # on screen: where a link can be touched
        "current": _stroke(_STREAM, 0.6),
        "planned": _stroke(_SOFT, 1, "0.1 2.6"),
        "warning": _stroke(_AMBER, 1.4, "4 3"),
        "limit": _stroke(_RIVER, 0.8),
        # words
        "label": _type(8.8, _INK),
        "strong": _type(8.8, _INK, "600"),
        "note": _type(8.6, _SOFT),
        "figure": _type(8.8, _DEEP, "600"),
        "small": _type(8, _SOFT),
        "small-ink": _type(8, _INK),
        "warned": _type(8.8, "#8F5400", "600"),
        "year": _type(24, _DEEP),
        "month-name": _type(8.8, _WHITE, "600"),
        "number": _type(6.6, _WHITE, "600"),
        "on-dark": _fill(_WHITE),
        "on-pale": _fill(_INK),
        "on-amber": _fill(_INK),
        "on-past": _fill(_RIVER),
        "halo": {},
    }
    | {tone: _fill(colour) for tone, colour in _TONES.items()}
    | {f"stroke-{tone}": {"stroke": colour} for tone, colour in _TONES.items()}
)
_SEMIBOLD = 1.06
_DARK_ON_PAPER = ("river", "s1", "s2")
_DARK_ON_SCREEN = ("river", "s1", "s3", "s5")


@dataclass(frozen=True)
class Theme:
    """A surface: widths of a small, a text and a wide chart, sizes of type, and how loosely type is set."""

    name: str
    small: int
    text: int
    wide: int
    sizes: Mapping[str, float]
    slack: float
    suffix: str = ""

    @property
    def printed(self) -> bool:
        return self.name == "print"

    @property
    def narrow(self) -> bool:
        return self.name == "narrow"

    def sized(self, width: int) -> "Theme":
        """Return the theme for a place of another width: PRINT.sized(400)."""
        return replace(self, small=width, text=width, wide=width)

    def type_size(self, role: str) -> float:
        """Return the size of type to measure with: semibold runs wider, and faces differ."""
        return self.sizes[role] * self.slack * (_SEMIBOLD if role == "strong" else 1)

    @property
    def em(self) -> float:
        """The size of a label, the measure of every distance."""
        return self.sizes["label"]

    def paint(self, *roles: str) -> dict[str, str]:
        """Return a mark's attributes: a class on screen, the merged paint of its roles on paper."""
        if not self.printed:
            return {"class": " ".join(roles)}
        merged: dict[str, str] = {}
        for role in roles:
            merged |= _PRINTED[role]
        return merged

    def on(self, tone: Tone) -> str:
        """Return the role of text that stands on a tone."""
        if self.printed:
            return "on-dark" if tone in _DARK_ON_PAPER else "on-pale"
        return f"on-{tone}" if tone in ("s3", "s4") else "on-dark" if tone in _DARK_ON_SCREEN else "on-pale"


def _sizes(label: float, *, note: float, small: float, figure: float, year: float) -> Mapping[str, float]:
    sizes = {"label": label, "strong": label, "note": note, "small": small, "figure": figure, "year": year}
    return MappingProxyType(sizes)


SCREEN = Theme("screen", 420, 660, 1120, _sizes(13, note=13, small=12, figure=24, year=34), 1.12)
NARROW = Theme("narrow", 320, 320, 320, _sizes(14, note=14, small=14, figure=20, year=24), 1.04, "-n")
PRINT = Theme("print", 334, 334, 468, _sizes(8.8, note=8.6, small=8, figure=8.8, year=24), 0.95)
