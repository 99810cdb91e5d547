"""What anybody may read: the notice board, and minutes without what must not be on the web (R27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse

from finsam.core.models import Association, Body
from finsam.core.provisions import provisions_of
from finsam.core.rules.provisions import Provisions
from finsam.kernel.swedish import day, listed
from finsam.meetings.minutes_text import minutes_text, public_text, without_secrets
from finsam.meetings.models import Meeting, MeetingState, Minutes, Notice
from finsam.meetings.queries.after_masking import maskings_in_force
from finsam.meetings.queries.after_notices import times_of_notices
from finsam.meetings.queries.after_sheet import Sheet, sheet_of
from finsam.meetings.records import meeting_key, read_record
from finsam.meetings.words import full_day, meeting_name, short_day
from finsam.ui.parts import Fact, Link

VERIFY = "/kontroll/"
EARLIER = 12
"""How many minutes whose notice has been taken down the board still leads to."""


@dataclass(frozen=True)
class PublicNotice:
    """One notice on the board."""

    title: str
    facts: Sequence[Fact]
    minutes: Link


@dataclass(frozen=True)
class BoardPage:
    """The notice board of an association."""

    title: str
    state: str
    notices: Sequence[PublicNotice]
    nothing: str
    earlier: Sequence[tuple[Link, str]]
    appeal_days: str
    members: str
    verify_url: str


@dataclass(frozen=True)
class PublicMinutesPage:
    """Minutes as anybody may read them."""

    title: str
    state: str
    crumbs: Sequence[Link]
    sheet: Sheet
    facts: Sequence[Fact]
    verify_url: str


def board_page(association: Association, today: date) -> BoardPage:
    """Return the notice board on the day: the notices that are up, and the minutes announced before."""
    notices = list(
        Notice.objects.filter(association=association, meeting__state=MeetingState.ADJUSTED, meeting__body=Body.BOARD)
        .select_related("meeting", "member")
        .order_by("-meeting__held_on")
    )
    by_meeting: dict[int, list[Notice]] = {}
    for notice in notices:
        by_meeting.setdefault(notice.meeting_id, []).append(notice)
    own = [notice for notice in notices if notice.member_id is None and notice.put_up_on]
    sealed = Minutes.objects.filter(association=association)
    adjusted = {minutes.meeting_id: minutes.adjusted_on for minutes in sealed if minutes.adjusted_on}
    up = [n for n in own if n.taken_down_on is None and n.meeting_id in adjusted]
    provisions = provisions_of(association, today)
    shown = [_shown(association, n, by_meeting[n.meeting_id], adjusted[n.meeting_id], provisions) for n in up]
    return BoardPage(
        title="Anslagstavla",
        state=association.name,
        notices=shown,
        nothing=_nothing(association, today) if not up else "",
        earlier=[
            (_minutes_link(association, n.meeting), f"Uppe {n.put_up_on} – {n.taken_down_on}")
            for n in own
            if n not in up
        ][:EARLIER],
        appeal_days=_weeks(provisions.days("appeal_days")),
        members=listed([str(n.member) for n in by_meeting[up[0].meeting_id] if n.member]) if up else "",
        verify_url=VERIFY,
    )


def public_minutes_page(association: Association, meeting: Meeting) -> PublicMinutesPage:
    """Return announced minutes as anybody may read them. Raises Http404 when they are not announced."""
    minutes = Minutes.objects.filter(association=association, meeting=meeting, adjusted_on__isnull=False).first()
    notices = list(Notice.objects.filter(association=association, meeting=meeting).select_related("member"))
    own = next((notice for notice in notices if notice.member_id is None and notice.put_up_on), None)
    if meeting.body != Body.BOARD or minutes is None or own is None or minutes.adjusted_on is None:
        raise Http404
    record = read_record(association, meeting, deep=True)
    text = minutes_text(record)
    title = _title(meeting)
    return PublicMinutesPage(
        title=title,
        state="Namn på privatpersoner, personnummer och annat som inte får stå på webben är borttaget",
        crumbs=[Link("Anslagstavla", reverse("notice-board", args=[association.slug])), Link(title)],
        sheet=sheet_of(public_text(without_secrets(text, record), maskings_in_force(association, record, text))),
        facts=_facts(association, own, notices, minutes.adjusted_on, record.provisions),
        verify_url=VERIFY,
    )


def _shown(
    association: Association, own: Notice, notices: Sequence[Notice], adjusted_on: date, holds: Provisions
) -> PublicNotice:
    return PublicNotice(
        title=_title(own.meeting),
        facts=_facts(association, own, notices, adjusted_on, holds),
        minutes=_minutes_link(association, own.meeting),
    )


def _facts(
    association: Association, own: Notice, notices: Sequence[Notice], adjusted_on: date, holds: Provisions
) -> list[Fact]:
    until = times_of_notices(notices, adjusted_on, holds).appeal_until
    kept_at = holds.text("kept_at")
    return [
        Fact("Justerat", day(adjusted_on)),
        Fact("Anslaget", day(own.put_up_on) if own.put_up_on else ""),
        Fact("Överklagas senast", day(until) if until else "räknas när alla medlemmar har satt upp sitt anslag"),
        Fact("Protokollet förvaras", kept_at or f"hos {association.name}"),
    ]


def _title(meeting: Meeting) -> str:
    return f"Anslaget protokoll, {meeting_name(meeting)} {full_day(meeting.held_on)}"


def _minutes_link(association: Association, meeting: Meeting) -> Link:
    return Link(_title(meeting), reverse("public-minutes", args=[association.slug, meeting_key(meeting)]))


def _nothing(association: Association, today: date) -> str:
    coming = (
        Meeting.objects.filter(association=association)
        .exclude(state__in=[MeetingState.ADJUSTED, MeetingState.CANCELLED])
        .filter(body=Body.BOARD)
        .order_by("held_on")
        .values_list("held_on", flat=True)
    )
    after = next((on for on in coming if on >= today), None) or next(iter(coming), None)
    expected = f" Nästa protokoll väntas efter den {short_day(after)}." if after else ""
    return f"Inget är anslaget just nu.{expected}"


def _weeks(days: int) -> str:
    words = {7: "en vecka", 14: "två veckor", 21: "tre veckor", 28: "fyra veckor"}
    return words.get(days, f"{days} dagar")
