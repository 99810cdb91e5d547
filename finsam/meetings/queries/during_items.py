"""One § as the secretary writes it: papers, the matter, what is offered, what is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from finsam.cases.models import CaseKind
from finsam.core.models import Association
from finsam.kernel.amounts import kronor
from finsam.kernel.swedish import number
from finsam.meetings.actions.during_items import field_text, fingerprint
from finsam.meetings.models import (
    Annex,
    Decision,
    Item,
    ItemKind,
    ItemState,
    Majority,
    Motion,
    Outcome,
    Reservation,
    TextModule,
)
from finsam.meetings.queries.during_seats import seat_names
from finsam.meetings.queries.during_votes import ShownBallot, shown_ballot
from finsam.meetings.records import Record, majorities_of, meeting_key
from finsam.meetings.rules.text_modules import Wording, wordings
from finsam.meetings.stages import address_of
from finsam.meetings.words import clock, short_day
from finsam.ui.parts import Link


@dataclass(frozen=True)
class ShownField:
    """A field that saves itself: its text, and the fingerprint of what the next edit is based on."""

    name: str
    label: str
    text: str
    based_on: str
    rows: int = 2


@dataclass(frozen=True)
class WordingChip:
    """A wording to press: its key on the keyboard, what it puts in the field."""

    key: int
    label: str
    outcome: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Clause:
    """An att-sats with what is to be done about it."""

    pk: int
    text: str
    amount: str
    responsible: str
    due_on: str
    told: str
    url: str


@dataclass(frozen=True)
class Remark:
    """A motion or a reservation: who, what or when, and the address that takes it away."""

    pk: int
    name: str
    aside: str
    text: str = ""
    remove_url: str = ""
    write_url: str = ""


@dataclass(frozen=True)
class ShownItem:
    """An item in the middle of the page."""

    pk: int
    position: int
    section: str
    title: str
    meta: str
    kind: str
    state: str
    outcome: str
    outcome_key: str
    annexes: Sequence[tuple[str, str, str]]  # number, title, address
    annexes_note: str
    paragraphs: Sequence[str]
    positions: Sequence[tuple[str, str, str]]
    proposal_heading: str
    proposal: Sequence[str]
    proposal_note: str
    decision: ShownField
    reasons: ShownField
    remarks: ShownField
    sent_to: ShownField
    heading: Sequence[ShownField]  # title, presenters, the matter
    outcome_base: str
    chips: Sequence[WordingChip]
    clauses: Sequence[Clause]
    decided: Sequence[str]
    motions: Sequence[Remark]
    ballots: Sequence[ShownBallot]
    reservations: Sequence[Remark]
    asks_reasons: bool
    asks_adjusters: bool
    asks_next: bool
    url: str
    earlier: Link
    later: Link
    save_url: str
    begin_url: str
    reopen_url: str


PREFETCHED = ("decisions", "motions", "reservations", "party_positions", "ballots__votes")


def read_deep(item: Item) -> Item:
    """Read everything that hangs on an item of a record, and return the item."""
    prefetch_related_objects([item], *PREFETCHED)
    return item


def shown_item(record: Record, item: Item, slug: str, typed: Mapping[str, str], *, writes: bool = True) -> ShownItem:
    """Return an item read deep as the page shows it. `typed` is what was refused; `writes` offers wordings."""
    key, names = meeting_key(record.meeting), seat_names(record.seats)
    args = [slug, key, item.pk]
    matters = majorities_of(record.association, record.meeting.held_on) if item.decision_type else {}
    field = partial(_field, item, typed)
    clauses = [_clause(decision, slug, key) for decision in item.decisions.all()]
    return ShownItem(
        pk=item.pk,
        position=item.position,
        section=f"§ {record.numbers[item.pk]}",
        title=item.title,
        meta=_meta(item, matters.get(item.decision_type)),
        kind=item.kind,
        state=item.state,
        outcome=Outcome(item.outcome).label if item.outcome else "",
        outcome_key=typed.get("outcome", item.outcome),
        annexes=_annexes(record, item),
        annexes_note=item.annexes_note,
        paragraphs=[part.strip() for part in item.background.replace("\r\n", "\n").split("\n\n") if part.strip()],
        positions=[(p.party, p.get_standing_display(), p.reason or "–") for p in item.party_positions.all()],
        proposal_heading=f"{item.proposal_by}s förslag" if item.proposal_by else "Förslag till beslut",
        proposal=[line.strip() for line in item.proposal.splitlines() if line.strip()],
        proposal_note=item.proposal_note,
        decision=field("decision", "Beslut", rows=2),
        reasons=field("reasons", "Skäl för beslutet"),
        remarks=field("remarks", "Protokollsanteckning"),
        sent_to=field("sent_to", "Beslutet skickas till"),
        heading=(
            field("title", "Rubrik"),
            field("presenters", "Föredras av"),
            field("background", "Ärendet", rows=6),
            field("proposal", "Förslag till beslut, en att-sats på varje rad utan ”att”"),
        ),
        outcome_base=fingerprint(item.outcome),
        chips=offered(record.association, item) if writes and item.state == ItemState.BEGUN else [],
        clauses=clauses,
        decided=[clause.text for clause in clauses],
        motions=[_motion(motion, names, slug, key) for motion in item.motions.all()],
        ballots=[shown_ballot(record, item, ballot, slug) for ballot in item.ballots.all()],
        reservations=[_reservation(one, names, slug, key) for one in item.reservations.all()],
        asks_reasons=item.outcome == Outcome.REJECTED or bool(item.reasons),
        asks_adjusters=item.kind == ItemKind.ADJUSTER,
        asks_next=item.kind == ItemKind.NEXT_MEETING,
        url=live_url(slug, key, item.position),
        earlier=_neighbour(record, item, -1, slug, key),
        later=_neighbour(record, item, 1, slug, key),
        save_url=reverse("item-write", args=args),
        begin_url=reverse("item-begin", args=args),
        reopen_url=reverse("item-reopen", args=args),
    )


def live_url(slug: str, key: str, position: int) -> str:
    """Return the address of the page with the item in the middle."""
    return f"{reverse('meeting-live', args=[slug, key])}?punkt={position + 1}"


def _field(item: Item, typed: Mapping[str, str], name: str, label: str, rows: int = 2) -> ShownField:
    text = field_text(item, name)
    return ShownField(name, label, typed.get(name, text), fingerprint(text), rows)


def _meta(item: Item, majority: Majority | None) -> str:
    words = []
    if item.case:
        words.append(f"Ärende {item.case.diary_number}, öppnat {short_day(item.case.opened_on)}")
    if majority:
        words.append(f"kvalificerad majoritet, {majority.numerator}/{majority.denominator}")
    if item.presenters:
        words.append(f"föredras av {item.presenters}")
    return " · ".join(words)


def _annexes(record: Record, item: Item) -> list[tuple[str, str, str]]:
    return [
        (record.annex_numbers[annex.pk], annex.title or annex.document.title,
         _address(record, annex))
        for annex in item.annexes.all()
    ]  # fmt: skip


def _address(record: Record, annex: Annex) -> str:
    case = annex.document.case
    return address_of("document", record.association, case.year, case.number, annex.document.number)


def offered(association: Association, item: Item) -> list[WordingChip]:
    """Return the wordings offered for an item, the one that stands there chosen."""
    own = TextModule.objects.filter(
        association=association, kind__in=["", item.kind, *([item.case.kind] if item.case else [])]
    )
    case_kind = item.case.kind if item.case else CaseKind.GENERAL
    known = wordings(item.kind, case_kind, item.proposal, [Wording(o.label, o.outcome, o.text) for o in own])
    now = field_text(item, "decision")
    texts = [fields_of(wording) for wording in known]
    exact = [text == now and wording.outcome == item.outcome for text, wording in zip(texts, known, strict=True)]
    chosen = exact.index(True) if any(exact) else next(
        (place for place, wording in enumerate(known) if wording.outcome == item.outcome), -1
    )  # fmt: skip
    return [
        WordingChip(place + 1, wording.label, wording.outcome, texts[place], place == chosen)
        for place, wording in enumerate(known)
    ]


def fields_of(wording: Wording) -> str:
    """Write a wording as it stands in the decision's field."""
    return "\n".join(f"att {line.strip()}" for line in wording.text.splitlines() if line.strip())


