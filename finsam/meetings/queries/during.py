"""The page of a meeting while it goes on: agenda, the § in the middle, who serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.forms import Form
from django.urls import reverse

from finsam.core.models import Association, SeatRole
from finsam.meetings.actions.during import expected
from finsam.meetings.models import Adjuster, Item, ItemState, Meeting, MeetingState
from finsam.meetings.queries.during_clashes import Clash
from finsam.meetings.queries.during_items import ShownItem, live_url, local, read_deep, shown_item
from finsam.meetings.queries.during_seats import Attendance, attendance_of, seat_choices
from finsam.meetings.records import Record, meeting_key, read_record
from finsam.meetings.stages import address_of, stages_of
from finsam.meetings.words import clock, meeting_title, sections, short_day
from finsam.ui.parts import Link, Moment


@dataclass(frozen=True)
class AgendaRow:
    """An item of the agenda: its §, whether it is done, and whether it is the one in the middle."""

    pk: int
    section: str
    title: str
    mark: str  # done, begun, waiting
    word: str
    url: str
    current: bool


@dataclass(frozen=True)
class Expected:
    """Somebody who may be ticked as present when the meeting opens."""

    pk: int
    name: str
    detail: str
    ticked: bool


@dataclass(frozen=True)
class Trouble:
    """Why something was not done: what to do instead, and what was typed."""

    fault: str = ""
    links: Sequence[Link] = ()
    part: str = ""  # of the page, that it concerns
    clashes: Sequence[Clash] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


NO_TROUBLE = Trouble()


@dataclass(frozen=True)
class LivePage:
    """Everything of the page. `forms` are those behind the disclosures, by name."""

    title: str
    tab: str
    crumbs: Sequence[Link]
    stages: Sequence[Moment]
    phase: str  # before, open, paused, ended, done
    key: str
    slug: str
    since: str
    progress: str
    agenda: Sequence[AgendaRow]
    place: str
    item: ShownItem | None
    attendance: Attendance | None
    expected: Sequence[Expected]
    officers: str
    forms: Mapping[str, Form] = field(default_factory=dict)
    trouble: Trouble = NO_TROUBLE
    urls: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    organ: str = ""
    here_url: str = ""
    sign_in_url: str = ""


URLS = {
    "live": "meeting-live", "open": "meeting-open", "pause": "meeting-pause", "end": "meeting-end",
    "officers": "meeting-officers", "add": "item-add", "attendance": "attendance-note", "chair": "meeting-chair",
    "follow": "meeting-follow",
}  # fmt: skip
ITEM_URLS = {
    "conflict": "conflict-note", "motion": "motion-add", "ballot": "ballot-open", "reservation": "reservation-announce",
    "adjusters": "adjusters-elect", "next": "next-meeting-set",
}  # fmt: skip
PHASES = {
    MeetingState.PLANNED: "before",
    MeetingState.CALLED: "before",
    MeetingState.OPEN: "open",
    MeetingState.ENDED: "ended",
}
MARKS = {
    ItemState.WAITING: ("waiting", "kvar"),
    ItemState.BEGUN: ("begun", "pågår"),
    ItemState.CLOSED: ("done", "klar"),
}


@dataclass(frozen=True)
class Live:
    """What a page of a meeting that goes on is made of."""

    record: Record
    item: Item | None  # the one in the middle, with everything that hangs on it
    adjusters: Sequence[int]

    @property
    def key(self) -> str:
        """The meeting's place in addresses."""
        return meeting_key(self.record.meeting)

    @property
    def slug(self) -> str:
        """The association's place in addresses."""
        return self.record.association.slug


def read_live(association: Association, meeting: Meeting, asked: str = "", item: int | None = None) -> Live:
    """Read the meeting with the item asked for by its place from one, by id, or else the one being treated."""
    record = read_record(association, meeting)
    found = _asked(record, asked, item)
    if found:
        read_deep(found)
    adjusters = Adjuster.objects.filter(association=association, meeting=meeting).values_list("seat_id", flat=True)
    return Live(record, found, list(adjusters))


def _asked(record: Record, asked: str, pk: int | None) -> Item | None:
    by_place = {str(item.position + 1): item for item in record.items}
    by_pk = {item.pk: item for item in record.items}
    return by_pk.get(pk or 0) or by_place.get(asked) or now_of(record)


def now_of(record: Record) -> Item | None:
    """Return the item where the meeting is: the one begun, else the first that waits, else the last."""
    for state in (ItemState.BEGUN, ItemState.WAITING):
        found = next((item for item in record.items if item.state == state), None)
        if found:
            return found
    return record.items[-1] if record.items else None


