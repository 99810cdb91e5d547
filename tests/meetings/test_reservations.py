"""Reservations are announced before the meeting ends by those who decided; members ask to speak from their own page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from live_meeting import KEY, Gathered, opened
from world import NAMES, Seated

from finsam.core.models import Association, Person, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.during_votes import announce_reservation, withdraw_reservation, write_reservation
from finsam.meetings.models import Meeting, MeetingState, Reservation, SpeakerRequest
from finsam.meetings.rules.speakers import Asked, speaking_order

NOW = datetime(2031, 3, 14, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def inside(sydnarke: Association) -> Iterator[None]:
    with within(sydnarke):
        yield


@pytest.fixture
def by(seated: Seated, sydnarke: Association) -> Person:
    return seated(sydnarke, SeatRole.DIRECTOR)


@pytest.fixture
def made(sydnarke: Association, by: Person) -> Gathered:
    return opened(sydnarke, by, absent=("Forsen",), begun=3)


@pytest.fixture
def member(sydnarke: Association, made: Gathered, seated: Seated) -> Client:
    """The member from Viken, signed in."""
    person = seated(sydnarke, SeatRole.MEMBER)
    made.seats["Viken"].person = person
    made.seats["Viken"].save()
    browser = Client()
    browser.force_login(person)
    return browser


def test_a_reservation_is_announced_before_the_meeting_ends(sydnarke: Association, made: Gathered, by: Person) -> None:
    known = {"association": sydnarke, "meeting": made.meeting, "item": made.items[2].pk, "by": by}
    announce_reservation(**known, seat=made["Viken"])
    with pytest.raises(ValueError, match="redan anmäld"):
        announce_reservation(**known, seat=made["Viken"])
    with pytest.raises(ValueError, match="deltagit i beslutet"):
        announce_reservation(**known, seat=made["Forsen"])
    row = Reservation.objects.get(item=made.items[2])
    Meeting.objects.filter(pk=made.meeting.pk).update(state=MeetingState.ENDED)
    with pytest.raises(ValueError, match="innan mötet avslutas"):
        announce_reservation(**known, seat=made["Åby"])
    with pytest.raises(ValueError, match="innan mötet avslutas"):
        withdraw_reservation(association=sydnarke, meeting=made.meeting, reservation=row.pk, by=by)


def test_its_reasons_are_written_until_the_minutes_are_adjusted(
    sydnarke: Association, made: Gathered, by: Person
) -> None:
    announce_reservation(association=sydnarke, meeting=made.meeting, item=made.items[2].pk, seat=made["Viken"], by=by)
    row = Reservation.objects.get(item=made.items[2])
    Meeting.objects.filter(pk=made.meeting.pk).update(state=MeetingState.ENDED)
    assert write_reservation(association=sydnarke, reservation=row.pk, text=" Därför. ", by=by).text == "Därför."
    Meeting.objects.filter(pk=made.meeting.pk).update(state=MeetingState.ADJUSTED)
    with pytest.raises(ValueError, match="justerat"):
        write_reservation(association=sydnarke, reservation=row.pk, text="För sent.", by=by)


def test_a_member_reserves_themself_from_their_own_page(made: Gathered, member: Client) -> None:
    url = reverse("reservation", args=["sydnarke", KEY, made.items[2].pk])
    assert "Anmäl reservation" in member.get(url).content.decode()
    member.post(url)
    row = Reservation.objects.get(item=made.items[2])
    assert (row.seat_id, row.text) == (made["Viken"], "")
    member.post(url, {"text": "Insatsen behövs.", "act": "write"})
    row.refresh_from_db()
    assert row.text == "Insatsen behövs."
    Meeting.objects.filter(pk=made.meeting.pk).update(state=MeetingState.ADJUSTED)
    late = member.post(url, {"text": "Ett tillägg.", "act": "write"})
    assert (late.status_code, "justerat" in late.content.decode()) == (422, True)


def test_whoever_keeps_the_meeting_writes_for_any_of_them(sydnarke: Association, made: Gathered, by: Person) -> None:
    director = Client()
    director.force_login(by)
    director.post(reverse("reservation-announce", args=["sydnarke", KEY, made.items[2].pk]), {"seat": made["Åby"]})
    url = reverse("reservation", args=["sydnarke", KEY, made.items[2].pk])
    assert "skäl saknas" in director.get(url).content.decode()
    assert director.post(url, {"text": "Utan plats."}).status_code == 422
    director.post(f"{url}?plats={made['Åby']}", {"text": "Enligt bilaga.", "act": "write"})
    row = Reservation.objects.get(item=made.items[2])
    assert row.text == "Enligt bilaga."
    director.post(reverse("reservation-withdraw", args=["sydnarke", KEY, row.pk]))
    assert not Reservation.objects.filter(item=made.items[2]).exists()


# The speaking order


def test_replies_go_first_and_who_has_spoken_is_struck() -> None:
    asked = [Asked(place, place, place == 3, NOW + timedelta(minutes=place), place == 1) for place in (1, 2, 3, 4)]
    assert [one.id for one in speaking_order(asked)] == [3, 2, 4]


def test_a_member_asks_to_speak_for_themself_only(made: Gathered, member: Client) -> None:
    ask = reverse("speaker-ask", args=["sydnarke", KEY, made.items[0].pk])
    follow = reverse("meeting-follow", args=["sydnarke", KEY])
    assert "Begär ordet" in member.get(follow).content.decode()
    assert member.post(ask, {"seat": made["Åby"]}).status_code == 403
    member.post(ask, {"seat": made["Viken"]})
    assert member.post(ask, {"seat": made["Viken"]}).status_code == 422
    row = SpeakerRequest.objects.get(item=made.items[0])
    assert (row.seat_id, row.is_reply) == (made["Viken"], False)
    member.post(reverse("speaker-strike", args=["sydnarke", KEY, row.pk]))
    row.refresh_from_db()
    assert row.spoken_at is not None
    assert member.get(reverse("meeting-chair", args=["sydnarke", KEY])).status_code == 403


def test_the_chair_puts_anybody_there_in_the_order_and_sees_only_what_is_new(
    sydnarke: Association, made: Gathered, seated: Seated
) -> None:
    person = seated(sydnarke, SeatRole.CHAIR)
    made.seats["Åby"].person = person
    made.seats["Åby"].save()
    chair = Client()
    chair.force_login(person)
    url = reverse("meeting-chair", args=["sydnarke", KEY])
    ask = reverse("speaker-ask", args=["sydnarke", KEY, made.items[0].pk])
    assert chair.post(ask, {"seat": made["Forsen"], "from": "chair"}).status_code == 422
    chair.post(ask, {"seat": made["Viken"], "from": "chair", "act": "reply"})
    part = chair.get(url, headers={"hx-request": "true"})
    assert "replik" in part.content.decode()
    seen = part.content.decode().split("?sett=")[1][:16]
    assert chair.get(f"{url}?sett={seen}", headers={"hx-request": "true"}).status_code == 204
    assert NAMES[SeatRole.CHAIR]


def test_somebody_without_a_seat_in_the_body_follows_nothing(
    sydnarke: Association, made: Gathered, seated: Seated
) -> None:
    browser = Client()
    browser.force_login(seated(sydnarke, SeatRole.SUBSTITUTE))
    assert browser.get(reverse("meeting-follow", args=["sydnarke", KEY])).status_code == 403
    assert browser.get(reverse("reservation", args=["sydnarke", KEY, made.items[2].pk])).status_code == 403
