"""Published tables beside what the figures make of the rows behind them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Table
from finsam.figures.rules.units import Unit
from finsam.kernel.amounts import round_half_up

Place = tuple[str, str]


@dataclass(frozen=True)
class Printed:
    """A published table and the figure that tells it.

    `columns` gives for a printed column ours, or row and column; `called` our label where the printed one differs;
    `left_out` the printed rows that no figure tells, and why. With `dashes` a blank cell says that there is nothing.
    """

    file: str
    figure: str
    columns: Mapping[str, str | Place]
    called: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    dashes: bool = False

    def differences(self, book: Book, folder: Path) -> dict[Place, tuple[str, str]]:
        """Return, by printed row and column, what is printed and what the figure says, where they differ."""
        table = book.table(self.figure)
        found = {}
        for line in read(folder / f"{self.file}.csv"):
            label = next(iter(line.values()))
            if label not in self.left_out:
                for column, place in self._places(table, line, label):
                    said = self._said(table, place, line[column])
                    if said != line[column]:
                        found[" ".join(filter(None, (label, line.get("part")))), column] = (line[column], said)
        return found

    def _places(self, table: Table, line: Mapping[str, str], label: str) -> Iterator[tuple[str, Place | None]]:
        keys = keys_by_label(table)
        for column, ours in self.columns.items():
            if line[column] or self.dashes:
                key = keys.get((self.called.get(label, label), line.get("part", "")))
                yield column, ours if isinstance(ours, tuple) else None if key is None else (key, ours)

    def _said(self, table: Table, place: Place | None, printed: str) -> str:
        if place is None:
            return "" if printed else "0" if printed == "0" else ""
        column = next(column for column in table.columns if column.key == place[1])
        return said_like(printed, table.cells[place], column.unit or figure_named(self.figure).unit)


def said_like(printed: str, cell: Cell, unit: Unit) -> str:
    """Write a cell with as many decimals as the print; a blank stays blank where there is nothing or zero."""
    if cell.value is None or (not printed and cell.value == 0):
        return ""
    return str(round_half_up(unit.exact(cell.value), len(printed.partition(".")[2])))


def keys_by_label(table: Table) -> dict[Place, str]:
    """The row keys by label and, for a part of the row above, the part's label."""
    keys: dict[Place, str] = {}
    above = ""
    for row in table.rows:
        if row.kind != "part":
            above = row.label
        keys[above, row.label if row.kind == "part" else ""] = row.key
    return keys


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def known_errors(folder: Path) -> dict[str, dict[Place, tuple[str, str]]]:
    """Return what is wrong in print, by table."""
    errors: dict[str, dict[Place, tuple[str, str]]] = {}
    for line in read(folder / "known_errors.csv"):
        errors.setdefault(line["table"], {})[line["row"], line["column"]] = (line["printed"], line["ours"])
    return errors
