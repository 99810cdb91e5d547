"""Reads of one meeting's own page, and of the forms that plan it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from finsam.cases.queries import SECRET, may_read
from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions.before_agenda import OPEN_STATES
from finsam.meetings.models import Item, Meeting, MeetingState
from finsam.meetings.queries.after_notices import announced
from finsam.meetings.queries.before_attendance import ExpectedAttendance, expected_attendance
from finsam.meetings.queries.before_planning import NextAct, next_act
from finsam.meetings.records import Record, meeting_key, read_record
from finsam.meetings.rules.annexes import annex_span
from finsam.meetings.stages import address_of, stages_of
from finsam.meetings.words import counted, full_day, hours, local_day, meeting_title, sections, short_day, stage_of
from finsam.ui.parts import Fact, Link, Moment


def crumbs_of(association: Association, meeting: Meeting | None = None, *more: Link) -> list[Link]:
    """Return the crumbs of a page of the meetings; the last is the page itself."""
    slug = association.slug
    trail = [
        Link(association.short_name, reverse("overview", args=[slug])),
        Link("Möten", reverse("meetings", args=[slug])),
    ]
    if meeting:
        trail.append(
            Link(f"{full_day(meeting.held_on).capitalize()}", reverse("meeting", args=[slug, meeting_key(meeting)]))
        )
    trail += more
    return [*trail[:-1], Link(trail[-1].label)]


@dataclass(frozen=True)
class FormPage:
    """A page with one form."""

    title: str
    crumbs: Sequence[Link]
    form: Form
    act: str
    lead: str
    state: str
    back_url: str
    days: Sequence[object] = ()


def form_page(
    association: Association, form: Form, title: str, act: str, *, meeting: Meeting | None = None, lead: str = ""
) -> FormPage:
    """Return a page with a form about a meeting, or about a new one."""
    slug = association.slug
    return FormPage(
        title=title,
        crumbs=crumbs_of(association, meeting, Link(title)),
        form=form,
        act=act,
        lead=lead,
        state=meeting_title(meeting) if meeting else "",
        back_url=reverse("meeting", args=[slug, meeting_key(meeting)]) if meeting else reverse("meetings", args=[slug]),
    )


@dataclass(frozen=True)
class CancelPage:
    """The question whether to call a meeting off."""

    title: str
    crumbs: Sequence[Link]
    what: str
    fault: str
    back_url: str


def cancel_page(association: Association, meeting: Meeting, fault: str) -> CancelPage:
    """Return what is said before a meeting is called off."""
    told = "De som kallats får ett brev om det. " if meeting.called_at else ""
    return CancelPage(
        title=f"Ställa in mötet {short_day(meeting.held_on)}?",
        crumbs=crumbs_of(association, meeting, Link("Ställ in")),
        what=f"{told}Dagordningen och ärendena finns kvar, och mötet kan planeras igen.",
        fault=fault,
        back_url=reverse("meeting", args=[association.slug, meeting_key(meeting)]),
    )


@dataclass(frozen=True)
class AgendaLine:
    """An item as it stands in the agenda: §, title, second line, annexes, and what was added after the calling."""

    anchor: str
    section: str
    title: str
    detail: str
    annexes: str
    late: str
    url: str = ""


@dataclass(frozen=True)
class MeetingPage:
    """Everything of one meeting that there is at its stage."""

    title: str
    state: str
    stage: int
    stage_word: str
    crumbs: Sequence[Link]
    stages: Sequence[Moment]
    act: NextAct
    links: Sequence[Link]
    facts: Sequence[Fact]
    agenda: Sequence[AgendaLine]
    agenda_words: str
    agenda_link: Link
    attendance: ExpectedAttendance | None
    calendar_url: str
    keeps: bool
    hidden: bool  # the agenda is a draft, and not for the reader


def meeting_page(
    association: Association, meeting: Meeting, reader: Person, permissions: Collection[Permission], *, today: date
) -> MeetingPage:
    """Return the meeting's own page. Must be called within the association."""
    keeps = Permission.KEEP_MEETINGS in permissions
    record = read_record(association, meeting)
    is_up, until = announced(association, meeting, record.provisions)
    stage, word = stage_of(meeting, announced=is_up)
    hidden = meeting.state == MeetingState.PLANNED and not keeps
    act = next_act(association, meeting, record.provisions, today=today, keeps=keeps, items=len(record.items))
    lines = [] if hidden else agenda_lines(record, permissions)
    return MeetingPage(
        title=meeting_title(meeting),
        state=_state(record, hidden=hidden),
        stage=stage,
        stage_word=word,
        crumbs=crumbs_of(association, meeting),
        stages=stages_of(association, meeting, announced_until=until, on=today, keeps=keeps),
        act=act,
        links=_links(association, meeting) if keeps else [],
        facts=_facts(meeting),
        agenda=lines,
        agenda_words=counted(len(lines), "punkt", "punkter"),
        agenda_link=Link("Ändra dagordningen", reverse("agenda", args=[association.slug, meeting_key(meeting)]))
        if keeps and meeting.state in OPEN_STATES
        else Link(""),
        attendance=expected_attendance(record, reader, keeps=keeps) if _awaits(meeting) else None,
        calendar_url=address_of("meeting-ics", association, meeting_key(meeting)),
        keeps=keeps,
        hidden=hidden,
    )


