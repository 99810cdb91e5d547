"""The table of a month's follow-up as the page shows it: every line with its bar, comment, accounts, and one opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import mark_safe

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Address, Cell
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words, downloads, open_url
from finsam.kernel.amounts import round_half_up
from finsam.kernel.swedish import amount
from finsam.money.facts import budget_lines
from finsam.money.models import BudgetLine
from finsam.ui.charts import Deviation, deviations
from finsam.ui.tables import ShownCell

FEW = 1_000_000  # öre: deviations under 10 000 kr can be left out
NAME = "money.follow_up"
NARROW = {"outcome", "budget_period", "deviation"}  # what a narrow row shows
AFTER = "deviation"  # the column the bar stands after


@dataclass(frozen=True)
class FollowUpHead:
    """The head of a column: its words on two lines, whether it stays when narrow, and whether the bar comes after."""

    first: str
    rest: str
    narrow: bool
    bar_after: bool


@dataclass(frozen=True)
class FollowUpCell:
    """A cell: the words, the way to open it, and the word it is called by in a narrow row ("" when it is left out)."""

    cell: ShownCell
    label: str
    bar_after: bool


@dataclass(frozen=True)
class FollowUpRow:
    """A row. A line has an id, and its name opens it; `accounts` are those it is made of."""

    kind: str
    label: str
    cells: Sequence[FollowUpCell] = ()
    line: int | None = None
    url: str = ""
    comment: str = ""
    get_url: str = ""
    bar: str = ""
    accounts: Sequence[tuple[str, ShownCell]] = ()
    opened: bool = False


@dataclass(frozen=True)
class FollowUpTable:
    """The table, parted at the headings."""

    heads: Sequence["FollowUpHead"]
    bodies: Sequence[Sequence[FollowUpRow]]
    footnotes: Sequence[str]
    downloads: Sequence[tuple[str, str]]
    left_out: int
    few: str


@dataclass(frozen=True)
class Asked:
    """What of the table is asked for: only great deviations, the accounts, a line opened by its id."""

    great: bool = False
    accounts: bool = False
    line: int | None = None

    def query(self, **other: object) -> str:
        """Return the address's question with something else asked for."""
        asked = {"visa": "avvikelser" * self.great, "konton": "1" * self.accounts, "rad": self.line or ""} | other
        words = "&".join(f"{key}={value}" for key, value in asked.items() if value)
        return f"?{words}" if words else ""


def shown_follow_up(book: Book, asked: Asked, comments: Mapping[int, str], base_url: str) -> FollowUpTable:
    """Write the follow-up of the book's month."""
    table, lines = book.table(NAME), book.scope.once(budget_lines)
    rows = [row for row in table.rows if not asked.great or _is_great(table, row)]
    bars = _bars(table, rows)
    accounts = _accounts(book) if asked.accounts else {}
    shown = [
        _row(book, table, row, lines.get(row.key), asked, comments, bars, accounts, base_url) for row in _headed(rows)
    ]
    items = [row for row in table.rows if row.kind == "item"]
    return FollowUpTable(
        heads=[
            FollowUpHead(first, rest, c.key in NARROW, c.key == AFTER)
            for c in table.columns
            for first, _, rest in [c.label.partition(" ")]
        ],
        bodies=_bodies(shown),
        footnotes=[*_explained(table, rows), *table.footnotes],
        downloads=downloads(book.association, Address(NAME, book.period.name)),
        left_out=len(items) - sum(row.kind == "item" for row in rows),
        few=amount(FEW),
    )


def _is_great(table: Table, row: Category) -> bool:
    """Whether a row is shown when only great deviations are: those lines, headings, and the result."""
    if row.kind != "item":
        return row.kind in {"group", "total"}
    return any(abs(ore_of(table.cell(row.key, column))) >= FEW for column in ("deviation", "forecast_deviation"))


def ore_of(cell: Cell) -> int:
    """Return a cell's value in whole öre, rounded; 0 when it does not apply."""
    return 0 if cell.value is None else int(round_half_up(cell.value))


