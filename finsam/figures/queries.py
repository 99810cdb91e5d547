"""Reads of the figures: a table for an audience, and a cell opened to what it is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.models import DisclosureRule
from finsam.figures.registry import (
    Facts,
    Figure,
    Protects,
    Scope,
    all_figures,
    fact_years,
    facts_named,
    figure_named,
    latest_year,
    uses_of,
    years_of,
)
from finsam.figures.rules.cells import Cell, Product, Quotient, Rows, Sum
from finsam.figures.rules.cubes import FactRow, matches
from finsam.figures.rules.disclosure import SECOND, Policy, protected
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words, open_url, shown_table, title_of
from finsam.kernel.periods import YEARS, Period, parse_period
from finsam.kernel.swedish import NOTHING, number, percent
from finsam.ui.parts import Fact, Link, OpenedFigure
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

LISTED_ROWS = 20
DEFAULT_MINIMUM = 5


class Audience(StrEnum):
    """Who a table leaves the association's hands for."""

    ASSOCIATION = "association"
    PUBLIC = "public"


def table_for(book: Book, full_name: str, audience: Audience) -> Table:
    """Return a figure's table as the audience may see it."""
    table = book.table(full_name)
    if audience is Audience.ASSOCIATION or figure_named(full_name).protects is Protects.NOTHING:
        return table
    hidden = protected(table, policy_of(book))
    return replace(hidden, cells={key: _quotient_protected(book, cell) for key, cell in hidden.cells.items()})


def _quotient_protected(book: Book, cell: Cell) -> Cell:
    """Hide a quotient whose numerator or denominator is hidden, or too small, where it stands."""
    if not isinstance(cell.origin, Quotient) or cell.hidden:
        return cell
    parts = (cell.origin.numerator, cell.origin.denominator)
    given_away = any(policy_of(book).is_small(part) or _is_hidden(book, part) for part in parts)
    return replace(cell, hidden=SECOND) if given_away else cell


def _is_hidden(book: Book, part: Cell) -> bool:
    at = part.address
    if at is None or figure_named(at.figure).protects is Protects.NOTHING:
        return False
    its_book = book.of(parse_period(at.period))
    table = protected(its_book.table(at.figure), policy_of(its_book))
    return bool(table.cell(at.row, at.column).hidden)


def policy_of(book: Book) -> Policy:
    """Return the disclosure rule in force when the period ends; without one, nothing under five is shown."""
    in_force = [rule for rule in book.scope.once(_disclosure_rules) if rule.valid_from <= book.period.end]
    return Policy(in_force[-1].minimum, in_force[-1].hides_zero) if in_force else Policy(DEFAULT_MINIMUM)


def _disclosure_rules(scope: Scope) -> list[DisclosureRule]:
    return list(DisclosureRule.objects.filter(association=scope.association).order_by("valid_from"))


@dataclass(frozen=True)
class RowsBehind:
    """Rows of a fact table behind a cell, or why they may not be read. `left_out`: there are more than shown."""

    title: str
    counted: str
    table: ShownTable | None
    refused: str
    left_out: bool


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
) -> FigurePage:
    """Open a cell, or without row and column the figure. Raises KeyError when there is no such figure or cell."""
    figure, table = figure_named(full_name), book.table(full_name)
    association = book.association
    whole = not (row or column) and not table.is_number
    cell = Cell(None) if whole else table.cell(row, column)
    title = title_of(book, full_name)
    address = open_url(association, cell.address)
    return FigurePage(
        title=title if whole else _cell_title(title, table, row, column),
        state=f"{association.name} · {_said_period(book.period)}",
        crumbs=[
            Link(association.short_name, reverse("overview", args=[association.slug])),
            Link("Så räknar vi", reverse("figures", args=[association.slug])),
            *([] if whole else [Link(title, reverse("figure", args=[association.slug, full_name, book.period.name]))]),
        ],
        opened=_opened(book, full_name, figure, table, cell, row, column, whole=whole),
        table=None if table.is_number else shown_table(book, full_name),
        behind=[] if whole else _rows_behind_cell(association, cell, permissions, whole=every_row),
        every_row_url=f"{address}{'&' if '?' in address else '?'}alla=1#rader",
    )


def _cell_title(title: str, table: Table, row: str, column: str) -> str:
    labels = [
        c.label for axis, key in ((table.rows, row), (table.columns, column)) for c in axis if c.key == key and c.label
    ]
    return ", ".join([title, *labels])


def _said_period(period: Period) -> str:
    return f"{period.start} – {period.end}"


