"""What a year's ledger would become: vouchers and sums that are new, changed, gone or the same. Money in öre."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from finsam.money.rules.sie_file import SieFile, SieVoucher
from finsam.money.rules.sie_postings import PROJECT, postings, prior_postings, year_of

Thing = TypeVar("Thing")

LONGEST_TEXT = 300
"""So much of a text is kept of a voucher and of a posting."""


class Row(NamedTuple):
    """A row of a voucher as it is kept."""

    account: str
    object_code: str
    amount_ore: int
    text: str


class BookedVoucher(NamedTuple):
    """A voucher to compare. `content` stands for day, text and rows; `place` is its id, or its line in the file."""

    series: str
    number: str
    on: date
    text: str
    turnover_ore: int  # what its debit rows come to
    content: int
    place: int

    @property
    def name(self) -> str:
        """The voucher as people refer to it: "L 12"."""
        return f"{self.series} {self.number}".strip() or "utan nummer"


class SumKey(NamedTuple):
    """What a sum of postings is about."""

    year: int
    kind: str
    account: str
    month: int
    object_code: str


Sums = Mapping[SumKey, int]


class AccountChange(NamedTuple):
    """What an account's postings of the year come to before and after, opening balance counted in. None: no account."""

    account: str
    before_ore: int | None
    after_ore: int | None

    @property
    def difference_ore(self) -> int:
        """What the change adds."""
        return (self.after_ore or 0) - (self.before_ore or 0)


@dataclass(frozen=True)
class Changes(Generic[Thing]):
    """How many are the same, and those that are not."""

    new: Sequence[Thing]
    changed: Sequence[tuple[Thing, Thing]]
    gone: Sequence[Thing]
    same: int

    @property
    def are_none(self) -> bool:
        """Whether everything is as it was."""
        return not (self.new or self.changed or self.gone)


def booked(series: str, number: str, on: date, text: str, rows: Iterable[Row], place: int) -> BookedVoucher:
    """Make a voucher that can be compared; the order of its rows is of no account."""
    kept, text = sorted(rows), text[:LONGEST_TEXT]
    turnover = sum(row.amount_ore for row in kept if row.amount_ore > 0)
    return BookedVoucher(series, number, on, text, turnover, hash((on, text, *kept)), place)


def file_vouchers(sie: SieFile, dimension: str = PROJECT) -> Iterator[BookedVoucher]:
    """Yield the vouchers of a file."""
    for one in sie.vouchers:
        yield booked(one.series, one.number, one.on, one.text, voucher_rows(one, dimension), one.line)


def voucher_rows(voucher: SieVoucher, dimension: str = PROJECT) -> list[Row]:
    """Return the rows of a file's voucher as they would be kept."""
    return [
        Row(row.account, dict(row.objects).get(dimension, ""), row.amount_ore, row.text[:LONGEST_TEXT])
        for row in voucher.entries
    ]


def file_sums(sie: SieFile, dimension: str = PROJECT) -> Sums:
    """Sum the postings of a file as they would be kept."""
    sums: Counter[SumKey] = Counter()
    year = year_of(sie)
    for of, rows in ((year, postings(sie, dimension)), (year - 1, prior_postings(sie))):
        for row in rows:
            sums[SumKey(of, row.kind, row.account, row.month, row.object_code)] += row.amount_ore
    return sums


def voucher_changes(before: Iterable[BookedVoucher], after: Iterable[BookedVoucher]) -> Changes[BookedVoucher]:
    """Compare vouchers by series and number; those without a number by what they hold."""
    waiting: defaultdict[object, list[BookedVoucher]] = defaultdict(list)
    for voucher in before:
        waiting[_key(voucher)].append(voucher)
    new, changed, same = [], [], 0
    for voucher in after:
        held = waiting.get(_key(voucher))
        if not held:
            new.append(voucher)
        elif (old := held.pop()).content == voucher.content:
            same += 1
        else:
            changed.append((old, voucher))
    return Changes(new, changed, [voucher for left in waiting.values() for voucher in left], same)


def _key(voucher: BookedVoucher) -> object:
    return (voucher.series, voucher.number) if voucher.number else voucher.content


def balance_changes(before: Sums, after: Sums, year: int) -> Changes[AccountChange]:
    """Compare what no voucher holds, account by account: openings, sums of months and years, and the year before."""
    old, now = _unvouchered(before), _unvouchered(after)
    rows = {change.account: change for change in account_changes(before, after, year, everyone=True)}
    accounts = sorted(old.keys() | now.keys())
    told = {account: rows.get(account, AccountChange(account, None, None)) for account in accounts}
    differing = [account for account in told if old.get(account) != now.get(account)]
    return Changes(
        new=[told[account] for account in differing if account not in old],
        changed=[(told[account], told[account]) for account in differing if account in old and account in now],
        gone=[told[account] for account in differing if account not in now],
        same=len(told) - len(differing),
    )


def _unvouchered(sums: Sums) -> dict[str, dict[SumKey, int]]:
    found: defaultdict[str, dict[SumKey, int]] = defaultdict(dict)
    for key, ore in sums.items():
        if ore and key.kind != "voucher":
            found[key.account][key] = ore
    return found


def account_changes(before: Sums, after: Sums, year: int, *, everyone: bool = False) -> list[AccountChange]:
    """Return, by account, what the year's postings come to before and after; only those that differ, or every one."""
    old, now = _totals(before, year), _totals(after, year)
    found = (AccountChange(account, old.get(account), now.get(account)) for account in sorted(old.keys() | now.keys()))
    return [change for change in found if everyone or change.difference_ore]


def _totals(sums: Sums, year: int) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for key, ore in sums.items():
        if key.year == year:
            totals[key.account] += ore
    return dict(totals)


def added(before: Sums, more: Sums) -> Sums:
    """Return the sums of both."""
    sums = Counter(before)
    sums.update(more)
    return sums


def months_touched(vouchers: Changes[BookedVoucher], before: Sums, after: Sums, year: int) -> list[int]:
    """Return the months of the year in which something is new, changed or gone."""
    touched = {voucher.on.month for voucher in (*vouchers.new, *vouchers.gone)}
    touched |= {voucher.on.month for pair in vouchers.changed for voucher in pair}
    touched |= {
        key.month
        for key in before.keys() | after.keys()
        if key.year == year and key.month and before.get(key, 0) != after.get(key, 0)
    }
    return sorted(touched)