def _headed(rows: Sequence[Category]) -> list[Category]:
    """Leave out headings with nothing under them."""
    nexts = [*rows[1:], None]
    return [
        row
        for row, after in zip(rows, nexts, strict=True)
        if row.kind != "group" or (after and after.kind not in {"group", "total"})
    ]


def _row(  # noqa: PLR0913, PLR0917  what a row is made of
    book: Book, table: Table, row: Category, line: BudgetLine | None, asked: Asked, comments: Mapping[int, str],
    bars: Mapping[str, str], accounts: Mapping[str, Sequence[tuple[str, ShownCell]]], base_url: str,
) -> FollowUpRow:  # fmt: skip
    if row.kind == "group":
        return FollowUpRow("group", row.label)
    cells = [
        FollowUpCell(
            shown_cell(book, NAME, column, row.key, table),
            column.label if column.key in NARROW else "",
            bar_after=column.key == AFTER,
        )
        for column in table.columns
    ]
    pk = line.pk if line else None
    opened = pk is not None and pk == asked.line
    get_url = f"{base_url}{asked.query(rad='' if opened else pk)}" if line else ""
    url = f"{get_url}#rad-{pk}" if line else ""
    bar = mark_safe(bars.get(row.key, ""))  # noqa: S308  drawn by us, every word escaped
    comment = comments.get(pk, "") if pk is not None else ""
    return FollowUpRow(
        row.kind, row.label, cells, pk, url, comment, get_url, bar, accounts.get(row.key, ()), opened=opened
    )


def shown_cell(book: Book, name: str, column: Category, key: str, table: Table | None = None) -> ShownCell:
    """Write a cell of a figure with the way to open it; a deviation for the worse is marked."""
    cell = (table or book.table(name)).cell(key, column.key)
    worse = column.signed and cell.value is not None and cell.value <= -100
    url = open_url(book.association, cell.address) if cell.shown else ""
    return ShownCell(cell_words(figure_named(name), column, cell), url, "worse" if worse else "", cell.hidden)


def _bars(table: Table, rows: Sequence[Category]) -> dict[str, str]:
    """Draw the deviation of every line on one scale, that of the whole table."""
    every = [r for r in table.rows if r.kind == "item" and table.cell(r.key, "deviation").value is not None]
    if not every:
        return {}
    values = [ore_of(table.cell(row.key, "deviation")) for row in every]
    told = [
        Deviation(row.label, value, f"{amount(value, signed=True)} kr")
        for row, value in zip(every, values, strict=True)
    ]
    drawn = deviations(told, "avvikelse")
    kept = {row.key for row in rows}
    return {row.key: svg for row, svg in zip(every, drawn, strict=True) if row.key in kept}


def _explained(table: Table, rows: Sequence[Category]) -> list[str]:
    said = ["Kostnader står med minus. Plus i avvikelsen är bättre än budget, minus sämre."]
    longest = max(
        (abs(ore_of(table.cell(row.key, "deviation"))) for row in table.rows if row.kind == "item"), default=0
    )
    if longest:
        said[0] += f" Alla staplar har samma skala; den längsta är {amount(longest)} kronor."
    if any(table.cell(row.key, "forecast").value is not None for row in rows if row.kind != "group"):
        said.append("Prognosen är det bokförda och resten av årets budget, där inget annat är valt.")
    return said


def _accounts(book: Book) -> dict[str, list[tuple[str, ShownCell]]]:
    """The accounts of every row, with what is booked on each."""
    name = "money.follow_up_accounts"
    table = book.table(name)
    found: dict[str, list[tuple[str, ShownCell]]] = {}
    for row in table.rows:
        key, _, account = row.key.rpartition(" | ")
        if account and key:
            found.setdefault(key, []).append((row.label, shown_cell(book, name, table.columns[0], row.key, table)))
    return found


def accounts_of(book: Book, key: str) -> Sequence[tuple[str, ShownCell]]:
    """Return the accounts of one line."""
    return _accounts(book).get(key, [])


def _bodies(rows: Sequence[FollowUpRow]) -> list[list[FollowUpRow]]:
    bodies: list[list[FollowUpRow]] = []
    for row in rows:
        if not bodies or row.kind == "group":
            bodies.append([])
        bodies[-1].append(row)
    return bodies
