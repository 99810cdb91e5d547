"""The §§: begun with their number, written on by several at once, closed when they are decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person
from finsam.core.numbers import next_number
from finsam.meetings.actions.during import check_going_on, lock_item, lock_meeting
from finsam.meetings.actions.register_items import fill_from_registers
from finsam.meetings.decided import tell_followers
from finsam.meetings.models import Decision, Item, ItemKind, ItemState, Meeting, Outcome
from finsam.meetings.records import read_record, series_name
from finsam.meetings.rules.closing import Treated, check_closable
from finsam.meetings.rules.text_modules import clauses, shown

TEXTS = {"title": 200, "presenters": 300, "background": 100_000, "proposal": 20_000, "reasons": 20_000,
         "remarks": 20_000, "sent_to": 300}  # fmt: skip
"""Fields of an item that are plain text, and the most characters each takes."""
FIELDS = (*TEXTS, "decision", "outcome")
WRITTEN = "meetings.item.written"


@dataclass(frozen=True)
class Saved:
    """What a save came to: when, the item's version, and what the next edit of the field is based on."""

    at: datetime
    version: int
    based_on: str


class StaleEditError(ValueError):
    """Somebody else has changed the field since the edit began. Nothing is saved; both texts remain."""

    def __init__(self, theirs: str, who: str, at: datetime | None) -> None:
        super().__init__("Någon annan har ändrat samma stycke. Båda finns kvar. Välj en eller sätt ihop dem.")
        self.theirs, self.who, self.at = theirs, who, at
        self.based_on = fingerprint(theirs)


def fingerprint(text: str) -> str:
    """Return what names a text in a save: the same for texts that differ only in line breaks and outer space."""
    return sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def field_text(item: Item, field: str) -> str:
    """Return what stands in a field, as shown: decisions with "att" before each."""
    if field == "decision":
        return shown([decision.text for decision in item.decisions.all()])
    return str(getattr(item, field))


@transaction.atomic
def save_field(*, association: Association, item: int, field: str, text: str, based_on: str, by: Person) -> Saved:
    """Save what was typed in one field of an item.

    `based_on` is the `fingerprint` of the text the edit began from: when the field holds another by now, nothing is
    saved and StaleEditError carries what it holds. Other fields of the item may have been changed meanwhile. Saving
    the same again changes nothing. Raises ValueError for what cannot be saved.
    """
    locked = lock_item(association, item)
    if field not in FIELDS:
        raise ValueError("Det fältet finns inte.")
    now = field_text(locked, field)
    wanted = _canonical(field, text)
    if fingerprint(wanted) != fingerprint(now):
        if fingerprint(now) != based_on:
            raise StaleEditError(now, *_last_writer(association, locked, field))
        _write(association, locked, field, wanted)
        locked.version += 1
        locked.save()
        _check_still_decided(association, locked)
        audit.record(association, WRITTEN, locked, by=by, item=locked.pk, field=field)
        _tell_if_closed(association, locked, by)
    return Saved(timezone.now(), locked.version, fingerprint(wanted))


def _canonical(field: str, text: str) -> str:
    if field == "decision":
        return shown(clauses(text))
    cleaned = text.replace("\r\n", "\n").strip()
    if field == "outcome" and cleaned not in {"", *Outcome.values}:
        raise ValueError("Det utfallet finns inte.")
    if field == "title" and not cleaned:
        raise ValueError("Punkten behöver en rubrik.")
    if len(cleaned) > TEXTS.get(field, len(cleaned)):
        raise ValueError(f"Texten är för lång: högst {TEXTS[field]} tecken får plats, {len(cleaned)} är skrivna.")
    return cleaned


def _write(association: Association, item: Item, field: str, text: str) -> None:
    if field == "decision":
        write_clauses(association, item, clauses(text))
    else:
        setattr(item, field, text)


def write_clauses(association: Association, item: Item, wanted: Sequence[str]) -> None:
    """Let the item's decision be these att-satser. One that stays keeps its amount, its responsible and its day."""
    old = list(Decision.objects.filter(association=association, item=item))
    left = [row for row in old if row.text not in wanted]
    rows = []
    for position, text in enumerate(wanted):
        same = next((row for row in old if row.text == text and row not in rows), None)
        row = same or (left.pop(0) if left else Decision(association=association, item=item))
        row.position, row.text = position, text
        rows.append(row)
    Decision.objects.filter(association=association, pk__in=[row.pk for row in old if row not in rows]).delete()
    for row in rows:
        row.save()


def _last_writer(association: Association, item: Item, field: str) -> tuple[str, datetime | None]:
    rows = AuditEntry.objects.filter(
        association=association, action=WRITTEN, detail__item=item.pk, detail__field=field
    ).select_related("by")
    last = rows.first()
    return (last.by.name if last and last.by else "", last.at if last else None)


@transaction.atomic
def detail_decision(
    *,
    association: Association,
    decision: int,
    amount_ore: int | None,
    responsible: str,
    due_on: date | None,
    by: Person,
) -> None:
    """Say how much an att-sats is about (öre), who carries it out and by when."""
    row = Decision.objects.get(association=association, pk=decision)
    item = lock_item(association, row.item_id)
    row.amount_ore, row.responsible, row.due_on = amount_ore, responsible.strip(), due_on
    row.save(update_fields=["amount_ore", "responsible", "due_on"])
    item.version += 1
    item.save(update_fields=["version"])
    audit.record(association, "meetings.decision.detailed", item, by=by, decision=decision)
    _tell_if_closed(association, item, by)


