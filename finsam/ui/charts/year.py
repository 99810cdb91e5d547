"""A year as a circle: dates as angles, and what the annual wheel is given to show."""

from dataclasses import dataclass
from datetime import date

from finsam.ui.charts.circle import TURN
from finsam.ui.charts.marks import Matter
from finsam.ui.charts.values import require


@dataclass(frozen=True)
class Happening:
    """One day's mark; `number` is its number in the list beside the wheel, `day` its date ready-written."""

    number: int
    on: date
    matter: Matter
    label: str
    day: str = ""
    href: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.number} {self.label} {self.day}".strip()


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
