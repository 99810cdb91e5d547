"""Fact rows read once, and the cells and tables counted from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from finsam.figures.rules.cells import NOTHING, Cell, Rows, Where
from finsam.figures.rules.tables import Category, Sheet, Table

FactRow = Mapping[str, Any]

TOTAL = Category("total", "Totalt", "total")


def matches(row: FactRow, where: Where) -> bool:
    """Whether a row has, in every named dimension, one of the values."""
    return all(row[name] in wanted for name, wanted in where.items())


def values(**conditions: object) -> Where:
    """Write conditions kindly: `values(sex="woman", team={"a", "b"})`."""
    return {
        name: frozenset(wanted) if isinstance(wanted, set | frozenset | list | tuple) else frozenset({wanted})
        for name, wanted in conditions.items()
    }


@dataclass(frozen=True)
class Cube:
    """The facts of one association and period: each row the dimensions' values and the measures summed.

    `under` is the condition its rows have been kept by, which every cell remembers. `known` is False when there
    are no facts at all for the period: then nothing is 0, it is not known.
    """

    facts: str
    period: str
    rows: Sequence[FactRow]
    categories: Mapping[str, Sequence[Category]]
    under: Where = field(default_factory=dict)
    known: bool = True
    _answered: dict[object, "Cube"] = field(default_factory=dict, compare=False, repr=False)
    _parts: dict[str, Mapping[object, list[FactRow]]] = field(default_factory=dict, compare=False, repr=False)

    def where(self, **conditions: object) -> "Cube":
        """Return a cube of the rows that match: `cube.where(sex="woman")`. The same question is answered once."""
        wanted = values(**conditions)
        asked = tuple(sorted(wanted.items()))
        if asked not in self._answered:
            self._answered[asked] = self._narrowed(wanted)
        return self._answered[asked]

    def _narrowed(self, wanted: Where) -> "Cube":
        under = {**self.under, **wanted}
        for name in self.under.keys() & wanted.keys():
            under[name] = self.under[name] & wanted[name]
        single = next((name for name, its in wanted.items() if len(its) == 1), "")
        rest = {name: its for name, its in wanted.items() if name != single}
        among = self._parted(single).get(next(iter(wanted[single])), []) if single else self.rows
        return self._of([row for row in among if matches(row, rest)] if rest else among, under)

    def _parted(self, name: str) -> Mapping[object, list[FactRow]]:
        """The rows by their value in one dimension, parted once."""
        if name not in self._parts:
            parts: dict[object, list[FactRow]] = defaultdict(list)
            for row in self.rows:
                parts[row[name]].append(row)
            self._parts[name] = dict(parts)
        return self._parts[name]

    def _of(self, rows: Sequence[FactRow], under: Where) -> "Cube":
        return Cube(self.facts, self.period, rows, self.categories, under, self.known)

    def cell(self, measure: str = "count", *, sign: int = 1) -> Cell:
        """Sum the measure over the rows; of no rows 0, unless the facts are not known."""
        if not self.known:
            return NOTHING
        origin = Rows(self.facts, self.period, tuple(sorted(self.under.items())), measure, sign)
        return Cell(sign * sum(row[measure] or 0 for row in self.rows), origin)

    def by(self, dimension: str) -> dict[str, "Cube"]:
        """Split by a dimension: a cube for each category that occurs, in the categories' order."""
        parts = self._parted(dimension)
        return {
            category.key: self._of(parts[category.key], {**self.under, dimension: frozenset({category.key})})
            for category in self.categories[dimension]
            if category.key in parts
        }

    def kept(self, dimension: str, *, also: Iterable[str] = ()) -> list[Category]:
        """Return the dimension's categories that some row has, in order, and those named too."""
        met = self._met[dimension] | set(also)
        return [category for category in self.categories[dimension] if category.key in met]

    def table(
        self,
        rows: str,
        columns: str,
        *,
        measure: str = "count",
        row_title: str = "",
        total_row: bool = True,
        total_column: bool = True,
    ) -> Table:
        """Count rows by two dimensions, with sums; only categories that occur stand in the table."""
        sheet = Sheet(self.kept(columns), row_title)
        for key, part in self.by(rows).items():
            category = next(c for c in self.categories[rows] if c.key == key)
            across = part.by(columns)
            sheet.row(
                category, [across.get(c.key, part.where(**{columns: c.key})).cell(measure) for c in sheet.columns]
            )
        if total_row:
            sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
        if total_column:
            sheet.sum_column(TOTAL)
        return sheet.table()

    @cached_property
    def _met(self) -> Mapping[str, set[object]]:
        met: dict[str, set[object]] = defaultdict(set)
        for row in self.rows:
            for name in self.categories:
                met[name].add(row[name])
        return met
