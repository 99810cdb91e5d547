"""The page that follows the krona: sums that tie, differences in words, every part a link; and the commitments."""

import re
from datetime import date

import pytest
from funding_rows import ORE, YEAR
from world import OpenBook, SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.rules.permissions import Permission
from finsam.core.tenancy import within
from finsam.funding.models import (
    Agreement,
    AgreementAmount,
    Application,
    Claim,
    ClaimLine,
    Grant,
    GrantAmount,
)
from finsam.funding.queries.krona import intervention_krona, krona_page
from finsam.funding.queries.krona_sides import sides_of
from finsam.interventions.models import Intervention
from finsam.meetings.models import Item
from finsam.money.models import BudgetLine, Commitment

SEES = frozenset({Permission.SEE_ASSOCIATION, Permission.OPEN_LEDGER})


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u2009\u202f]+", " ", re.sub(r"<[^>]*>", " ", text))


def grant(association: Association, key: str, *, granted: int, agreed: int, claimed: int) -> Grant:
    """Grant an intervention something of 2019, in öre, with an agreement and one claim."""
    with within(association):
        row = Intervention.objects.get(association=association, key=key)
        one = {"association": association}
        item = Item.objects.filter(**one, meeting__body="board", number__isnull=False).first()
        assert item is not None
        application = Application.objects.create(
            **one, state="granted", title=row.title, applicant="Prov kommun", received_on=date(2018, 9, 1),
            decided_on=date(2018, 11, 1), intervention=row,
        )  # fmt: skip
        line = BudgetLine.objects.get(**one, ledger_object=row.ledger_objects[0], group__kind="interventions")
        made = Grant.objects.create(
            **one, application=application, intervention=row, line=line, decided_in=item, decided_on=date(2018, 11, 1)
        )
        GrantAmount.objects.create(**one, grant=made, year=2019, amount_ore=granted)
        agreement = Agreement.objects.create(
            **one, grant=made, state="signed", signed_on=date(2018, 12, 1), text="Avtal", counterpart="Prov kommun",
            starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31),
        )  # fmt: skip
        AgreementAmount.objects.create(**one, agreement=agreement, year=2019, amount_ore=agreed)
        claim = Claim.objects.create(
            **one, grant=made, number=1, state="attested", period_from=date(2019, 1, 1), period_to=date(2019, 12, 31)
        )
        ClaimLine.objects.create(**one, claim=claim, kind="staff", amount_ore=claimed)
        return made


def test_sydnarke_2019_ties_to_the_krona(open_book: OpenBook) -> None:
    sides = sides_of(open_book("sydnarke", 2019))
    assert sides.booked
    assert sides.tie
    assert round(sides.whole / 100) == 6_049_407


def test_coachingteam_is_followed_through_the_lock(sydnarke: Association, signed_in: SignedIn) -> None:
    client = signed_in(sydnarke, SeatRole.DIRECTOR)
    answer = client.get("/sydnarke/folj-kronan/?ar=2019&insats=coachingteam")
    text = plain(answer.content.decode())
    assert "6 049 407 kr kom in 2019" in text
    assert "15 232 kr per person" in text
    assert "1 827 866 ÷ 120" in text
    assert "3 200 472 ÷ 131 = 24 431 kr" in text  # the whole pool, said beside
    assert "Fortsätter 2020 44" in text


