"""A meeting whose minutes are complete, and the invented persons who adjust them."""

from dataclasses import dataclass

from django.test import Client
from meeting_world import HELD
from world import NAMES

from finsam.core.models import Association, Body, Person, Provision, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import Adjuster, Meeting

PASSWORD = "vatten-rinner-uppåt"
KEY = str(HELD)


@dataclass(frozen=True)
class Cast:
    """The meeting and those who approve its minutes, in order."""

    association: Association
    meeting: Meeting
    secretary: Person
    chair: Person
    adjuster: Person

    def browser(self, person: Person) -> Client:
        """A browser where the person is signed in."""
        client = Client()
        client.force_login(person)
        return client

    def state(self) -> str:
        """The state of the meeting now."""
        with within(self.association):
            return Meeting.objects.get(pk=self.meeting.pk).state


def make_ready(association: Association) -> Cast:
    """Seat secretary, chair and adjuster at the meeting that has been held, and say where the minutes are kept."""
    with within(association):
        meeting = Meeting.objects.get(association=association, held_on=HELD)
        board = Seat.objects.in_force(HELD).filter(association=association, body=Body.BOARD)
        chair = board.get(role=SeatRole.CHAIR)
        member = board.filter(role=SeatRole.MEMBER).first()
        secretary = Seat.objects.create(
            association=association, body=Body.SECRETARIAT, role=SeatRole.SECRETARY, position=990
        )
        people = [_sit(association, seat) for seat in (secretary, chair, member)]
        Adjuster.objects.create(association=association, meeting=meeting, seat=member)
        Meeting.objects.filter(pk=meeting.pk).update(chair=chair, secretary=secretary)
        Provision.objects.create(association=association, key="kept_at", value="Kansliet", valid_from="2020-01-01")
        meeting.refresh_from_db()
    return Cast(association, meeting, *people)


def _sit(association: Association, seat: Seat) -> Person:
    email = f"{seat.role}@finsam.test"
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": NAMES[SeatRole(seat.role)]})
    person.set_password(PASSWORD)
    person.save()
    person.associations.add(association)
    seat.person = person
    seat.save()
    return person
