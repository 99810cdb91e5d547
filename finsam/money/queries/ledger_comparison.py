"""A file held against the ledger that is in force: what it would change, and what must be mapped first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import Sum

from finsam.core.models import Association
from finsam.money.models import Account, Ledger, LedgerFile, LedgerObject, MonthClosing, Posting, PostingKind, Voucher
from finsam.money.queries.ledger_mapping import Unmapped, unmapped_of
from finsam.money.rules.ledger_changes import (
    AccountChange,
    BookedVoucher,
    Changes,
    Row,
    SumKey,
    Sums,
    account_changes,
    added,
    balance_changes,
    booked,
    file_sums,
    file_vouchers,
    months_touched,
    voucher_changes,
)
from finsam.money.rules.sie import SieFile, SieOpeningDifference, opening_balances, opening_differences, year_of
from finsam.money.rules.statements import BALANCE_SECTIONS, BY_LABEL, RESULT_SECTIONS


@dataclass(frozen=True)
class Comparison:
    """What a file would change in its year. Amounts in öre, debit positive; a result is positive when it is a surplus.

    The results count accounts not yet mapped as they are proposed. `closed_months` are followed up and closed.
    """

    year: int
    is_first: bool
    vouchers: Changes[BookedVoucher]
    balances: Changes[AccountChange]
    accounts: Sequence[AccountChange]
    names: Mapping[str, str]
    result_before_ore: int
    result_after_ore: int
    unmapped: Unmapped
    openings: Sequence[SieOpeningDifference]
    closed_months: Sequence[int]
    repeated: int  # vouchers of an addition that are like some already booked
    is_same: bool

    @property
    def has_vouchers(self) -> bool:
        """Whether there are vouchers to compare, before or after; otherwise balances are."""
        return not self.vouchers.are_none or self.vouchers.same > 0

    @property
    def changes(self) -> Changes[BookedVoucher] | Changes[AccountChange]:
        """The vouchers or the balances, whichever there are to compare."""
        return self.vouchers if self.has_vouchers else self.balances


def files_in_force(association: Association, year: int) -> list[LedgerFile]:
    """Return the year's last whole file that is applied and not undone, and the additions after it; without content."""
    applied = LedgerFile.objects.filter(
        association=association, year=year, applied_at__isnull=False, undone_at=None
    ).defer("content")
    files: list[LedgerFile] = []
    for file in applied.order_by("applied_at", "pk"):
        files = [*files, file] if file.is_addition else [file]
    return files


def state_of(files: Sequence[LedgerFile]) -> str:
    """Return a word that differs when other files are in force."""
    return "-".join(str(file.pk) for file in files) or "0"


def compare(association: Association, sie: SieFile) -> Comparison:
    """Hold a file against what is in force. Must be called within the association."""
    year, dimension = year_of(sie), association.ledger_dimension
    ledger = Ledger.objects.filter(association=association, year=year).first()
    before, held = ledger_sums(association, year), list(ledger_vouchers(association, year)) if ledger else []
    given, of_file = file_sums(sie, dimension), list(file_vouchers(sie, dimension))
    after = added(before, given) if sie.importing else given
    vouchers = voucher_changes(held, [*held, *of_file] if sie.importing else of_file)
    balances = balance_changes(before, after, year)
    accounts = list(Account.objects.filter(association=association))
    known = {account.number: account.statement_line for account in accounts}
    unmapped = unmapped_of(association, sie, given, known)
    lines = known | {account.number: account.proposal.value for account in unmapped.accounts}
    again = voucher_changes(held, of_file)
    return Comparison(
        year=year,
        is_first=ledger is None,
        vouchers=vouchers,
        balances=balances,
        accounts=account_changes(before, after, year),
        names={account.number: account.name for account in accounts} | sie.accounts,
        result_before_ore=_result(before, year, lines),
        result_after_ore=_result(after, year, lines),
        unmapped=unmapped,
        openings=[] if sie.importing else _opening_differences(association, sie, known),
        closed_months=_closed(association, year, months_touched(vouchers, before, after, year)),
        repeated=again.same if sie.importing else 0,
        is_same=not (again.new or again.changed)
        if sie.importing
        else vouchers.are_none and balances.are_none and _is_described(association, sie, ledger),
    )


def ledger_sums(association: Association, year: int) -> Sums:
    """Sum the postings of a year's ledger: its own, and those of the year before that it remembers."""
    keys = ("year", "kind", "account__number", "month", "ledger_object")
    rows = Posting.objects.filter(association=association, ledger__year=year).order_by().values_list(*keys)
    return {SumKey(*key): ore for *key, ore in rows.annotate(Sum("amount_ore"))}


def ledger_vouchers(association: Association, year: int) -> Iterator[BookedVoucher]:
    """Yield the vouchers of a year's ledger."""
    rows = Posting.objects.filter(association=association, ledger__year=year, kind=PostingKind.VOUCHER)
    by_voucher = rows.order_by("voucher_id").values_list(
        "voucher_id", "account__number", "ledger_object", "amount_ore", "text"
    )
    held = {
        key: [Row(*row[1:]) for row in found]
        for key, found in groupby(by_voucher.iterator(chunk_size=10_000), key=itemgetter(0))
    }
    vouchers = Voucher.objects.filter(association=association, ledger__year=year).order_by()
    for key, series, number, on, text in vouchers.values_list("pk", "series", "number", "booked_on", "text"):
        yield booked(series, number, on, text, held.pop(key, ()), key)


def _result(sums: Sums, year: int, lines: Mapping[str, str]) -> int:
    """Return income less costs; the accounts that close the year are left out."""
    return -sum(
        ore
        for key, ore in sums.items()
        if key.year == year and (line := BY_LABEL.get(lines.get(key.account, ""))) and line.section in RESULT_SECTIONS
    )


def _is_described(association: Association, sie: SieFile, ledger: Ledger | None) -> bool:
    """Tell whether the ledger has the file's days and names of objects."""
    if ledger is None or (ledger.starts_on, ledger.ends_on) != sie.years[0]:
        return False
    held = dict(LedgerObject.objects.filter(association=association).values_list("code", "name"))
    dimension = association.ledger_dimension
    return all(held.get(code) == name[:160] for (of, code), name in sie.objects.items() if of == dimension)


def _opening_differences(
    association: Association, sie: SieFile, lines: Mapping[str, str]
) -> list[SieOpeningDifference]:
    """Return where the year opens at another amount than its own ledger closed the year before, or the file says so."""
    year = year_of(sie)
    prior = ledger_sums(association, year - 1)
    if not any(key.year == year - 1 for key in prior):
        return list(opening_differences(sie))
    opening = opening_balances(sie)
    closing = {
        change.account: change.after_ore or 0
        for change in account_changes({}, prior, year - 1, everyone=True)
        if (line := BY_LABEL.get(lines.get(change.account, ""))) and line.section in BALANCE_SECTIONS
    }
    return [
        SieOpeningDifference(account, closing.get(account, 0), opening.get(account, 0))
        for account in sorted(closing.keys() | opening.keys())
        if closing.get(account, 0) != opening.get(account, 0)
    ]


def _closed(association: Association, year: int, months: Sequence[int]) -> list[int]:
    closed = MonthClosing.objects.filter(association=association, year=year, closed_at__isnull=False, month__in=months)
    return sorted(closed.values_list("month", flat=True))
