"""One voucher: its rows and what each belongs to, where it came from, and the figures that count it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.cubes import FactRow, matches
from finsam.figures.rules.tables import Category, Table
from finsam.figures.rules.units import KRONOR
from finsam.figures.shown import cell_words, open_url, title_of
from finsam.kernel.periods import Period
from finsam.kernel.swedish import NOTHING, day
from finsam.money.facts import LEDGER, Chart, chart_of
from finsam.money.figures.mapping import objects_of
from finsam.money.mentions import mentions_of
from finsam.money.models import LedgerFile, Posting, Voucher
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.postings import read_out
from finsam.money.queries.voucher_filter import Asked
from finsam.ui.parts import Fact, Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

COUNTED_IN = (
    "money.follow_up",
    "money.cost_by_pool",
    "money.sources",
    "money.income_statement",
    "money.balance_sheet",
)
"""The figures whose rows are told as places where a voucher is counted."""


@dataclass(frozen=True)
class VoucherRow:
    """A row of a voucher: words, and the ways to what it belongs to."""

    account: Link
    code: Link
    belongs: Sequence[Link]
    text: str
    debit: str
    credit: str


@dataclass(frozen=True)
class VoucherPage:
    """One voucher."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    text: str
    rows: Sequence[VoucherRow]
    debit: str
    credit: str
    about: Sequence[Fact]
    counted: ShownTable | None
    before: Link | None
    after: Link | None


def voucher_page(association: Association, voucher: Voucher) -> VoucherPage:
    """Return the page of a voucher read with its ledger and file. Must be called within the association."""
    year = voucher.ledger.year
    book = Book(association, Period.year(year))
    chart = book.scope.once(chart_of)
    postings = Posting.objects.filter(association=association, voucher=voucher)
    rows = [chart.classified(row) for row in read_out(postings)]
    of_year = Asked(year=str(year))
    number = str(voucher) or "utan nummer"
    before, after = _beside(association, voucher, "-"), _beside(association, voucher, "")
    return VoucherPage(
        title=f"Verifikation {number}, {year}",
        state=f"{association.name} · {day(voucher.booked_on)}",
        crumbs=money_crumbs(association, Link("Verifikationer", of_year.url(association)), Link(number)),
        tabs=money_tabs(association, "ledger"),
        text=voucher.text,
        rows=list(_rows(book, rows, of_year)),
        debit=KRONOR.bare(sum(row["amount"] for row in rows if row["amount"] > 0), 2),
        credit=KRONOR.bare(-sum(row["amount"] for row in rows if row["amount"] < 0), 2),
        about=_about(association, voucher),
        counted=_counted(book, rows),
        before=before,
        after=after,
    )


def _rows(book: Book, rows: Sequence[FactRow], of_year: Asked) -> Iterator[VoucherRow]:
    association, chart = book.association, book.scope.once(chart_of)
    names = {one.code: one.name for one in book.scope.once(objects_of)}
    for row in rows:
        code = row["ledger_object"]
        yield VoucherRow(
            account=Link(row["account_name"], of_year.url(association, account=row["account"])),
            code=Link(f"{code} {names.get(code, '')}".strip(), of_year.url(association, ledger_object=code)),
            belongs=list(_belongs(book, chart, row)),
            text=row["text"],
            debit=KRONOR.bare(row["amount"], 2) if row["amount"] > 0 else "",
            credit=KRONOR.bare(-row["amount"], 2) if row["amount"] <= 0 else "",
        )


def _belongs(book: Book, chart: Chart, row: FactRow) -> Iterator[Link]:
    """The line of the budget, and the intervention, that a row belongs to."""
    if row["budget_line"]:
        yield Link(row["budget_line"], _line_url(book, row["budget_line"]))
    elif row["side"]:
        yield Link("Utan rad i budgeten")
    if owner := chart.owners.get(row["ledger_object"]):
        yield Link(f"Insatsen {owner.title}", reverse("intervention", args=[book.association.slug, owner.key]))


def _line_url(book: Book, key: str) -> str:
    cell = book.table("money.follow_up").cells.get((key, "outcome"))
    return open_url(book.association, cell.address) if cell else ""


def _about(association: Association, voucher: Voucher) -> list[Fact]:
    file: LedgerFile = voucher.file
    ledger = next((tab.url for tab in money_tabs(association, "ledger") if tab.current), "")
    lines = [
        Fact("Bokförd", str(voucher.booked_on)),
        Fact("Ur filen", file.file_name, ledger),
        Fact("SIE-typ", f"{file.sie_type}{'I' if file.is_addition else ''}"),
        Fact("Ekonomisystem", file.program),
        Fact("Inläst", _when(file)),
        *mentions_of(association, voucher),
    ]
    return [line for line in lines if line.text]


def _when(file: LedgerFile) -> str:
    if file.applied_at is None:
        return ""
    at = timezone.localtime(file.applied_at)
    by = f" av {file.applied_by.name}" if file.applied_by else ""
    return f"{at:%Y-%m-%d}{by}"


def _beside(association: Association, voucher: Voucher, sign: str) -> Link | None:
    """The voucher before (sign "-") or after in the series: by number, which may be longer but not all digits."""
    of_series = Voucher.objects.filter(
        association=association, ledger=voucher.ledger_id, series=voucher.series
    ).annotate(digits=Length("number"))
    side, digits = "lt" if sign else "gt", len(voucher.number)
    longer = Q(**{f"digits__{side}": digits})
    same = Q(digits=digits, **{f"number__{side}": voucher.number})
    unnumbered = Q(number="", **{f"pk__{side}": voucher.pk}) if not voucher.number else Q()
    found = of_series.filter(unnumbered or longer | same)
    one = found.order_by(f"{sign}digits", f"{sign}number", f"{sign}pk").first()
    if one is None:
        return None
    word = "Föregående" if sign else "Nästa"
    return Link(f"{word}: {one}" if one.number else word, reverse("voucher", args=[association.slug, one.pk]))


# where it is counted


def _counted(book: Book, rows: Sequence[FactRow]) -> ShownTable | None:
    """The rows of the year's tables that count any row of the voucher, each number with the way to open it."""
    found = [line for name in COUNTED_IN for line in _lines(book, name, rows)]
    columns = [ShownColumn("Tabell", "words"), ShownColumn("Rad", "words"), ShownColumn(f"{book.year}, kr")]
    return ShownTable("Här räknas den", columns, found) if found else None


def _lines(book: Book, name: str, rows: Sequence[FactRow]) -> Iterator[ShownRow]:
    table, figure = book.table(name), figure_named(name)
    for row in (row for row in table.rows if row.kind in {"item", "part"}):
        column = _counting(book, table, row, rows)
        if column:
            cell = table.cells[row.key, column.key]
            words = cell_words(figure, column, cell)
            shown = ShownCell(words, open_url(book.association, cell.address))
            yield ShownRow([ShownCell(title_of(book, name)), ShownCell(row.label or NOTHING), shown])


def _counting(book: Book, table: Table, row: Category, rows: Sequence[FactRow]) -> Category | None:
    """The column whose cell counts a row of the voucher, the one of the year or of outcomes before others."""
    ordered = sorted(table.columns, key=lambda column: not column.current)
    return next((c for c in ordered if _counts(table.cells[row.key, c.key], book.period.name, rows)), None)


def _counts(cell: Cell, period: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    leaves = [leaf for leaf in cell.leaves() if leaf.facts == LEDGER.name and leaf.period == period]
    return any(matches(row, dict(leaf.where)) for leaf in leaves for row in rows)
