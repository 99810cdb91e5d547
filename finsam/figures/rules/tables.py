"""A table of cells on none, one or two axes, and the sheet it is written on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from finsam.figures.rules.cells import NOTHING, Address, Cell, difference, quotient, total
from finsam.figures.rules.units import Unit

RowKind = Literal["item", "part", "group", "sum", "total"]


@dataclass(frozen=True)
class Category:
    """A row or a column: key, Swedish label, and how it is drawn. A column may have a unit of its own."""

    key: str
    label: str
    kind: RowKind = "item"
    note: str = ""
    remark: str = ""
    unit: Unit | None = None
    decimals: int = 0
    signed: bool = False
    current: bool = False


@dataclass(frozen=True)
class Table:
    """Rows, columns and the cells at (row key, column key). One number: one row and one column with key ""."""

    rows: Sequence[Category]
    columns: Sequence[Category]
    cells: Mapping[tuple[str, str], Cell]
    row_title: str = ""
    footnotes: Sequence[str] = ()
    balances: Sequence[tuple[Sequence[str], Sequence[str]]] = ()  # columns that sum to the same as other columns

    def cell(self, row: str = "", column: str = "") -> Cell:
        """Return the cell. Raises KeyError when the table has no such row or column."""
        if (row, column) not in self.cells:
            known = ", ".join(f"{r or '(tom)'}/{c or '(tom)'}" for r, c in list(self.cells)[:12])
            msg = f"Tabellen har ingen ruta ”{row}/{column}”. Den har till exempel {known}."
            raise KeyError(msg)
        return self.cells[row, column]

    @property
    def is_number(self) -> bool:
        """Whether the table is a single number."""
        return len(self.cells) == 1 and ("", "") in self.cells

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything."""
        return all(cell.value is None for cell in self.cells.values())

    def standing_at(self, figure: str, period: str) -> "Table":
        """Return the table with every cell given its address, also where one cell is made of another."""
        stamped: dict[int, Cell] = {}
        cells: dict[tuple[str, str], Cell] = {}
        for (row, column), cell in self.cells.items():  # what a cell is made of stands before it
            cells[row, column] = cell.made_of(stamped).at(Address(figure, period, row, column))
            stamped[id(cell)] = cells[row, column]
        return replace(self, cells=cells)


def number(cell: Cell, *footnotes: str) -> Table:
    """A single number as a table with no axis, and what has to be said of it."""
    return Table([Category("", "")], [Category("", "")], {("", ""): cell}, footnotes=footnotes)


@dataclass
class Sheet:
    """A table being written, row by row; sums are made from cells already there."""

    columns: list[Category]
    row_title: str = ""
    rows: list[Category] = field(default_factory=list)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)
    balances: list[tuple[Sequence[str], Sequence[str]]] = field(default_factory=list)

    def row(self, category: Category, cells: Iterable[Cell]) -> None:
        """Write a row, a cell for each column in order; missing ones do not apply."""
        given = list(cells)
        self.rows.append(category)
        for place, column in enumerate(self.columns):
            self.cells[category.key, column.key] = given[place] if place < len(given) else NOTHING

    def group(self, key: str, label: str) -> None:
        """Write a heading for the rows below."""
        self.rows.append(Category(key, label, "group"))

    def sum(self, key: str, label: str, of: Sequence[str], kind: RowKind = "sum") -> None:
        """Write a sum of rows written before, column by column."""
        self.rows.append(Category(key, label, kind))
        for column in self.columns:
            self.cells[key, column.key] = total(self.cells[row, column.key] for row in of)

    def _column(self, category: Category, cell: Callable[[str], Cell]) -> None:
        self.columns.append(category)
        for row in self.rows:
            if row.kind != "group":
                self.cells[row.key, category.key] = cell(row.key)

    def sum_column(self, category: Category) -> None:
        """Add a column that sums those before it."""
        before = [column.key for column in self.columns]
        self._column(category, lambda row: total(self.cells[row, column] for column in before))

    def difference_column(self, category: Category, column: str, less: str) -> None:
        """Add a column: one less another."""
        self._column(category, lambda row: difference(self.cells[row, column], self.cells[row, less]))

    def share_column(self, category: Category, of: str, base_row: str) -> None:
        """Add a column: each row's part of the base row in the same column."""
        base = self.cells[base_row, of]
        self._column(category, lambda row: quotient(self.cells[row, of], base))

    def table(self) -> Table:
        """Return what has been written."""
        return Table(
            tuple(self.rows),
            tuple(self.columns),
            self.cells,
            self.row_title,
            tuple(self.footnotes),
            tuple(self.balances),
        )
