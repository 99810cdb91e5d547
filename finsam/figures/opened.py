"""A figure opened: what it is made of and the rows behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.urls import reverse

from finsam.core.rules.permissions import Permission
from finsam.figures.audience import DEFAULT_MINIMUM
from finsam.figures.book import Book
from finsam.figures.registry import (
    FactColumn,
    Facts,
    Figure,
    Protects,
    Scope,
    facts_named,
    figure_named,
    uses_of,
)
from finsam.figures.rules.cells import Address, Cell, Product, Quotient, Rows, Sum
from finsam.figures.rules.cubes import FactRow, matches
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words, open_url, shown_table, title_of
from finsam.kernel.periods import Period, parse_period
from finsam.kernel.swedish import NOTHING, number, percent
from finsam.ui.parts import Fact, Link, OpenedFigure
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

LISTED_ROWS = 20


@dataclass(frozen=True)
class RowsBehind:
    """Rows of a fact table behind a cell, or why they may not be read. `left_out`: there are more than shown.

    `listed_at` leads to a page where the rows can be searched, when they are many and there is one.
    """

    title: str
    counted: str
    table: ShownTable | None
    refused: str
    left_out: bool
    listed_at: Link | None = None


@dataclass(frozen=True)
class FigurePage:
    """A figure on a page of its own: one cell opened, or the whole table."""

    title: str
    state: str
    crumbs: Sequence[Link]
    opened: OpenedFigure
    table: ShownTable | None
    behind: Sequence[RowsBehind]
    every_row_url: str


def figure_page(
    book: Book,
    full_name: str,
    row: str,
    column: str,
    *,
    permissions: frozenset[Permission],
    every_row: bool = False,
    close_url: str = "",
) -> FigurePage:
    """Open a cell, or without row and column the figure. Raises KeyError when there is no such figure or cell.

    `every_row` lists all rows behind, else the first; `close_url` closes the panel where it is opened in place.
    """
    figure, table = figure_named(full_name), book.table(full_name)
    association = book.association
    whole = not (row or column) and not table.is_number
    cell = Cell(None) if whole else table.cell(row, column)
    title = title_of(book, full_name)
    address = open_url(association, cell.address)
    return FigurePage(
        title=title if whole else _cell_title(title, table, row, column),
        state=f"{association.name} · {said_period(book.period)}",
        crumbs=[
            Link(association.short_name, reverse("overview", args=[association.slug])),
            Link("Så räknar vi", reverse("figures", args=[association.slug])),
            *([] if whole else [Link(title, reverse("figure", args=[association.slug, full_name, book.period.name]))]),
        ],
        opened=replace(_opened(book, full_name, figure, table, cell, row, column, whole=whole), close_url=close_url),
        table=None if table.is_number else shown_table(book, full_name),
        behind=[] if whole else _rows_behind_cell(book, cell, permissions, whole=every_row),
        every_row_url=f"{address}{'&' if '?' in address else '?'}alla=1#rader",
    )


def _cell_title(title: str, table: Table, row: str, column: str) -> str:
    labels = [
        c.label for axis, key in ((table.rows, row), (table.columns, column)) for c in axis if c.key == key and c.label
    ]
    return ", ".join([title, *labels])


def said_period(period: Period) -> str:
    """Write a period as its two days."""
    return f"{period.start} – {period.end}"


def _opened(
    book: Book, full_name: str, figure: Figure, table: Table, cell: Cell, row: str, column: str, *, whole: bool
) -> OpenedFigure:
    head = next((c for c in table.columns if c.key == column), Category("", ""))
    lines = [] if whole else _calculation(book, figure, head, cell)
    lines += [Fact("Hör till", note) for note in table.footnotes] if table.is_number else []
    remark = next((line.remark for line in table.rows if line.key == row), "")
    lines += [Fact("Om raden", remark)] if remark and not whole else []
    lines += [
        Fact("Vad det är", figure.definition),
        Fact("Bas", figure.base),
        Fact("Period", said_period(book.period)),
        Fact("Skydd", _protection(figure)),
        Fact("Källa", figure.source),
        Fact("Namn", f"{full_name} (version {figure.version})"),
    ]
    return OpenedFigure(
        name=_cell_title(title_of(book, full_name), table, row, column),
        value="" if whole else cell_words(figure, head, cell, unit=True),
        facts=lines,
        table=None if whole else _terms(book, cell),
        rows=Link("Visa raderna bakom", f"{open_url(book.association, cell.address)}#rader") if cell.address else None,
        uses=[Link(use.label, use.href) for use in uses_of(book.association, full_name)],
    )


def _protection(figure: Figure) -> str:
    if figure.protects is Protects.NOTHING:
        return "behövs inte, talet räknar inte personer"
    return (
        f"visas helt i förbundet; för allmänheten döljs antal under {DEFAULT_MINIMUM} eller det som förbundet bestämt"
    )


def _calculation(book: Book, figure: Figure, column: Category, cell: Cell) -> list[Fact]:
    match cell.origin:
        case Quotient(numerator, denominator):
            top, bottom = _said(numerator), _said(denominator)
            result = cell_words(figure, column, cell, unit=True)
            exact = (
                f"{top} ÷ {bottom} = {percent(cell.value, 1)} → {result}"
                if figure.unit.key == "percent" and cell.value is not None
                else f"{top} ÷ {bottom} = {result}"
            )
            association = book.association
            return [
                Fact("Uträkning", exact),
                Fact("Täljare", _named(book, numerator, top), open_url(association, numerator.address)),
                Fact("Nämnare", _named(book, denominator, bottom), open_url(association, denominator.address)),
            ]
        case Product(factor, of):
            text = f"{_factor(factor)} av {_said(of)}"
            return [
                Fact("Uträkning", text),
                Fact("Av", _named(book, of, _said(of)), open_url(book.association, of.address)),
            ]
    return []


def _factor(factor: Fraction) -> str:
    """Write the part taken: as a whole percentage, else as the fraction it is."""
    return percent(factor) if (factor * 100).denominator == 1 else f"{factor.numerator}/{factor.denominator}"


def _said(cell: Cell) -> str:
    """Write a part of a calculation by the unit of the figure, or the facts, it comes from."""
    if cell.value is None:
        return NOTHING
    if cell.address:
        figure = figure_named(cell.address.figure)
        return figure.unit.bare(cell.value, figure.decimals)
    leaf = next(cell.leaves(), None)
    return facts_named(leaf.facts).measures[leaf.measure].bare(cell.value) if leaf else number(int(cell.value))


def _named(book: Book, cell: Cell, value: str) -> str:
    if not cell.address:
        return value
    table = book.table(cell.address.figure) if cell.address.period == book.period.name else None
    title = figure_named(cell.address.figure).title
    return f"{value}, {(_cell_title(title, table, cell.address.row, cell.address.column) if table else title).lower()}"


def _terms(book: Book, cell: Cell) -> ShownTable | None:
    """The cells a sum is made of, each with its label and the way to open it."""
    if not isinstance(cell.origin, Sum) or not all(term.address for _, term in cell.origin.terms):
        return None
    rows = []
    for sign, term in cell.origin.terms:
        value = ("− " if sign < 0 else "") + _said(term)
        rows.append(
            ShownRow([ShownCell(_term_label(book, term)), ShownCell(value, open_url(book.association, term.address))])
        )
    rows.append(ShownRow([ShownCell("Summa"), ShownCell(_said(cell))], "total"))
    return ShownTable("Summan består av", [ShownColumn("Del", "words"), ShownColumn("Värde")], rows)


def _term_label(book: Book, term: Cell) -> str:
    assert term.address
    its_book = (
        book if term.address.period == book.period.name else Book(book.association, parse_period(term.address.period))
    )
    table = its_book.table(term.address.figure)
    labels = [
        c.label
        for axis, key in ((table.rows, term.address.row), (table.columns, term.address.column))
        for c in axis
        if c.key == key and c.label
    ]
    return ", ".join(labels) or figure_named(term.address.figure).title


def _rows_behind_cell(book: Book, cell: Cell, permissions: frozenset[Permission], *, whole: bool) -> list[RowsBehind]:
    """List the rows of every fact table behind a cell, a quotient's numerator and denominator apart."""
    parts = [("", cell)]
    if isinstance(cell.origin, Quotient):
        parts = [("Täljaren", cell.origin.numerator), ("Nämnaren", cell.origin.denominator)]
    return [
        _behind(book.scope.of(period), part.address, said, facts, leaves, permissions, whole=whole)
        for said, part in parts
        for facts, period, leaves in _selections(part)
    ]


