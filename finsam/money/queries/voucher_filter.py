"""Which vouchers an address asks for: one reading of it, for the page and the file."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, Subquery, Sum
from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.registry import Scope
from finsam.figures.rules.cells import Cell, Where
from finsam.figures.rules.cubes import FactRow, matches
from finsam.kernel.amounts import parse_ore
from finsam.kernel.periods import parse_period
from finsam.kernel.swedish import MINUS
from finsam.money.facts import LEDGER, Chart, chart_of
from finsam.money.figures.mapping import objects_of
from finsam.money.models import Ledger, Posting, Voucher
from finsam.money.postings import counted_among, postings_of
from finsam.money.rules.statements import BY_LABEL

ALL_YEARS = "alla"
NAMES = {
    "year": "ar", "words": "q", "month": "manad", "account": "konto", "ledger_object": "objekt", "line": "rad",
    "intervention": "insats", "figure": "tal", "period": "period", "row": "talrad", "column": "talkolumn",
    "older_than": "fore", "newer_than": "efter",
}  # fmt: skip
"""What each part is called in the address."""

_NAMED = re.compile(r"([A-Za-zÅÄÖåäö]{1,10})[ -]?([0-9]{1,12})")
_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})")
_HALF_KRONA = 50


class NoFigureError(LookupError):
    """The vouchers behind a figure are asked for, and there is no such figure."""


@dataclass(frozen=True)
class Asked:
    """What is asked for: each part narrows what the others leave. Row conditions hold for one and the same row."""

    year: str = ""
    words: str = ""
    month: str = ""
    account: str = ""
    ledger_object: str = ""
    line: str = ""
    intervention: str = ""
    figure: str = ""
    period: str = ""
    row: str = ""
    column: str = ""
    older_than: str = ""
    newer_than: str = ""

    def url(self, association: Association, **other: str) -> str:
        """Return the address of the list with something else asked for, from its newest page."""
        asked = replace(self, **{"older_than": "", "newer_than": "", **other})
        told = {NAMES[part.name]: getattr(asked, part.name) for part in fields(asked)}
        words = urlencode({name: value for name, value in told.items() if value})
        return reverse("vouchers", args=[association.slug]) + (f"?{words}" if words else "")

    @property
    def narrows(self) -> bool:
        """Whether anything but a year is asked for."""
        return replace(self, year="", older_than="", newer_than="") != Asked()

    @property
    def behind(self) -> dict[str, str]:
        """Nothing asked about a figure, for taking that filter away."""
        return dict.fromkeys(("figure", "period", "row", "column"), "")


def asked_for(told: Mapping[str, str], latest: int | None) -> Asked:
    """Read an address. What is not understood is not asked for; without a year the latest with a ledger is."""
    asked = Asked(**{part: told.get(name, "").replace("\0", "").strip()[:200] for part, name in NAMES.items()})
    if not _is_month(asked.month):
        asked = replace(asked, month="")
    if asked.figure:
        return replace(asked, year=ALL_YEARS)
    if asked.year == ALL_YEARS or re.fullmatch(r"[0-9]{4}", asked.year):
        return asked
    return replace(asked, year=str(latest) if latest else ALL_YEARS)


def _is_month(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,2}", text)) and 1 <= int(text) <= 12


def vouchers_asked(scope: Scope, asked: Asked) -> QuerySet[Voucher]:
    """Return the vouchers asked for, newest first. Raises NoFigureError for one that is none."""
    vouchers = Voucher.objects.filter(association=scope.association)
    if asked.year != ALL_YEARS:
        ledger = Ledger.objects.filter(association=scope.association, year=int(asked.year))
        vouchers = vouchers.filter(ledger=Subquery(ledger.values("pk")[:1]))  # a join would read every year's
    if asked.month:
        vouchers = vouchers.filter(booked_on__month=int(asked.month))
    if asked.account or asked.ledger_object or asked.line or asked.intervention:
        rows = _postings(scope, asked).filter(_of_row(scope, asked))
        vouchers = vouchers.filter(pk__in=rows.values("voucher_id"))
    if asked.figure:
        vouchers = vouchers.filter(_behind_figure(scope, asked))
    for term in _terms(asked.words):
        vouchers = vouchers.filter(_holding(scope, asked, term))
    return vouchers.order_by("-booked_on", "-pk")


def _postings(scope: Scope, asked: Asked) -> QuerySet[Posting]:
    rows = Posting.objects.filter(association=scope.association, voucher__isnull=False)
    return rows if asked.year == ALL_YEARS else rows.filter(year=int(asked.year))


def _of_row(scope: Scope, asked: Asked) -> Q:
    chart, condition = scope.once(chart_of), Q()
    if asked.account:
        condition &= Q(account_id__in=[pk for pk, one in chart.accounts.items() if one.number == asked.account])
    if asked.ledger_object:
        condition &= Q(ledger_object=asked.ledger_object)
    if asked.intervention:
        codes = [code for code, owner in chart.owners.items() if owner.key == asked.intervention]
        condition &= Q(ledger_object__in=codes)
    if asked.line:
        pairs = _postings(scope, asked).order_by().values("account_id", "ledger_object").distinct()
        rows = [{**pair, "month": 0} for pair in pairs]
        condition &= counted_among(rows, lambda row: _line_of(chart, row) == asked.line)
    return condition


def _line_of(chart: Chart, row: FactRow) -> str:
    account = chart.accounts[row["account_id"]]
    return chart.allocation.line(BY_LABEL[account.statement_line].key, account.number, row["ledger_object"])


def _cell_asked(scope: Scope, asked: Asked) -> Cell:
    book = Book(scope.association, parse_period(asked.period), scope.kept)
    return book.cell(asked.figure, asked.row, asked.column)


def _behind_figure(scope: Scope, asked: Asked) -> Q:
    """The vouchers of the postings that a figure's cell counts in the end, of every period it looks at."""
    counted = Q(pk__in=())
    by_period: dict[str, list[Where]] = {}
    try:
        cell = _cell_asked(scope, asked)
    except (KeyError, ValueError) as error:
        msg = f"Det finns inget tal {asked.figure} {asked.period} {asked.row} {asked.column}"
        raise NoFigureError(msg) from error
    for leaf in dict.fromkeys(cell.leaves()):
        if leaf.facts == LEDGER.name:
            by_period.setdefault(leaf.period, []).append(dict(leaf.where))
    for period, conditions in by_period.items():
        its = scope.of(parse_period(period))
        among = counted_among(LEDGER.read(its).rows, _matching(conditions))
        counted |= Q(pk__in=postings_of(its).filter(among, voucher__isnull=False).values("voucher_id"))
    return counted


