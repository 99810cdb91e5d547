"""What meetings want of a person, by seat and permission, with its last day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from meeting_world import COMING, HELD
from world import Seated

from finsam.core.models import Association, Body, Member, Person, Provision, Seat, SeatRole
from finsam.core.rules.permissions import ROLES
from finsam.core.tenancy import within
from finsam.meetings.models import (
    Adjuster,
    ChangeRequest,
    Decision,
    Discharge,
    Item,
    Meeting,
    MeetingState,
    Minutes,
    Notice,
    Opened,
    Reservation,
    Summons,
)
from finsam.meetings.queries.acts import Acts, acts_for
from finsam.signing.models import Approval, Signing

MOMENT = datetime(2025, 9, 20, tzinfo=UTC)


@pytest.fixture
def director(sydnarke: Association, seated: Seated) -> Iterator[Person]:
    person = seated(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        Decision.objects.update(done_on=HELD)
        Notice.objects.all().delete()
        yield person


@pytest.fixture
def member(sydnarke: Association, seated: Seated) -> Iterator[Person]:
    person = seated(sydnarke, SeatRole.MEMBER)
    with within(sydnarke):
        yield person


def told(acts: Acts) -> list[tuple[str, str]]:
    return [(str(act.due), act.what) for act in acts.own]


def asked(association: Association, person: Person, role: SeatRole, today: date) -> Acts:
    return acts_for(association, person, ROLES[role], today)


def office(association: Association, person: Person, today: date) -> Acts:
    return asked(association, person, SeatRole.DIRECTOR, today)


def test_the_minutes_are_to_be_handed_over_within_the_days_of_adjustment(
    sydnarke: Association, director: Person
) -> None:
    what = "Lämna protokollet från styrelsemötet 12 september till justering".replace("12 s", "12\N{NO-BREAK SPACE}s")
    assert told(office(sydnarke, director, HELD)) == [("2025-09-26", what)]
    Provision.objects.create(association=sydnarke, key="adjust_days", value="10", valid_from=date(2025, 1, 1))
    assert told(office(sydnarke, director, HELD)) == [("2025-09-22", what)]


def answered(association: Association, year: int) -> None:
    """Let every member have granted discharge for the year, noted by the board."""
    for member in Member.objects.filter(association=association):
        Discharge.objects.create(
            association=association, year=year, member=member, granted=True, noted_on=date(year + 1, 9, 1)
        )


def test_a_planned_meeting_wants_its_calling_and_a_called_one_only_its_opening(
    sydnarke: Association, director: Person
) -> None:
    Meeting.objects.filter(held_on=HELD).update(state=MeetingState.ADJUSTED)
    Meeting.objects.filter(held_on=COMING).update(state=MeetingState.PLANNED, called_at=None)
    answered(sydnarke, 2029)
    (calling,) = office(sydnarke, director, date(2030, 11, 1)).own
    assert (calling.due, calling.action) == (date(2030, 11, 15), "Granska och skicka")
    assert "3\N{NO-BREAK SPACE}punkter på dagordningen" in calling.why
    assert told(office(sydnarke, director, date(2030, 8, 1))) == []
    Meeting.objects.filter(held_on=COMING).update(state=MeetingState.CALLED)
    assert told(office(sydnarke, director, date(2030, 11, 1))) == []
    assert [act.action for act in office(sydnarke, director, COMING).own] == ["Öppna"]


def test_change_proposals_are_to_be_answered(sydnarke: Association, director: Person) -> None:
    Meeting.objects.filter(held_on=HELD).update(state=MeetingState.ADJUSTING)
    assert told(office(sydnarke, director, HELD)) == []
    item = Item.objects.filter(meeting__held_on=HELD).first()
    ChangeRequest.objects.create(association=sydnarke, item=item, by=director, text="Rätta")
    (act,) = office(sydnarke, director, HELD).own
    assert act.what == "Svara på 1\N{NO-BREAK SPACE}ändringsförslag i protokollet"


def test_notices_go_up_and_come_down_by_the_days_of_the_law(sydnarke: Association, director: Person) -> None:
    held = Meeting.objects.get(held_on=HELD)
    Meeting.objects.filter(pk=held.pk).update(state=MeetingState.ADJUSTED)
    Minutes.objects.update_or_create(association=sydnarke, meeting=held, defaults={"adjusted_on": date(2025, 9, 20)})
    kumla, laxa = Member.objects.filter(name__in=["Kumla kommun", "Laxå kommun"])
    for one in (kumla, laxa):
        Notice.objects.create(association=sydnarke, meeting=held, member=one)
    (act,) = office(sydnarke, director, date(2025, 9, 21)).own
    assert (act.due, act.why) == (date(2025, 9, 22), "Saknas hos Kumla kommun och Laxå kommun.")
    Notice.objects.filter(meeting=held).update(put_up_on=date(2025, 9, 22))
    assert told(office(sydnarke, director, date(2025, 10, 13))) == []
    (act,) = office(sydnarke, director, date(2025, 10, 14)).own
    assert (act.due, act.what[:8]) == (date(2025, 10, 14), "Ta ned a")
    Notice.objects.filter(meeting=held).update(taken_down_on=date(2025, 10, 14))
    assert told(office(sydnarke, director, date(2025, 10, 15))) == []


def test_decisions_are_followed_up_from_the_days_of_reminder(sydnarke: Association, director: Person) -> None:
    Meeting.objects.filter(held_on=HELD).update(state=MeetingState.ADJUSTED)
    Decision.objects.filter(due_on=date(2025, 10, 31)).update(done_on=None)
    assert told(office(sydnarke, director, date(2025, 10, 16))) == []
    (act,) = office(sydnarke, director, date(2025, 10, 17)).own
    assert (act.due, act.action) == (date(2025, 10, 31), "Följ upp")
    assert "(förbundschefen)" in act.why


def test_discharges_are_asked_for_from_the_day_of_reminder(sydnarke: Association, director: Person) -> None:
    Meeting.objects.filter(held_on=HELD).update(state=MeetingState.ADJUSTED)
    answered(sydnarke, 2024)
    Discharge.objects.get(year=2024, member__name="Laxå kommun").delete()
    assert told(office(sydnarke, director, date(2025, 10, 20))) == []
    (act,) = office(sydnarke, director, date(2025, 11, 3)).own
    assert act.what == "Följ upp ansvarsfrihet för 2024"
    assert act.why == "Saknas från Laxå kommun."
    Discharge.objects.filter(year=2024).delete()
    (act,) = office(sydnarke, director, date(2025, 11, 3)).own
    assert act.why == "Saknas från 7\N{NO-BREAK SPACE}medlemmar."


def test_a_member_reads_papers_until_they_are_opened(sydnarke: Association, member: Person) -> None:
    today = COMING - timedelta(days=8)
    (act,) = asked(sydnarke, member, SeatRole.MEMBER, today).own
    assert (act.due, act.action) == (COMING, "Läs handlingarna")
    assert act.url == f"/sydnarke/moten/{COMING}/handlingar/"
    Opened.objects.create(association=sydnarke, meeting=Meeting.objects.get(held_on=COMING), person=member)
    assert told(asked(sydnarke, member, SeatRole.MEMBER, today)) == []


def test_who_keeps_meetings_and_who_sits_are_asked_for_different_things(
    sydnarke: Association, member: Person, director: Person
) -> None:
    assert [act.action for act in asked(sydnarke, member, SeatRole.MEMBER, COMING).own] == ["Läs handlingarna"]
    assert [act.action for act in office(sydnarke, director, HELD).own] == ["Läs och lämna"]


def test_a_substitute_answers_whether_they_serve(sydnarke: Association, member: Person, director: Person) -> None:
    seat = Seat.objects.get(person=member)
    absent = Seat.objects.filter(body=Body.BOARD, role=SeatRole.CHAIR).first()
    meeting = Meeting.objects.get(held_on=COMING)
    Opened.objects.create(association=sydnarke, meeting=meeting, person=member)
    Summons.objects.create(association=sydnarke, meeting=meeting, seat=seat, instead_of=absent)
    (act,) = asked(sydnarke, member, SeatRole.MEMBER, date(2030, 11, 1)).own
    assert (act.due, act.action) == (COMING, "Svara")
    assert [owed.who for owed in office(sydnarke, director, date(2030, 11, 1)).awaited] == [member.name]


def test_a_reservation_wants_its_text_before_the_adjustment(
    sydnarke: Association, member: Person, director: Person
) -> None:
    Meeting.objects.filter(held_on=COMING).delete()
    item = Item.objects.get(meeting__held_on=HELD, number=2)
    Reservation.objects.create(
        association=sydnarke, item=item, seat=Seat.objects.get(person=member), announced_at=MOMENT
    )
    (act,) = asked(sydnarke, member, SeatRole.MEMBER, HELD).own
    assert (act.due, act.action) == (date(2025, 9, 26), "Skriv")
    assert [owed.what for owed in office(sydnarke, director, HELD).awaited] == [
        "Text till reservationen mot §\N{NO-BREAK SPACE}2"
    ]


def test_minutes_wait_for_whose_turn_it_is(sydnarke: Association, member: Person, director: Person) -> None:
    held = Meeting.objects.get(held_on=HELD)
    Meeting.objects.filter(held_on=COMING).delete()
    Meeting.objects.filter(pk=held.pk).update(state=MeetingState.ADJUSTING)
    signing = Signing.objects.create(association=sydnarke, about="minutes:1", title="Protokoll", content_hash="0")
    Minutes.objects.update_or_create(association=sydnarke, meeting=held, defaults={"signing": signing})
    first = Approval.objects.create(association=sydnarke, signing=signing, order=1, person=director, role="sekreterare")
    Approval.objects.create(association=sydnarke, signing=signing, order=2, person=member, role="justerare")
    assert told(asked(sydnarke, member, SeatRole.MEMBER, HELD)) == []
    assert [act.action for act in office(sydnarke, director, HELD).own] == ["Läs och godkänn"]
    Approval.objects.filter(pk=first.pk).update(approved_at=MOMENT, content_hash="0")
    assert [act.action for act in asked(sydnarke, member, SeatRole.MEMBER, HELD).own] == ["Läs och godkänn"]
    assert [owed.who for owed in office(sydnarke, director, HELD).awaited] == [f"{member.name}, justerare"]


def test_nobody_without_a_seat_is_asked_for_anything(sydnarke: Association, director: Person, member: Person) -> None:
    Adjuster.objects.all().delete()
    outsider = Person.objects.create(email="ute@finsam.test", name="Öde Vattenfri")
    assert acts_for(sydnarke, outsider, frozenset(), HELD).own == []
