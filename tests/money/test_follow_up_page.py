"""The page of a month's follow-up: who sees and does what, and what is kept, refused and taken back."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from world import SignedIn

from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within
from finsam.money.models import BudgetLine, Forecast, LineComment, MonthClosing, Posting

MONTH = "/sofint/pengar/2021-10/"
ACT = f"{MONTH}atgard/"


@pytest.fixture
def line(sofint: Association) -> Iterator[BudgetLine]:
    """The coaching team's line, of which nothing is said in 2021; the test stays within the association."""
    with within(sofint):
        Forecast.objects.filter(association=sofint, year=2021).delete()
        LineComment.objects.filter(association=sofint, year=2021).delete()
        yield BudgetLine.objects.get(association=sofint, label="Coachingteamet")


@pytest.fixture
def economist(signed_in: SignedIn, sofint: Association) -> Client:
    return signed_in(sofint, SeatRole.ECONOMIST)


def save(browser: Client, line: BudgetLine, **given: str) -> HttpResponse:
    """Send the form of a line."""
    form = {"comment": "", "method": "budget", "amount": "", "reason": ""} | given
    return browser.post(f"{MONTH}rad/{line.pk}/", form)


def words(response: HttpResponse) -> str:
    return response.content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_answers_with_the_month(economist: Client) -> None:
    page = words(economist.get(MONTH))
    for told in (
        "Pengar, januari–oktober 2021",
        "−221 930 kr",
        "723 174 kr",
        "till och med 28 oktober",
        "Stäng oktober",
    ):
        assert told in page


def test_without_a_month_the_latest_with_anything_booked_is_shown(economist: Client) -> None:
    assert "<h1>Pengar, januari–oktober 2025</h1>" in words(economist.get("/sofint/pengar/"))


def test_a_year_with_only_a_budget_says_that_nothing_is_booked(economist: Client) -> None:
    assert "Inget är bokfört för 2027 än" in words(economist.get("/sofint/pengar/2027-03/"))


def test_a_year_with_nothing_shows_the_way_to_one_with_something(economist: Client) -> None:
    page = words(economist.get("/sofint/pengar/2010-03/"))
    assert "varken budget eller huvudbok för 2010" in page
    assert "/sofint/pengar/2025-10/" in page


@pytest.mark.parametrize("month", ["2021-13", "2021-00", "1021-10"])
def test_what_is_no_month_is_not_found(month: str, economist: Client) -> None:
    assert economist.get(f"/sofint/pengar/{month}/").status_code == 404


def test_only_great_deviations_are_shown_when_asked_for(economist: Client) -> None:
    page = words(economist.get(f"{MONTH}?visa=avvikelser"))
    assert "Projektfinansiering" in page
    assert "Representation" not in page
    assert "rader som avviker mindre än 10 000 kronor visas inte" in page


def test_an_opened_line_shows_its_accounts_and_to_a_member_no_form(
    signed_in: SignedIn, sofint: Association, line: BudgetLine
) -> None:
    page = words(signed_in(sofint, SeatRole.MEMBER).get(f"{MONTH}?rad={line.pk}"))
    assert "4531 Köp av verksamhet" in page
    assert "Spara raden" not in page
    assert "Stäng oktober" not in page


@pytest.mark.parametrize("path", ["rad/{line}/", "atgard/"])
def test_whoever_does_not_keep_the_money_changes_nothing(
    path: str, signed_in: SignedIn, sofint: Association, line: BudgetLine
) -> None:
    browser = signed_in(sofint, SeatRole.MEMBER)
    given = {"comment": "Prov", "method": "budget", "gor": "stang"}
    assert browser.post(MONTH + path.format(line=line.pk), given).status_code == 403
    assert not LineComment.objects.filter(line=line, year=2021).exists()


def test_a_comment_stands_under_its_line_and_can_be_taken_back(economist: Client, line: BudgetLine) -> None:
    saved = save(economist, line, comment="Kvartal 4 rekvireras i januari.")
    assert saved.status_code == 302
    page = economist.get(saved.url)
    assert '<span class="remark">Kvartal 4 rekvireras i januari.</span>' in words(page)
    undo = next(message.extra_tags for message in page.context["messages"])
    economist.post(undo.split()[0])
    assert not LineComment.objects.filter(line=line, year=2021).exists()