def _matching(conditions: Sequence[Where]) -> Callable[[FactRow], bool]:
    return lambda row: any(matches(row, where) for where in conditions)


# words


def _terms(words: str) -> list[str]:
    """Part what was typed into words, each to be found; an amount or the name of a voucher is one of them."""
    if not words or amount_typed(words) or _NAMED.fullmatch(words):
        return [words] if words else []
    return words.split()[:8]


def amount_typed(words: str) -> tuple[int, int] | None:
    """Read "12 500,50" as the öre it may stand for, from and to; whole kronor stand for what is rounded to them."""
    bare = re.sub(r"\s|kr$", "", words.replace(MINUS, "-")).removeprefix("-").removeprefix("+")
    try:
        ore = parse_ore(bare)
    except ValueError:
        return None
    return (ore, ore) if re.search("[.,]", bare) else (ore - _HALF_KRONA, ore + _HALF_KRONA - 1)


def _holding(scope: Scope, asked: Asked, term: str) -> Q:
    """The vouchers that hold a word: in their text or a row's, as account, object, amount or number."""
    of_voucher = [Q(text__icontains=term), Q(number=term)]
    if named := _NAMED.fullmatch(term):
        of_voucher.append(Q(series__iexact=named[1], number=named[2]))
    postings = _postings(scope, asked)
    of_rows = [
        Q(text__icontains=term),
        Q(account_id__in=_accounts_named(scope, term)),
        Q(ledger_object__in=_objects_named(scope, term)),
    ]
    if span := amount_typed(term):
        low, high = span
        of_rows.append(Q(amount_ore__range=(low, high)) | Q(amount_ore__range=(-high, -low)))
        of_voucher.append(Q(pk__in=_summing_to(postings, low, high)))
    rows = postings.filter(reduce(or_, of_rows))
    return reduce(or_, of_voucher) | Q(pk__in=rows.values("voucher_id"))


def _summing_to(postings: QuerySet[Posting], low: int, high: int) -> QuerySet[Posting, int]:
    """The vouchers whose debit side comes to an amount, as the list shows it."""
    sums = postings.filter(amount_ore__gt=0).order_by().values("voucher_id").annotate(debit=Sum("amount_ore"))
    return sums.filter(debit__range=(low, high)).values_list("voucher_id", flat=True)


def _accounts_named(scope: Scope, term: str) -> list[int]:
    wanted = term.casefold()
    accounts = scope.once(chart_of).accounts.values()
    return [one.pk for one in accounts if one.number.startswith(term) or wanted in one.name.casefold()]


def _objects_named(scope: Scope, term: str) -> set[str]:
    """The objects of a code, or whose name or intervention holds the word."""
    wanted, chart = term.casefold(), scope.once(chart_of)
    found = {one.code for one in scope.once(objects_of) if wanted in one.name.casefold()}
    found |= {code for code, owner in chart.owners.items() if wanted in owner.title.casefold()}
    return found | {term}


# pages


def place_of(voucher: Voucher) -> str:
    """Return a voucher's place in the list, as an address tells it."""
    return f"{voucher.booked_on}.{voucher.pk}"


def after_place(vouchers: QuerySet[Voucher], place: str, *, newer: bool = False) -> QuerySet[Voucher]:
    """Keep the vouchers older, or newer, than a place. A place that is none leaves them all."""
    found = _PLACE.fullmatch(place)
    try:
        day, key = (date.fromisoformat(found[1]), int(found[2])) if found else (None, 0)
    except ValueError:
        return vouchers
    if day is None:
        return vouchers
    side = "gt" if newer else "lt"
    return vouchers.filter(Q(**{f"booked_on__{side}": day}) | Q(**{"booked_on": day, f"pk__{side}": key}))
