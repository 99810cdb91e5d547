"""Meetings are planned one at a time or a year at once, changed, called off and taken up again."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from meeting_world import ANNOUNCED, COMING, HELD
from world import Seated, SignedIn

from finsam.core.models import Association, AuditEntry, Body, SeatRole
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import ROLES
from finsam.core.tenancy import within
from finsam.meetings.models import Item, ItemKind, Meeting, MeetingKind, MeetingState
from finsam.meetings.queries.after_notices import announced
from finsam.meetings.queries.before_meeting import meeting_page
from finsam.meetings.queries.before_planning import proposed_days
from finsam.meetings.rules.standing_items import item_kind_of, majority_of, place_of_new, standing_items

PATH = "/sydnarke/moten/"
WRITTEN = {
    "body": "board", "kind": "ordinary", "held_on": "2031-02-14", "starts_at": "09:00", "ends_at": "12:00",
    "place": "Kumla", "distance_url": "",
}  # fmt: skip


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def planned(association: Association, on: date) -> Meeting | None:
    with within(association):
        return Meeting.objects.filter(association=association, held_on=on).first()


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_kind_of_meeting_begins_with_its_opening_and_known_kinds_of_item(kind: MeetingKind) -> None:
    for body in (Body.BOARD, Body.PREPARATORY):
        items = standing_items(body, kind)
        assert items[0].kind == ItemKind.OPENING
        assert {item.kind for item in items} <= set(ItemKind.values)


def test_a_new_item_goes_in_before_those_that_close_the_agenda() -> None:
    kinds = [item.kind for item in standing_items("board", "ordinary")]
    assert kinds[place_of_new(kinds) :] == ["information", "other", "next_meeting"]
    assert place_of_new([]) == 0
    assert place_of_new(["opening", "information", "decision"]) == 3


def test_an_application_is_a_matter_of_financing_with_the_ordinances_majority() -> None:
    assert item_kind_of("application") == "funding"
    assert item_kind_of("referral") == "decision"
    assert majority_of("funding", ["finansiering", "lan"]) == "finansiering"
    assert majority_of("decision", ["finansiering"]) == ""


def test_a_meeting_is_planned_with_its_standing_items(director: Client, sydnarke: Association) -> None:
    answer = director.post(f"{PATH}planera/", WRITTEN)
    assert (answer.status_code, answer["Location"]) == (302, f"{PATH}2031-02-14/dagordning/")
    meeting = planned(sydnarke, date(2031, 2, 14))
    assert meeting is not None
    with within(sydnarke):
        titles = list(Item.objects.filter(meeting=meeting).values_list("title", flat=True))
        assert AuditEntry.objects.filter(action="meetings.meeting.planned").count() == 1
    assert titles == [item.title for item in standing_items("board", "ordinary")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"held_on": str(COMING)}, "har redan ett möte 22"),
        ({"held_on": ""}, "Ange vilken dag."),
        ({"ends_at": "08:00"}, "Mötet slutar innan det börjar."),
        ({"distance_url": "inte en länk"}, "Skriv hela länken"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    wrong: dict[str, str], said: str, director: Client
) -> None:
    answer = director.post(f"{PATH}planera/", WRITTEN | wrong)
    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert said in page
    assert 'value="Kumla"' in page


def test_a_year_is_planned_at_once_or_not_at_all(director: Client, sydnarke: Association) -> None:
    days = {"day_1": "2031-02-14", "day_2": "2031-04-11", "day_3": str(COMING)}
    refused = director.post(f"{PATH}planera-aret/", {"body": "board", **days})
    assert refused.status_code == 422
    assert planned(sydnarke, date(2031, 2, 14)) is None
    assert director.post(f"{PATH}planera-aret/", {"body": "board", **days, "day_3": ""}).status_code == 302
    assert planned(sydnarke, date(2031, 2, 14))
    assert planned(sydnarke, date(2031, 4, 11))


@pytest.mark.parametrize(
    ("days", "said"),
    [({}, "Ange minst en dag."), ({"day_1": "2031-02-14", "day_2": "2031-02-14"}, "Samma dag står två gånger.")],
)
def test_a_year_without_days_or_with_one_twice_is_refused(days: dict[str, str], said: str, director: Client) -> None:
    answer = director.post(f"{PATH}planera-aret/", {"body": "board", **days})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_next_years_days_are_proposed_from_this_years(sydnarke: Association) -> None:
    with within(sydnarke):
        Meeting.objects.create(association=sydnarke, held_on=date(2030, 6, 7))
        days = proposed_days(sydnarke, "board", date(2030, 12, 1))
    assert days == [date(2031, 6, 9), date(2031, 11, 21)]  # 6 June is a holiday, and the 7th a Saturday


def test_time_and_place_are_changed_once_by_each_who_has_read_them(director: Client, sydnarke: Association) -> None:
    path, written = f"{PATH}{COMING}/andra/", WRITTEN | {"held_on": str(COMING), "version": "0"}
    assert director.post(path, written).status_code == 302
    assert "Någon annan har ändrat mötet" in director.post(path, written | {"place": "Askersund"}).content.decode()
    meeting = planned(sydnarke, COMING)
    assert meeting is not None
    assert (meeting.place, meeting.version) == ("Kumla", 1)


def test_a_meeting_that_has_been_held_keeps_its_time(director: Client) -> None:
    answer = director.post(f"{PATH}{HELD}/andra/", WRITTEN | {"held_on": str(HELD), "version": "0"})
    assert answer.status_code == 422
    assert "Tid och plats kan inte ändras" in answer.content.decode()


def test_a_meeting_is_called_off_and_taken_up_again(director: Client, sydnarke: Association) -> None:
    assert "kan planeras igen" in director.get(f"{PATH}{COMING}/stall-in/").content.decode()
    assert director.post(f"{PATH}{COMING}/stall-in/").status_code == 302
    meeting = planned(sydnarke, COMING)
    assert meeting is not None
    assert meeting.state == MeetingState.CANCELLED
    assert director.post(f"{PATH}{COMING}/ta-upp/").status_code == 302
    again = planned(sydnarke, COMING)
    assert again is not None
    assert again.state == MeetingState.PLANNED


def test_a_meeting_that_has_begun_is_not_called_off(director: Client) -> None:
    answer = director.post(f"{PATH}{HELD}/stall-in/")
    assert answer.status_code == 422
    assert "kan inte ställas in" in answer.content.decode()


def test_the_list_says_what_is_next_and_what_is_late(director: Client, sydnarke: Association) -> None:
    soon, late = timezone.localdate() + timedelta(days=40), timezone.localdate() + timedelta(days=2)
    with within(sydnarke):
        for day in (soon, late):
            Meeting.objects.create(association=sydnarke, held_on=day)
    page = director.get(PATH).content.decode()
    assert "Gör dagordningen" in page
    assert "kallelsen senast" in page
    assert 'rows-late">kallelsen skulle ha skickats' in page


def test_a_reader_is_not_shown_a_draft(signed_in: SignedIn, sydnarke: Association) -> None:
    with within(sydnarke):
        meeting = Meeting.objects.create(association=sydnarke, held_on=date(2031, 3, 1))
        Item.objects.create(association=sydnarke, meeting=meeting, position=0, title="Hemligt utkast")
    page = signed_in(sydnarke, SeatRole.CHAIR).get(f"{PATH}2031-03-01/").content.decode()
    assert "Kallelsen är inte skickad än." in page
    assert "Hemligt utkast" not in page


@pytest.mark.parametrize("key", ["2031-13-40", "2031-01-01", "beredning-2030-11-22"])
def test_a_meeting_that_is_not_is_not_found(key: str, director: Client) -> None:
    assert director.get(f"{PATH}{key}/").status_code == 404


def test_when_the_appeal_period_has_run_the_extracts_are_what_is_left(sydnarke: Association, seated: Seated) -> None:
    reader = seated(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        meeting = Meeting.objects.get(association=sydnarke, held_on=ANNOUNCED)
        _, until = announced(sydnarke, meeting, provisions_of(sydnarke, ANNOUNCED))
        assert until is not None
        shown = [
            meeting_page(sydnarke, meeting, reader, ROLES["director"], today=today)
            for today in (until, until + timedelta(days=1))
        ]
    assert [[m.label for m in page.stages if m.state == "now"] for page in shown] == [["Anslag"], ["Utdrag"]]
    assert shown[0].stage_word == "Anslaget"
