"""What a SIE file says happened on its accounts, as one stream of postings that looks the same for every type."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from finsam.money.rules.sie_file import VOUCHERS, SieEntry, SieFile, SieVoucher

PROJECT = "6"
"""The dimension of projects (SIE 4B, 8.17), which is where an association keeps its interventions."""

_OPENING_MONTH = 0
_LAST_MONTH = 12


class SiePosting(NamedTuple):
    """An amount on an account: carried in (month 0), booked by a voucher, or the sum of a month or a whole year.

    The month is the calendar month of the voucher or period; a sum of a year stands in the month the year ends.
    """

    kind: Literal["opening", "voucher", "movement"]
    month: int
    account: str
    object_code: str
    amount_ore: int
    voucher: SieVoucher | None = None
    entry: SieEntry | None = None


class SiePeriodMovement(NamedTuple):
    """The change of an account in a month, for one object of a dimension or (None) for what no object holds."""

    year: int
    period: str
    account: str
    object_code: str | None
    amount_ore: int


class SieOpeningDifference(NamedTuple):
    """An account that opens this year at another amount than it closed the last at."""

    account: str
    prior_closing_ore: int
    opening_ore: int


def year_of(sie: SieFile) -> int:
    """Return the year a file is about; of an addition that does not say, the year of its first voucher."""
    return sie.years[0][0].year if 0 in sie.years else sie.vouchers[0].on.year


def booked_to(sie: SieFile) -> date | None:
    """Return the last day that is booked: of the last voucher, else of the last month with an amount, else the year's.

    None when nothing is booked at all.
    """
    if sie.vouchers:
        return max((voucher.on for voucher in sie.vouchers if voucher.entries), default=None)
    months = [int(row.period) for row in sie.period_balances if row.year == 0 and row.amount_ore]
    if months:
        year, month = divmod(max(months), 100)
        return date(year, month, monthrange(year, month)[1])
    return sie.years[0][1] if any(posting.kind == "movement" for posting in _whole_year(sie, 0)) else None


def opening_balances(sie: SieFile, year: int = 0) -> dict[str, int]:
    """Return the opening balance of each account. A file may give it as the closing of the year before (5.16)."""
    return _summed(sie, ("IB",), year) or _summed(sie, ("UB",), year - 1)


def closing_balances(sie: SieFile, year: int = 0) -> dict[str, int]:
    """Return what each account stands at when the year ends: its closing balance, or its result."""
    return _summed(sie, ("UB", "RES"), year)


def _summed(sie: SieFile, kinds: tuple[str, ...], year: int) -> dict[str, int]:
    amounts: defaultdict[str, int] = defaultdict(int)
    for row in sie.balances:
        if row.year == year and row.kind in kinds:
            amounts[row.account] += row.amount_ore
    return dict(amounts)


def opening_differences(sie: SieFile) -> tuple[SieOpeningDifference, ...]:
    """Return the accounts where IB of year 0 is not UB of year -1, when the file gives both. It is no fault (R11)."""
    opening, closing = _summed(sie, ("IB",), 0), _summed(sie, ("UB",), -1)
    if not opening or not closing:
        return ()
    differences = (
        SieOpeningDifference(account, closing.get(account, 0), opening.get(account, 0))
        for account in sorted(opening | closing)
    )
    return tuple(row for row in differences if row.opening_ore != row.prior_closing_ore)


def period_movements(sie: SieFile, dimension: str = PROJECT) -> Iterator[SiePeriodMovement]:
    """Split each account's month on the objects of one dimension, so that the parts sum to the account's total row.

    A type 3 file holds both total rows and object rows of every dimension: adding them all would double the books.
    """
    totals: defaultdict[tuple[int, str, str], int] = defaultdict(int)
    parts: defaultdict[tuple[int, str, str], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in sie.period_balances:
        key = row.year, row.period, row.account
        totals[key] += 0 if row.objects else row.amount_ore
        if len(row.objects) == 1 and row.objects[0][0] == dimension:
            parts[key][row.objects[0][1]] += row.amount_ore
    for key, total in totals.items():
        rest = total - sum(parts[key].values())
        for code, amount in (*parts[key].items(), (None, rest)):
            if amount:
                yield SiePeriodMovement(*key, code, amount)


def postings(sie: SieFile, dimension: str = PROJECT) -> Iterator[SiePosting]:
    """Yield every posting of year 0, from the finest rows the file has.

    Per account they sum to the closing balance or the result (R12). Openings bear no object.
    """
    yield from _openings(sie, 0)
    if sie.sie_type == VOUCHERS:
        yield from _entries(sie.vouchers, dimension)
    elif has_movements(sie):
        yield from _months(period_movements(sie, dimension))
    else:
        yield from _whole_year(sie, 0)


def prior_postings(sie: SieFile) -> Iterator[SiePosting]:
    """Yield openings and whole-year movements of year -1, when the file closes that year."""
    if closing_balances(sie, -1):
        yield from _openings(sie, -1)
        yield from _whole_year(sie, -1)


def has_movements(sie: SieFile) -> bool:
    """Tell whether the file says what happened in year 0, and not only what stood when it began and ended."""
    return sie.sie_type == VOUCHERS or any(row.year == 0 for row in sie.period_balances)


def _openings(sie: SieFile, year: int) -> Iterator[SiePosting]:
    for account, amount in opening_balances(sie, year).items():
        if amount:
            yield SiePosting("opening", _OPENING_MONTH, account, "", amount)


def _entries(vouchers: Iterable[SieVoucher], dimension: str) -> Iterator[SiePosting]:
    for voucher in vouchers:
        month = voucher.on.month
        for entry in voucher.entries:
            code = dict(entry.objects).get(dimension, "") if entry.objects else ""
            yield SiePosting("voucher", month, entry.account, code, entry.amount_ore, voucher, entry)


def _months(movements: Iterable[SiePeriodMovement]) -> Iterator[SiePosting]:
    for row in movements:
        if row.year == 0:
            yield SiePosting("movement", int(row.period[4:]), row.account, row.object_code or "", row.amount_ore)


def _whole_year(sie: SieFile, year: int) -> Iterator[SiePosting]:
    opening, closing = opening_balances(sie, year), closing_balances(sie, year)
    month = sie.years[year][1].month if year in sie.years else _LAST_MONTH
    for account in opening | closing:
        if change := closing.get(account, 0) - opening.get(account, 0):
            yield SiePosting("movement", month, account, "", change)
