"""The page where §§ of adjusted minutes are chosen for an extract."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from finsam.core.models import Association, Person, Seat
from finsam.kernel.swedish import capital
from finsam.meetings.forms.after_extract import ExtractForm
from finsam.meetings.models import Item, Meeting, MeetingState
from finsam.meetings.queries.after_places import crumbs_of, titled
from finsam.meetings.records import meeting_key
from finsam.meetings.stages import address_of
from finsam.ui.parts import Link


@dataclass(frozen=True)
class ExtractPage:
    """The extract of a meeting's minutes. Without `form` they are not adjusted."""

    title: str
    state: str
    crumbs: Sequence[Link]
    minutes_url: str
    form: ExtractForm | None
    form_url: str = ""


def numbered(association: Association, meeting: Meeting) -> list[tuple[int, str]]:
    """Return the §§ of the meeting: number and what to call it."""
    items = Item.objects.filter(association=association, meeting=meeting, number__isnull=False)
    return [(item.number, f"§ {item.number} {item.title}") for item in items if item.number]


def wanted(asked: Iterable[str], choices: Sequence[tuple[int, str]]) -> list[int]:
    """Return the §§ that were asked for in the address and exist."""
    known = {number for number, _ in choices}
    return [int(one) for one in asked if one.isdecimal() and int(one) in known]


def office_of(association: Association, person: Person, roles: Iterable[str]) -> str:
    """Return what the person certifies as: "Mötessekreterare"."""
    seats = Seat.objects.in_force(timezone.localdate()).filter(association=association, person=person)
    seat = seats.filter(role__in=list(roles)).first()
    return capital(seat.get_role_display()) if seat else ""


def extract_page(
    association: Association, meeting: Meeting, asked: Iterable[str], form: ExtractForm | None = None
) -> ExtractPage:
    """Return the page; `form` is the one that was refused."""
    choices = numbered(association, meeting)
    adjusted = meeting.state == MeetingState.ADJUSTED
    chosen = wanted(asked, choices)
    return ExtractPage(
        title=titled("Utdrag", meeting),
        state="Ur det justerade protokollet" if adjusted else "Protokollet är inte justerat än",
        crumbs=crumbs_of(association, meeting, "Utdrag"),
        minutes_url=address_of("minutes", association, meeting_key(meeting)),
        form=(form or ExtractForm(choices, chosen)) if adjusted else None,
        form_url=address_of("extract-file", association, meeting_key(meeting)),
    )
