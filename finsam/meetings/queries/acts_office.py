"""What meetings want of the office: callings, minutes, notices, decisions to follow up, discharges; what others owe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from finsam.core.models import Association
from finsam.core.rules.provisions import Provisions
from finsam.kernel.swedish import SPACE, listed
from finsam.meetings.models import Meeting, MeetingState, Minutes, Notice
from finsam.meetings.queries.act_parts import ActDue, Awaited, address, near_day, the_meeting
from finsam.meetings.queries.act_reads import Waits
from finsam.meetings.queries.register import TO_DO, decisions_of
from finsam.meetings.queries.register_discharges import open_discharges
from finsam.meetings.rules.dates import adjust_by, call_by
from finsam.meetings.rules.notices import Posted, Times, times_of
from finsam.meetings.stages import address_of
from finsam.meetings.words import counted


def office_acts(waits: Waits) -> Iterator[ActDue]:
    """Return what meetings want of whoever keeps them. Must be called within the association."""
    for meeting in waits.meetings:
        yield from _of_meeting(waits, meeting)
    yield from _notices(waits)
    yield from _decisions(waits)
    yield from _discharges(waits)


def _of_meeting(waits: Waits, meeting: Meeting) -> Iterator[ActDue]:
    """The next thing to do with a meeting, by its state."""
    today, place = waits.today, waits.association
    named, points = the_meeting(meeting, today), counted(meeting.points, "punkt", "punkter")  # type: ignore[attr-defined]
    last, changes = adjust_by(meeting.held_on, waits.provisions.days("adjust_days")), meeting.changes  # type: ignore[attr-defined]
    if meeting.state == MeetingState.PLANNED and meeting.held_on >= today:
        days = waits.provisions.days("calling_days")
        why = f"{points} på dagordningen. {days} dagar före mötet är sista dagen."
        url = address(place, meeting, "calling", "agenda")
        yield ActDue(call_by(meeting.held_on, days), f"Skicka kallelsen till {named}", why, "Granska och skicka", url)
    elif meeting.state in {MeetingState.PLANNED, MeetingState.CALLED} and meeting.held_on <= today:
        url = address(place, meeting, "meeting-live")
        yield ActDue(meeting.held_on, f"Öppna {named}", f"{points} på dagordningen.", "Öppna", url)
    elif meeting.state == MeetingState.OPEN:
        url = address(place, meeting, "meeting-live")
        yield ActDue(meeting.held_on, f"Fortsätt {named}", "Mötet är öppet.", "Fortsätt", url)
    elif meeting.state == MeetingState.ENDED:
        what, why = (
            f"Lämna protokollet från {named} till justering",
            "Mötet är avslutat. Läs igenom paragraferna innan justerarna gör det.",
        )
        yield ActDue(last, what, why, "Läs och lämna", address(place, meeting, "minutes"))
    elif changes:
        what = f"Svara på {counted(changes, 'ändringsförslag', 'ändringsförslag')} i protokollet"
        yield ActDue(last, what, f"{named[:1].upper()}{named[1:]}.", "Svara", address(place, meeting, "adjustment"))


@dataclass(frozen=True)
class Boards:
    """The notices of a meeting, and the days that hold for them."""

    meeting: Meeting
    rows: Sequence[Notice]
    times: Times

    @property
    def to_put_up(self) -> list[Notice]:
        """The notices that are not up."""
        return [row for row in self.rows if row.put_up_on is None]

    def to_take_down(self, today: date) -> list[Notice]:
        """The notices that are up and need not be any more."""
        since = self.times.take_down_from
        up = [row for row in self.rows if row.put_up_on and row.taken_down_on is None]
        return up if since and today >= since else []


def boards_of(association: Association, minutes: Sequence[Minutes], provisions: Provisions) -> Iterator[Boards]:
    """Return the notices of adjusted minutes, meeting by meeting. Must be called within the association."""
    adjusted = [(one.meeting, one.adjusted_on) for one in minutes if one.adjusted_on]
    rows = Notice.objects.filter(association=association, meeting__in=[meeting for meeting, _ in adjusted])
    notices = list(rows.select_related("member")) if adjusted else []
    for meeting, adjusted_on in adjusted:
        own = [row for row in notices if row.meeting_id == meeting.pk]
        times = times_of(
            [Posted(row.put_up_on, row.taken_down_on, counts=row.member_id is not None) for row in own], adjusted_on,
            announce=provisions.days("announce_days"), appeal=provisions.days("appeal_days"),
            moves=provisions.holds("appeal_moves"),
        )  # fmt: skip
        yield Boards(meeting, own, times)


def _notices(waits: Waits) -> Iterator[ActDue]:
    """Notices to put up after the adjustment and to take down when the time to appeal has run out."""
    for boards in boards_of(waits.association, waits.minutes, waits.provisions):
        url, named = address(waits.association, boards.meeting, "notices"), the_meeting(boards.meeting, waits.today)
        if rows := boards.to_put_up:
            why = f"Saknas hos {board_names(rows)}."
            yield ActDue(boards.times.announce_by, f"Sätt upp anslaget om {named}", why, "Visa anslagen", url)
        elif rows := boards.to_take_down(waits.today):
            why = f"Tiden för överklagande är slut. Kvar hos {board_names(rows)}."
            yield ActDue(boards.times.take_down_from, f"Ta ned anslaget om {named}", why, "Visa anslagen", url)


def board_names(rows: Sequence[Notice]) -> str:
    """Name whose boards the notices are on, or how many when they are more than three."""
    names = [row.member.name if row.member else "förbundet" for row in rows]
    return listed(names) if len(names) <= 3 else f"{len(names)} anslagstavlor"


def _decisions(waits: Waits) -> Iterator[ActDue]:
    """Decisions to carry out that are late or due within the association's days of reminder."""
    until = waits.today + timedelta(days=waits.provisions.days("decision_reminder_days"))
    rows = decisions_of(waits.association).filter(TO_DO, due_on__lte=until)
    for row in rows.order_by("due_on", "pk"):
        meeting = row.item.meeting
        why = f"§{SPACE}{row.item.number}, {near_day(meeting.held_on, waits.today)}: att {row.text}"
        who = row.responsible or "ingen utsedd"
        url = address_of("decisions", waits.association) or address(waits.association, meeting)
        yield ActDue(row.due_on, f"Följ upp beslutet om {row.item.title}", f"{why} ({who}).", "Följ upp", url)


