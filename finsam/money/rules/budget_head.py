"""Finding the table of a budget on a sheet: the row of years, and what each column holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from finsam.kernel.faults import BadInput
from finsam.money.rules.budget_grid import Grid, GridCell, GridRow
from finsam.money.rules.budget_words import plain, read_amount

SOUGHT_ROWS = 30  # the head of a table stands among the first
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_NOT_BUDGET = re.compile(
    r"utfall|outcome|actual|bokslut|prognos|forecast|diff|avvik|förändr|ändring|andel|index|%|procent|redovisat"
    r"|kommentar|comment|anmärk|text|not(?:er)?\b"
)
_NAMES: Mapping[str, re.Pattern[str]] = {
    "row_type": re.compile(r"^(?:row[ _]type|radtyp|typ av rad|radslag)$"),
    "group": re.compile(r"^(?:grupp|group|rubrik|avsnitt|kategori|huvudgrupp|område|budgetgrupp)$"),
    "label": re.compile(
        r"^(?:rad|benämning|item|line|post|budgetpost|budgetrad|namn|label|kostnadsslag|aktivitet|insats|vad)$"
    ),
    "ledger_object": re.compile(
        r"^(?:objekt|object|ledger[ _]object|kostnadsställe|ansvar|projektnr|projekt ?nummer)$"
    ),
    "accounts": re.compile(r"^(?:konto|konton|accounts?|kontonr|kontonummer)$"),
    "text": re.compile(r"^(?:text|kommentar|kommentarer|comments?|anmärkning|beskrivning|förklaring|noteringar?|not)$"),
}
_THOUSANDS = re.compile(r"\b(?:tkr|kkr|tusental(?:s? kronor)?|tusen kronor|ksek|tsek)\b")
_MILLIONS = re.compile(r"\b(?:mkr|mnkr|miljoner(?: kronor)?|msek)\b")


@dataclass(frozen=True)
class Head:
    """Where the table of a sheet is: its columns from 0, `years` by column, `first` the place of its first row.

    `unit` is kronor per one; `unread` the heads of columns that are left alone.
    """

    row: GridRow
    first: int
    years: Mapping[int, int]
    columns: Mapping[str, int]
    unit: int
    unread: Sequence[str] = field(default=())

    @property
    def read(self) -> set[int]:
        """The columns whose cells are read."""
        return {*self.years, *self.columns.values()}

    def cell(self, row: GridRow, name: str) -> GridCell:
        """Return the row's cell in the column of a name; an empty one when there is no such column."""
        return row.at(self.columns[name]) if name in self.columns else GridCell(None, "")


def find_head(grid: Grid) -> Head | None:
    """Return the table of a sheet: the first of the rows with most years over amounts. None when there is none."""
    places = range(min(SOUGHT_ROWS, len(grid.rows)))
    found = [(place, years) for place in places if (years := years_at(grid, place))]
    found = found or [(place, years) for place in places if 0 not in (years := years_at(grid, place, _has_anything))]
    if not any(years for _, years in found):
        return None
    place, _ = max(found, key=lambda pair: (len(pair[1]), -pair[0]))
    years = years_at(grid, place, _has_anything)  # words where amounts should be are told of, not passed by
    _refuse_doubled(grid, grid.rows[place], years)
    first = place + 1 + _continues(grid, place, years)
    columns = _columns(grid, place, first, years)
    read = {*years, *columns.values()}
    heads = [(column, cell.text) for column, cell in enumerate(grid.rows[place].cells) if cell.text]
    unread = [text for column, text in heads if column not in read]
    return Head(grid.rows[place], first, years, columns, _unit(grid, first), unread)


def _has_amounts(grid: Grid, place: int, column: int) -> bool:
    return any(_is_amount(row.at(column)) for row in grid.rows[place + 1 :])


def _has_anything(grid: Grid, place: int, column: int) -> bool:
    return any(row.at(column).text or row.at(column).fault for row in grid.rows[place + 1 :])


