"""A year goes out as SIE 4 and comes back as the same postings; its budget by account, month and object."""

from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from world import OpenBook, SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.figures.registry import Scope
from finsam.kernel.periods import Period
from finsam.money.facts import budget_lines
from finsam.money.models import BudgetAmount, Ledger, Posting, Voucher
from finsam.money.queries.sie_export import sie_export
from finsam.money.rules.budget_spread import spread, weights_of
from finsam.money.rules.sie import opening_balances, postings, prior_postings, read_sie
from finsam.money.rules.sie_faults import SieFaults
from finsam.money.rules.sie_file import SieFile
from finsam.money.rules.sie_reader import SieReader

DAY = date(2026, 1, 7)


def stored(association: Association, year: int, of: int) -> Counter[tuple[object, ...]]:
    """The postings of a year as a year's ledger holds them."""
    rows = Posting.objects.filter(association=association, ledger__year=year, year=of)
    return Counter(rows.values_list("kind", "month", "account__number", "ledger_object", "amount_ore"))


def written(association: Association, year: int, **options: bool) -> SieFile:
    """The year's file, read again."""
    return read_sie(sie_export(association, year, on=DAY, **options).content, "ut.se")


def budget_read(content: bytes) -> SieFile:
    """Read a file that holds a budget and no ledger."""
    reader = SieReader(SieFaults("budget.se"))
    reader.read(content.decode("cp437").splitlines(keepends=True))
    return reader.finish("cp437")


@pytest.mark.parametrize(("slug", "year"), [("sydnarke", 2019), ("sydnarke", 2018), ("grannforbundet", 2022)])
def test_a_year_goes_out_and_comes_back_as_the_same_postings(slug: str, year: int, db: None) -> None:
    association = Association.objects.get(slug=slug)
    with within(association):
        sie = written(association, year)
        ours = Counter(p[:5] for p in postings(sie, association.ledger_dimension))
        assert ours == Counter({row: count for row, count in stored(association, year, year).items() if row[4]})
        assert dict.fromkeys(sie.accounts) == dict.fromkeys(sorted(sie.accounts))


def test_vouchers_keep_their_name_day_and_texts(sydnarke: Association) -> None:
    with within(sydnarke):
        sie = written(sydnarke, 2019)
        kept = Voucher.objects.filter(association=sydnarke, ledger__year=2019).order_by("pk")
        ours = [(one.series, one.number, one.booked_on, one.text) for one in kept]
    assert [(v.series, v.number, v.on, v.text) for v in sie.vouchers] == ours
    twelve = next(v for v in sie.vouchers if v.name == "L 12")
    assert [entry.text for entry in twelve.entries] == ["Administrativt stöd januari", "Moms", "Student consulting"]


def test_the_year_before_and_the_opening_go_with_it(sydnarke: Association) -> None:
    with within(sydnarke):
        sie = written(sydnarke, 2019)
        opened = Posting.objects.filter(association=sydnarke, ledger__year=2019, year=2019, kind="opening")
        assert opening_balances(sie) == dict(opened.values_list("account__number", "amount_ore"))
    assert sie.years[-1] == (date(2018, 1, 1), date(2018, 12, 31))
    assert list(prior_postings(sie))
    assert sie.company == "Samordningsförbundet Sydnärke"


