"""A year as a circle: dates as angles, and what the annual wheel is given to show."""

from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from finsam.ui.charts.marks import Matter
from finsam.ui.charts.svg import points
from finsam.ui.charts.values import require

TURN = 2 * pi


@dataclass(frozen=True)
class Happening:
    """One day's mark; `number` is its number in the list beside the wheel, `day` its date ready-written."""

    number: int
    on: date
    matter: Matter
    label: str
    day: str = ""
    href: str = ""


@dataclass(frozen=True)
class Period:
    """Something that lasts: an arc on its matter's ring; without a matter it is a grey arc inside."""

    label: str
    first: date
    last: date
    matter: Matter | None = None


@dataclass(frozen=True)
class Year:
    """A year with what happens in it; `over`, `centre` and `under` are the words in the middle."""

    year: int
    happenings: tuple[Happening, ...]
    periods: tuple[Period, ...] = ()
    today: date | None = None
    over: str = ""
    centre: str = ""
    under: str = ""


def check_year(year: Year) -> None:
    """Refuse an empty year and days outside it."""
    require(year.happenings or year.periods, "Årshjulet saknar händelser")
    days = [h.on for h in year.happenings] + [d for p in year.periods for d in (p.first, p.last)]
    require(all(day.year == year.year for day in days), f"Årshjulet {year.year} har en händelse ett annat år")
    require(all(p.first <= p.last for p in year.periods), "En tid i årshjulet slutar innan den börjar")


def angle_of(day: date) -> float:
    """Return the middle of a day as radians clockwise from New Year on top."""
    first = date(day.year, 1, 1)
    return TURN * ((day - first).days + 0.5) / (date(day.year + 1, 1, 1) - first).days


def month_edges(year: int) -> list[float]:
    """Return where the twelve months begin, and where the year ends."""
    half = TURN / (date(year + 1, 1, 1) - date(year, 1, 1)).days / 2
    return [*(angle_of(date(year, month, 1)) - half for month in range(1, 13)), TURN]


def at(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    """Return the point at an angle clockwise from the top."""
    return centre[0] + radius * sin(angle), centre[1] - radius * cos(angle)


def arc(centre: tuple[float, float], radius: float, first: float, last: float) -> str:
    """Return the path of an arc, clockwise."""
    start, end = at(centre, radius, first), at(centre, radius, last)
    return f"M {points(start)} A {points((radius, radius))} 0 {int(last - first > pi)} 1 {points(end)}"


def sector(centre: tuple[float, float], radii: tuple[float, float], first: float, last: float) -> str:
    """Return the path of a piece of a ring between an inner and an outer radius."""
    inner, outer = radii
    back, start = at(centre, inner, last), at(centre, inner, first)
    large = int(last - first > pi)
    inward = f"L {points(back)} A {points((inner, inner))} 0 {large} 0 {points(start)} Z"
    return f"{arc(centre, outer, first, last)} {inward}"


def upright(angle: float) -> float:
    """Return the turn in degrees of words along the circle at an angle, never upside down."""
    degrees = angle * 360 / TURN
    return degrees - 180 if 90 < degrees < 270 else degrees  # noqa: PLR2004
