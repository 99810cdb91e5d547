"""Reads of the pages behind a letter's links: reporting absence, answering a summons, subscribing to the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse

from finsam.core.models import Association, Body, Person, Seat
from finsam.meetings.actions.before_letters import seat_words
from finsam.meetings.links import ABSENCE, SUMMONS, absolute, calendar_token, read_token
from finsam.meetings.models import Absence, Meeting, MeetingState, Summons
from finsam.meetings.queries.before_meeting import crumbs_of
from finsam.meetings.words import full_day, hours, meeting_title
from finsam.ui.parts import Fact, Link

BEFORE = frozenset({MeetingState.PLANNED, MeetingState.CALLED})


@dataclass(frozen=True)
class AnswerPage:
    """A page behind a link in a letter. `question` is empty when the link holds no longer; then `told` says why."""

    title: str
    state: str
    who: str
    facts: Sequence[Fact]
    question: str
    told: str
    asks_remark: bool
    yes: Link  # the button that says what the person came to say, and its value
    no: Link
    fault: str


def seat_of_token(association: Association, meeting: Meeting, token: str) -> tuple[Seat, bool]:
    """Return the seat a link is for, and whether the link still holds. Raises Http404 when it is not ours."""
    of_meeting, seat_id, person = read_token(ABSENCE, token)
    seat = Seat.objects.select_related("person", "member").filter(association=association, pk=seat_id).first()
    if of_meeting != meeting.pk or seat is None:
        raise Http404
    return seat, seat.person_id == person


def summons_of_token(association: Association, meeting: Meeting, token: str) -> tuple[Summons | None, bool]:
    """Return the summons a link is for, None when it has been taken back, and whether the link still holds."""
    summons_id, person = read_token(SUMMONS, token)
    rows = Summons.objects.select_related("seat__person", "seat__member", "instead_of__person", "instead_of__member")
    summons = rows.filter(association=association, meeting=meeting, pk=summons_id).first()
    return summons, summons is not None and summons.seat.person_id == person


def holds(meeting: Meeting, *, same_person: bool, today: date) -> bool:
    """Tell whether a link of a letter can still be answered."""
    return same_person and meeting.state in BEFORE and meeting.held_on >= today


def absence_page(association: Association, meeting: Meeting, seat: Seat, *, open_: bool, fault: str = "") -> AnswerPage:
    """Return the page where absence is reported or taken back. Must be called within the association."""
    away = Absence.objects.filter(association=association, meeting=meeting, seat=seat).exists()
    return AnswerPage(
        title="Du har anmält förhinder" if away else "Anmäl förhinder",
        state=meeting_title(meeting),
        who=seat_words(seat),
        facts=_facts(association, meeting),
        question=_ask(away=away) if open_ else "",
        told="" if open_ else _over(meeting),
        asks_remark=not away,
        yes=Link("Jag kan komma ändå", "comes") if away else Link("Jag kan inte komma", "away"),
        no=Link(""),
        fault=fault,
    )


def _ask(*, away: bool) -> str:
    if away:
        return "Kan du komma ändå får ersättaren som kallats in besked om det."
    return "Din ersättare kallas in så snart du anmält det. Du kan ångra dig fram till mötet."


def summons_page(
    association: Association, meeting: Meeting, summons: Summons | None, *, open_: bool, fault: str = ""
) -> AnswerPage:
    """Return the page where a substitute answers."""
    if summons is None or not open_:
        told = "Ledamoten kan komma ändå. Du behöver inte tjänstgöra." if summons is None else _over(meeting)
        return _answer(association, meeting, summons, question="", told=told, fault=fault)
    return _answer(
        association, meeting, summons, question=_question(summons), told=ANSWERED[summons.accepted], fault=fault
    )


ANSWERED = {None: "", True: "Du har svarat att du kommer.", False: "Du har svarat att du inte kan."}


def _question(summons: Summons) -> str:
    away = f"{seat_words(summons.instead_of)} har fått förhinder."
    if summons.accepted:
        return f"{away} Får du själv förhinder, säg till här: då kallas nästa ersättare in."
    return f"{away} Kan du tjänstgöra i stället?"


def _answer(
    association: Association, meeting: Meeting, summons: Summons | None, *, question: str, told: str, fault: str
) -> AnswerPage:
    accepted = summons.accepted if summons else None
    return AnswerPage(
        title="Du behövs på mötet" if question else "Svar på inkallelse",
        state=meeting_title(meeting),
        who=seat_words(summons.seat) if summons else "",
        facts=_facts(association, meeting),
        question=question,
        told=told,
        asks_remark=False,
        yes=Link("" if accepted else "Jag kommer", "comes"),
        no=Link("" if accepted is False else "Jag kan inte", "away"),
        fault=fault,
    )


def _over(meeting: Meeting) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return "Mötet är inställt. Du behöver inte svara."
    return "Länken gäller inte längre: mötet har börjat eller varit, eller uppdraget har gått till någon annan."


def _facts(association: Association, meeting: Meeting) -> list[Fact]:
    facts = [
        Fact("Förbund", association.name),
        Fact("Dag", full_day(meeting.held_on)),
        Fact("Tid", hours(meeting)),
        Fact("Plats", meeting.place),
    ]
    return [fact for fact in facts if fact.text]


@dataclass(frozen=True)
class CalendarPage:
    """How to have the meetings in one's own calendar."""

    title: str
    state: str
    crumbs: Sequence[Link]
    address: str
    open_url: str
    steps: Sequence[tuple[str, str]]


STEPS = (
    ("Outlook", "Kalender, Lägg till kalender, Prenumerera från webben. Klistra in adressen och välj Importera."),
    (
        "iPhone och iPad",
        "Inställningar, Appar, Kalender, Konton, Lägg till prenumererad kalender. Klistra in adressen.",
    ),
    ("Google Kalender", "På datorn: Andra kalendrar, plustecknet, Via webbadress. Klistra in adressen."),
)


def calendar_page(association: Association, person: Person) -> CalendarPage:
    """Return the person's own address of the calendar feed."""
    args = [association.slug, calendar_token(association.pk, person.pk)]
    address = absolute(reverse("meetings-feed", args=args))
    return CalendarPage(
        title="Mötena i din kalender",
        state="En prenumeration håller sig själv aktuell: nya möten, ändrade tider och inställda möten",
        crumbs=crumbs_of(association, None, Link("Kalender")),
        address=address,
        open_url=address.replace("https://", "webcal://").replace("http://", "webcal://"),
        steps=STEPS,
    )


STAFF = frozenset({Body.SECRETARIAT, Body.AUDIT})


def feed_meetings(association: Association, person: int, *, today: date) -> list[Meeting]:
    """Return the meetings of the bodies the person has a seat in today, of all bodies for the office and the auditors.

    None of them when the person has no seat any longer. From the last year on. Must be called within the association.
    """
    seats = Seat.objects.in_force(today).filter(association=association, person=person, person__is_active=True)
    bodies = set(seats.values_list("body", flat=True))
    if not bodies:
        return []
    meetings = Meeting.objects.filter(association=association, held_on__gte=date(today.year - 1, 1, 1))
    if not bodies & STAFF:
        meetings = meetings.filter(body__in=bodies)
    return list(meetings.order_by("held_on"))
