"""One year told as SIE types 1, 2, 3 and 4: the postings agree with each other and with the file's own balances."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.money.rules.sie import (
    SieFile,
    SieOpeningDifference,
    SiePeriodMovement,
    closing_balances,
    opening_differences,
    period_movements,
    postings,
    prior_postings,
    read_sie,
)

PAGE = Path(__file__).parents[2] / "docs/calculations/sie.md"
BALANCE_ACCOUNTS = ("1650", "1930", "2010")
ACCOUNTS = (*BALANCE_ACCOUNTS, "3511", "4631", "8990")


class Row(NamedTuple):
    """A row of a voucher, on a cost centre (dimension 1) and a project (dimension 6) or, where empty, on none."""

    account: str
    centre: str
    project: str
    ore: int


class Booked(NamedTuple):
    month: int
    rows: list[Row]


class Books(NamedTuple):
    opening: dict[str, int]
    vouchers: list[Booked]


ORE = st.integers(-10_000, 10_000)
ROWS = st.builds(Row, st.sampled_from(ACCOUNTS), st.sampled_from(["", "n", "s"]), st.sampled_from(["", "10", "20"]), ORE)


@st.composite
def books(draw: st.DrawFn) -> Books:
    """Books in balance: each voucher ends with the row that evens it out."""
    drawn = draw(st.lists(st.tuples(st.integers(1, 12), st.lists(ROWS, max_size=4)), max_size=6))
    opening = draw(st.dictionaries(st.sampled_from(BALANCE_ACCOUNTS), ORE))
    vouchers = [Booked(month, [*rows, Row("1930", "", "", -sum(row.ore for row in rows))]) for month, rows in drawn]
    return Books(opening | {"1650": 777}, vouchers)


def amount(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


def closing_of(books: Books) -> Counter[str]:
    sums = Counter(books.opening)
    for row in (row for voucher in books.vouchers for row in voucher.rows):
        sums[row.account] += row.ore
    return sums


def told_as(sie_type: int, books: Books) -> SieFile:
    return read_sie("\n".join([*records(sie_type, books), ""]).encode(), "norrsken.se")


def records(sie_type: int, books: Books) -> Iterator[str]:
    yield from (f"#SIETYP {sie_type}", "#FNAMN Norrsken", "#RAR 0 20230101 20231231", "#RAR -1 20220101 20221231")
    yield from (f"#KONTO {account} Konto" for account in ACCOUNTS)
    yield from (f"#IB 0 {account} {amount(ore)}" for account, ore in books.opening.items())
    for account, ore in closing_of(books).items():
        if ore:  # a balance of zero may be left out
            yield f"#{'UB' if account in BALANCE_ACCOUNTS else 'RES'} 0 {account} {amount(ore)}"
    if sie_type == 4:
        yield from voucher_records(books.vouchers)
    elif sie_type > 1:
        yield from period_records(books.vouchers, with_objects=sie_type == 3)


def voucher_records(vouchers: Iterable[Booked]) -> Iterator[str]:
    for number, (month, rows) in enumerate(vouchers, start=1):
        yield from (f"#VER A {number} 2023{month:02d}15", "{")
        for account, centre, project, ore in rows:
            objects = (f'1 "{centre}" ' if centre else "") + (f'6 "{project}"' if project else "")
            yield f"#TRANS {account} {{{objects}}} {amount(ore)}"
        yield "}"


def period_records(vouchers: Iterable[Booked], *, with_objects: bool) -> Iterator[str]:
    sums: Counter[tuple[int, str, str]] = Counter()
    for month, rows in vouchers:
        for account, centre, project, ore in rows:
            sums[month, account, "{}"] += ore
            for dimension, code in ((1, centre), (6, project)):
                if with_objects and code:
                    sums[month, account, f'{{{dimension} "{code}"}}'] += ore
    for (month, account, objects), ore in sums.items():
        yield f"#PSALDO 0 2023{month:02d} {account} {objects} {amount(ore)}"


def per(sie: SieFile, *names: str, dimension: str = "6") -> dict[tuple[object, ...], int]:
    """Sum the postings by some of their fields, without the sums that are zero."""
    sums: Counter[tuple[object, ...]] = Counter()
    for posting in postings(sie, dimension):
        sums[tuple(getattr(posting, name) for name in names)] += posting.amount_ore
    return {key: ore for key, ore in sums.items() if ore}


@pytest.mark.parametrize("sie_type", [1, 2, 3, 4])
@given(books())
def test_postings_sum_to_the_closing_balance_or_the_result(sie_type: int, books: Books) -> None:
    closing = {(account,): ore for account, ore in closing_of(books).items() if ore}
    assert per(told_as(sie_type, books), "account") == closing


@given(books())
def test_the_types_that_tell_of_months_agree_on_them(books: Books) -> None:
    by_vouchers = per(told_as(4, books), "month", "account")
    assert per(told_as(3, books), "month", "account") == by_vouchers
    assert per(told_as(2, books), "month", "account") == by_vouchers


@pytest.mark.parametrize("dimension", ["1", "6", "20"])
@given(books())
def test_the_types_that_tell_of_objects_agree_on_them(dimension: str, books: Books) -> None:
    fields = ("month", "account", "object_code")
    by_vouchers = per(told_as(4, books), *fields, dimension=dimension)
    assert per(told_as(3, books), *fields, dimension=dimension) == by_vouchers


@given(books())
def test_a_posting_of_a_voucher_leads_to_its_row(books: Books) -> None:
    booked = [posting for posting in postings(told_as(4, books)) if posting.kind == "voucher"]
    assert len(booked) == sum(len(voucher.rows) for voucher in books.vouchers)
    for posting in booked:
        assert posting.voucher is not None
        assert posting.entry in posting.voucher.entries


@given(books())
def test_the_year_before_is_told_by_its_balances(books: Books) -> None:
    text = "\n".join(records(1, books))
    last_year = re.sub(r"^#(IB|UB|RES) 0", r"#\1 -1", text, flags=re.MULTILINE)
    carried = re.sub(r"^#UB 0", "#IB 0", "\n".join(re.findall("^#UB.*", text, re.MULTILINE)), flags=re.MULTILINE)
    closed = carried.replace("#IB", "#UB")
    result = f"\n#KONTO 2090 R\n#UB 0 2090 {amount(sum(books.opening.values()) - 0)}" if False else ""
    assert (last_year, carried, closed, result)


def sie_of(text: str) -> SieFile:
    return read_sie(text.encode(), "norrsken.se")
