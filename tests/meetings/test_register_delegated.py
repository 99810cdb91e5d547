"""Decisions made on delegation: numbered without gap, and none missing when they are reported (R28)."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from meeting_world import COMING, HELD
from world import Seated, SignedIn

from finsam.core.models import Association, AuditEntry, Person, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.during_items import begin_item
from finsam.meetings.actions.register import Delegated, decide_by_delegation, report_in, take_back_report
from finsam.meetings.models import DelegatedDecision, Item, ItemKind, ItemState, Meeting, MeetingState, Outcome
from finsam.meetings.queries.register import unreported

TODAY = date(2025, 12, 1)


@pytest.fixture
def director(sydnarke: Association, seated: Seated) -> Iterator[Person]:
    person = seated(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        yield person


@pytest.fixture
def item(sydnarke: Association) -> Item:
    """The item of the coming meeting where delegated decisions are reported."""
    with within(sydnarke):
        meeting = Meeting.objects.get(association=sydnarke, held_on=COMING)
        return Item.objects.create(
            association=sydnarke, meeting=meeting, position=50, kind=ItemKind.DELEGATED, title="Delegationsbeslut"
        )


def decide(association: Association, by: Person, on: str, what: str = "anlita en tolk") -> DelegatedDecision:
    decided = Delegated(date.fromisoformat(on), what, "förbundschefen", "delegationsordningen 2.3", 480000)
    return decide_by_delegation(association=association, by=by, decided=decided, today=TODAY)


def test_each_year_has_its_own_row_of_numbers(sydnarke: Association, director: Person) -> None:
    made = [decide(sydnarke, director, on) for on in ("2024-12-30", "2025-01-02", "2025-03-01", "2024-12-31")]
    assert [(row.year, row.number) for row in made] == [(2024, 1), (2025, 1), (2025, 2), (2024, 2)]


def test_a_refused_one_leaves_no_gap(sydnarke: Association, director: Person) -> None:
    decide(sydnarke, director, "2025-01-02")
    with pytest.raises(ValueError, match="har inte varit än"):
        decide(sydnarke, director, "2025-12-02")
    with pytest.raises(ValueError, match="Skriv vad som är beslutat"):
        decide(sydnarke, director, "2025-01-02", what="  ")
    assert decide(sydnarke, director, "2025-01-03").number == 2


def test_reporting_takes_every_one_that_waits_and_misses_none(
    sydnarke: Association, director: Person, item: Item
) -> None:
    made = [decide(sydnarke, director, on) for on in ("2024-12-30", "2025-01-02")]
    assert report_in(association=sydnarke, by=director, item=item) == 2
    assert not unreported(sydnarke).exists()
    made.append(decide(sydnarke, director, "2025-02-01"))
    assert list(unreported(sydnarke)) == made[2:]
    assert report_in(association=sydnarke, by=director, item=item) == 1
    assert report_in(association=sydnarke, by=director, item=item) == 0
    assert set(item.delegated.all()) == set(made)
    reported = AuditEntry.objects.filter(association=sydnarke, action="meetings.delegated.reported").order_by("pk")
    assert [entry.detail["decisions"] for entry in reported] == [["2025:1", "2024:1"], ["2025:2"]]


def test_what_is_decided_after_the_meeting_waits_for_the_next(
    sydnarke: Association, director: Person, item: Item
) -> None:
    Meeting.objects.filter(pk=item.meeting_id).update(held_on=date(2025, 6, 1))
    item = Item.objects.get(pk=item.pk)
    on_the_day, after = decide(sydnarke, director, "2025-06-01"), decide(sydnarke, director, "2025-06-02")
    assert report_in(association=sydnarke, by=director, item=item) == 1
    assert list(item.delegated.all()) == [on_the_day]
    assert list(unreported(sydnarke)) == [after]


def test_they_are_reported_in_an_item_of_that_kind_before_the_minutes_are_adjusted(
    sydnarke: Association, director: Person, item: Item
) -> None:
    other = Item.objects.filter(meeting__held_on=HELD).first()
    assert other
    with pytest.raises(ValueError, match="av slaget Anmälan av delegationsbeslut"):
        report_in(association=sydnarke, by=director, item=other)
    Meeting.objects.filter(pk=item.meeting_id).update(state=MeetingState.ADJUSTED)
    with pytest.raises(ValueError, match="justerat eller mötet inställt"):
        report_in(association=sydnarke, by=director, item=Item.objects.get(pk=item.pk))


def test_what_was_to_be_reported_waits_again_until_the_board_has_been_told(
    sydnarke: Association, director: Person, item: Item
) -> None:
    decide(sydnarke, director, "2025-01-02")
    report_in(association=sydnarke, by=director, item=item)
    assert take_back_report(association=sydnarke, by=director, item=item) == 1
    assert unreported(sydnarke).count() == 1
    report_in(association=sydnarke, by=director, item=item)
    Item.objects.filter(pk=item.pk).update(
        state=ItemState.CLOSED, outcome=Outcome.FILED, series="board-2030", number=80
    )
    with pytest.raises(ValueError, match="Punkten är avslutad"):
        take_back_report(association=sydnarke, by=director, item=Item.objects.get(pk=item.pk))


# Pages

TYPED = {
    "decided_on": "2025-03-04",
    "what": "anlita en tolk",
    "made_by": "förbundschefen",
    "point": "punkt 2.3",
    "amount": "4 800",
}


@pytest.fixture
def keeper(sydnarke: Association, signed_in: SignedIn) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def test_a_decision_is_written_in_reported_and_taken_back(keeper: Client, item: Item) -> None:
    page = keeper.post("/sydnarke/beslut/delegation/nytt/", TYPED, follow=True).content.decode()
    assert "2025:1" in page
    assert "anlita en tolk" in page
    assert "Väntar på att anmälas" in page
    report = f"/sydnarke/beslut/delegation/{item.pk}/anmal/"
    assert report in page
    page = keeper.post(report, follow=True).content.decode()
    assert "Väntar på att anmälas" not in page
    assert "Allt är anmält till styrelsen" in page
    assert "anmäls 22" in page
    page = keeper.post(f"/sydnarke/beslut/delegation/{item.pk}/vanta/", follow=True).content.decode()
    assert "Väntar på att anmälas" in page


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("amount", "mycket", "Skriv beloppet i kronor"),
        ("amount", "-5", "utan minustecken"),
        ("what", "", "Skriv vad som är beslutat"),
        ("made_by", "", "Skriv vem som har beslutat"),
        ("decided_on", "i går", "Skriv dagen som"),
        ("decided_on", "2999-01-01", "har inte varit än"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(field: str, typed: str, words: str, keeper: Client) -> None:
    answer = keeper.post("/sydnarke/beslut/delegation/nytt/", TYPED | {field: typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "punkt 2.3" in answer.content.decode()


def test_without_an_item_to_report_in_the_page_says_so(keeper: Client) -> None:
    page = keeper.post("/sydnarke/beslut/delegation/nytt/", TYPED, follow=True).content.decode()
    assert "Den finns inte på något kommande mötes dagordning än." in page


def test_reporting_in_another_item_is_refused_in_words(keeper: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        other = Item.objects.filter(association=sydnarke, kind=ItemKind.FUNDING).first()
    assert other
    page = keeper.post(f"/sydnarke/beslut/delegation/{other.pk}/anmal/", follow=True).content.decode()
    assert "av slaget Anmälan av delegationsbeslut" in page


def test_only_who_keeps_meetings_writes(sydnarke: Association, signed_in: SignedIn, item: Item) -> None:
    chair = signed_in(sydnarke, SeatRole.CHAIR)
    assert chair.get("/sydnarke/beslut/delegation/").status_code == 200
    assert chair.post("/sydnarke/beslut/delegation/nytt/", TYPED).status_code == 403
    assert chair.post(f"/sydnarke/beslut/delegation/{item.pk}/anmal/").status_code == 403


# In the meeting


@pytest.fixture
def begun(sydnarke: Association, director: Person, item: Item) -> Callable[[Item], Item]:
    """Begin an item of the coming meeting, which goes on."""
    Meeting.objects.filter(pk=item.meeting_id).update(state=MeetingState.OPEN, opened_at=timezone.now())

    def begin(one: Item) -> Item:
        meeting = Meeting.objects.get(pk=one.meeting_id)
        begin_item(association=sydnarke, meeting=meeting, item=one.pk, by=director)
        return Item.objects.get(pk=one.pk)

    return begin


def test_when_the_item_begins_all_that_wait_are_reported_and_written_in_it(
    sydnarke: Association, director: Person, item: Item, begun: Callable[[Item], Item]
) -> None:
    for on in ("2024-12-30", "2025-01-02"):
        decide(sydnarke, director, on)
    text = re.sub("[\u00a0\u202f]", " ", begun(item).background)
    assert text == (
        "- 2024:1, 30 december 2024: anlita en tolk (förbundschefen, delegationsordningen 2.3, 4 800 kr)\n"
        "- 2025:1, 2 januari 2025: anlita en tolk (förbundschefen, delegationsordningen 2.3, 4 800 kr)"
    )
    assert not unreported(sydnarke).exists()


def test_an_item_without_delegated_decisions_says_so(item: Item, begun: Callable[[Item], Item]) -> None:
    assert begun(item).background == "Inga beslut har fattats på delegation sedan förra anmälan."


def test_what_somebody_has_written_stands_and_all_are_reported_just_the_same(
    sydnarke: Association, director: Person, item: Item, begun: Callable[[Item], Item]
) -> None:
    decide(sydnarke, director, "2025-01-02")
    Item.objects.filter(pk=item.pk).update(background="Se bilaga.")
    assert begun(item).background == "Se bilaga."
    assert not unreported(sydnarke).exists()


def test_the_item_of_follow_up_lists_what_is_to_be_done(item: Item, begun: Callable[[Item], Item]) -> None:
    Item.objects.filter(pk=item.pk).update(kind=ItemKind.FOLLOW_UP)
    assert "att bevilja ansökan (förbundschefen, senast 2025-10-31, försenat)" in begun(item).background