def _awaits(meeting: Meeting) -> bool:
    return meeting.state in {MeetingState.PLANNED, MeetingState.CALLED}


def agenda_lines(record: Record, permissions: Collection[Permission]) -> list[AgendaLine]:
    """Return the agenda as it is read, with §§ and annex numbers as they stand now."""
    papers = address_of("papers", record.association, meeting_key(record.meeting))
    return [
        AgendaLine(
            anchor=f"punkt-{item.pk}",
            section=section_of(record, item.pk),
            title=shown_item_title(item, permissions),
            detail=f"Föredras av {item.presenters}" if item.presenters and not hides(item, permissions) else "",
            url=f"{papers}#punkt-{item.pk}",
            annexes=annexes_in_words([record.annex_numbers[a.pk] for a in item.annexes.all()], item.annexes_note),
            late=f"tillagd {local_day(item.added_at)}" if record.is_late(item) else "",
        )
        for item in record.items
    ]


def hides(item: Item, permissions: Collection[Permission]) -> bool:
    """Tell whether the item's case is secret to the reader."""
    return item.case is not None and not may_read(item.case, permissions)


def shown_item_title(item: Item, permissions: Collection[Permission]) -> str:
    """Return the item's title, or that it is secret and its case's number."""
    return f"{SECRET}, {item.case.diary_number}" if hides(item, permissions) and item.case else item.title


def section_of(record: Record, item_id: int) -> str:
    """Write the § an item has or will get."""
    number = record.numbers[item_id]
    return sections(number, number, record.provisions.text("section_prefix"))


def annexes_in_words(numbers: Sequence[str], remark: str) -> str:
    """Write "Bilaga 1.1–1.3", "Bilaga 2", "inkommer vid mötet", or nothing."""
    span = annex_span(numbers)
    return ", ".join(filter(None, [f"Bilaga {span}" if span else "", remark]))


def section_span(record: Record) -> str:
    """Write the §§ of the meeting: "§ 62–79"."""
    numbers = [record.numbers[item.pk] for item in record.items]
    return sections(min(numbers), max(numbers), record.provisions.text("section_prefix")) if numbers else ""


def _state(record: Record, *, hidden: bool) -> str:
    meeting = record.meeting
    said = "" if hidden else section_span(record)
    return " · ".join(filter(None, [hours(meeting), meeting.place, said]))


def _facts(meeting: Meeting) -> list[Fact]:
    called = meeting.called_at
    facts = [
        Fact("Slag", meeting.get_kind_display()),
        Fact("Vilka", meeting.get_body_display()),
        Fact("Dag", full_day(meeting.held_on)),
        Fact("Tid", hours(meeting)),
        Fact("Plats", meeting.place),
        Fact("På distans", "Anslut till mötet" if meeting.distance_url else "", meeting.distance_url),
        Fact("Kallelse", f"skickad {local_day(called)}" if called else ""),
    ]
    return [fact for fact in facts if fact.text]


def _links(association: Association, meeting: Meeting) -> list[Link]:
    args = [association.slug, meeting_key(meeting)]
    if meeting.state not in {MeetingState.PLANNED, MeetingState.CALLED}:
        return []
    return [
        Link("Ändra tid och plats", reverse("meeting-edit", args=args)),
        Link("Ställ in mötet", reverse("meeting-cancel", args=args)),
    ]