def test_the_budget_lies_on_the_accounts_its_outcome_used(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    sie = written(sydnarke, 2019)
    whole, on_objects = Counter[str](), Counter[tuple[str, str]]()
    for row in sie.period_budgets:
        if row.objects:
            on_objects[row.account, row.objects[0][1]] += row.amount_ore
        else:
            whole[row.account] += row.amount_ore
    table = book.table("money.budget_outcome")
    result = table.cell("result", "budget").value
    assert sum(whole.values()) == -result
    of_office = sum(ore for (_, code), ore in on_objects.items() if code == "90")
    assert of_office == -table.cell("Kansli", "budget").value
    used = Posting.objects.filter(association=sydnarke, year=2019, ledger_object="90").exclude(month=0)
    assert {account for account, code in on_objects if code == "90"} <= set(
        used.values_list("account__number", flat=True)
    )


def test_what_cannot_be_written_is_told(sydnarke: Association) -> None:
    with within(sydnarke):
        line = next(one for one in budget_lines(Scope(sydnarke, Period.year(2019))).values() if one.label == "Mässa")
        line.ledger_object = "39"
        line.save()
        made = sie_export(sydnarke, 2019, on=DAY)
    assert any(remark.startswith("Raden Mässa (−30 000 kr) är inte med") for remark in map(plain, made.remarks))
    assert any("Likvida medel" in remark for remark in made.remarks)
    assert "Raden M\u00e4ssa" in made.content.decode("cp437").splitlines()[5]


def plain(text: str) -> str:
    """The sentence with plain spaces."""
    return text.replace("\u202f", " ")


def test_a_transfer_moves_the_budget_of_its_lines(sydnarke: Association) -> None:
    with within(sydnarke):
        before = sum(row.amount_ore for row in written(sydnarke, 2019).period_budgets if not row.objects)
        amount = BudgetAmount.objects.filter(association=sydnarke, year=2019, line__label="Kansli").get()
        amount.amount_ore -= 1_000_01
        amount.save()
        after = sum(row.amount_ore for row in written(sydnarke, 2019).period_budgets if not row.objects)
    assert after - before == 1_000_01


def test_a_budget_goes_alone_where_there_is_no_ledger(sofint: Association) -> None:
    with within(sofint):
        Ledger.objects.filter(association=sofint, year=2026).delete()
        with pytest.raises(ValueError, match="Det finns ingen huvudbok för 2026"):
            sie_export(sofint, 2026, on=DAY)
        made = sie_export(sofint, 2026, on=DAY, budget_only=True)
        with pytest.raises(ValueError, match="ingen fastställd budget för 2019"):
            sie_export(sofint, 2019, on=DAY, budget_only=True)
    sie = budget_read(made.content)
    assert (sie.sie_type, sie.vouchers, sie.balances) == (4, (), ())
    assert made.file_name == "sofint-budget-2026.se"


def test_a_ledger_of_months_alone_is_no_type_4(sydnarke: Association) -> None:
    with within(sydnarke):
        made = sie_export(sydnarke, 2018, on=DAY)
    assert b"#SIETYP 3" in made.content
    assert any("SIE-typ 3" in remark for remark in made.remarks)


@pytest.mark.parametrize(
    ("booked", "accounts", "ore", "weights"),
    [
        (
            {("4631", "10"): 300, ("4632", "10"): 100, ("3990", "10"): -50},
            [],
            1000,
            {("4631", "10"): 300, ("4632", "10"): 100},
        ),
        ({("4631", ""): -300}, [], 1000, {("4631", ""): 300}),
        ({}, ["6011", "6012"], 1000, {("6011", ""): 1, ("6012", ""): 1}),
        ({}, [], 1000, {}),
    ],
)
def test_a_line_weighs_on_the_accounts_booked_in_its_direction(
    booked: dict[tuple[str, str], int], accounts: list[str], ore: int, weights: dict[tuple[str, str], int]
) -> None:
    assert weights_of(booked, accounts, ore) == weights


def test_months_are_split_so_that_they_make_the_month() -> None:
    parts = spread([100, -100, 0], {("a", ""): 1, ("b", ""): 1, ("c", ""): 1})
    assert [sum(month) for month in zip(*parts.values(), strict=True)] == [100, -100, 0]


def test_the_command_writes_a_file_and_tells_what_is_not_in_it(tmp_path: Path, sydnarke: Association) -> None:
    out, told = tmp_path / "ut.se", StringIO()
    call_command("export_sie", association="sydnarke", year=2019, out=out, stderr=told)
    assert len(read_sie(out.read_bytes(), "ut.se").vouchers) == 240
    assert "Likvida medel" in told.getvalue()


def test_without_a_file_it_writes_to_standard_output(sydnarke: Association) -> None:
    out = StringIO()
    call_command("export_sie", association="sydnarke", year=2019, budget_only=True, stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("#FLAGGA 0\r\n")
    assert "#VER" not in out.getvalue()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"association": "finns-inte", "year": 2019}, "inget förbund"),
        ({"association": "sydnarke", "year": 1999}, "ingen huvudbok för 1999"),
        ({"association": "sydnarke", "year": 2019, "out": Path("finns/inte/ut.se")}, "gick inte att skriva"),
    ],
)
def test_the_command_refuses_with_a_reason(options: dict[str, object], why: str, sydnarke: Association) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("export_sie", **options, stdout=StringIO(), stderr=StringIO())


def test_the_page_hands_out_the_same_file_and_refuses_a_year_without_one(
    signed_in: SignedIn, sydnarke: Association
) -> None:
    browser = signed_in(sydnarke, SeatRole.ECONOMIST)
    assert 'href="/sydnarke/pengar/verifikationer/sie/2019/"' in (
        browser.get("/sydnarke/pengar/verifikationer/").content.decode()
    )
    answer = browser.get("/sydnarke/pengar/verifikationer/sie/2019/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sydnarke-huvudbok-2019.se"'
    assert len(read_sie(answer.content, "ut.se").vouchers) == 240
    assert browser.get("/sydnarke/pengar/verifikationer/sie/1999/").status_code == 404
