"""A SIE file written and read again is the same file."""

import unicodedata
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.money.rules.sie import (
    SieBalance,
    SieEntry,
    SieFile,
    SieObjectBalance,
    SiePeriodAmount,
    SieVoucher,
    postings,
    read_sie,
)
from finsam.money.rules.sie_faults import SieFaults
from finsam.money.rules.sie_reader import SieReader
from finsam.money.rules.sie_writer import organisation_number, write_sie

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
EMPTY = SieFile(
    sie_type=4,
    importing=False,
    company="Samordningsförbundet Ån",
    organisation_number="222000-1115",
    program="Finsam",
    generated_on=date(2026, 1, 7),
    text_encoding="cp437",
    years={0: YEAR},
    accounts={},
    account_kinds={},
    dimensions={},
    objects={},
    balances=(),
    object_balances=(),
    period_balances=(),
    period_budgets=(),
    vouchers=(),
)
WRITTEN = st.text("abcåäöÅÄÖéü 123.,-+*/'\"{}\\#&()", max_size=24).filter(lambda text: not text.endswith("\\"))
"""What people write in names: letters of Swedish, quotes, braces, backslashes, empty."""
CODES = st.text('aåÄö 1"-\\', max_size=6).filter(lambda text: not text.endswith("\\"))
ORE = st.integers(-(10**11), 10**11).filter(bool)


@st.composite
def ledgers(draw: st.DrawFn) -> SieFile:
    """A year's ledger in balance: accounts, objects, openings, vouchers, and the closings these make."""
    numbers = draw(st.lists(st.sampled_from(["1930", "1510", "2440", "3511", "4631", "A 1"]), min_size=2, unique=True))
    codes = draw(st.lists(CODES, max_size=3, unique=True))
    lines = count()
    rows = [SieBalance("IB", 0, number, draw(ORE), next(lines)) for number in numbers if draw(st.booleans())]
    vouchers = tuple(_voucher(draw, str(number), numbers, codes) for number in range(draw(st.integers(0, 4))))
    sums = {row.account: row.amount_ore for row in rows}
    for voucher in vouchers:
        for entry in voucher.entries:
            sums[entry.account] = sums.get(entry.account, 0) + entry.amount_ore
    rows += [SieBalance("UB", 0, account, ore, next(lines)) for account, ore in sums.items()]
    rows = rows or [SieBalance("UB", 0, numbers[0], 0, next(lines))]
    return replace(
        EMPTY,
        company=draw(WRITTEN.filter(str.strip)),
        accounts={number: draw(WRITTEN) for number in numbers},
        account_kinds=dict.fromkeys(numbers, "T"),
        dimensions={"6": draw(WRITTEN)},
        objects={("6", code): draw(WRITTEN) for code in codes},
        balances=tuple(rows),
        vouchers=vouchers,
    )


def _voucher(draw: st.DrawFn, number: str, accounts: list[str], codes: list[str]) -> SieVoucher:
    on = draw(st.dates(*YEAR))
    objects = [(), *((("6", code),) for code in codes)]
    first = draw(ORE)
    entries = [
        SieEntry(
            draw(st.sampled_from(accounts)),
            draw(st.sampled_from(objects)),
            ore,
            draw(st.sampled_from([on, YEAR[1]])),
            draw(WRITTEN),
            0,
        )
        for ore in (first, -first)
    ]
    return SieVoucher(
        draw(st.sampled_from(["", "A", "Lev å"])),
        number,
        on,
        draw(WRITTEN),
        draw(st.sampled_from([None, on])),
        0,
        tuple(entries),
    )


def without_lines(sie: SieFile) -> SieFile:
    """The file without where things stand in it."""

    def unlined(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row._replace(line=0) for row in rows)

    vouchers = (voucher._replace(entries=unlined(voucher.entries)) for voucher in sie.vouchers)
    return replace(
        sie,
        balances=unlined(sie.balances),
        object_balances=unlined(sie.object_balances),
        period_balances=unlined(sie.period_balances),
        period_budgets=unlined(sie.period_budgets),
        vouchers=unlined(tuple(vouchers)),
    )


