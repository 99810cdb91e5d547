"""What happens by itself: reminders by e-mail, each written once, and sealing that stopped halfway."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from finsam.cases.queries import SECRET
from finsam.core.models import Association, Mail, Person, Seat
from finsam.core.outbox import write_mail
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import ROLES, Permission
from finsam.core.ticking import job
from finsam.kernel.swedish import SPACE
from finsam.meetings.actions.after_sealing import finish_sealing
from finsam.meetings.actions.before_letters import open_title
from finsam.meetings.models import Meeting, MeetingState, Minutes, Opened
from finsam.meetings.queries.act_parts import address, near_day, the_meeting
from finsam.meetings.queries.act_reads import open_approvals
from finsam.meetings.queries.acts_office import board_names, boards_of
from finsam.meetings.queries.register import overdue
from finsam.meetings.records import body_seats, meeting_key
from finsam.meetings.stages import address_of

PAPERS_BEFORE = timedelta(days=3)
APPROVAL_AFTER = timedelta(days=3)
STALE = timedelta(days=30)  # what has been late for longer than this was late before the program was in use
KEEPERS = [role for role, may in ROLES.items() if Permission.KEEP_MEETINGS in may]


@dataclass(frozen=True)
class Reminder:
    """A letter to be written unless it has been: `about` and the person tell it from others."""

    to: Person
    about: str
    subject: str
    text: str
    url: str


@job("påminnelser skrivna")
def write_reminders(association: Association, today: date) -> int:
    """Write the reminders that are due and not written; return how many. Must be called within the association."""
    written = 0
    for reminder in _due(association, today):
        once = Mail.objects.filter(association=association, person=reminder.to, about=reminder.about)
        if not once.exists():
            text = f"{reminder.text}\n\n{settings.ORIGIN}{reminder.url}\n\n{association.name}"
            write_mail(
                association=association, to=reminder.to, subject=reminder.subject, text=text, about=reminder.about
            )
            written += 1
    return written


@job("protokoll förseglade")
def finish_sealings(association: Association, today: date) -> int:  # noqa: ARG001  whenever it stopped
    """Seal the minutes that everybody has approved and that were not sealed then. Within the association."""
    return finish_sealing(association)


def _due(association: Association, today: date) -> Iterator[Reminder]:
    yield from _unread_papers(association, today)
    yield from _approvals(association, today)
    keepers = list(
        Person.objects.filter(
            pk__in=Seat.objects.in_force(today)
            .filter(association=association, role__in=KEEPERS, person__is_active=True)
            .values("person")
        )
    )
    for keeper in keepers:
        yield from _notices(association, keeper, today)
        yield from _decisions(association, keeper, today)


def _unread_papers(association: Association, today: date) -> Iterator[Reminder]:
    meetings = Meeting.objects.filter(
        association=association, state=MeetingState.CALLED, held_on__range=(today, today + PAPERS_BEFORE)
    )
    for meeting in meetings:
        readers = set(Opened.objects.filter(association=association, meeting=meeting).values_list("person", flat=True))
        seats = body_seats(association, meeting.body, meeting.held_on)
        people = {seat.person_id: seat.person for seat in seats if seat.person and seat.person_id not in readers}
        named = the_meeting(meeting, today)
        for person in people.values():
            assert person is not None
            yield Reminder(
                person,
                f"reminder:papers:{meeting_key(meeting)}",
                f"Påminnelse: handlingarna till {named}",
                f"Du har inte öppnat handlingarna till {named} än.",
                address(association, meeting, "papers"),
            )


def _approvals(association: Association, today: date) -> Iterator[Reminder]:
    """Whose turn it has been for some days to approve minutes."""
    since = timezone.now() - APPROVAL_AFTER
    first: dict[int, int] = {}
    for place in open_approvals(association):
        is_turn = first.setdefault(place.signing_id, place.order) == place.order
        if not is_turn or place.signing.opened_at > since:
            continue
        signed = Minutes.objects.filter(association=association, signing=place.signing).select_related("meeting")
        for meeting in (minutes.meeting for minutes in signed):
            yield Reminder(
                place.person,
                f"reminder:approval:{place.pk}",
                f"Påminnelse: {place.signing.title} väntar på dig",
                f"Protokollet från {the_meeting(meeting, today)} väntar på att du läser och godkänner det.",
                address(association, meeting, "adjustment", "minutes"),
            )


def _notices(association: Association, keeper: Person, today: date) -> Iterator[Reminder]:
    adjusted = Minutes.objects.filter(association=association, adjusted_on__gte=today - 3 * STALE)
    for boards in boards_of(association, list(adjusted.select_related("meeting")), provisions_of(association, today)):
        since, rows = boards.times.take_down_from, boards.to_take_down(today)
        if rows and since and today - since <= STALE:
            named = the_meeting(boards.meeting, today)
            yield Reminder(
                keeper,
                f"reminder:take-down:{meeting_key(boards.meeting)}",
                f"Påminnelse: ta ned anslaget om {named}",
                f"Tiden för att överklaga är slut. Anslaget sitter kvar hos {board_names(rows)}.",
                address(association, boards.meeting, "notices"),
            )


def _decisions(association: Association, keeper: Person, today: date) -> Iterator[Reminder]:
    late = (decision for decision in overdue(association, today) if (decision.due_on or today) >= today - STALE)
    for decision in late:
        meeting, item = decision.item.meeting, decision.item
        said = SECRET.lower() if item.case and item.case.secret else f"att {decision.text}"
        yield Reminder(
            keeper,
            f"reminder:decision:{decision.pk}",
            f"Påminnelse: beslutet om {open_title(item)} skulle vara utfört",
            f"§{SPACE}{item.number} den {near_day(meeting.held_on, today)}: {said}. "
            f"Det skulle vara klart senast {near_day(decision.due_on or today, today)}. "
            f"Ansvarig: {decision.responsible or 'ingen utsedd'}.",
            address_of("decisions", association) or address(association, meeting),
        )
