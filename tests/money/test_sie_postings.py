"""One year told as SIE types 1, 2, 3 and 4: the postings agree with each other and with the file's own balances."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from finsam.money.rules.sie import (
    SieFile,
    SieOpeningDifference,
    SiePeriodMovement,
    opening_balances,
    opening_differences,
    period_movements,
    postings,
    prior_postings,
    read_sie,
)

PAGE = Path(__file__).parents[2] / "docs/calculations/sie.md"
BALANCE_ACCOUNTS = ("1210", "1930", "2010")
BOOKED_ACCOUNTS = ("1930", "2010", "3511", "4631", "8990")
HEAD = (
    "#FNAMN Norrsken",
    "#RAR 0 20230101 20231231",
    "#RAR -1 20220101 20221231",
    *(f"#KONTO {account} Konto" for account in ("1210", "2090", "3990", *BOOKED_ACCOUNTS)),
)
YEAR = (
    *HEAD,
    "#IB 0 1930 500.00",
    "#IB 0 2010 -500.00",
    "#UB 0 1930 400.00",
    "#UB 0 2010 -500.00",
    "#RES 0 4631 100.00",
)
# Drawing a year of vouchers is slow; the few that are drawn are each told in every type.
FEW = settings(max_examples=30)


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
ROWS = st.builds(
    Row, st.sampled_from(BOOKED_ACCOUNTS), st.sampled_from(["", "n", "s"]), st.sampled_from(["", "10", "20"]), ORE
)


@st.composite
def books(draw: st.DrawFn) -> Books:
    """Books in balance: each voucher ends with the row that evens it out."""
    drawn = draw(st.lists(st.tuples(st.integers(1, 12), st.lists(ROWS, max_size=4)), max_size=6))
    opening = draw(st.dictionaries(st.sampled_from(BALANCE_ACCOUNTS), ORE))
    vouchers = [Booked(month, [*rows, Row("1930", "", "", -sum(row.ore for row in rows))]) for month, rows in drawn]
    return Books(opening | {"1210": 777}, vouchers)  # never booked on, so that some account always has a balance


def amount(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


def closing_of(books: Books) -> Counter[str]:
    sums = Counter(books.opening)
    for row in (row for voucher in books.vouchers for row in voucher.rows):
        sums[row.account] += row.ore
    return sums


def read(lines: Iterable[str]) -> SieFile:
    return read_sie("\n".join([*lines, ""]).encode(), "norrsken.se")


def told_as(sie_type: int, books: Books) -> SieFile:
    return read(records(sie_type, books))


def records(sie_type: int, books: Books) -> Iterator[str]:
    yield from (*HEAD, f"#SIETYP {sie_type}", *balance_records(0, books))
    if sie_type == 4:
        yield from voucher_records(books.vouchers)
    elif sie_type > 1:
        yield from period_records(books.vouchers, with_objects=sie_type == 3)


def balance_records(year: int, books: Books) -> Iterator[str]:
    yield f"#RES {year} 3990 0"  # told although zero, so that a year without results is not taken for a cut one
    yield from (f"#IB {year} {account} {amount(ore)}" for account, ore in books.opening.items())
    for account, ore in closing_of(books).items():
        if ore:  # a balance of zero may be left out
            yield f"#{'UB' if account in BALANCE_ACCOUNTS else 'RES'} {year} {account} {amount(ore)}"


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


def per_object(sie: SieFile, dimension: str) -> dict[tuple[object, ...], int]:
    return per(sie, "month", "account", "object_code", dimension=dimension)


@FEW
@given(books())
def test_postings_sum_to_the_closing_balance_or_the_result(books: Books) -> None:
    closing = {(account,): ore for account, ore in closing_of(books).items() if ore}
    for sie_type in (1, 2, 3, 4):
        assert per(told_as(sie_type, books), "account") == closing


@FEW
@given(books())
def test_the_types_that_tell_of_months_agree_on_them(books: Books) -> None:
    by_vouchers = per(told_as(4, books), "month", "account")
    for sie_type in (2, 3):
        assert per(told_as(sie_type, books), "month", "account") == by_vouchers


@FEW
@given(books())
def test_the_types_that_tell_of_objects_agree_on_them(books: Books) -> None:
    by_vouchers, by_months = told_as(4, books), told_as(3, books)
    for dimension in ("1", "6", "20"):
        assert per_object(by_months, dimension) == per_object(by_vouchers, dimension)


@FEW
@given(books())
def test_a_posting_of_a_voucher_leads_to_its_row(books: Books) -> None:
    booked = [posting for posting in postings(told_as(4, books)) if posting.kind == "voucher"]
    assert len(booked) == sum(len(voucher.rows) for voucher in books.vouchers)
    for posting in booked:
        assert posting.voucher is not None
        assert posting.entry in posting.voucher.entries


@FEW
@given(books(), books())
def test_the_year_before_is_told_by_its_balances(this: Books, last: Books) -> None:
    sie = read([*records(4, this), *balance_records(-1, last)])
    sums: Counter[str] = Counter()
    for posting in prior_postings(sie):
        assert (posting.kind, posting.month) in {("opening", 0), ("movement", 12)}
        sums[posting.account] += posting.amount_ore
    assert sums == closing_of(last)


def test_a_file_that_does_not_close_the_year_before_tells_nothing_of_it() -> None:
    assert list(prior_postings(read([*YEAR, "#IB -1 1930 500.00"]))) == []


def test_a_sum_of_a_year_stands_in_the_month_the_year_ends() -> None:
    ended_early = read([record.replace("20231231", "20230430") for record in YEAR])
    assert [posting.month for posting in postings(ended_early)] == [0, 0, 4, 4]


def test_an_opening_balance_may_be_told_as_last_years_closing() -> None:
    as_closing = read([record.replace("#IB 0", "#UB -1") for record in YEAR])
    assert opening_balances(as_closing) == opening_balances(read(YEAR)) == {"1930": 50000, "2010": -50000}
    assert list(postings(as_closing)) == list(postings(read(YEAR)))


def test_an_opening_that_is_not_last_years_closing_is_shown_and_no_fault() -> None:
    sie = read([*YEAR, "#UB -1 1930 500.00", "#UB -1 2010 -400.00", "#UB -1 2090 -100.00"])
    assert opening_differences(sie) == (
        SieOpeningDifference("2010", -40000, -50000),
        SieOpeningDifference("2090", -10000, 0),
    )
    assert opening_differences(read(YEAR)) == ()


def test_total_rows_and_object_rows_are_never_added_together() -> None:
    sie = read(
        [
            *YEAR,
            "#SIETYP 3",
            "#PSALDO 0 202301 1930 {} -100.00",
            "#PSALDO 0 202301 4631 {} 100.00",
            "#PSALDO 0 202301 4631 {1 n} 100.00",
            "#PSALDO 0 202301 4631 {6 10} 60.00",
            "#PSALDO 0 202301 4631 {6 20} 30.00",
            "#PSALDO 0 202302 4631 {6 10} 5.00",
            "#PSALDO 0 202302 4631 {6 20} -5.00",
        ]
    )
    assert list(period_movements(sie)) == [
        SiePeriodMovement(0, "202301", "1930", None, -10000),
        SiePeriodMovement(0, "202301", "4631", "10", 6000),
        SiePeriodMovement(0, "202301", "4631", "20", 3000),
        SiePeriodMovement(0, "202301", "4631", None, 1000),
        SiePeriodMovement(0, "202302", "4631", "10", 500),
        SiePeriodMovement(0, "202302", "4631", "20", -500),
    ]
    assert [row.object_code for row in period_movements(sie, "1")] == [None, "n"]


def test_the_worked_table() -> None:
    page = PAGE.read_text()
    ledger = re.search(r"```sie\n(.*?)```", page, re.DOTALL)
    assert ledger
    told = [
        (posting.kind, str(posting.month), posting.account, posting.object_code, amount(posting.amount_ore))
        for posting in postings(read_sie(ledger[1].encode("cp437"), "sie.md"))
    ]
    table = re.findall(r"^\| (opening|voucher) \| (\d+) \| (\d+) \| (\d*) ?\| (\S+) \|", page, re.MULTILINE)
    assert told == table