def test_without_a_choice_the_dearest_is_followed_and_all_may_be_asked_for(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    page = krona_page(book, "", SEES)
    assert page.followed_title.startswith("Coachingteam")
    whole = krona_page(book, "alla", SEES)
    assert whole.followed is None
    assert "size-" in whole.picture


def test_what_is_taken_out_of_the_equity_is_not_said_to_have_come_in(open_book: OpenBook) -> None:
    said = plain("".join(part.text for part in krona_page(open_book("sofint", 2021), "alla", SEES).lead))
    assert said.startswith("3 471 930 kr användes 2021, 221 930 kr av dem ur eget kapital, och visas här")


def test_every_part_of_the_picture_is_a_link(open_book: OpenBook) -> None:
    picture = krona_page(open_book("sydnarke", 2019), "coachingteam", SEES).picture
    words = [re.sub("<[^>]*>", "", found) for found in re.findall(r"<a [^>]*>.*?</a>", picture)]
    hrefs = re.findall(r'<a href="([^"]+)"', picture)
    for word in ("Staten", "Kumla kommun", "Mottagningsteam", "Kansli", "Tog ett steg framåt", "15"):
        assert any(word in one for one in words), word
    assert any("/tal/money.sources/2019/" in href for href in hrefs)
    assert any("insats=mottagningsteam" in href for href in hrefs)
    assert any("talrad=booked" in href for href in hrefs)


def test_who_may_not_read_vouchers_is_not_sent_there(open_book: OpenBook) -> None:
    page = krona_page(open_book("sydnarke", 2019), "coachingteam", frozenset({Permission.SEE_ASSOCIATION}))
    assert "talrad=booked" not in page.picture


def test_the_vouchers_behind_the_path_are_found(sydnarke: Association, signed_in: SignedIn) -> None:
    client = signed_in(sydnarke, SeatRole.DIRECTOR)
    page = client.get("/sydnarke/folj-kronan/?ar=2019&insats=coachingteam").content.decode()
    found = re.search(r'href="([^"]*talrad=booked[^"]*)"', page)
    assert found
    assert client.get(found[1].replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        (1_000_000_00, ["Rekvirerat 1 000 000", "Bokfört utan rekvisition", "827 866", "Rekvirerat men inte betalt"]),
        (2_000_000_00, ["172 134 kr är rekvirerat men inte bokfört", "Rekvirerat men inte bokfört 172 134"]),
    ],
)
def test_where_stages_differ_the_difference_stands_for_itself(
    claimed: int, said: list[str], sydnarke: Association, signed_in: SignedIn
) -> None:
    grant(sydnarke, "coachingteam", granted=3_000_000_00, agreed=2_400_000_00, claimed=claimed)
    client = signed_in(sydnarke, SeatRole.DIRECTOR)
    text = plain(client.get("/sydnarke/folj-kronan/?ar=2019&insats=coachingteam").content.decode())
    for words in ("Beslutat men inte avtalat 600 000", *said):
        assert words in text, words


def test_a_team_too_small_for_its_outcomes_shows_none(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    row = Intervention.objects.get(association=book.association, key="coachingteam_vaxa")
    shown = intervention_krona(book, row, SEES)
    assert shown is not None
    assert "någon grupp är för liten" in shown.picture.replace("\n", " ") or "någon grupp" in plain(shown.picture)
    assert "Tog ett steg framåt" not in shown.picture


def test_a_year_without_a_ledger_shows_its_budget(open_book: OpenBook) -> None:
    book = open_book("sofint", 2026)
    sides = sides_of(book)
    assert not sides.booked
    assert sides.tie
    page = krona_page(book, "", SEES)
    assert "Inget är bokfört" in page.caption


def test_a_year_with_nothing_is_an_empty_page(sydnarke: Association, signed_in: SignedIn) -> None:
    answer = signed_in(sydnarke, SeatRole.DIRECTOR).get("/sydnarke/folj-kronan/?ar=2035")
    assert answer.status_code == 200
    assert "Varken huvudbok eller budget" in answer.content.decode()


def test_the_intervention_gets_nothing_of_a_year_that_knows_nothing(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2040)
    row = Intervention.objects.get(association=book.association, key="kompetensutveckling")
    assert intervention_krona(book, row) is None


# Commitments


def test_a_grant_is_a_commitment_of_its_line(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", YEAR)
    table = book.table("money.commitments")
    part = next(row for row in table.rows if row.kind == "part" and row.key.startswith("grant-"))
    assert "Prov kommun" in part.remark
    assert "Styrelsen" in part.remark
    assert table.cell(part.key, "decided").value == ORE
    assert table.cell(part.key, "claimed").value == 300_000_00


@pytest.mark.parametrize("title", ["Provansökan beviljad", "PROVANSÖKAN  beviljad 2024"])
def test_what_is_written_by_hand_again_is_not_counted_twice(
    title: str, sydnarke: Association, signed_in: SignedIn, open_book: OpenBook
) -> None:
    book = open_book("sydnarke", YEAR)
    line = Grant.objects.get(association=sydnarke).line
    Commitment.objects.create(association=sydnarke, line=line, year=YEAR, title=title, decided_ore=ORE)
    Commitment.objects.create(association=sydnarke, line=line, year=YEAR, title="Något annat", decided_ore=100)
    table = book.table("money.commitments")
    key = next(row.key for row in table.rows if row.kind == "sum")
    assert table.cell(key, "decided").value == ORE + 100
    text = plain(signed_in(sydnarke, SeatRole.DIRECTOR).get(f"/sydnarke/pengar/ataganden/?ar={YEAR}").content.decode())
    assert "Räknas inte två gånger" in text
    assert "inskrivet för hand" in text


def test_the_same_paragraph_is_the_same_commitment(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", YEAR)
    made = Grant.objects.get(association=sydnarke)
    Commitment.objects.create(
        association=sydnarke, line=made.line, year=YEAR, title="Annat namn", decided_ore=ORE, decided_in=made.decided_in
    )
    keys = [row.key for row in book.table("money.commitments").rows if row.kind == "part"]
    assert keys == [f"grant-{made.pk}"]
