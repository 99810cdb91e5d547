"""Motions, votes by name, and reservations."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.meetings.actions.during import lock_item, lock_meeting
from finsam.meetings.models import Ballot, Choice, Item, Meeting, MeetingState, Motion, MotionKind, Reservation, Vote
from finsam.meetings.records import Record, majorities_of, read_record
from finsam.meetings.rules.ballots import ballot_sentence, fraction_of
from finsam.meetings.rules.votes import Count, count_votes


@transaction.atomic
def add_motion(*, association: Association, meeting: Meeting, item: int, seat: int, kind: str, text: str,
               by: Person) -> None:  # fmt: skip
    """Note a motion (yrkande). Raises ValueError unless whoever puts it serves in the §."""
    record, row = _begun(association, meeting, item)
    _check_serves(record, row, seat)
    if kind not in MotionKind.values:
        raise ValueError("Välj vad yrkandet gäller.")
    if kind == MotionKind.AMEND and not text.strip():
        raise ValueError("Skriv ändringen som yrkas.")
    Motion.objects.create(
        association=association, item=row, seat_id=seat, kind=kind, text=text.strip(), position=row.motions.count()
    )
    audit.record(association, "meetings.motion.noted", row, by=by, kind=kind)


@transaction.atomic
def remove_motion(*, association: Association, meeting: Meeting, motion: int, by: Person) -> None:
    """Take away a motion noted by mistake or taken back."""
    lock_meeting(association, meeting.pk).save(update_fields=["version"])
    row = Motion.objects.get(association=association, item__meeting=meeting, pk=motion)
    audit.record(association, "meetings.motion.removed", row.item, by=by)
    row.delete()


@transaction.atomic
def open_ballot(*, association: Association, meeting: Meeting, item: int, question: str, about_person: bool = False,
                yes_means: str = "", no_means: str = "", by: Person) -> Ballot:  # fmt: skip
    """Open a vote with its question; the ordinance's majority for the item's kind of decision follows with it.

    Raises ValueError when the body cannot decide, or a vote is open in the § already.
    """
    record, row = _begun(association, meeting, item)
    if not question.strip():
        raise ValueError("Skriv frågan så att den kan besvaras med ja eller nej.")
    if row.ballots.filter(settled_at=None).exists():
        raise ValueError("En votering pågår redan i paragrafen. Fastställ den först.")
    if not record.serving(row).quorate:
        raise ValueError("För få tjänstgör i paragrafen: ni är inte beslutför och kan inte votera.")
    majority = majorities_of(association, meeting.held_on).get(row.decision_type) if row.decision_type else None
    ballot = Ballot.objects.create(
        association=association, item=row, question=question.strip()[:300], about_person=about_person,
        yes_means=yes_means.strip()[:200], no_means=no_means.strip()[:200],
        numerator=majority.numerator if majority else None, denominator=majority.denominator if majority else None,
    )  # fmt: skip
    audit.record(association, "meetings.ballot.opened", row, by=by, ballot=ballot.pk)
    return ballot


@transaction.atomic
def cast_votes(*, association: Association, meeting: Meeting, ballot: int, choices: Mapping[int, str],
               by: Person) -> None:  # fmt: skip
    """Note votes by seat. Those not named keep theirs; an empty choice takes one away.

    Raises ValueError for somebody who does not serve in the § or is disqualified, and when the vote is settled.
    """
    record, item, row = _open_ballot(association, meeting, ballot)
    for seat, choice in choices.items():
        _check_serves(record, item, seat)
        if choice in Choice.values:
            Vote.objects.update_or_create(
                association=association, ballot=row, seat_id=seat, defaults={"choice": choice}
            )
        else:
            Vote.objects.filter(association=association, ballot=row, seat_id=seat).delete()
    audit.record(association, "meetings.ballot.voted", item, by=by, ballot=ballot, seats=sorted(choices))


@transaction.atomic
def settle_ballot(
    *, association: Association, meeting: Meeting, ballot: int, lot: bool | None = None, by: Person
) -> Ballot:
    """Settle the vote by the rules, and write the sentence that is minuted.

    Votes of those who no longer serve fall away. `lot` is how the lot fell, True for Yes. Raises ValueError while it
    is open.
    """
    record, item, row = _open_ballot(association, meeting, ballot)
    deciding = set(record.serving(item).deciding)
    Vote.objects.filter(association=association, ballot=row).exclude(seat__in=deciding).delete()
    count = counted(record, item, row, lot=lot)
    if count.carried is None:
        raise ValueError(_why_open(count, row))
    row.settled_at, row.carried, row.settled_by_lot = timezone.now(), count.carried, count.way == "lot"
    row.result = ballot_sentence(count, fraction_of(row.numerator, row.denominator), row.yes_means, row.no_means)[:300]
    row.save()
    audit.record(association, "meetings.ballot.settled", item, by=by, ballot=ballot, carried=count.carried)
    return row


@transaction.atomic
def reset_ballot(*, association: Association, meeting: Meeting, ballot: int, by: Person) -> None:
    """Take every vote away and open the question again."""
    lock_meeting(association, meeting.pk).save(update_fields=["version"])
    row = Ballot.objects.select_for_update().get(association=association, item__meeting=meeting, pk=ballot)
    Vote.objects.filter(association=association, ballot=row).delete()
    row.settled_at = row.carried = None
    row.settled_by_lot, row.result = False, ""
    row.save()
    audit.record(association, "meetings.ballot.reset", row.item, by=by, ballot=ballot)


@transaction.atomic
def remove_ballot(*, association: Association, meeting: Meeting, ballot: int, by: Person) -> None:
    """Take away a vote that was opened by mistake. Raises ValueError when anybody has voted."""
    lock_meeting(association, meeting.pk).save(update_fields=["version"])
    row = Ballot.objects.select_for_update().get(association=association, item__meeting=meeting, pk=ballot)
    if row.votes.exists():
        raise ValueError("Röster är lagda. Nollställ voteringen först.")
    audit.record(association, "meetings.ballot.removed", row.item, by=by, ballot=ballot)
    row.delete()


def counted(record: Record, item: Item, ballot: Ballot, *, lot: bool | None = None) -> Count:
    """Count a vote's votes, of those who serve in the item."""
    serving = record.serving(item)
    votes = {vote.seat_id: vote.choice for vote in ballot.votes.all() if vote.seat_id in serving.deciding}
    majority = fraction_of(ballot.numerator, ballot.denominator)
    return count_votes(
        votes, len(serving.deciding), record.meeting.chair_id,
        majority=majority, about_person=ballot.about_person, lot=lot if lot is not None else _fallen(ballot),
    )  # fmt: skip