def _clause(decision: Decision, slug: str, key: str) -> Clause:
    amount = number(kronor(decision.amount_ore)) if decision.amount_ore is not None else ""
    told = [f"{amount} kr" if amount else "", decision.responsible]
    told.append(f"senast {decision.due_on}" if decision.due_on else "")
    return Clause(
        decision.pk, decision.text, amount, decision.responsible,
        decision.due_on.isoformat() if decision.due_on else "", ", ".join(filter(None, told)),
        reverse("decision-detail", args=[slug, key, decision.pk]),
    )  # fmt: skip


def _motion(motion: Motion, names: dict[int, str], slug: str, key: str) -> Remark:
    return Remark(
        motion.pk, names.get(motion.seat_id, ""), motion.get_kind_display().lower(), motion.text,
        reverse("motion-remove", args=[slug, key, motion.pk]),
    )  # fmt: skip


def _reservation(one: Reservation, names: dict[int, str], slug: str, key: str) -> Remark:
    told = "skälen skrivna" if one.text else "skäl före justering"
    written = reverse("reservation", args=[slug, key, one.item_id])
    return Remark(
        one.pk,
        names.get(one.seat_id, ""),
        f"anmäld {clock(local(one.announced_at).time())}, {told}",
        one.text,
        reverse("reservation-withdraw", args=[slug, key, one.pk]),
        f"{written}?plats={one.seat_id}",
    )


def local(moment: datetime) -> datetime:
    """Return the moment in the time of the place."""
    return timezone.localtime(moment)


def _neighbour(record: Record, item: Item, step: int, slug: str, key: str) -> Link:
    place = item.position + step
    found = next((one for one in record.items if one.position == place), None)
    if found is None:
        return Link("")
    return Link(f"§ {record.numbers[found.pk]}", live_url(slug, key, found.position))
