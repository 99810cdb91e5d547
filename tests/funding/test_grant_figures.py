"""What is granted, agreed, claimed and paid; what happened to applications; the krona through an intervention."""

from datetime import date

import pytest
from funding_rows import HELD, ORE, YEAR
from world import OpenBook

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.funding.models import Agreement, AgreementAmount, Application, Claim, ClaimLine, Grant

COACHING = "funding.krona@coachingteam"


def values(book: Book, name: str, row: str) -> list[object]:
    table = book.table(name)
    return [table.cell(row, column.key).value for column in table.columns]


def test_a_grant_tells_how_far_it_has_come(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", YEAR)
    claim = Claim.objects.get(association=sydnarke, number=2)
    ClaimLine.objects.create(association=sydnarke, claim=claim, kind="staff", amount_ore=200_000_00)
    assert values(book, "funding.grants", "total") == [ORE, ORE, 500_000_00, 200_000_00, 700_000_00]
    remark = next(row.remark for row in book.table("funding.grants").rows if row.kind == "part")
    assert "Prov kommun" in remark
    assert "§\N{NO-BREAK SPACE}1" in remark or "§ 1" in remark


def test_drafts_and_returned_claims_are_not_claimed(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", YEAR)
    Claim.objects.filter(association=sydnarke, number=1).update(state="returned")
    Claim.objects.filter(association=sydnarke, number=2).update(state="draft", paid_on=None)
    assert values(book, "funding.grants", "total") == [ORE, ORE, None, None, ORE]


def test_only_the_amendment_in_force_counts_as_agreed(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", YEAR)
    grant = Grant.objects.get(association=sydnarke)
    Agreement.objects.filter(association=sydnarke, state="signed").update(state="replaced")
    later = Agreement.objects.create(
        association=sydnarke, grant=grant, number=3, state="signed", signed_on=HELD, text="Tillägg",
        counterpart="Prov kommun", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31),
    )  # fmt: skip
    AgreementAmount.objects.create(association=sydnarke, agreement=later, year=YEAR, amount_ore=900_000_00)
    assert book.cell("funding.grants", "total", "agreed").value == 900_000_00


def test_coachingteam_2019_is_fifteen_thousand_a_participant(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    assert values(book, COACHING, "booked")[0] == 1_827_866_48
    assert values(book, COACHING, "heads")[1] == 120
    assert round(book.cell(COACHING, "heads", "each").value or 0) == 15_232_22
    assert [book.cell(COACHING, row, "count").value for row in ("steps", "other", "ongoing")] == [44, 32, 44]
    assert book.cell(COACHING, "budget", "amount").value == 3_176_000_00


@pytest.mark.parametrize("key", ["mottagningsteam", "radgivande"])
def test_a_pool_that_cannot_be_parted_is_the_houses_own_figure(key: str, open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    pool = book.table("money.cost_per_participant")
    assert book.cell(f"funding.krona@{key}", "heads", "each").value == pool.cell("mottagning", "each").value
    assert book.table(f"funding.krona@{key}").footnotes


def test_both_of_the_coaching_pool_are_the_pool_together(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    names = (COACHING, "funding.krona@coachingteam_vaxa")
    pool = book.table("money.cost_per_participant")
    assert (
        sum(int(book.cell(name, "booked", "amount").value or 0) for name in names)
        == pool.cell("coachning", "cost").value
    )
    assert (
        sum(int(book.cell(name, "heads", "count").value or 0) for name in names)
        == pool.cell("coachning", "heads").value
    )


def test_small_outcomes_are_hidden_outside_the_association(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    table = table_for(book, "funding.krona@coachingteam_vaxa", Audience.PUBLIC)
    assert all(table.cell(row, "count").hidden for row in ("steps", "other", "ongoing"))


def test_what_differs_between_two_stages_stands_for_itself(sydnarke: Association, open_book: OpenBook) -> None:
    with within(sydnarke):
        key = Grant.objects.get(association=sydnarke).intervention.key
        AgreementAmount.objects.filter(association=sydnarke).update(amount_ore=1_000_000_00)
    book = open_book("sydnarke", YEAR)
    name = f"funding.krona@{key}"
    told = {row.key: book.cell(name, row.key, "amount").value for row in book.table(name).rows}
    assert told["granted"] == ORE
    assert told["not_agreed"] == 200_000_00
    assert told["not_claimed"] == 700_000_00
    assert told["not_paid"] == 300_000_00


def test_applications_are_counted_with_their_two_clocks(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2023)
    # two came on 2 October; both were answered or not by 2 December, and one agreement came within a month
    assert values(book, "funding.applications", "received")[0] == 2
    assert values(book, "funding.applications", "completion")[0] == 1
    assert values(book, "funding.applications", "granted")[0] == 1
    assert values(book, "funding.applications", "rejected")[0] == 0
    count, in_time, share, days = values(book, "funding.applications", "answer")
    assert (count, in_time, days) == (2, 1, 39)
    assert share is not None
    assert float(str(share.numerator)) / share.denominator == 0.5  # type: ignore[attr-defined]
    assert values(book, "funding.applications", "agreement")[:2] == [1, 1]


def test_an_application_taken_back_unanswered_has_no_clock(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2023)
    Application.objects.filter(association=sydnarke, state="received").update(
        state="withdrawn", withdrawn_on=date(2023, 11, 1), answered_on=None
    )
    assert values(book, "funding.applications", "withdrawn")[0] == 1
    assert values(book, "funding.applications", "answer")[0] == 1


def test_the_neighbours_grants_are_not_here(neighbour: Association, open_book: OpenBook) -> None:
    book = open_book("grannforbundet", YEAR)
    assert all("Prov kommun" not in row.remark for row in book.table("funding.grants").rows)
    assert book.cell("funding.grants", "total", "granted").value == ORE
    assert book.association == neighbour
