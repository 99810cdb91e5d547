"""Published tables beside what the figures make of the rows behind them."""

import csv
from collections.abc import Mapping
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

    `columns` gives for a printed column ours, or row and column; `called` the key of our row where it is labelled
    otherwise; `left_out` the printed rows that no figure tells, and why. With `dashes` a blank cell says that there
    is nothing.
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
        keys, found = keys_by_label(table), {}
        for line in read(folder / f"{self.file}.csv"):
            label, part = line.get("item") or next(iter(line.values())), line.get("part", "")
            key = keys.get((label, part), self.called.get(label))
            for column, ours in self.columns.items():
                printed = line[column]
                if label not in self.left_out and (printed or self.dashes):
                    said = self._said(table, ours if isinstance(ours, tuple) else (key, ours), printed)
                    if said != printed:
                        found[f"{label} {part}".strip(), column] = (printed, said)
        return found

    def _said(self, table: Table, place: tuple[str | None, str], printed: str) -> str:
        if place[0] is None:  # a row with nothing in it need not stand in our table
            return "0" if printed == "0" else ""
        column = next(column for column in table.columns if column.key == place[1])
        return said_like(printed, table.cell(*place), column.unit or figure_named(self.figure).unit)


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
        above = above if row.kind == "part" else row.label
        if row.kind != "group":
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
