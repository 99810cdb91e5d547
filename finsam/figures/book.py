"""The figures of one association and period, each computed when first asked for, each fact table read once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from finsam.core.models import Association
from finsam.figures.registry import Facts, Figure, Scope, all_figures, figure_named
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Category, Table
from finsam.kernel.periods import Period


@dataclass
class Book:
    """Ask it for tables and cells; it remembers what it has read and computed."""

    association: Association
    period: Period
    kept: dict[object, Any] = field(default_factory=dict)
    _cubes: dict[str, Cube] = field(default_factory=dict)
    _tables: dict[str, Table] = field(default_factory=dict)
    _keys: dict[str, Sequence[Category]] = field(default_factory=dict)

    @cached_property
    def previous(self) -> "Book":
        """The same figures for the period a year earlier."""
        return self.of(self.period.previous)

    def of(self, period: Period) -> "Book":
        """Return the figures of another period, the same book each time, sharing what holds for every period."""
        books: dict[Period, Book] = self.kept.setdefault(Book, {self.period: self})
        if period not in books:
            books[period] = Book(self.association, period, self.kept)
        return books[period]

    @cached_property
    def scope(self) -> Scope:
        """What facts are read for."""
        return Scope(self.association, self.period, self.kept)

    def later(self, years: int) -> "Book":
        """The same figures for a whole year after."""
        return self.of(Period.year(self.year + years))

    @property
    def year(self) -> int:
        """The year the period begins."""
        return self.period.start.year

    def cube(self, facts: Facts) -> Cube:
        """Return the facts of the period."""
        if facts.name not in self._cubes:
            cube = facts.read(self.scope)
            self._cubes[facts.name] = replace(cube, known=bool(cube.rows))
        return self._cubes[facts.name]

    def table(self, full_name: str) -> Table:
        """Return a figure's table. Raises KeyError when there is no such figure, or it has no such key."""
        if full_name not in self._tables:
            self._tables[full_name] = self._computed(full_name).standing_at(full_name, self.period.name)
        return self._tables[full_name]

    def _computed(self, full_name: str) -> Table:
        figure, key = figure_named(full_name), full_name.partition("@")[2]
        if not figure.per and not key:
            return figure.compute(self)
        if key in {category.key for category in self.keys(figure)}:
            return figure.compute(self, key)
        msg = f"Talet {figure.name} finns inte för ”{key}” {self.period.name}"
        raise KeyError(msg)

    def cell(self, full_name: str, row: str = "", column: str = "") -> Cell:
        """Return one cell of a figure."""
        return self.table(full_name).cell(row, column)

    def keys(self, figure: Figure) -> Sequence[Category]:
        """Return the keys a figure can be asked for with @; none when it takes no key."""
        if figure.name not in self._keys:
            self._keys[figure.name] = figure.per(self) if figure.per else []
        return self._keys[figure.name]

    def every_name(self) -> list[str]:
        """Return the full name of every figure that can be asked for in the period."""
        names = []
        for figure in all_figures():
            names += [f"{figure.name}@{key.key}" for key in self.keys(figure)] if figure.per else [figure.name]
        return names
