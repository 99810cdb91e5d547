"""The demo: its meetings to come stand in the near future, and what is done in it stays."""

from datetime import date, timedelta
from io import StringIO

import pytest
from rich.console import Console

from finsam.core.models import Association, Person, Seat
from finsam.core.tenancy import within
from finsam.funding.models import (
    ActionPoint,
    Application,
    Attestation,
    Call,
    ClaimLine,
    Grant,
    Position,
    ProgressReport,
)
from finsam.home.demo_funding import add_demo_funding
from finsam.home.demo_meetings import add_demo_meetings, friday_after
from finsam.home.demo_people import PEOPLE, SEATED, seat_demo_people
from finsam.home.management.commands.demo import BUNDLES, load_example
from finsam.meetings.models import Annex, Discharge, Meeting, MeetingState
from finsam.meetings.records import read_record
from finsam.money.models import Posting

TODAY = date(2031, 3, 4)


def test_every_seat_of_sofint_has_somebody_in_it(sofint: Association) -> None:
    seat_demo_people()
    with within(sofint):
        assert not Seat.objects.filter(person=None).exists()
    assert {person.email for person in Person.objects.filter(associations=sofint)} == {
        email for email, _ in SEATED["sofint"].values()
    }
    assert all(Person.objects.get(email=email).check_password("droppen-i-bäcken") for email, _, _ in PEOPLE[:2])


def test_seating_again_changes_nothing(sydnarke: Association) -> None:
    seat_demo_people()
    with within(sydnarke):
        before = list(Seat.objects.values_list("pk", "person"))
        assert not Seat.objects.filter(person__isnull=False, until__lt=TODAY).exists()
    seat_demo_people()
    with within(sydnarke):
        assert list(Seat.objects.values_list("pk", "person")) == before


def test_the_meeting_of_2021_is_as_its_minutes_tell(sofint: Association) -> None:
    with within(sofint):
        meeting = Meeting.objects.get(held_on=date(2021, 11, 19))
        record = read_record(sofint, meeting, deep=True)
        assert meeting.state == MeetingState.ENDED
        assert [item.number for item in record.items] == list(range(62, 80))
        assert list(record.annex_numbers.values()) == [
            "1.1", "1.2", "1.3", "2", "3.1", "3.2", "4", "5", "6", "7", "8", "9.1", "9.2", "9.3", "9.4", "10", "11",
            "12", "13", "14",
        ]  # fmt: skip
        early, late = (record.serving(record.items[number - 62]) for number in (71, 72))
        assert (len(early.deciding), len(late.deciding)) == (6, 7)
        assert [r.seat.member.name for r in record.items[11].reservations.all()] == [
            "Ljusnarsbergs kommun",
            "Nora kommun",
        ]
        assert Discharge.objects.filter(year=2020).count() == 7


def test_meetings_to_come_are_called_and_planned_from_the_day_it_starts(
    sofint: Association, sydnarke: Association
) -> None:
    seat_demo_people()
    add_demo_meetings(TODAY)
    add_demo_meetings(TODAY)
    with within(sofint):
        coming = Meeting.objects.get(held_on__gte=TODAY)
        assert (coming.state, coming.held_on.weekday()) == (MeetingState.CALLED, 4)
        assert timedelta(days=9) <= coming.held_on - TODAY <= timedelta(days=15)
        assert Annex.objects.filter(item__meeting=coming).count() == 3
    with within(sydnarke):
        assert Meeting.objects.filter(held_on__gte=TODAY).get().state == MeetingState.PLANNED


def add_all(today: date) -> None:
    seat_demo_people()
    add_demo_meetings(today)
    add_demo_funding(today)


def test_applications_stand_at_every_stage_from_the_day_it_starts(sofint: Association) -> None:
    add_all(TODAY)
    add_all(TODAY + timedelta(days=1))
    with within(sofint):
        stood = {one.title: one for one in Application.objects.filter(begun_at__isnull=False)}
        assert {title: one.state for title, one in stood.items()} == {
            "Coachingteamet 2022": "granted", "Metodutveckling Personliga ombud": "rejected",
            "Coachingteamet 2025": "granted",
            "Coachingteamet 2031": "granted", "Coachingteamet 2032": "proposed", "Hälsa på vägen": "received",
            "Digital väg in": "incomplete", "Naturvägen": "draft",
        }  # fmt: skip
        taken = Position.objects.filter(application=stood["Hälsa på vägen"]).exclude(standing="not_received")
        assert taken.count() == 2
        assert stood["Naturvägen"].writers.count() == 2
        assert ActionPoint.objects.filter(done_on=None, due_on__lt=TODAY).count() == 1
        call = Call.objects.get(closes_on__gte=TODAY)
        assert call.opens_on < TODAY


def test_the_year_is_reported_and_claimed_as_far_as_it_has_come(sofint: Association) -> None:
    add_all(date(2031, 11, 3))
    with within(sofint):
        grant = Grant.objects.get(application__title="Coachingteamet 2031")
        assert [claim.state for claim in grant.claims.all()] == ["paid", "paid", "sent"]
        assert Attestation.objects.filter(claim__grant=grant, claim__state="sent").count() == 1
        reports = ProgressReport.objects.filter(asked__agreement__grant=grant)
        assert [report.state for report in reports] == ["approved", "approved", "sent"]
        assert sum(amount.amount_ore for amount in grant.amounts.all()) == 2_333_000_00


def test_the_paragraphs_of_2021_are_grant_and_rejection(sofint: Association) -> None:
    with within(sofint):
        granted = Grant.objects.get(decided_in__number=70)
        assert [(one.year, one.amount_ore) for one in granted.amounts.all()] == [(2022, 3_083_460_00)]
        rejected = Application.objects.get(decided_in__number=73)
        assert (rejected.state, rejected.decided_in.reservations.count()) == ("rejected", 2)  # type: ignore[union-attr]
        assert not rejected.grants.exists()


def test_what_was_paid_in_2025_is_what_the_ledger_has_on_the_object(sofint: Association) -> None:
    with within(sofint):
        paid = ClaimLine.objects.filter(claim__state="paid", claim__voucher_year=2025)
        booked = Posting.objects.filter(year=2025, ledger_object="10", kind="voucher")
        assert sum(line.amount_ore for line in paid) == sum(one.amount_ore for one in booked) == 1_749_750_00


def test_what_has_been_done_in_the_demo_is_left_as_it_is(sofint: Association) -> None:
    with within(sofint):
        Meeting.objects.update(place="Biblioteket", state=MeetingState.ADJUSTED)
    load_example(BUNDLES / "sofint", Console(file=StringIO()))
    with within(sofint):
        assert {meeting.place for meeting in Meeting.objects.all()} == {"Biblioteket"}


def test_an_example_that_cannot_be_loaded_any_more_is_told_of(sofint: Association) -> None:
    with within(sofint):
        extra = Seat.objects.create(association=sofint, body="board", role="member", position=500)
        Meeting.objects.update(chair=extra)
    said = StringIO()
    load_example(BUNDLES / "sofint", Console(file=said, width=400))
    assert "sofint lämnas som det är: seats: ledamot (Styrelsen) står inte längre i filen" in said.getvalue()


@pytest.mark.parametrize(("day", "friday"), [("2026-11-27", "2026-11-27"), ("2026-11-28", "2026-12-04")])
def test_the_next_friday(day: str, friday: str) -> None:
    assert str(friday_after(date.fromisoformat(day))) == friday