def _opened(
    book: Book, full_name: str, figure: Figure, table: Table, cell: Cell, row: str, column: str, *, whole: bool
) -> OpenedFigure:
    head = next((c for c in table.columns if c.key == column), Category("", ""))
    lines = [] if whole else _calculation(book, figure, head, cell)
    lines += [
        Fact("Vad det är", figure.definition),
        Fact("Bas", figure.base),
        Fact("Period", _said_period(book.period)),
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
            text = f"{percent(factor)} av {_said(of)}"
            return [
                Fact("Uträkning", text),
                Fact("Av", _named(book, of, _said(of)), open_url(book.association, of.address)),
            ]
    return []


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


def _rows_behind_cell(
    association: Association, cell: Cell, permissions: frozenset[Permission], *, whole: bool
) -> list[RowsBehind]:
    """List the rows of every fact table behind a cell, a quotient's numerator and denominator apart."""
    parts = [("", cell)]
    if isinstance(cell.origin, Quotient):
        parts = [("Täljaren", cell.origin.numerator), ("Nämnaren", cell.origin.denominator)]
    return [
        _behind(association, said, facts, period, leaves, permissions, whole=whole)
        for said, part in parts
        for facts, period, leaves in _selections(part)
    ]


def _behind(
    association: Association,
    said: str,
    facts: Facts,
    period: Period,
    leaves: Sequence[Rows],
    permissions: frozenset[Permission],
    *,
    whole: bool,
) -> RowsBehind:
    rows = rows_behind(association, facts, period, leaves)
    title = f"{said}: {facts.title.lower()}" if said else facts.title
    counted = f"{number(len(rows))} {'rad' if len(rows) == 1 else 'rader'}"
    if facts.permission not in permissions:
        why = f"Bakom talet finns {counted} i {facts.title.lower()}. Din roll får inte läsa dem en och en."
        return RowsBehind(f"{title} {period.name}", counted, None, why, left_out=False)
    shown = rows if whole else rows[:LISTED_ROWS]
    return RowsBehind(f"{title} {period.name}", counted, _listed(facts, shown), "", left_out=len(shown) < len(rows))


def _selections(cell: Cell) -> Iterable[tuple[Facts, Period, list[Rows]]]:
    grouped: dict[tuple[str, str], list[Rows]] = {}
    for leaf in cell.leaves():
        grouped.setdefault((leaf.facts, leaf.period), []).append(leaf)
    for (name, period), leaves in grouped.items():
        yield facts_named(name), parse_period(period), leaves


def rows_behind(association: Association, facts: Facts, period: Period, leaves: Sequence[Rows]) -> list[FactRow]:
    """Return the rows that any of the selections counts."""
    wanted = [dict(leaf.where) for leaf in dict.fromkeys(leaves)]
    return [row for row in facts.rows(Scope(association, period)) if any(matches(row, where) for where in wanted)]


def _listed(facts: Facts, rows: Sequence[FactRow]) -> ShownTable:
    columns = [ShownColumn(c.title, "number" if c.unit else "date" if c.is_date else "words") for c in facts.columns]
    listed = [
        ShownRow([ShownCell(_word(row.get(c.name), c.unit.bare if c.unit else None)) for c in facts.columns])
        for row in rows
    ]
    return ShownTable(facts.title, columns, listed, wide=True)


def _word(value: object, write: object) -> str:
    if value is None or value == "":
        return NOTHING
    return write(value) if callable(write) else str(value)


@dataclass(frozen=True)
class FiguresPage:
    """Every figure with its definition: what Finsam counts, and how."""

    title: str
    state: str
    crumbs: Sequence[Link]
    figures: Sequence[tuple[str, Sequence[tuple[Figure, Sequence[Link]]]]]


ROOMS = {"interventions": "Insatser", "money": "Pengar", "participants": "Deltagare", "surveys": "Enkäter"}


def figures_page(book: Book) -> FiguresPage:
    """List every figure by room, with a link to each."""
    association, period = book.association, book.period.name
    rooms: dict[str, list[tuple[Figure, Sequence[Link]]]] = {}
    for figure in all_figures():
        names = (
            [(f"{figure.name}@{key.key}", key.label) for key in book.keys(figure)]
            if figure.per
            else [(figure.name, figure.title)]
        )
        links = [Link(label, reverse("figure", args=[association.slug, name, period])) for name, label in names]
        rooms.setdefault(ROOMS.get(figure.room, figure.room), []).append((figure, links))
    return FiguresPage(
        title="Så räknar vi",
        state=f"{association.name} · {_said_period(book.period)}",
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        figures=list(rooms.items()),
    )


@dataclass(frozen=True)
class TablesSection:
    """A heading with the tables under it."""

    title: str
    tables: Sequence[ShownTable]


@dataclass(frozen=True)
class TablesPage:
    """A room's figures of a year as tables, for rooms whose own page is no more than that."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    sections: Sequence[TablesSection]


def tables_page(book: Book, title: str, address: str, sections: Sequence[tuple[str, Sequence[str]]]) -> TablesPage:
    """Lay out figures under headings; keyed figures ("name@") give a table a key, empty tables are left out."""
    shown = [TablesSection(heading, list(_tables(book, names))) for heading, names in sections]
    return TablesPage(
        title=f"{title} {book.year}",
        state=book.association.name,
        crumbs=[Link(book.association.short_name, reverse("overview", args=[book.association.slug]))],
        years=year_links(book, address),
        sections=[section for section in shown if section.tables],
    )


def _tables(book: Book, names: Sequence[str]) -> Iterable[ShownTable]:
    for name in names:
        figure = figure_named(name)
        keyed = [f"{figure.name}@{key.key}" for key in book.keys(figure)] if name.endswith("@") else [name]
        for full_name in keyed:
            if not book.table(full_name).is_empty:
                yield shown_table(book, full_name)


def year_links(book: Book, address: str) -> list[Link]:
    """Return the years to choose between; the chosen one has no address."""
    slug = book.association.slug
    return [
        Link(str(year), "" if year == book.year else f"{reverse(address, args=[slug])}?ar={year}")
        for year in years_of(book.scope.once(fact_years))[-YEARS_SHOWN:]
    ]


YEARS_SHOWN = 6


def book_of_year(association: Association, asked: str) -> Book:
    """Return the book of the year asked for, else of the latest with outcomes."""
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in YEARS:
        return Book(association, Period.year(int(asked)))
    this_year = Book(association, Period.year(timezone.localdate().year))
    return this_year.of(Period.year(latest_year(this_year.scope.once(fact_years), this_year.year)))
