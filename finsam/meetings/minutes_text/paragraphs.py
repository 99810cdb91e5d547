"""One item as a § of the minutes."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from finsam.core.models import Seat
from finsam.kernel.amounts import kronor
from finsam.kernel.swedish import SPACE, amount, capital, listed
from finsam.meetings.minutes_text.attendance import Attendance, office
from finsam.meetings.minutes_text.text import (
    AnnexText,
    BallotText,
    DecisionLine,
    ParagraphText,
    PositionText,
    ReservationText,
    VoteText,
)
from finsam.meetings.minutes_text.times import clock, clock_of_day
from finsam.meetings.models import (
    Annex,
    Ballot,
    Conflict,
    Decision,
    Item,
    ItemKind,
    Majority,
    Meeting,
    Motion,
    MotionKind,
    Outcome,
    Reservation,
)

PARTS = {(2, 3): "två tredjedelar", (3, 4): "tre fjärdedelar", (3, 5): "tre femtedelar", (4, 5): "fyra femtedelar"}
ASKED = {
    MotionKind.APPROVE: "yrkar bifall",
    MotionKind.REJECT: "yrkar avslag",
    MotionKind.AMEND: "yrkar ändring",
    MotionKind.REFER_BACK: "yrkar återremiss",
    MotionKind.ADJOURN: "yrkar bordläggning",
}
_NUMBER = re.compile(r"\d[\d\s.]*\d(?:\s*(?:kr|kronor)\b)?|\d")


def paragraph_text(item: Item, attendance: Attendance, majorities: Mapping[str, Majority]) -> ParagraphText:
    """Compose the § of an item read deep."""
    record, organ = attendance.record, attendance.record.meeting.get_body_display()
    number = record.numbers[item.pk]
    decided = item.outcome != Outcome.NOTED
    lines = [decision_line(decision) for decision in item.decisions.all()]
    proposal = tuple(line.strip() for line in item.proposal.splitlines() if line.strip())
    return ParagraphText(
        number=number,
        shown=f"§{SPACE}{record.provisions.text('section_prefix')}{number}",
        title=item.title,
        kind=item.kind,
        annexes=tuple(_annex(annex, attendance) for annex in item.annexes.all()),
        annexes_note=item.annexes_note,
        presenters=item.presenters,
        background=item.background.strip(),
        positions=tuple(
            PositionText(p.party, p.get_standing_display().lower(), p.reason) for p in item.party_positions.all()
        ),
        majority=_majority(item, majorities),
        proposal_by=item.proposal_by if proposal or item.proposal_note else "",
        proposal_intro=_proposal_intro(item, organ) if proposal else "",
        proposal=proposal,
        proposal_note=item.proposal_note,
        motions=tuple(_motion(motion, attendance) for motion in item.motions.all()),
        ballots=tuple(_ballot(ballot, attendance) for ballot in item.ballots.all()),
        decision_intro=_decision_intro(item, organ) if decided and lines else "",
        decision=tuple(lines) if decided else (),
        statements=() if decided else tuple(_statements(item, lines, attendance)),
        reasons=item.reasons.strip(),
        reservations=_reservations(item, attendance),
        conflicts=tuple(_conflict(conflict, attendance) for conflict in item.conflicts.all()),
        remarks=item.remarks.strip(),
        sent_to=item.sent_to,
        withheld=item.withheld,
    )


def decision_line(decision: Decision) -> DecisionLine:
    """Return an att-sats and where its amount stands in it; an amount that is only data is written after it."""
    text = decision.text.strip()
    if decision.amount_ore is None:
        return DecisionLine(text)
    for found in _NUMBER.finditer(text):
        if re.sub(r"\D", "", found[0]) == str(kronor(abs(decision.amount_ore))):
            return DecisionLine(text, found[0])
    said = f"{amount(decision.amount_ore)}{SPACE}kr"
    return DecisionLine(f"{text.removesuffix('.')}, {said}", said)


def _annex(annex: Annex, attendance: Attendance) -> AnnexText:
    file = annex.document.file
    number = attendance.record.annex_numbers[annex.pk]
    return AnnexText(number, annex.title or annex.document.title, file.sha256 if file else "")


def _majority(item: Item, majorities: Mapping[str, Majority]) -> str:
    if not item.decision_type:
        return ""
    found = majorities.get(item.decision_type)
    if found is None:
        return "Beslutet kräver kvalificerad majoritet enligt förbundsordningen."
    part = PARTS.get((found.numerator, found.denominator), f"{found.numerator}/{found.denominator}")
    source = f" ({found.source})" if found.source else " enligt förbundsordningen"
    return f"Beslutet kräver kvalificerad majoritet, {part} av dem som röstar{source}."


def _decision_intro(item: Item, organ: str) -> str:
    qualified = item.decision_type and item.outcome not in {
        Outcome.REJECTED, Outcome.REFERRED_BACK, Outcome.ADJOURNED,
    }  # fmt: skip
    return f"{organ} beslutar{' med kvalificerad majoritet' if qualified else ''}"


def _statements(item: Item, lines: Sequence[DecisionLine], attendance: Attendance) -> list[str]:
    """What a § without a decision says."""
    meeting = attendance.record.meeting
    if item.kind == ItemKind.OPENING:
        return [f"Ordföranden förklarar mötet öppnat{_at(meeting, meeting.opened_at)}."]
    if item.kind == ItemKind.CLOSING:
        return [f"Ordföranden förklarar mötet avslutat{_at(meeting, meeting.closed_at)}."]
    if lines:
        return [f"{capital(line.text).removesuffix('.')}." for line in lines]
    if item.kind == ItemKind.OTHER and not item.background.strip():
        return ["Inga övriga frågor anmäls."]
    return []


def _at(meeting: Meeting, moment: datetime | None) -> str:
    known = clock_of_day(meeting, moment)
    return f" kl.{SPACE}{clock(known)}" if known else ""


def _proposal_intro(item: Item, organ: str) -> str:
    if not item.proposal_by:
        return f"{organ} föreslås besluta"
    return f"{item.proposal_by} föreslår att {organ.lower()} beslutar"


def _motion(motion: Motion, attendance: Attendance) -> str:
    asked = f"{_who(motion.seat, attendance)} {ASKED[MotionKind(motion.kind)]}"
    return f"{asked}: {motion.text.strip()}" if motion.text.strip() else f"{asked}."


def _ballot(ballot: Ballot, attendance: Attendance) -> BallotText:
    votes = sorted(ballot.votes.all(), key=lambda vote: vote.seat.position)
    meant = [f"{word} betyder {what}" for word, what in (("Ja", ballot.yes_means), ("nej", ballot.no_means)) if what]
    return BallotText(
        question=ballot.question,
        meaning=f"{capital(listed(meant))}." if meant else "",
        votes=tuple(VoteText(_who(vote.seat, attendance), vote.get_choice_display().lower()) for vote in votes),
        result=ballot.result or _counted(ballot),
    )


def _counted(ballot: Ballot) -> str:
    """The result when no sentence was written: "4 ja, 2 nej, 1 avstår. Frågan besvaras med ja."."""
    if ballot.carried is None:
        return ""
    choices = [vote.choice for vote in ballot.votes.all()]
    said = [f"{choices.count(key)} {word}" for key, word in (("yes", "ja"), ("no", "nej"), ("abstain", "avstår"))
            if key in choices]  # fmt: skip
    counts = f"{', '.join(said)}. " if said else ""
    lot = " genom lottning" if ballot.settled_by_lot else ""
    return f"{counts}Frågan besvaras med {'ja' if ballot.carried else 'nej'}{lot}."


def _reservations(item: Item, attendance: Attendance) -> tuple[ReservationText, ...]:
    """Those who reserve themselves with the same words, or none, stand together."""
    together: dict[str, list[Reservation]] = {}
    for reservation in item.reservations.all():
        together.setdefault(reservation.text.strip(), []).append(reservation)
    return tuple(
        ReservationText(f"{listed([_who(r.seat, attendance) for r in those])} reserverar sig mot beslutet.", text)
        for text, those in together.items()
    )


def _conflict(conflict: Conflict, attendance: Attendance) -> str:
    seat = attendance.record.by_id.get(conflict.seat_id, conflict.seat)
    return f"{_who(seat, attendance)} anmäler jäv och deltar inte. {capital(conflict.text).removesuffix('.')}."


def _who(seat: Seat, attendance: Attendance) -> str:
    """Write "Droppa Älvsdotter (Nora kommun)", or the office of somebody whose name is not known."""
    name = attendance.name(seat)
    if not name:
        return office(seat)
    return f"{name} ({seat.member.name})" if seat.member else name