def _behind(
    scope: Scope,
    address: Address | None,
    said: str,
    facts: Facts,
    leaves: Sequence[Rows],
    permissions: frozenset[Permission],
    *,
    whole: bool,
) -> RowsBehind:
    rows = rows_behind(scope, facts, leaves)
    title = f"{said}: {facts.title.lower()}" if said else facts.title
    counted = f"{number(len(rows))} {'rad' if len(rows) == 1 else 'rader'}"
    called = f"{title} {scope.period.name}"
    if facts.permission not in permissions:
        why = f"Bakom talet finns {counted} i {facts.title.lower()}. Din roll får inte läsa dem en och en."
        return RowsBehind(called, counted, None, why, left_out=False)
    shown = rows if whole else rows[:LISTED_ROWS]
    listed_at = None
    if facts.listed_at and address and len(rows) > LISTED_ROWS:
        listed_at = facts.listed_at(scope.association, address)
    table = _listed(scope, facts, shown, called)
    return RowsBehind(called, counted, table, "", left_out=len(shown) < len(rows), listed_at=listed_at)


def _selections(cell: Cell) -> Iterable[tuple[Facts, Period, list[Rows]]]:
    grouped: dict[tuple[str, str], list[Rows]] = {}
    for leaf in cell.leaves():
        grouped.setdefault((leaf.facts, leaf.period), []).append(leaf)
    for (name, period), leaves in grouped.items():
        yield facts_named(name), parse_period(period), leaves


def rows_behind(scope: Scope, facts: Facts, leaves: Sequence[Rows]) -> list[FactRow]:
    """Return the rows that any of the selections counts."""
    wanted = [dict(leaf.where) for leaf in dict.fromkeys(leaves)]
    rows = facts.rows_where(scope, wanted) if facts.rows_where else facts.rows(scope)
    return [row for row in rows if any(matches(row, where) for where in wanted)]


def _listed(scope: Scope, facts: Facts, rows: Sequence[FactRow], called: str) -> ShownTable:
    columns = [ShownColumn(c.title, "number" if c.unit else "date" if c.is_date else "words") for c in facts.columns]
    listed = [ShownRow([_cell(scope, column, row) for column in facts.columns]) for row in rows]
    return ShownTable(called, columns, listed, wide=True)


def _cell(scope: Scope, column: FactColumn, row: FactRow) -> ShownCell:
    href = column.href(scope.association, row) if column.href else ""
    return ShownCell(_word(row.get(column.name), column.unit.bare if column.unit else None), href)


def _word(value: object, write: object) -> str:
    if value is None or value == "":
        return NOTHING
    return write(value) if callable(write) else str(value)