@transaction.atomic
def announce_reservation(*, association: Association, meeting: Meeting, item: int, seat: int, by: Person) -> None:
    """Note a reservation. Raises ValueError after the meeting has ended or for somebody who did not serve (R22)."""
    locked = lock_meeting(association, meeting.pk, going_on=False)
    if locked.state != MeetingState.OPEN:
        raise ValueError("En reservation anmäls innan mötet avslutas.")
    record = read_record(association, locked)
    row = next(one for one in record.items if one.pk == item)
    if row.number is None:
        raise ValueError("Paragrafen har inte börjat.")
    _check_serves(record, row, seat, "Bara den som har deltagit i beslutet kan reservera sig.")
    _, made = Reservation.objects.get_or_create(
        association=association, item=row, seat_id=seat, defaults={"announced_at": timezone.now()}
    )
    if not made:
        raise ValueError("Reservationen är redan anmäld.")
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.reservation.announced", row, by=by, seat=seat)


@transaction.atomic
def withdraw_reservation(*, association: Association, meeting: Meeting, reservation: int, by: Person) -> None:
    """Take a reservation back, until the meeting ends."""
    locked = lock_meeting(association, meeting.pk, going_on=False)
    if locked.state != MeetingState.OPEN:
        raise ValueError("En reservation tas tillbaka innan mötet avslutas.")
    row = Reservation.objects.get(association=association, item__meeting=locked, pk=reservation)
    audit.record(association, "meetings.reservation.withdrawn", row.item, by=by, seat=row.seat_id)
    row.delete()
    locked.save(update_fields=["version"])


@transaction.atomic
def write_reservation(*, association: Association, reservation: int, text: str, by: Person) -> Reservation:
    """Write the text of a reservation, until the minutes are adjusted. Raises ValueError after that (R22)."""
    item = lock_item(association, Reservation.objects.get(association=association, pk=reservation).item_id)
    row = Reservation.objects.select_for_update().get(association=association, pk=reservation)
    row.text = text.strip()[:20_000]
    row.text_at = timezone.now() if row.text else None
    row.save(update_fields=["text", "text_at"])
    audit.record(association, "meetings.reservation.written", item, by=by, reservation=reservation)
    return row


def _begun(association: Association, meeting: Meeting, item: int) -> tuple[Record, Item]:
    locked = lock_meeting(association, meeting.pk)
    lock_item(association, item)
    locked.save(update_fields=["version"])
    record = read_record(association, locked)
    row = next(one for one in record.items if one.pk == item)
    if row.number is None:
        raise ValueError("Paragrafen har inte börjat.")
    return record, row


def _open_ballot(association: Association, meeting: Meeting, ballot: int) -> tuple[Record, Item, Ballot]:
    row = Ballot.objects.get(association=association, item__meeting=meeting, pk=ballot)
    record, item = _begun(association, meeting, row.item_id)
    row = Ballot.objects.select_for_update().get(pk=row.pk)
    if row.settled_at:
        raise ValueError("Voteringen är fastställd. Nollställ den för att rösta om.")
    return record, item, row


def _check_serves(record: Record, item: Item, seat: int, why: str = "") -> None:
    if seat not in record.serving(item).deciding:
        raise ValueError(why or "Personen tjänstgör inte i paragrafen, och kan inte yrka eller rösta.")


def _fallen(ballot: Ballot) -> bool | None:
    return ballot.carried if ballot.settled_by_lot else None


def _why_open(count: Count, ballot: Ballot) -> str:
    if count.missing:
        return f"{count.missing} {'röst' if count.missing == 1 else 'röster'} saknas."
    if ballot.about_person:
        return "Rösterna är lika. Dra lott och ange hur lotten föll."
    return "Rösterna är lika, och ordföranden har avstått. Ordföranden behöver rösta: den rösten avgör."
