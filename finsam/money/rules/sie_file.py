"""What a SIE file holds: its head, chart of accounts, balances and vouchers. Money in öre, debit positive."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

VOUCHERS = 4
"""The SIE type that holds vouchers; types 1-3 hold balances alone."""

SieObject = tuple[str, str]
"""A dimension and a code in it: ("6", "10") is project 10."""


class SieBalance(NamedTuple):
    """An opening balance (IB), closing balance (UB) or result (RES) of an account in a year: 0 is this, -1 the last."""

    kind: Literal["IB", "UB", "RES"]
    year: int
    account: str
    amount_ore: int
    line: int


class SieObjectBalance(NamedTuple):
    """The part of an opening or closing balance that an object holds."""

    kind: Literal["OIB", "OUB"]
    year: int
    account: str
    object: SieObject
    amount_ore: int
    line: int


class SiePeriodAmount(NamedTuple):
    """The change of an account in a month ("201901"), booked or budgeted; without objects it is the account's total."""

    year: int
    period: str
    account: str
    objects: tuple[SieObject, ...]
    amount_ore: int
    line: int


class SieEntry(NamedTuple):
    """A row of a voucher, dated as its voucher unless the file says otherwise."""

    account: str
    objects: tuple[SieObject, ...]
    amount_ore: int
    on: date
    text: str
    line: int


class SieVoucher(NamedTuple):
    """A voucher whose entries sum to zero. Series and number may be empty in a file meant for import."""

    series: str
    number: str
    on: date
    text: str
    registered_on: date | None
    line: int
    entries: tuple[SieEntry, ...] = ()

    @property
    def name(self) -> str:
        """The voucher as people refer to it: "L 12"; without series and number by its line."""
        return f"{self.series} {self.number}".strip() or f"på rad {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SieFile:
    """A SIE file of type 1-4, read whole and found to agree with itself.

    `importing` marks type 4I: vouchers on their way into a ledger, without balances to prove that none is missing.
    """

    sie_type: int
    importing: bool
    company: str
    organisation_number: str
    program: str
    generated_on: date | None
    text_encoding: str
    years: dict[int, tuple[date, date]]
    accounts: dict[str, str]
    account_kinds: dict[str, str]
    dimensions: dict[str, str]
    objects: dict[SieObject, str]
    balances: tuple[SieBalance, ...]
    object_balances: tuple[SieObjectBalance, ...]
    period_balances: tuple[SiePeriodAmount, ...]
    period_budgets: tuple[SiePeriodAmount, ...]
    vouchers: tuple[SieVoucher, ...]