def _discharges(waits: Waits) -> Iterator[ActDue]:
    """What is open of the years whose day to be reminded of has come: a member's answer, or that it is noted."""
    rows = open_discharges(waits.association, waits.today, waits.provisions)
    for year, found in groupby(rows, lambda row: row.year):
        members = [row.member for row in found]
        why = f"Saknas från {listed(members) if len(members) <= 3 else counted(len(members), '', 'medlemmar')}."
        url = f"{address_of('discharges', waits.association)}?ar={year}"
        yield ActDue(date(waits.today.year, 12, 31), f"Följ upp ansvarsfrihet för {year}", why, "Visa", url)


def awaited_of(waits: Waits) -> Iterator[Awaited]:
    """Return what others owe the office: approvals, answers of substitutes, the texts of reservations."""
    today, place = waits.today, waits.association
    for row in waits.approvals:
        who, what = f"{row.person.name}, {row.role}", f"Godkänna {row.signing.title}"
        yield Awaited(who, what, _since(row.signing.opened_at.date(), today))
    for one in waits.summonses:
        who = one.seat.person.name if one.seat.person else str(one.seat)
        what = f"Svara om att tjänstgöra på {the_meeting(one.meeting, today)}"
        yield Awaited(who, what, _since(one.sent_at.date(), today), address(place, one.meeting))
    for text in waits.reservations:
        seat, meeting = text.seat, text.item.meeting
        who = seat.person.name if seat.person else str(seat.member or seat)
        what = f"Text till reservationen mot §{SPACE}{text.item.number}"
        held = f"mötet {near_day(meeting.held_on, today)}"
        yield Awaited(who, what, held, address(place, meeting, "minutes"))


def _since(day: date, today: date) -> str:
    days = (today - day).days
    return "i dag" if days <= 0 else "sedan i går" if days == 1 else f"sedan {days} dagar"
