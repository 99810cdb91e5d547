"""The list of vouchers: a page of those asked for, newest first, and the same as a file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.files import csv_rows, label_cell
from finsam.figures.registry import Scope
from finsam.figures.rules.units import KRONOR
from finsam.figures.shown import title_of
from finsam.kernel.amounts import decimal_kronor
from finsam.kernel.periods import Period, parse_period
from finsam.kernel.swedish import MONTHS, NOTHING, capital, number
from finsam.money.facts import Chart, chart_of
from finsam.money.figures.mapping import objects_of
from finsam.money.forms.vouchers import VoucherFilterForm
from finsam.money.models import Ledger, Posting, Voucher
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.queries.voucher_filter import (
    ALL_YEARS,
    NAMES,
    Asked,
    after_place,
    place_of,
    vouchers_asked,
)
from finsam.ui.parts import Chip, Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

A_PAGE, MOST_COUNTED, ACCOUNTS_SHOWN = 50, 1000, 3
NO_NUMBER = "Utan nummer"


@dataclass(frozen=True)
class VouchersPage:
    """The vouchers asked for."""

    title: str
    window_title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    form: VoucherFilterForm
    kept: Sequence[tuple[str, str]]  # what the form sends on without showing it
    url: str
    chips: Sequence[Chip]
    clear_url: str
    count: str
    table: ShownTable | None
    nothing: str
    nothing_link: Link
    older_url: str
    newer_url: str
    sie_url: str


class _Slice(NamedTuple):
    rows: list[Voucher]
    older: bool
    newer: bool


def ledger_years(association: Association) -> list[int]:
    """Return the years with a ledger, oldest first."""
    return list(Ledger.objects.filter(association=association).order_by("year").values_list("year", flat=True))


def scope_of(association: Association, asked: Asked) -> Scope:
    """Return what the facts behind the list are read for."""
    year = int(asked.year) if asked.year != ALL_YEARS else 2000  # of every year: what is read holds whatever the year
    return Scope(association, Period.year(max(year, 1900)))


def vouchers_page(association: Association, asked: Asked, years: Sequence[int]) -> VouchersPage:
    """Return a page of the list; `years` are those with a ledger. Must be called within the association."""
    scope = scope_of(association, asked)
    found = vouchers_asked(scope, asked)
    first = list(found.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    part = _slice(association, found, asked, first)
    title = "Verifikationer" if asked.year == ALL_YEARS else f"Verifikationer {asked.year}"
    chips = _chips(scope, asked)
    return VouchersPage(
        title=title,
        window_title=": ".join([title, *[", ".join(chip.label for chip in chips)] * bool(chips)]),
        state=association.name,
        crumbs=money_crumbs(association, *_ledger_crumb(association), Link("Verifikationer")),
        tabs=money_tabs(association, "ledger"),
        years=_years(association, asked, years),
        form=_form(scope, asked),
        kept=[(NAMES[name], getattr(asked, name)) for name in _KEPT if getattr(asked, name)],
        url=reverse("vouchers", args=[association.slug]),
        chips=chips,
        clear_url=Asked(year=asked.year).url(association) if asked.narrows else "",
        count=_counted(len(first)),
        table=_table(scope, asked, part.rows),
        nothing=_nothing(asked, years),
        nothing_link=_nothing_link(association, asked, years),
        older_url=_turned(association, asked, part, "older_than", -1) if part.older else "",
        newer_url=_turned(association, asked, part, "newer_than", 0) if part.newer else "",
        sie_url=reverse("sie-file", args=[association.slug, asked.year]) if asked.year in map(str, years) else "",
    )


_KEPT = ("year", "figure", "period", "row", "column")


def _ledger_crumb(association: Association) -> list[Link]:
    return [Link(tab.label, tab.url) for tab in money_tabs(association, "ledger") if tab.current]


def _slice(association: Association, found: QuerySet[Voucher], asked: Asked, first: Sequence[int]) -> _Slice:
    """Read one page, from the place the address tells, and whether there is more on either side.

    `first` are the keys of the first vouchers of all: a search is the costly part and is made once.
    """
    if asked.newer_than:
        backwards = after_place(found, asked.newer_than, newer=True).order_by("booked_on", "pk")
        rows = list(backwards[: A_PAGE + 1])
        return _Slice(rows[:A_PAGE][::-1], older=True, newer=len(rows) > A_PAGE)
    if asked.older_than:
        rows = list(after_place(found, asked.older_than)[: A_PAGE + 1])
        return _Slice(rows[:A_PAGE], older=len(rows) > A_PAGE, newer=True)
    rows = list(Voucher.objects.filter(association=association, pk__in=first[:A_PAGE]).order_by("-booked_on", "-pk"))
    return _Slice(rows, older=len(first) > A_PAGE, newer=False)


def _turned(association: Association, asked: Asked, part: _Slice, side: str, edge: int) -> str:
    """Return the address of the page beside this one."""
    place = place_of(part.rows[edge]) if part.rows else ""
    url = replace(asked, older_than="", newer_than="").url(association)
    return f"{url}{'&' if '?' in url else '?'}{NAMES[side]}={place}"


def _counted(count: int) -> str:
    if count > MOST_COUNTED:
        return f"fler än {number(MOST_COUNTED)} verifikationer"
    return f"{number(count)} {'verifikation' if count == 1 else 'verifikationer'}"


def _years(association: Association, asked: Asked, years: Sequence[int]) -> list[Link]:
    if len(years) < 2 or asked.figure:
        return []
    choices = [(str(year), str(year)) for year in years] + [(ALL_YEARS, "Alla")]
    return [Link(label, "" if key == asked.year else asked.url(association, year=key)) for key, label in choices]


def _form(scope: Scope, asked: Asked) -> VoucherFilterForm:
    chart = scope.once(chart_of)
    choices = {
        "konto": [(one.number, f"{one.number} {one.name}") for one in chart.accounts.values()],
        "objekt": [(one.code, str(one)) for one in scope.once(objects_of)],
        "rad": [(key, key) for key in chart.budget_lines],
        "insats": list({owner.key: owner.title for owner in chart.owners.values()}.items()),
    }
    return VoucherFilterForm({name: getattr(asked, part) for part, name in NAMES.items()}, choices)


def _chips(scope: Scope, asked: Asked) -> list[Chip]:
    """Name each condition, with the way to take it away."""
    association, words = (
        scope.association,
        {
            "words": f"”{asked.words}”",
            "month": capital(MONTHS[int(asked.month) - 1]) if asked.month else "",
            "account": f"Konto {asked.account}",
            "ledger_object": f"Objekt {asked.ledger_object}",
            "line": asked.line,
            "intervention": next(
                (o.title for o in scope.once(chart_of).owners.values() if o.key == asked.intervention),
                asked.intervention,
            ),
        },
    )
    chips = [
        Chip(label, asked.url(association, **{part: ""}), on=True)
        for part, label in words.items()
        if getattr(asked, part)
    ]
    if asked.figure:
        url = asked.url(association, **asked.behind, year="")
        chips.insert(0, Chip(f"Bakom talet {_figure_words(scope, asked)}", url, on=True))
    return chips


def _figure_words(scope: Scope, asked: Asked) -> str:
    book = Book(scope.association, parse_period(asked.period), scope.kept)
    table = book.table(asked.figure)
    labels = [
        category.label
        for axis, key in ((table.rows, asked.row), (table.columns, asked.column))
        for category in axis
        if category.key == key and category.label
    ]
    return ", ".join([title_of(book, asked.figure), *labels, book.period.name])


# the table


class VoucherSums(NamedTuple):
    """What a voucher comes to: its debit side in öre, and the accounts of its rows in order."""

    debit_ore: int
    accounts: Sequence[int]


def sums_of(association: Association, vouchers: Sequence[Voucher]) -> Mapping[int, VoucherSums]:
    """Return what each voucher comes to, by its key. One query."""
    rows = Posting.objects.filter(association=association, voucher__in=[one.pk for one in vouchers]).order_by("pk")
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for voucher, account, ore in rows.values_list("voucher_id", "account_id", "amount_ore"):
        found[voucher].append((account, ore))
    return {
        key: VoucherSums(sum(ore for _, ore in entries if ore > 0), list(dict.fromkeys(a for a, _ in entries)))
        for key, entries in found.items()
    }


def _table(scope: Scope, asked: Asked, vouchers: Sequence[Voucher]) -> ShownTable | None:
    if not vouchers:
        return None
    chart, sums = scope.once(chart_of), sums_of(scope.association, vouchers)
    columns = [
        ShownColumn("Nummer", "words"),
        ShownColumn("Datum", "date"),
        ShownColumn("Text", "words"),
        ShownColumn("Konton", "words"),
        ShownColumn("Kronor"),
    ]
    rows = [_row(scope.association, chart, voucher, sums.get(voucher.pk, _EMPTY)) for voucher in vouchers]
    url = asked.url(scope.association)
    file = f"{url}{'&' if '?' in url else '?'}som=csv"
    return ShownTable("Verifikationer", columns, rows, downloads=[("CSV med alla rader", file)], wide=True)


_EMPTY = VoucherSums(0, ())


def _row(association: Association, chart: Chart, voucher: Voucher, sums: VoucherSums) -> ShownRow:
    return ShownRow(
        [
            ShownCell(str(voucher) or NO_NUMBER, reverse("voucher", args=[association.slug, voucher.pk])),
            ShownCell(str(voucher.booked_on)),
            ShownCell(voucher.text or NOTHING),
            ShownCell(_accounts(chart, sums.accounts)),
            ShownCell(KRONOR.bare(sums.debit_ore, 2)),
        ]
    )


def _accounts(chart: Chart, keys: Sequence[int]) -> str:
    """Name the accounts of a voucher, the first of many."""
    named = [f"{chart.accounts[key].number} {chart.accounts[key].name}" for key in keys[:ACCOUNTS_SHOWN]]
    more = len(keys) - len(named)
    return ", ".join(named) + (f" och {more} till" if more else "")


def _nothing(asked: Asked, years: Sequence[int]) -> str:
    if not years:
        return "Ingen huvudbok är inläst än. Verifikationerna kommer hit när en SIE-fil är inläst."
    if asked.narrows:
        return "Ingen verifikation stämmer med det du söker."
    return "Årets fil har saldon men inga verifikationer. Be om en SIE 4-fil för att se dem."


def _nothing_link(association: Association, asked: Asked, years: Sequence[int]) -> Link:
    if not years:
        return next((Link("Läs in en SIE-fil", one.url) for one in _ledger_crumb(association)), Link(""))
    if asked.narrows and asked.year != ALL_YEARS:
        return Link("Sök i alla år", asked.url(association, year=ALL_YEARS))
    return Link("Visa alla", Asked(year=ALL_YEARS).url(association)) if asked.narrows else Link("")


# the file

HEADS = ("Verifikation", "Datum", "Verifikationstext", "Konto", "Kontonamn", "Objekt", "Text", "Debet", "Kredit")


def vouchers_file(association: Association, asked: Asked) -> bytes:
    """Write every row of the vouchers asked for as CSV. Must be called within the association."""
    scope = scope_of(association, asked)
    return csv_rows([HEADS, *_file_rows(scope, vouchers_asked(scope, asked))])


def _file_rows(scope: Scope, vouchers: QuerySet[Voucher]) -> Iterator[Sequence[str]]:
    chart = scope.once(chart_of)
    rows = Posting.objects.filter(association=scope.association, voucher__in=vouchers.order_by().values("pk"))
    about = ("voucher__series", "voucher__number", "voucher__booked_on", "voucher__text")
    ordered = rows.order_by("-voucher__booked_on", "-voucher_id", "pk")
    for series, name, day, text, account, code, said, ore in ordered.values_list(
        *about, "account_id", "ledger_object", "text", "amount_ore"
    ):
        its = chart.accounts[account]
        yield [
            label_cell(f"{series} {name}".strip()), str(day), label_cell(text), its.number, label_cell(its.name),
            label_cell(code), label_cell(said), _kr(max(ore, 0)), _kr(max(-ore, 0)),
        ]  # fmt: skip


def _kr(ore: int) -> str:
    return decimal_kronor(ore).replace(".", ",") if ore else ""