def live_page(live: Live, forms: Mapping[str, Form], today: date, trouble: Trouble = NO_TROUBLE) -> LivePage:
    """Return the page for whoever keeps the meeting."""
    record, meeting = live.record, live.record.meeting
    slug, key = live.slug, live.key
    urls = {name: reverse(address, args=[slug, key]) for name, address in URLS.items()}
    if live.item:
        urls |= {name: reverse(address, args=[slug, key, live.item.pk]) for name, address in ITEM_URLS.items()}
    phase = "paused" if meeting.paused_at else PHASES.get(MeetingState(meeting.state), "done")
    attendance = attendance_of(record, live.item, live.adjusters, slug) if live.item else None
    here = live_url(slug, key, live.item.position) if live.item else urls["live"]
    return LivePage(
        title=meeting_title(meeting),
        tab=f"Under mötet {short_day(meeting.held_on)} {meeting.held_on.year}",
        crumbs=_crumbs(record.association, meeting),
        stages=stages_of(record.association, meeting, on=today, keeps=True),
        phase=phase,
        key=key,
        slug=slug,
        since=_since(meeting, phase),
        progress=_progress(record),
        agenda=[_agenda_row(record, one, live.item, slug, key) for one in record.items],
        place=_place(record, live.item),
        item=shown_item(record, live.item, slug, trouble.typed) if live.item else None,
        attendance=attendance,
        expected=_expected(record) if phase == "before" else (),
        officers=_officers(meeting),
        forms=forms,
        trouble=trouble,
        urls=urls,
        version=meeting.version,
        organ=meeting.get_body_display(),
        here_url=here,
        sign_in_url=f"{reverse('sign_in')}?{urlencode({'next': here})}",
    )


def _crumbs(association: Association, meeting: Meeting) -> list[Link]:
    year, key = meeting.held_on.year, meeting_key(meeting)
    meetings = address_of("meetings", association)
    return [
        Link("Möten", meetings),
        Link(str(year), f"{meetings}?ar={year}" if meetings else ""),
        Link(short_day(meeting.held_on), address_of("meeting", association, key)),
        Link("Under mötet"),
    ]


def _since(meeting: Meeting, phase: str) -> str:
    if phase == "paused" and meeting.paused_at:
        return f"Pausat sedan {clock(local(meeting.paused_at).time())}"
    if phase == "open" and meeting.opened_at:
        return f"Pågår sedan {clock(local(meeting.opened_at).time())}"
    if phase == "ended" and meeting.closed_at:
        return f"Avslutat {clock(local(meeting.closed_at).time())}"
    return meeting.get_state_display()


def _progress(record: Record) -> str:
    done = [record.numbers[item.pk] for item in record.items if item.state == ItemState.CLOSED]
    left = sum(item.state != ItemState.CLOSED for item in record.items)
    in_a_row = bool(done) and done == list(range(done[0], done[-1] + 1))
    ready = "klar" if len(done) == 1 else "klara"
    told = f"{sections(done[0], done[-1]) if in_a_row else len(done)} {ready}" if done else ""
    rest = f"{left} {'punkt' if left == 1 else 'punkter'} kvar" if left else "alla punkter klara"
    return ", ".join(filter(None, [told, rest]))


def _agenda_row(record: Record, item: Item, current: Item | None, slug: str, key: str) -> AgendaRow:
    mark, word = MARKS[ItemState(item.state)]
    return AgendaRow(
        item.pk, f"§ {record.numbers[item.pk]}", item.title, mark, word, live_url(slug, key, item.position),
        current=current is not None and item.pk == current.pk,
    )  # fmt: skip


def _place(record: Record, item: Item | None) -> str:
    if item is None:
        return "Dagordning"
    return f"§ {record.numbers[item.pk]}, punkt {item.position + 1} av {len(record.items)}"


def _expected(record: Record) -> list[Expected]:
    ticked = expected(record.association, record.meeting, record.seats)
    return [
        Expected(
            seat.pk, name, "ersättare" if seat.role == SeatRole.SUBSTITUTE else "", seat.pk in ticked
        )
        for seat in record.seats
        for _, name in seat_choices(record, [seat.pk])
    ]  # fmt: skip


def _officers(meeting: Meeting) -> str:
    chair, secretary = meeting.chair, meeting.secretary
    words = []
    if chair:
        who = chair.person.name if chair.person else chair.member.name if chair.member else chair.get_role_display()
        words.append(f"Ordförande: {who}")
    if secretary:
        words.append(f"sekreterare: {secretary.person.name if secretary.person else secretary.get_role_display()}")
    return ", ".join(words)
