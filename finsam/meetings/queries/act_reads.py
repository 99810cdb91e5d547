"""Everything that waits around meetings in an association, read at once: what acts and reminders are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from finsam.core.models import Association, Person, Seat
from finsam.core.provisions import provisions_of
from finsam.core.rules.provisions import Provisions
from finsam.meetings.models import Meeting, MeetingState, Minutes, Notice, Opened, Reservation, Summons
from finsam.signing.models import Approval, SigningState

AHEAD = timedelta(days=60)  # how long before a meeting it is spoken of
ALIVE = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN, MeetingState.ENDED, MeetingState.ADJUSTING)
UNWRITTEN = (MeetingState.OPEN, MeetingState.ENDED)  # while a reservation's text can still come


@dataclass(frozen=True)
class Waits:
    """What waits in an association on a day. Meetings bear `points`, `changes` and `was_opened` (by the person)."""

    association: Association
    person: Person
    today: date
    provisions: Provisions
    seats: Sequence[Seat]  # the person's own
    meetings: Sequence[Meeting]
    minutes: Sequence[Minutes]  # being adjusted, or adjusted with notices that are not all down
    approvals: Sequence[Approval]  # not given yet, in order
    summonses: Sequence[Summons]  # not answered yet
    reservations: Sequence[Reservation]  # without text

    @property
    def own(self) -> set[int]:
        """The ids of the person's seats."""
        return {seat.pk for seat in self.seats}

    @property
    def turns(self) -> list[Approval]:
        """The approvals that the person can give now."""
        return [one for one in self.approvals if one.person_id == self.person.pk and self.is_turn(one)]

    def is_turn(self, approval: Approval) -> bool:
        """Tell whether nobody of an earlier order has still to approve."""
        orders = [one.order for one in self.approvals if one.signing_id == approval.signing_id]
        return approval.order == min(orders)


def read_waits(association: Association, person: Person, today: date) -> Waits:
    """Read what waits, in eight queries. Must be called within the association."""
    one = {"association": association}
    in_force = Seat.objects.in_force(today).filter(association=association, person=person)
    return Waits(
        association=association,
        person=person,
        today=today,
        provisions=provisions_of(association, today),
        seats=list(in_force),
        meetings=_meetings(association, person, today),
        minutes=_minutes(association),
        approvals=list(open_approvals(association)),
        summonses=list(
            Summons.objects.filter(**one, accepted=None, meeting__held_on__gte=today)
            .exclude(meeting__state=MeetingState.CANCELLED)
            .select_related("meeting", "seat__person", "seat__member", "instead_of__member")
        ),
        reservations=list(
            Reservation.objects.filter(**one, text="", item__meeting__state__in=UNWRITTEN).select_related(
                "item__meeting", "seat__person", "seat__member"
            )
        ),
    )


def _meetings(association: Association, person: Person, today: date) -> list[Meeting]:
    opened = Opened.objects.filter(association=association, meeting=OuterRef("pk"), person=person)
    changes = Q(items__change_requests__accepted=None, items__change_requests__isnull=False)
    meetings = Meeting.objects.filter(association=association, state__in=ALIVE, held_on__lte=today + AHEAD)
    return list(
        meetings.annotate(
            points=Count("items", distinct=True),
            changes=Count("items__change_requests", filter=changes, distinct=True),
            was_opened=Exists(opened),
        ).order_by("held_on")
    )


def _minutes(association: Association) -> list[Minutes]:
    up = Notice.objects.filter(association=association, meeting=OuterRef("meeting"), taken_down_on=None)
    waiting = Q(meeting__state=MeetingState.ADJUSTING) | Q(Exists(up), meeting__state=MeetingState.ADJUSTED)
    return list(Minutes.objects.filter(waiting, association=association).select_related("meeting"))


def open_approvals(association: Association) -> QuerySet[Approval]:
    """Return the approvals that are asked for and not given, round by round in order."""
    asked = Approval.objects.filter(
        association=association, approved_at=None, declined_at=None, signing__state=SigningState.OPEN
    )
    return asked.select_related("signing", "person").order_by("signing__opened_at", "signing", "order", "pk")
