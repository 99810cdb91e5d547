"""Reads of the list of meetings: coming ones with what is next to do, held ones by year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef
from django.urls import reverse

from finsam.core.models import Association, Body, Provision
from finsam.core.rules.provisions import Decided, Provisions
from finsam.meetings.models import Meeting, MeetingState, Notice
from finsam.meetings.records import meeting_key
from finsam.meetings.rules.dates import adjust_by, call_by, is_free
from finsam.meetings.stages import address_of
from finsam.meetings.words import counted, full_day, hours, meeting_name, sections, short_day, stage_of
from finsam.ui.parts import Link

UNDONE = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN, MeetingState.ENDED, MeetingState.ADJUSTING)


@dataclass(frozen=True)
class NextAct:
    """What is next to do with a meeting, when, and whether it is late."""

    label: str = ""
    url: str = ""
    when: str = ""
    late: bool = False


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list."""

    title: str
    url: str
    detail: str
    stage: int
    stage_word: str
    act: NextAct


@dataclass(frozen=True)
class MeetingsPage:
    """Coming meetings, and those held in a year."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    coming: Sequence[MeetingRow]
    held: Sequence[MeetingRow]
    year_words: str
    keeps: bool
    new_url: str
    year_url: str
    calendar_url: str


def meetings_page(association: Association, asked_year: str, *, today: date, keeps: bool) -> MeetingsPage:
    """Return the list of meetings. Must be called within the association."""
    on_day = provisions_by_day(association)
    meetings = list(_with_counts(association))
    undone = [m for m in meetings if _is_undone(m, today)]
    done = [m for m in meetings if not _is_undone(m, today)]
    all_years = sorted({m.held_on.year for m in done}, reverse=True)
    year = int(asked_year) if asked_year.isdecimal() and int(asked_year) in all_years else max(all_years, default=0)

    def rows(chosen: Sequence[Meeting]) -> list[MeetingRow]:
        return [_row(association, m, on_day(m.held_on), today=today, keeps=keeps) for m in chosen]

    slug = [association.slug]
    return MeetingsPage(
        title="Möten",
        state=_state(undone, today),
        crumbs=[Link(association.short_name, reverse("overview", args=slug)), Link("Möten")],
        years=[Link(str(y), f"?ar={y}" if y != year else "") for y in all_years] if len(all_years) > 1 else [],
        coming=rows(sorted(undone, key=lambda m: m.held_on)),
        held=rows([m for m in done if m.held_on.year == year]),
        year_words=str(year),
        keeps=keeps,
        new_url=reverse("meeting-new", args=slug),
        year_url=reverse("meeting-year", args=slug),
        calendar_url=address_of("meeting-calendar", association),
    )


def provisions_by_day(association: Association) -> Callable[[date], Provisions]:
    """Return what tells the provisions of any day, read once. Must be called within the association."""
    rows = Provision.objects.filter(association=association).values_list("key", "value", "valid_from")
    own = [Decided(*row) for row in rows]
    return lambda on: Provisions(own, on)


def next_act(
    association: Association, meeting: Meeting, provisions: Provisions, *, today: date, keeps: bool, items: int = 1
) -> NextAct:
    """Return what is next to do with the meeting, for those who keep it or for the others."""
    key, state = meeting_key(meeting), meeting.state
    if state == MeetingState.PLANNED:
        last = call_by(meeting.held_on, provisions.days("calling_days"))
        if not keeps:
            return NextAct("", "", "Kallelsen är inte skickad än")
        name, label = ("calling", "Skicka kallelsen") if items else ("agenda", "Gör dagordningen")
        when = (
            f"kallelsen skulle ha skickats {short_day(last)}" if last < today else f"kallelsen senast {short_day(last)}"
        )
        return NextAct(label, address_of(name, association, key), when, late=last < today)
    if state in {MeetingState.CALLED, MeetingState.OPEN}:
        return _around_the_meeting(association, meeting, today=today, keeps=keeps)
    if state in {MeetingState.ENDED, MeetingState.ADJUSTING}:
        last = adjust_by(meeting.held_on, provisions.days("adjust_days"))
        when = (
            f"protokollet skulle ha justerats {short_day(last)}"
            if last < today
            else f"justeras senast {short_day(last)}"
        )
        ended = state == MeetingState.ENDED
        name, label = ("minutes", "Skriv protokollet") if ended else ("adjustment", "Justera")
        may = keeps or not ended
        return NextAct(label * may, address_of(name, association, key) if may else "", when, late=last < today)
    if state == MeetingState.ADJUSTED:
        return NextAct("Protokoll", address_of("minutes", association, key))
    return NextAct()


def _around_the_meeting(association: Association, meeting: Meeting, *, today: date, keeps: bool) -> NextAct:
    key, live = meeting_key(meeting), address_of("meeting-live", association, meeting_key(meeting))
    if meeting.state == MeetingState.OPEN and keeps and live:
        return NextAct("Fortsätt mötet", live, "pågår")
    if meeting.held_on <= today and keeps and live:
        late = meeting.held_on < today
        return NextAct(
            "Öppna mötet", live, f"mötet skulle ha hållits {short_day(meeting.held_on)}" if late else "i dag", late
        )
    return NextAct("Läs handlingarna", address_of("papers", association, key), _in_days(meeting.held_on, today))


def _in_days(held_on: date, today: date) -> str:
    days = (held_on - today).days
    return {0: "i dag", 1: "i morgon"}.get(days, f"om {days} dagar" if 0 < days < 61 else "")


def _with_counts(association: Association) -> Sequence[Meeting]:
    announced = Notice.objects.filter(association=association, meeting=OuterRef("pk"), put_up_on__isnull=False)
    return Meeting.objects.filter(association=association).annotate(  # type: ignore[return-value]
        items_count=Count("items"),
        first_section=Min("items__number"),
        last_section=Max("items__number"),
        announced=Exists(announced),
    )


def _is_undone(meeting: Meeting, today: date) -> bool:
    cancelled_to_come = meeting.state == MeetingState.CANCELLED and meeting.held_on >= today
    return meeting.state in UNDONE or cancelled_to_come


def _row(association: Association, meeting: Meeting, provisions: Provisions, *, today: date, keeps: bool) -> MeetingRow:
    counts = vars(meeting)  # annotated above
    stage, word = stage_of(meeting, announced=counts["announced"])
    prefix = provisions.text("section_prefix")
    taken = sections(counts["first_section"], counts["last_section"], prefix)
    shown = keeps or meeting.state != MeetingState.PLANNED
    amount = counted(counts["items_count"], "punkt", "punkter") if shown and counts["items_count"] else ""
    return MeetingRow(
        title=f"{full_day(meeting.held_on).capitalize()}",
        url=reverse("meeting", args=[association.slug, meeting_key(meeting)]),
        detail=" · ".join(
            filter(None, [meeting_name(meeting).capitalize(), hours(meeting), meeting.place, taken, amount])
        ),
        stage=stage,
        stage_word=word,
        act=next_act(association, meeting, provisions, today=today, keeps=keeps, items=counts["items_count"]),
    )


def _state(undone: Sequence[Meeting], today: date) -> str:
    coming = [m for m in undone if m.held_on >= today and m.state != MeetingState.CANCELLED]
    if not coming:
        return "Inget möte är planerat"
    first = min(coming, key=lambda m: m.held_on)
    soon = _in_days(first.held_on, today)
    return f"Nästa: {meeting_name(first)} {full_day(first.held_on)}" + (f", {soon}" if soon else "")


def proposed_days(association: Association, body: str, after: date) -> list[date]:
    """Return the days of the last year's meetings moved 52 weeks, past holidays: what next year can begin from."""
    last = Meeting.objects.filter(association=association, body=body).aggregate(last=Max("held_on"))["last"]
    if last is None:
        return []
    held = Meeting.objects.filter(association=association, body=body, held_on__gt=last - timedelta(days=364))
    days = [_working(day + timedelta(weeks=52)) for day in held.order_by("held_on").values_list("held_on", flat=True)]
    return [day for day in days if day > after]


def _working(day: date) -> date:
    while is_free(day):
        day += timedelta(days=1)
    return day


BODIES = ((Body.BOARD.value, Body.BOARD.label), (Body.PREPARATORY.value, Body.PREPARATORY.label))
"""The bodies that meet."""