@transaction.atomic
def begin_item(*, association: Association, meeting: Meeting, item: int, by: Person) -> Item:
    """Begin an item: it takes the next § number and stands where it was treated.

    Begun by two at once it still takes one number. Raises ValueError when the meeting does not go on.
    """
    locked_meeting = lock_meeting(association, meeting.pk)
    locked = lock_item(association, item)
    if locked.number is not None:
        return locked
    _stand_next(association, locked)
    series = series_name(locked_meeting)
    locked.number = next_number(association, series, first=locked_meeting.first_number or 1)
    locked.series, locked.state, locked.begun_at = series, ItemState.BEGUN, timezone.now()
    fill_from_registers(association=association, by=by, item=locked)
    locked.version += 1
    locked.save()
    locked_meeting.save(update_fields=["version"])
    audit.record(association, "meetings.item.begun", locked, by=by, number=locked.number)
    return locked


def _stand_next(association: Association, item: Item) -> None:
    """Move the item to after the last one begun; those that waited before it wait after it."""
    items = list(Item.objects.filter(association=association, meeting=item.meeting_id).order_by("position"))
    others = [one for one in items if one.pk != item.pk]
    place = max((index + 1 for index, one in enumerate(others) if one.number is not None), default=0)
    others.insert(place, item)
    for position, one in enumerate(others):
        if one.position != position:
            one.position = position
            if one is not item:
                one.save(update_fields=["position"])


@transaction.atomic
def add_item(
    *, association: Association, meeting: Meeting, title: str, kind: str = ItemKind.DECISION, background: str = "",
    proposal: str = "", by: Person,
) -> Item:  # fmt: skip
    """Add an item while the meeting goes on; it stands before the ones that end a meeting."""
    locked = lock_meeting(association, meeting.pk)
    if not title.strip():
        raise ValueError("Punkten behöver en rubrik.")
    rows = Item.objects.filter(association=association, meeting=locked)
    last = rows.aggregate(last=Max("position"))["last"]
    item = Item.objects.create(
        association=association, meeting=locked, position=0 if last is None else last + 1, kind=kind,
        title=title.strip(), background=background.strip(), proposal=proposal.strip(),
    )  # fmt: skip
    _stand_before_the_end(association, item)
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.item.added", item, by=by)
    return item


LAST_KINDS = (ItemKind.OTHER, ItemKind.NEXT_MEETING, ItemKind.CLOSING)


def _stand_before_the_end(association: Association, item: Item) -> None:
    items = list(Item.objects.filter(association=association, meeting=item.meeting_id).order_by("position"))
    others = [one for one in items if one.pk != item.pk]
    place = len(others)
    while place and others[place - 1].kind in LAST_KINDS and others[place - 1].state == ItemState.WAITING:
        place -= 1
    others.insert(place, item)
    for position, one in enumerate(others):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


@transaction.atomic
def close_item(*, association: Association, meeting: Meeting, item: int, by: Person) -> Item:
    """Close a §. Raises ValueError with what is missing: outcome, att-sats, reasons, a settled vote, a quorum."""
    locked_meeting = lock_meeting(association, meeting.pk)
    locked = lock_item(association, item)
    if locked.state == ItemState.CLOSED:
        return locked
    if locked.number is None:
        raise ValueError("Punkten har inte börjat.")
    check_closable(_treated(association, locked))
    locked.state, locked.closed_at = ItemState.CLOSED, timezone.now()
    locked.version += 1
    locked.save()
    locked_meeting.save(update_fields=["version"])
    audit.record(association, "meetings.item.closed", locked, by=by, outcome=locked.outcome)
    tell_followers(association, locked, by)
    return locked


@transaction.atomic
def reopen_item(*, association: Association, meeting: Meeting, item: int, by: Person) -> None:
    """Take a closed § up again; it keeps its number."""
    locked_meeting = lock_meeting(association, meeting.pk)
    locked = lock_item(association, item)
    if locked.state != ItemState.CLOSED:
        return
    locked.state, locked.closed_at = ItemState.BEGUN, None
    locked.version += 1
    locked.save()
    locked_meeting.save(update_fields=["version"])
    audit.record(association, "meetings.item.reopened", locked, by=by)
    tell_followers(association, locked, by)


def _treated(association: Association, item: Item) -> Treated:
    record = read_record(association, item.meeting)
    this = next(one for one in record.items if one.pk == item.pk)
    texts = list(Decision.objects.filter(association=association, item=item).values_list("text", flat=True))
    return Treated(
        kind=item.kind,
        outcome=item.outcome,
        clauses=len(texts),
        reasons=item.reasons,
        quorate=record.serving(this).quorate,
        open_ballots=item.ballots.filter(settled_at=None).count(),
        unfilled=any("…" in text for text in texts),
    )


def _check_still_decided(association: Association, item: Item) -> None:
    """What is closed stays decided, whatever is written in it afterwards."""
    if item.state == ItemState.CLOSED:
        check_closable(_treated(association, item))


def _tell_if_closed(association: Association, item: Item, by: Person) -> None:
    """What follows from a § follows what it says, also when that is changed afterwards."""
    if item.state == ItemState.CLOSED:
        tell_followers(association, item, by)


def apply_wording(*, association: Association, item: int, outcome: str, text: str, by: Person) -> None:
    """Let the item end with a wording, whatever stood there: for a page without script."""
    now = Item.objects.prefetch_related("decisions").get(association=association, pk=item)
    check_going_on(now.meeting)
    for field, wanted in (("outcome", outcome), ("decision", text)):
        save_field(association=association, item=item, field=field, text=wanted,
                   based_on=fingerprint(field_text(now, field)), by=by)  # fmt: skip