def years_at(grid: Grid, place: int, over: Callable[[Grid, int, int], bool] = _has_amounts) -> dict[int, int]:
    """Return the columns of a row that say one year of a budget, over amounts."""
    row = grid.rows[place]
    found = {}
    for column, cell in enumerate(row.cells):
        said = set(_YEAR.findall(cell.text))
        if len(said) == 1 and not _NOT_BUDGET.search(_said_of(grid, place, column)) and over(grid, place, column):
            found[column] = int(said.pop())
    return found


def _said_of(grid: Grid, place: int, column: int) -> str:
    """The words of a column's head, with those of the rows above and below when they are words too."""
    near = [grid.rows[beside].at(column) for beside in (place - 1, place, place + 1) if 0 <= beside < len(grid.rows)]
    return " ".join(cell.text for cell in near if not isinstance(cell.value, Decimal)).casefold()


def _is_amount(cell: GridCell) -> bool:
    if cell.fault or isinstance(cell.value, Decimal):
        return True
    try:
        return read_amount(cell.text, 1000) is not None
    except ValueError:
        return False


def _refuse_doubled(grid: Grid, row: GridRow, years: Mapping[int, int]) -> None:
    seen: dict[int, int] = {}
    for column, year in years.items():
        if year in seen:
            heads = f"”{row.at(seen[year]).text}” och ”{row.at(column).text}”"
            what = f"Två kolumner är budget för {year}: {heads}. Ta bort den ena, eller skriv Utfall i dess rubrik."
            raise BadInput(grid.fault(what, row.at(column).place))
        seen[year] = column


def _continues(grid: Grid, place: int, years: Mapping[int, int]) -> int:
    """1 when the row after the years goes on saying what the columns are ("Budget", "Plan", "kr"), else 0."""
    if place + 1 >= len(grid.rows):
        return 0
    row = grid.rows[place + 1]
    cells = [row.at(column) for column in years]
    label = row.at(0).text
    says = any(cell.text for cell in cells) and not any(_is_amount(cell) for cell in cells)
    return int(says and (not label or any(name.match(plain(label)) for name in _NAMES.values())))


def _columns(grid: Grid, place: int, first: int, years: Mapping[int, int]) -> dict[str, int]:
    """Tell what the other columns are by their heads; the labels are else the first column of words."""
    columns: dict[str, int] = {}
    for row in grid.rows[place:first]:
        for column, cell in enumerate(row.cells):
            name = next((name for name, words in _NAMES.items() if words.match(plain(cell.text))), "")
            if name and column not in years and column not in columns.values():
                columns.setdefault(name, column)
    if "label" not in columns:
        taken = {*years, *(column for name, column in columns.items() if name not in {"text", "accounts"})}
        width = max(len(row.cells) for row in grid.rows)
        worded = [column for column in range(width) if column not in taken and _is_worded(grid, first, column)]
        label = next((column for column in worded if column not in columns.values()), next(iter(worded), None))
        if label is None and "group" in columns:
            label = columns["group"]
        if label is None:
            what = "Hittar ingen kolumn med radernas namn. Skriv Rad över den, och ett namn på varje rad."
            raise BadInput(grid.fault(what, f"rad {grid.rows[place].number}"))
        columns = {name: column for name, column in columns.items() if column != label} | {"label": label}
    return columns


def _is_worded(grid: Grid, first: int, column: int) -> bool:
    """Whether a column mostly holds words."""
    cells = [cell for row in grid.rows[first:] if (cell := row.at(column)).text]
    worded = [cell for cell in cells if isinstance(cell.value, str) and any(map(str.isalpha, cell.text))]
    return bool(worded) and 2 * len(worded) >= len(cells)


def _unit(grid: Grid, first: int) -> int:
    """Kronor per one, as the head or a line above it says."""
    said = " ".join(
        cell.text for row in grid.rows[:first] for cell in row.cells if isinstance(cell.value, str)
    ).casefold()
    return 1_000 if _THOUSANDS.search(said) else 1_000_000 if _MILLIONS.search(said) else 1
