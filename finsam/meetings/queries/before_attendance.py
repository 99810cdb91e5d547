"""Reads of who is expected: called, absent, called in instead, and whether the body will be able to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association, Person, Seat, SeatRole
from finsam.kernel.swedish import capital
from finsam.meetings.links import absence_token, summons_token
from finsam.meetings.models import Absence, Meeting, MeetingState, Opened, Summons
from finsam.meetings.records import Record, meeting_key
from finsam.meetings.rules.serving import Serving, Stretch, serving_at
from finsam.meetings.words import short_day

BEFORE = frozenset({MeetingState.PLANNED, MeetingState.CALLED})


@dataclass(frozen=True)
class Expected:
    """Somebody called: who, as what, and what is known."""

    seat: int
    name: str
    role: str
    word: str
    detail: str
    away: bool


@dataclass(frozen=True)
class OwnPlace:
    """What the reader can do about their own seat."""

    text: str
    act: str
    url: str


@dataclass(frozen=True)
class ExpectedAttendance:
    """Who is expected at a meeting."""

    rows: Sequence[Expected]
    words: str
    late: bool  # the body will not be able to decide
    own: OwnPlace | None
    report_url: str


@dataclass(frozen=True)
class Answers:
    """Absences and summonses of a meeting, by seat."""

    absences: dict[int, Absence]
    summonses: Sequence[Summons]

    def serves(self, seat: int) -> Summons | None:
        """Return the summons by which a substitute is to serve, if any."""
        return next((one for one in self.summonses if one.seat_id == seat and one.accepted is not False), None)


def answers_of(association: Association, meeting: Meeting) -> Answers:
    """Read what has been answered. Must be called within the association."""
    absences = Absence.objects.filter(association=association, meeting=meeting)
    summonses = Summons.objects.filter(association=association, meeting=meeting).select_related(
        "instead_of__person", "instead_of__member"
    )
    return Answers({one.seat_id: one for one in absences}, list(summonses))


def expected_attendance(record: Record, reader: Person, *, keeps: bool) -> ExpectedAttendance:
    """Return who is expected, as the reader may know it: remarks and openings are for those who keep the meetings."""
    meeting, association = record.meeting, record.association
    answers = answers_of(association, meeting)
    opened = _opened(association, meeting) if keeps else {}
    serving = expected_serving(record, answers)
    rows = [_expected(seat, answers, opened, keeps=keeps) for seat in record.seats]
    return ExpectedAttendance(
        rows=rows,
        words=_words(serving, str(meeting.get_body_display())),
        late=not serving.quorate,
        own=_own(record, reader, answers),
        report_url=reverse("meeting-absence", args=[association.slug, meeting_key(meeting)])
        if keeps and meeting.state in BEFORE
        else "",
    )


def expected_serving(record: Record, answers: Answers) -> Serving:
    """Return who would serve if everybody who has not said otherwise comes, and the substitutes called."""
    coming = [
        seat
        for seat in record.seats
        if seat.pk not in answers.absences and (seat.role != SeatRole.SUBSTITUTE or answers.serves(seat.pk))
    ]
    return serving_at(
        0,
        record.body_seats,
        [Stretch(seat.pk, None, None) for seat in coming],
        [],
        quorum=record.provisions.fraction("quorum"),
        same_member=record.provisions.holds("same_member"),
        distance=True,
    )


def _words(serving: Serving, body: str) -> str:
    count = f"{len(serving.deciding)} av {serving.seats} väntas tjänstgöra, {serving.needed} krävs"
    return f"{count}." if serving.quorate else f"{body} blir inte beslutför: {count}."


def _expected(seat: Seat, answers: Answers, opened: dict[int, datetime], *, keeps: bool) -> Expected:
    absence, summons = answers.absences.get(seat.pk), answers.serves(seat.pk)
    declined = any(one.seat_id == seat.pk and one.accepted is False for one in answers.summonses)
    seen = opened.get(seat.person_id or 0)
    details = [absence.remark if absence and keeps else "", f"läste {short_day(seen.date())}" if seen else ""]
    return Expected(
        seat=seat.pk,
        name=seat.person.name if seat.person else "Ingen person",
        role=", ".join(filter(None, [capital(str(seat.get_role_display())), seat.member.name if seat.member else ""])),
        word=_word(seat, summons, away=absence is not None, declined=declined),
        detail=" · ".join(filter(None, details)),
        away=absence is not None,
    )


def _word(seat: Seat, summons: Summons | None, *, away: bool, declined: bool) -> str:
    if away:
        return "förhinder"
    if summons:
        instead = summons.instead_of
        for_whom = instead.person.name if instead.person else str(instead.member or instead.get_role_display())
        return f"tjänstgör för {for_whom}" if summons.accepted else f"inkallad för {for_whom}, inte svarat"
    if seat.role == SeatRole.SUBSTITUTE:
        return "kan inte" if declined else "i reserv"
    return "väntas" if seat.person_id else "tom plats"


def _own(record: Record, reader: Person, answers: Answers) -> OwnPlace | None:
    """What the reader can do about their own seat; nothing when they have none, or the meeting has begun."""
    meeting = record.meeting
    seat = next((seat for seat in record.seats if seat.person_id == reader.pk), None)
    if seat is None or meeting.state not in BEFORE or meeting.held_on < timezone.localdate():
        return None
    args = [record.association.slug, meeting_key(meeting)]
    summons = answers.serves(seat.pk)
    absent = reverse("absence", args=[*args, absence_token(meeting.pk, seat.pk, seat.person_id)])
    if seat.pk in answers.absences:
        return OwnPlace("Du har anmält förhinder.", "Jag kan komma ändå", absent)
    if summons:
        text = (
            "Du har svarat att du kommer och tjänstgör." if summons.accepted else "Du behövs: en ledamot har förhinder."
        )
        url = reverse("summons", args=[*args, summons_token(summons.pk, seat.person_id)])
        return OwnPlace(text, "Ändra svaret" if summons.accepted else "Svara", url)
    return OwnPlace("Du är kallad." if meeting.called_at else "Mötet är planerat.", "Anmäl förhinder", absent)


def _opened(association: Association, meeting: Meeting) -> dict[int, datetime]:
    """When each person last had the papers open."""
    seen: dict[int, datetime] = {}
    for row in Opened.objects.filter(association=association, meeting=meeting):
        seen[row.person_id] = max(seen.get(row.person_id, row.last_at), row.last_at)
    return {person: timezone.localtime(at) for person, at in seen.items()}
