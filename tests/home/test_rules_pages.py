"""The association's own rules: values from a day with history kept, majorities, wording; what is refused and why."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from world import SignedIn

from finsam.core.models import Association, AuditEntry, Provision, SeatRole
from finsam.core.provisions import provisions_of
from finsam.core.tenancy import within
from finsam.meetings.models import Item, Majority, TextModule
from finsam.meetings.rules.votes import check_majority

RULES = "/sydnarke/forbundet/regler/"
DAY = timedelta(days=1)


@pytest.fixture
def keeper(sydnarke: Association, signed_in: SignedIn) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def posted(client: Client, path: str, typed: dict[str, object] | None = None) -> str:
    answer = client.post(path if path.startswith("/") else RULES + path, typed or {}, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    return answer.content.decode()


def test_a_value_from_a_day_leaves_what_held_before(keeper: Client, sydnarke: Association) -> None:
    today = timezone.localdate()
    posted(keeper, "adjust_days/", {"value": "10", "valid_from": str(today - 9 * DAY), "source": "punkt 18"})
    page = posted(keeper, "adjust_days/", {"value": " 7 ", "valid_from": str(today + DAY)})
    assert "10 från" in page
    assert "punkt 18" in page
    with within(sydnarke):
        days = [provisions_of(sydnarke, today + n * DAY).days("adjust_days") for n in (-10, -9, 0, 1)]
    assert days == [14, 10, 10, 7]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("adjust_days", "två veckor", "inget antal dagar"),
        ("quorum", "1/3", "fler än hälften"),
        ("distance", "kanske", "Välj ett giltigt alternativ"),
        ("discharge_reminder", "i höst", "ingen dag på året"),
        ("diary_form", "{hemligt}", "går inte att skriva nummer med"),
        ("kept_at", "a" * 201, "högst 200 tecken"),
        ("adjust_days", "", "Skriv ett värde"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_on_the_form(key: str, value: str, words: str, keeper: Client) -> None:
    answer = keeper.post(f"{RULES}{key}/", {"value": value, "valid_from": "2025-01-01", "source": "punkt 18"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "punkt 18" in answer.content.decode()


def test_a_second_value_from_the_same_day_is_refused(keeper: Client, sydnarke: Association) -> None:
    typed = {"value": "10", "valid_from": "2025-01-01"}
    posted(keeper, "adjust_days/", typed)
    answer = keeper.post(f"{RULES}adjust_days/", typed | {"value": "9"})
    assert answer.status_code == 422
    assert "från den dagen finns redan" in answer.content.decode()
    with within(sydnarke):
        assert provisions_of(sydnarke, date(2025, 1, 1)).days("adjust_days") == 10


def test_what_has_been_in_force_is_history_and_what_has_not_can_be_undone(
    keeper: Client, sydnarke: Association
) -> None:
    today = timezone.localdate()
    page = posted(keeper, "adjust_days/", {"value": "10", "valid_from": str(today)})
    undo = re.search(rf"{RULES}varde/\d+/ta-bort/", page)
    assert undo
    assert "Värdet är borttaget." in posted(keeper, undo[0])
    with within(sydnarke):
        assert not Provision.objects.filter(association=sydnarke, key="adjust_days").exists()
        old = Provision.objects.create(association=sydnarke, key="adjust_days", value="10", valid_from=today - DAY)
    assert "har redan gällt" in posted(keeper, f"varde/{old.pk}/ta-bort/")
    with within(sydnarke):
        assert Provision.objects.filter(pk=old.pk).exists()


def test_a_provision_nobody_knows_is_not_found(keeper: Client) -> None:
    assert keeper.get(f"{RULES}finns_inte/").status_code == 404
    assert keeper.get(f"{RULES}majoriteter/finns-inte/").status_code == 404


# Majorities

TYPED = {"name": "Upptagande av kredit", "fraction": "3/4", "source": "punkt 6", "valid_from": "2025-01-01"}


def test_a_majority_is_written_changed_from_a_day_and_removed_with_undo(keeper: Client, sydnarke: Association) -> None:
    assert "Upptagande av kredit" in posted(keeper, "majoriteter/ny/", TYPED)
    page = posted(keeper, "majoriteter/upptagande-av-kredit/", TYPED | {"fraction": "4/5", "valid_from": "2026-01-01"})
    assert "4/5" in page
    assert "gäller inte nu" in page
    with within(sydnarke):
        rows = Majority.objects.filter(association=sydnarke, key="upptagande-av-kredit").order_by("valid_from")
        assert [(row.numerator, row.denominator) for row in rows] == [(3, 4), (4, 5)]
        newest = rows.last()
    assert newest
    page = posted(keeper, f"majoriteter/{newest.pk}/ta-bort/")
    undo = re.search(rf"{RULES}aterstall/\d+/", page)
    assert undo
    posted(keeper, undo[0])
    assert "En annan har tagit platsen" in posted(keeper, undo[0])
    with within(sydnarke):
        assert rows.count() == 2


@pytest.mark.parametrize(
    ("fraction", "words"),
    [
        ("1/1", "Enighet får inte krävas"),
        ("7/7", "Enighet får inte krävas"),
        ("5/4", "Enighet får inte krävas"),
        ("1/2", "Hälften eller mindre"),
        ("1/3", "Hälften eller mindre"),
        ("0/3", "Skriv ett bråk"),
        ("2/0", "Skriv ett bråk"),
        ("alla", "Skriv ett bråk"),
    ],
)
def test_unanimity_and_half_or_less_are_refused_and_told_why(
    fraction: str, words: str, keeper: Client, sydnarke: Association
) -> None:
    answer = keeper.post(f"{RULES}majoriteter/ny/", TYPED | {"fraction": fraction})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with within(sydnarke):
        assert not Majority.objects.filter(association=sydnarke, key="upptagande-av-kredit").exists()


@pytest.mark.parametrize(("numerator", "denominator"), [(2, 3), (3, 4), (4, 5), (51, 100)])
def test_a_fraction_over_half_and_under_all_may_be_asked_for(numerator: int, denominator: int) -> None:
    check_majority(numerator, denominator)


def test_a_majority_that_a_paragraph_asks_for_stands(keeper: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        row = Majority.objects.get(association=sydnarke, key="verksamhetsplan")
        Item.objects.filter(association=sydnarke, number=2).update(decision_type="verksamhetsplan")
    assert "används av en paragraf" in posted(keeper, f"majoriteter/{row.pk}/ta-bort/")
    with within(sydnarke):
        assert Majority.objects.filter(pk=row.pk).exists()


# Wording


def test_a_wording_is_written_without_att_changed_and_removed_with_undo(keeper: Client, sydnarke: Association) -> None:
    typed = {"kind": "report", "label": "Godkänn", "outcome": "approved", "text": "att godkänna rapporten\n\n  tacka "}
    assert "att godkänna rapporten" in posted(keeper, "beslutstexter/ny/", typed)
    with within(sydnarke):
        row = TextModule.objects.get(association=sydnarke, label="Godkänn")
    assert row.text == "godkänna rapporten\ntacka"
    posted(keeper, f"beslutstexter/{row.pk}/", typed | {"label": "Godkänna"})
    undo = re.search(rf"{RULES}aterstall/\d+/", posted(keeper, f"beslutstexter/{row.pk}/ta-bort/"))
    assert undo
    posted(keeper, undo[0])
    with within(sydnarke):
        back = TextModule.objects.get(association=sydnarke, label="Godkänna")
        assert (back.kind, back.outcome, back.text, back.position) == ("report", "approved", row.text, row.position)
        assert AuditEntry.objects.filter(association=sydnarke, action="meetings.text_module.restored").exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"label": "Tack", "kind": "closing", "text": "x"}, "finns redan för det slaget"),
        ({"label": "Nytt", "kind": "", "text": " \n att "}, "Skriv minst en att-sats"),
        ({"label": "", "kind": "", "text": "x"}, "Skriv ett kort namn"),
    ],
)
def test_a_wording_that_will_not_do_is_told(typed: dict[str, str], words: str, keeper: Client) -> None:
    answer = keeper.post(f"{RULES}beslutstexter/ny/", typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_who_does_not_set_rules_reads_them(sydnarke: Association, signed_in: SignedIn) -> None:
    auditor = signed_in(sydnarke, SeatRole.AUDITOR)
    page = auditor.get(RULES).content.decode()
    assert "5 kap. 69 § kommunallagen" in page
    assert "Ändra" not in page
    assert auditor.post(f"{RULES}adjust_days/", {"value": "9", "valid_from": "2025-01-01"}).status_code == 403
    assert auditor.post(f"{RULES}varde/1/ta-bort/").status_code == 403


def test_nothing_of_the_neighbours_can_be_changed(keeper: Client, neighbour: Association) -> None:
    with within(neighbour):
        provision = Provision.objects.filter(association=neighbour).first()
        majority = Majority.objects.filter(association=neighbour).first()
        module = TextModule.objects.filter(association=neighbour).first()
    assert provision
    assert majority
    assert module
    for path in (
        f"varde/{provision.pk}/ta-bort/",
        f"majoriteter/{majority.pk}/ta-bort/",
        f"beslutstexter/{module.pk}/ta-bort/",
    ):
        assert keeper.post(RULES + path).status_code == 404
    assert keeper.get(f"{RULES}beslutstexter/{module.pk}/").status_code == 404


def test_what_the_association_is_is_written_once_and_a_wrong_number_is_refused(
    keeper: Client, sydnarke: Association
) -> None:
    path = "/sydnarke/forbundet/uppgifter/"
    said = {"purpose": sydnarke.purpose, "organisation_number": "222000-1234", "seat": "Hallsberg"}
    refused = keeper.post(path, said)
    assert refused.status_code == 422
    assert "Kontrollsiffran är fel" in refused.content.decode()
    assert 'value="Hallsberg"' in refused.content.decode()
    page = posted(keeper, path, said | {"organisation_number": "2120002015"})
    assert "212000-2015" in page
    with within(sydnarke):
        entry = AuditEntry.objects.get(action="core.association.described")
    assert entry.detail["after"]["organisation_number"] == "212000-2015"
