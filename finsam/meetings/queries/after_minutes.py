"""The minutes on the web: as they read in print, and for whoever writes them what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils import timezone

from finsam.cases.models import Document
from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import day
from finsam.meetings.minutes_text import minutes_text, without_secrets
from finsam.meetings.models import Adjuster, Item, ItemState, Meeting, MeetingState, Minutes
from finsam.meetings.queries.after_places import crumbs_of, titled, writing_address
from finsam.meetings.queries.after_sheet import Sheet, sheet_of
from finsam.meetings.records import Record, meeting_key, read_record, secrecy_ground
from finsam.meetings.rules.completeness import Draft, DraftItem, Gap, gaps_of
from finsam.meetings.rules.dates import adjust_by
from finsam.meetings.stages import address_of
from finsam.meetings.words import stage_of
from finsam.ui.parts import Link

WRITTEN = frozenset({MeetingState.OPEN, MeetingState.ENDED, MeetingState.ADJUSTING, MeetingState.ADJUSTED})
NOT_YET = {
    MeetingState.ADJUSTING: "Protokollet är inte justerat än.",
    MeetingState.ENDED: "Protokollet är inte justerat än.",
    MeetingState.OPEN: "Mötet pågår. Protokollet går att läsa när det är justerat.",
}
MENDED = {  # the pages where a gap is mended, the first that exists
    "meeting": ("meeting-edit", "meeting", "meeting-live"),
    "attendance": ("meeting-live", "meeting"),
    "officers": ("meeting-live", "meeting"),
    "adjusters": ("meeting-live", "meeting"),
    "item": ("meeting-live", "meeting"),
    "provisions": ("provisions", "rules"),
}


@dataclass(frozen=True)
class Reader:
    """Who reads: whether they keep the meetings, and whether they adjust these minutes."""

    person: Person
    keeps: bool
    adjusts: bool
    reads_secret: bool = False

    def may_read(self, meeting: Meeting) -> bool:
        """Tell whether the minutes are open to the reader: a draft to those who write and adjust it."""
        if meeting.state == MeetingState.ADJUSTED:
            return True
        if self.adjusts and meeting.state == MeetingState.ADJUSTING:
            return True
        return self.keeps and meeting.state in WRITTEN


@dataclass(frozen=True)
class ShownGap:
    """Something missing in the minutes and the link to where it is mended."""

    what: str
    url: str


@dataclass(frozen=True)
class MinutesPage:
    """Minutes on the web. Without `sheet` they are not to be read yet, and `nothing` says why."""

    title: str
    state: str
    stage: int
    stage_word: str
    crumbs: Sequence[Link]
    sheet: Sheet | None = None
    nothing: str = ""
    pdf_url: str = ""
    extract_url: str = ""
    adjustment: Link | None = None
    notices_url: str = ""
    writes: bool = False
    gaps: Sequence[ShownGap] = ()
    reminders: Sequence[str] = ()
    hand_over_url: str = ""
    adjust_by: str = ""
    fault: str = ""

    @property
    def lacks(self) -> bool:
        """Whether something is missing before the handover."""
        return bool(self.gaps)


def reader_of(association: Association, meeting: Meeting, person: Person, permissions: frozenset[Permission]) -> Reader:
    """Return who the person is to the meeting's minutes. Must be called within the association."""
    keeps = Permission.KEEP_MEETINGS in permissions
    chairs = bool(meeting.chair and meeting.chair.person_id == person.pk)
    adjusts = chairs or Adjuster.objects.filter(association=association, meeting=meeting, seat__person=person).exists()
    return Reader(person, keeps, adjusts, reads_secret=adjusts or Permission.READ_SECRET in permissions)


def minutes_page(association: Association, meeting: Meeting, reader: Reader, *, fault: str = "") -> MinutesPage:
    """Return the page; `fault` says why a handover was refused."""
    key = meeting_key(meeting)
    stage, word = stage_of(meeting)
    answer = partial(
        MinutesPage,
        title=titled("Protokoll", meeting),
        stage=stage,
        stage_word=word,
        crumbs=crumbs_of(association, meeting, "Protokoll"),
    )
    if not reader.may_read(meeting):
        waits = NOT_YET.get(MeetingState(meeting.state), "Mötet har inte hållits än.")
        return answer(state="", nothing=waits)
    record = read_record(association, meeting, deep=True)
    text = minutes_text(record) if reader.reads_secret else without_secrets(minutes_text(record), record)
    writes = reader.keeps and meeting.state == MeetingState.ENDED
    last = last_adjustment_day(record)
    return answer(
        state=_state(association, meeting, last),
        sheet=sheet_of(text, annexes=annex_addresses(record), edits=_edits(record, key) if writes else {}),
        pdf_url=address_of("minutes-file", association, key)
        if reader.reads_secret or not secrecy_ground(record)
        else "",
        extract_url=_extract(association, meeting, key) if reader.keeps else "",
        adjustment=_adjustment(association, meeting, key),
        notices_url=address_of("notices", association, key) if meeting.state == MeetingState.ADJUSTED else "",
        writes=writes,
        gaps=[ShownGap(gap.what, _mend(association, key, gap, record)) for gap in gaps(record)] if writes else [],
        reminders=list(missing_reservations(record)) if writes else [],
        hand_over_url=address_of("hand-over", association, key) if writes else "",
        adjust_by=day(last),
        fault=fault,
    )


