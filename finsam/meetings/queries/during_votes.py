"""A vote as the page shows it: who votes what, how many are needed, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.meetings.actions.during_votes import counted
from finsam.meetings.models import Ballot, Choice, Item
from finsam.meetings.queries.during_seats import part, seat_names
from finsam.meetings.records import Record, meeting_key
from finsam.meetings.rules.ballots import fraction_of, standing_words, threshold_words


@dataclass(frozen=True)
class VoteRow:
    """Somebody who may vote, and what they vote."""

    field: str
    name: str
    choices: Sequence[tuple[str, str, bool]]  # key, word, whether it is chosen


@dataclass(frozen=True)
class Piece:
    """A piece of the bar, in percent of its width."""

    kind: str  # yes, missing, abstain, no
    start: str
    width: str
    label: str = ""


@dataclass(frozen=True)
class ShownBallot:
    """A vote."""

    pk: int
    question: str
    voted: str
    rows: Sequence[VoteRow]
    threshold: str
    tick: str
    anchor: str  # how the threshold's words stand at the tick
    pieces: Sequence[Piece]
    described: str
    standing: str
    settled: bool
    carried: bool
    result: str
    fallen: str  # of votes that no longer count
    can_settle: bool
    wants_lot: bool
    vote_url: str
    settle_url: str
    reset_url: str
    remove_url: str


KINDS = (("yes", "Ja"), ("missing", ""), ("abstain", "Avstår"), ("no", "Nej"))


def shown_ballot(record: Record, item: Item, ballot: Ballot, slug: str) -> ShownBallot:
    """Return a vote of the item, of those who serve in it now."""
    serving, names, count = record.serving(item), seat_names(record.seats), counted(record, item, ballot)
    votes = {vote.seat_id: vote.choice for vote in ballot.votes.all()}
    seats = [seat for seat in record.seats if seat.pk in serving.deciding]
    gone = [names[seat] for seat in votes if seat not in serving.deciding and seat in names]
    total, voted = len(serving.deciding), len(serving.deciding) - count.missing
    tick = 100 * count.needed / total if total else 100
    wants_lot = ballot.about_person and not count.missing and count.yes == count.no
    args = [slug, meeting_key(record.meeting), ballot.pk]
    majority = fraction_of(ballot.numerator, ballot.denominator)
    threshold = threshold_words(count, majority)
    return ShownBallot(
        pk=ballot.pk, question=ballot.question, voted=f"{voted} av {total} har röstat",
        rows=[_row(seat.pk, names[seat.pk], votes.get(seat.pk, "")) for seat in seats],
        threshold=threshold, tick=f"{tick:.2f}", anchor="start" if tick < 22 else "end" if tick > 78 else "middle",
        pieces=_pieces({"yes": count.yes, "missing": count.missing, "abstain": count.abstain, "no": count.no}),
        described=f"Ja {count.yes}, avstår {count.abstain}, nej {count.no}, saknas {count.missing}. {threshold}.",
        standing=standing_words(count, majority), settled=ballot.settled_at is not None, carried=bool(ballot.carried),
        result=ballot.result, fallen=_fallen(gone, settled=ballot.settled_at is not None),
        can_settle=count.carried is not None, wants_lot=wants_lot,
        vote_url=reverse("ballot-vote", args=args), settle_url=reverse("ballot-settle", args=args),
        reset_url=reverse("ballot-reset", args=args), remove_url="" if votes else reverse("ballot-remove", args=args),
    )  # fmt: skip


def _row(seat: int, name: str, choice: str) -> VoteRow:
    return VoteRow(f"rost-{seat}", name, [(one.value, str(one.label), one == choice) for one in Choice])


def _pieces(counts: dict[str, int]) -> list[Piece]:
    total, place, pieces = sum(counts.values()), 0, []
    for kind, word in KINDS:
        number = counts[kind]
        if number:
            label = f"{word} {number}" if word else ""
            pieces.append(Piece(kind, part(place, total), part(number, total), label))
        place += number
    return pieces


def _fallen(names: Sequence[str], *, settled: bool) -> str:
    if not names or settled:
        return ""
    return f"Närvaron har ändrats: rösten från {', '.join(names)} räknas inte längre."