def test_undoing_what_has_been_changed_again_is_refused(economist: Client, line: BudgetLine) -> None:
    save(economist, line, comment="Först")
    first = AuditEntry.objects.filter(action="money.line.followed_up").latest("pk")
    save(economist, line, comment="Sedan")
    page = economist.post(f"{MONTH}rad/{line.pk}/?angra={first.pk}", follow=True)
    assert "har ändrats igen" in words(page)
    assert LineComment.objects.get(line=line, year=2021).text == "Sedan"


def test_a_forecast_by_hand_is_kept_with_its_reason_and_who_made_it(economist: Client, line: BudgetLine) -> None:
    save(economist, line, method="hand", amount="2 950 000", reason="Enligt avtalet.")
    kept = Forecast.objects.get(line=line, year=2021)
    assert (kept.amount_ore, kept.reason, kept.month) == (-295_000_000, "Enligt avtalet.", 10)
    page = words(economist.get(f"{MONTH}?rad={line.pk}"))
    assert "För hand −2 950 000 kr. Enligt avtalet. Porla Öresdotter" in page
    save(economist, line, method="hand", amount="2950000", reason="Enligt avtalet.")
    assert Forecast.objects.filter(line=line, year=2021).count() == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"amount": "", "reason": "För att"}, "Skriv vad hela året"),
        ({"amount": "100 000", "reason": ""}, "Skriv varför"),
        ({"amount": "mycket", "reason": "För att"}, "Skriv beloppet i kronor"),
    ],
)
def test_what_is_wrong_in_a_line_is_told_and_nothing_typed_is_lost(
    given: dict[str, str], why: str, economist: Client, line: BudgetLine
) -> None:
    response = save(economist, line, method="hand", comment="Det här får inte försvinna", **given)
    assert response.status_code == 422
    assert why in words(response)
    assert "Det här får inte försvinna" in words(response)
    assert not Forecast.objects.filter(line=line, year=2021).exists()


def test_the_summary_is_proposed_and_kept(economist: Client, line: BudgetLine) -> None:
    assert "Resultatet för januari–oktober 2021 är −221 930 kr" in words(economist.get(MONTH))
    economist.post(ACT, {"gor": "sammanfatta", "summary": "Ett lugnt år."})
    assert MonthClosing.objects.get(association=line.association, year=2021, month=10).summary == "Ett lugnt år."
    assert "Ett förslag" not in words(economist.get(MONTH))


def test_a_closed_month_is_kept_tells_what_has_changed_and_opens_again(economist: Client, line: BudgetLine) -> None:
    economist.post(ACT, {"gor": "stang"})
    assert MonthClosing.objects.get(association=line.association, year=2021, month=10).figures["result"]["outcome"] == (
        -22_193_000
    )
    assert "Talen står som då" in words(economist.get(MONTH))
    assert "är stängd. Öppna månaden igen" in words(save(economist, line, comment="För sent"))
    assert "är stängd" in words(economist.post(ACT, {"gor": "stang"}))
    cost = Posting.objects.filter(association=line.association, year=2021, ledger_object="10", month=5).first()
    assert cost
    cost.amount_ore += 100_000
    cost.save()
    assert "utfallet var −2 416 650 kr, är nu −2 417 650 kr" in words(economist.get(MONTH))
    economist.post(ACT, {"gor": "oppna"})
    kept = AuditEntry.objects.filter(action="money.month.reopened").latest("pk").detail["figures"]
    assert kept["result"]["outcome"] == -22_193_000
    assert "Stäng oktober" in words(economist.get(MONTH))
    assert "är öppen redan" in words(economist.post(ACT, {"gor": "oppna"}))


def test_a_month_with_nothing_booked_is_not_closed(economist: Client, line: BudgetLine) -> None:
    response = economist.post("/sofint/pengar/2027-03/atgard/", {"gor": "stang"})
    assert response.status_code == 422
    assert "Inget är bokfört till och med mars 2027" in words(response)
    assert not MonthClosing.objects.filter(association=line.association, year=2027).exists()