def last_adjustment_day(record: Record) -> date:
    """Return the last day to adjust the minutes (R25)."""
    return adjust_by(record.meeting.held_on, record.provisions.days("adjust_days"))


def gaps(record: Record) -> list[Gap]:
    """Return what is missing before the minutes can be handed over (R24)."""
    return gaps_of(_draft(record))


def _draft(record: Record) -> Draft:
    meeting = record.meeting
    adjusters = list(Adjuster.objects.filter(association=record.association, meeting=meeting).select_related("seat"))
    return Draft(
        place=bool(meeting.place or meeting.distance_url),
        time=bool(meeting.starts_at or meeting.opened_at),
        serving=any(record.serving(item).deciding for item in record.items),
        chair=meeting.chair is not None,
        chair_known=bool(meeting.chair and meeting.chair.person_id),
        secretary=meeting.secretary is not None,
        secretary_known=bool(meeting.secretary and meeting.secretary.person_id),
        adjusters=len(adjusters),
        adjusters_unknown=sum(adjuster.seat.person_id is None for adjuster in adjusters),
        kept_at=bool(record.provisions.text("kept_at")),
        items=[_draft_item(record, item) for item in record.items],
    )


def _draft_item(record: Record, item: Item) -> DraftItem:
    prefix = record.provisions.text("section_prefix")
    return DraftItem(
        shown=f"§ {prefix}{item.number} {item.title}" if item.number else item.title,
        closed=item.state == ItemState.CLOSED,
        says_something=bool(item.outcome) and (item.outcome == "noted" or bool(item.decisions.all())),
        quorate=record.serving(item).quorate,
        id=item.pk,
    )


def missing_reservations(record: Record) -> Iterator[str]:
    """Tell which reservations have no text yet; it may be left until the minutes are adjusted (R22)."""
    for item in record.items:
        for reservation in item.reservations.all():
            if not reservation.text:
                who = reservation.seat.person.name if reservation.seat.person else str(reservation.seat)
                yield f"§ {item.number}: {who} har reserverat sig. Texten kan lämnas fram till justeringen."


def annex_addresses(record: Record) -> dict[str, str]:
    """Return where each annex is read, by its number. One under secrecy is asked for in the diary."""
    return {
        record.annex_numbers[annex.pk]: _read(record.association, annex.document)
        for item in record.items
        for annex in item.annexes.all()
        if annex.document.file_id and not annex.document.secret
    }


def _read(association: Association, document: Document) -> str:
    case = document.case
    return f"{address_of('document-file', association, case.year, case.number, document.number)}?visa"


def _edits(record: Record, key: str) -> dict[int, str]:
    return {record.numbers[item.pk]: writing_address(record.association, key, item.position) for item in record.items}


def _mend(association: Association, key: str, gap: Gap, record: Record) -> str:
    if gap.item:
        return writing_address(association, key, record.positions[gap.item])
    found = (address_of(name, association, *([] if gap.where == "provisions" else [key])) for name in MENDED[gap.where])
    return next(filter(None, found), "")


def _state(association: Association, meeting: Meeting, last: date) -> str:
    if meeting.state == MeetingState.ADJUSTED:
        minutes = Minutes.objects.filter(association=association, meeting=meeting).first()
        return f"Justerat {day(minutes.adjusted_on)}" if minutes and minutes.adjusted_on else ""
    late = " Dagen har passerat." if timezone.localdate() > last else ""
    return f"Ska vara justerat senast {day(last)}.{late}"


def _adjustment(association: Association, meeting: Meeting, key: str) -> Link | None:
    if meeting.state != MeetingState.ADJUSTING:
        return None
    return Link("Till justeringen", address_of("adjustment", association, key))


def _extract(association: Association, meeting: Meeting, key: str) -> str:
    return address_of("extract", association, key) if meeting.state == MeetingState.ADJUSTED else ""
