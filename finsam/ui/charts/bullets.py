"""Small bars for the rows of a table: outcome against budget, and deviation around zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.values import Value, require, write


@dataclass(frozen=True)
class Bullet:
    """One line of a budget: the year's frame, what is used, what is expected, and the budget so far."""

    label: str
    budget: Value
    outcome: Value
    so_far: Value | None = None
    forecast: Value | None = None

    @property
    def spoken(self) -> str:
        forecast = "" if self.forecast is None else f", prognos {write(self.forecast)}"
        return f"{self.label}: utfall {write(self.outcome)} av budget {write(self.budget)}{forecast}"


@dataclass(frozen=True)
class Deviation:
    """One line's deviation; above zero is better than budget."""

    label: str
    value: Value
    text: str = ""


def bullets(
    rows: Sequence[Bullet], key: str, *, kronor: bool = False, theme: Theme = SCREEN, width: float = 180
) -> list[str]:
    """Draw one picture a row, all on one scale: shares of each row's own budget, or kronor.

    A row without budget has no frame, and in shares nothing to measure against: only its zero line is drawn.
    """
    require(rows, "Tabellen saknar rader att rita")
    require(all(v >= 0 for r in rows for v in _values(r)), "Budget och utfall ritas utan minustecken")
    longest = max((max(_values(row)) / _base(row, kronor=kronor) for row in rows if kronor or row.budget), default=0)
    require(longest > 0, "Tabellen saknar belopp att rita")
    pictures = []
    for i, row in enumerate(rows):
        measured = kronor or row.budget
        unit = (width - 3) / float(longest * _base(row, kronor=kronor)) if measured else 0
        pictures.append(_bullet(Drawing(theme, width), row, unit, f"{key}-{i}"))
    return pictures


def _values(row: Bullet) -> list[Fraction]:
    return [Fraction(v) for v in (row.budget, row.outcome, row.so_far, row.forecast) if v is not None]


def _base(row: Bullet, *, kronor: bool) -> Fraction:
    return Fraction(1) if kronor or not row.budget else Fraction(row.budget)


def _bullet(drawing: Drawing, row: Bullet, unit: float, key: str) -> str:
    """Draw one row; with no unit there is nothing to measure against."""
    high = drawing.theme.em * 1.3
    if not unit:
        drawing.line(1, 0, 1, high, "zero")
        return drawing.svg(high, Caption(key, row.spoken))
    drawing.rect(1, 1, float(row.budget) * unit, high - 2, "track")
    if row.forecast is not None:
        drawing.rect(1, high * 0.27, float(row.forecast) * unit, high * 0.46, "forecast")
    drawing.rect(1, high * 0.27, float(row.outcome) * unit, high * 0.46, "river")
    if row.so_far is not None:
        drawing.tick(1 + float(row.so_far) * unit, 0, high)
    return drawing.svg(high, Caption(key, row.spoken))


def deviations(rows: Sequence[Deviation], key: str, *, theme: Theme = SCREEN, width: float = 150) -> list[str]:
    """Draw one picture a row around a common zero line: better to the right in river, worse to the left in amber."""
    require(rows, "Tabellen saknar avvikelser att rita")
    worst = max(0.0, *(-float(row.value) for row in rows))
    best = max(0.0, *(float(row.value) for row in rows))
    least = max(worst, best, 1) * 0.2
    left, right = max(worst, least), max(best, least)
    unit = (width - 2) / (left + right)
    return [_deviation(Drawing(theme, width), row, 1 + left * unit, unit, f"{key}-{i}") for i, row in enumerate(rows)]


def _deviation(drawing: Drawing, row: Deviation, zero: float, unit: float, key: str) -> str:
    high = drawing.theme.em * 1.3
    length = abs(float(row.value)) * unit
    length = max(length, 0.8) if length else 0
    if row.value < 0:
        drawing.rect(zero - length, high * 0.22, length, high * 0.56, "worse")
    else:
        drawing.rect(zero, high * 0.22, length, high * 0.56, "better")
    drawing.line(zero, 0, zero, high, "zero")
    return drawing.svg(high, Caption(key, f"{row.label}: avvikelse {row.text or write(row.value, signed=True)}"))
