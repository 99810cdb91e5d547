"""Every cell of every figure of every association is what its rows make it."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from conftest import Seated

from finsam.core.models import Association, SeatRole
from finsam.core.rules.permissions import ROLES
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.figures.files import as_data, csv_file, excel_file
from finsam.figures.queries import Audience, figure_page, figures_page, policy_of, rows_behind, table_for
from finsam.figures.registry import Protects, _registry, facts_named, figure_named
from finsam.figures.rules.cells import Cell, Product, Quotient, Rows, Sum
from finsam.figures.rules.cubes import FactRow, matches
from finsam.figures.rules.disclosure import Policy
from finsam.figures.rules.units import Value
from finsam.figures.shown import shown_table
from finsam.kernel.periods import Period, parse_period

BOOKS = [
    ("sydnarke", Period.year(2018)),
    ("sydnarke", Period.year(2019)),
    ("sydnarke", Period(date(2019, 1, 1), date(2019, 8, 31))),
    ("sydnarke", Period(date(2018, 7, 1), date(2019, 6, 30))),
    ("sydnarke", Period.year(2021)),
    ("sofint", Period.year(2025)),
    ("sofint", Period.year(2027)),
    ("grannforbundet", Period.year(2021)),
    ("grannforbundet", Period.year(2022)),
    ("grannforbundet", Period.year(2023)),
]
Opened = Callable[[str, Period], Book]
EVERY_BOOK = pytest.mark.parametrize(("slug", "period"), BOOKS, ids=lambda part: getattr(part, "name", part))


class Recount:
    """Computes cells anew from the rows behind them, each fact table read once."""

    def __init__(self, association: Association) -> None:
        self.rows = cache(lambda facts, period: list(facts_named(facts).rows(association, parse_period(period))))
        self.selection = cache(self._selection)

    def _selection(self, leaf: Rows) -> int:
        where = dict(leaf.where)
        kept: list[FactRow] = [row for row in self.rows(leaf.facts, leaf.period) if matches(row, where)]
        return leaf.sign * sum(row[leaf.measure] or 0 for row in kept)

    def value(self, cell: Cell) -> Value | None:
        match cell.origin:
            case Rows():
                return self.selection(cell.origin)
            case Sum(terms):
                return sum(sign * (self.value(term) or 0) for sign, term in terms)
            case Quotient(numerator, denominator):
                above, below = self.value(numerator), self.value(denominator)
                return None if above is None or not below else above / below if isinstance(above, float) else _exact(above, below)
            case Product(factor, of):
                value = self.value(of)
                return None if value is None else factor * value
        return None


def _exact(above: Value, below: Value) -> Value:
    from fractions import Fraction

    return Fraction(above) / Fraction(below)
