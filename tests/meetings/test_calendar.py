"""Meetings in one's own calendar: what changes keeps its identity, what is off says so, what is another's is not told."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from meeting_world import COMING
from world import Seated, SignedIn

from finsam.core.models import Association, Body, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.calendar import calendar_of
from finsam.meetings.links import calendar_token
from finsam.meetings.models import Meeting, MeetingState

AT = datetime(2030, 1, 1, tzinfo=UTC)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


@pytest.fixture
def meeting(sydnarke: Association) -> Meeting:
    return Meeting(
        pk=7, association=sydnarke, held_on=date(2031, 7, 4), starts_at=time(9), ends_at=time(12), place="Kumla; stora salen"
    )  # fmt: skip


def test_an_event_says_when_in_sweden_and_where(meeting: Meeting, sydnarke: Association) -> None:
    content = calendar_of(sydnarke, [meeting], made_at=AT)
    (event,) = events(content)
    assert event.start.astimezone(UTC) == datetime(2031, 7, 4, 7, tzinfo=UTC)  # summer time
    assert (event.end - event.start).total_seconds() == 3 * 3600
    assert event["location"] == "Kumla; stora salen"
    assert event["summary"] == "Styrelsemöte, Sydnärke"
    assert str(event["uid"]).startswith("mote-7-sydnarke@")
    assert (event["sequence"], event["status"]) == (0, "TENTATIVE")
    assert b"TZID:Europe/Stockholm" in content


def test_a_meeting_without_time_fills_its_day(meeting: Meeting, sydnarke: Association) -> None:
    meeting.starts_at = meeting.ends_at = None
    (event,) = events(calendar_of(sydnarke, [meeting], made_at=AT))
    assert event.start == date(2031, 7, 4)


def test_what_is_called_off_keeps_its_identity_and_says_so(meeting: Meeting, sydnarke: Association) -> None:
    before = events(calendar_of(sydnarke, [meeting], made_at=AT))[0]
    meeting.state, meeting.version = MeetingState.CANCELLED, 3
    (after,) = events(calendar_of(sydnarke, [meeting], made_at=AT))
    assert (after["uid"], after["sequence"], after["status"]) == (before["uid"], 3, "CANCELLED")
    assert after["summary"] == "Inställt: Styrelsemöte, Sydnärke"


def feed(client: Client, association: Association, person: int) -> bytes:
    answer = client.get(f"/{association.slug}/moten/kalender/{calendar_token(association.pk, person)}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content


def test_the_feed_works_signed_out_for_the_bodies_one_sits_in(
    sydnarke: Association, seated: Seated, client: Client
) -> None:
    chair = seated(sydnarke, SeatRole.CHAIR)
    with within(sydnarke):
        Meeting.objects.create(association=sydnarke, body=Body.PREPARATORY, held_on=date(2030, 10, 1))
    assert COMING in {event.start.date() for event in events(feed(client, sydnarke, chair.pk))}
    bodies = {str(event["summary"]) for event in events(feed(client, sydnarke, chair.pk))}
    assert bodies == {"Styrelsemöte, Sydnärke"}
    with within(sydnarke):
        Seat.objects.filter(person=chair).update(body=Body.SECRETARIAT)
    assert len({str(event["summary"]) for event in events(feed(client, sydnarke, chair.pk))}) == 2


def test_the_feed_of_who_has_left_is_empty(sydnarke: Association, seated: Seated, client: Client) -> None:
    chair = seated(sydnarke, SeatRole.CHAIR, until=date(2020, 1, 1))
    assert events(feed(client, sydnarke, chair.pk)) == []


def test_a_feed_is_not_told_with_a_token_changed_or_of_another_association(
    sydnarke: Association, neighbour: Association, seated: Seated, client: Client
) -> None:
    token = calendar_token(sydnarke.pk, seated(sydnarke, SeatRole.CHAIR).pk)
    assert client.get(f"/sydnarke/moten/kalender/{token}x.ics").status_code == 404
    assert client.get(f"/grannforbundet/moten/kalender/{token}.ics").status_code == 404


def test_the_page_gives_ones_own_address_and_a_meeting_its_file(sydnarke: Association, signed_in: SignedIn) -> None:
    chair = signed_in(sydnarke, SeatRole.CHAIR)
    page = chair.get("/sydnarke/moten/kalender/").content.decode()
    assert "webcal://" in page
    address = re.search(r'value="http://[^/"]+(/[^"]+\.ics)"', page)[1]
    assert Client().get(address).status_code == 200
    one = chair.get(f"/sydnarke/moten/{COMING}/mote.ics")
    assert len(events(one.content)) == 1
    assert Client().get(f"/sydnarke/moten/{COMING}/mote.ics").status_code == 302