def budget_read(content: bytes) -> SieFile:
    """Read records that are no whole ledger, and so are not judged as one."""
    reader = SieReader(SieFaults("budget.se"))
    reader.read(content.decode("cp437").splitlines(keepends=True))
    return reader.finish("cp437")


@given(ledgers())
def test_what_is_written_is_read_again(ledger: SieFile) -> None:
    written = write_sie(ledger, remark='Med "citat" och {klamrar}')
    again = read_sie(written.content, "ledger.se")
    assert written.replaced == {}
    assert without_lines(again) == without_lines(replace(ledger, text_encoding=again.text_encoding))
    assert [p[:5] for p in postings(again)] == [p[:5] for p in postings(ledger)]


@given(st.text(max_size=30))
def test_any_text_at_all_can_be_written_and_what_gives_way_is_told(name: str) -> None:
    written = write_sie(replace(EMPTY, accounts={"1930": name}, balances=(SieBalance("UB", 0, "1930", 0, 0),)))
    again = read_sie(written.content, "ledger.se")
    assert not any(char in again.accounts["1930"] for char in written.replaced if char != "\\")
    if not written.replaced:
        assert again.accounts["1930"] == unicodedata.normalize("NFC", name)


def test_the_head_is_as_the_standard_has_it() -> None:
    lines = write_sie(replace(EMPTY, organisation_number="2220001115")).content.decode("cp437").split("\r\n")
    assert lines[:5] == ["#FLAGGA 0", "#PROGRAM Finsam 1.0", "#FORMAT PC8", "#GEN 20260107", "#SIETYP 4"]
    assert '#FNAMN "Samordningsförbundet Ån"' in lines
    assert "#ORGNR 222000-1115" in lines
    assert "#RAR 0 20250101 20251231" in lines


@pytest.mark.parametrize(
    ("written", "shown"), [("2220001115", "222000-1115"), ("222000-1115", "222000-1115"), ("okänt", "okänt")]
)
def test_an_organisation_number_has_its_hyphen_after_six_digits(written: str, shown: str) -> None:
    assert organisation_number(written) == shown


def test_a_budget_and_months_are_written_with_their_objects() -> None:
    rows = (
        SiePeriodAmount(0, "202501", "4631", (), 250000, 0),
        SiePeriodAmount(0, "202501", "4631", (("6", "10"),), -99, 0),
    )
    parts = SieObjectBalance("OIB", 0, "4631", ("6", "10"), 5, 0)
    sie = replace(EMPTY, sie_type=3, period_budgets=rows, period_balances=rows, object_balances=(parts,))
    content = write_sie(sie).content
    assert b'#PBUDGET 0 202501 4631 {6 "10"} -0.99' in content
    assert b"#PBUDGET 0 202501 4631 {} 2500.00" in content
    assert without_lines(budget_read(content)) == without_lines(sie)


def test_what_pc8_lacks_is_replaced_and_told() -> None:
    written = write_sie(replace(EMPTY, company="Ån – norra § 3 Łódź\n€ ∑"))
    assert '"Ån - norra par. 3 ?ódz EUR ?"' in written.content.decode("cp437")
    assert written.told.startswith("Tecken som SIE-filens teckenkod (PC8) saknar är utbytta: ”–” har blivit -")
    assert "tecknet U+000A" in written.told


def test_a_code_with_braces_gives_them_up() -> None:
    written = write_sie(replace(EMPTY, objects={("6", "1{a}"): "Team"}))
    assert b'#OBJEKT 6 "1(a)" Team' in written.content
    assert written.replaced == {"{": "(", "}": ")"}


def test_a_file_without_anything_to_tell_tells_nothing() -> None:
    assert write_sie(EMPTY).told == ""
