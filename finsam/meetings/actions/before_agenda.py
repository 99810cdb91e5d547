"""Making the agenda: items added, moved, removed and brought back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from finsam.cases.models import Case
from finsam.core import audit
from finsam.core.models import Association, AuditEntry, NumberSeries, Person
from finsam.meetings.actions.before_items import TEXTS
from finsam.meetings.filling import fill_item
from finsam.meetings.models import Annex, Item, ItemState, Meeting, MeetingState
from finsam.meetings.records import majorities_of, series_name
from finsam.meetings.rules.standing_items import item_kind_of, majority_of, place_of_new

OPEN_STATES = frozenset({MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN})
REMOVED = "meetings.item.removed"
RESTORED = "meetings.item.restored"


def open_agenda(association: Association, meeting: Meeting) -> list[Item]:
    """Return the items in order, held for the transaction so that two who change the agenda wait for each other.

    Raises ValueError when the agenda can no longer be changed.
    """
    held = Meeting.objects.select_for_update().get(association=association, pk=meeting.pk)
    if held.state not in OPEN_STATES:
        raise ValueError("Dagordningen kan inte ändras: mötet är avslutat eller inställt.")
    return list(Item.objects.filter(association=association, meeting=held).order_by("position"))


@transaction.atomic
def add_item(*, association: Association, by: Person, meeting: Meeting, title: str, kind: str) -> Item:
    """Add an item of its own, before those that close the agenda. Must be called within the association.

    Raises ValueError when the agenda can no longer be changed.
    """
    item = Item(association=association, meeting=meeting, title=title, kind=kind)
    return _added(association, by, meeting, item)


@transaction.atomic
def add_case(*, association: Association, by: Person, meeting: Meeting, case: Case) -> Item:
    """Add a case that waits for the body: its title, summary, proposal and documents. Within the association.

    Raises ValueError when the case stands on the agenda already, or the agenda can no longer be changed.
    """
    if Item.objects.filter(association=association, meeting=meeting, case=case).exists():
        raise ValueError(f"{case.diary_number} står redan på dagordningen.")
    kind = item_kind_of(case.kind)
    item = Item(
        association=association,
        meeting=meeting,
        case=case,
        kind=kind,
        title=case.title,
        background=case.summary,
        proposal=case.proposal,
        presenters=case.responsible.name if case.responsible else "",
        decision_type=majority_of(kind, majorities_of(association, meeting.held_on)),
    )
    _added(association, by, meeting, item)
    Annex.objects.bulk_create(
        Annex(association=association, item=item, document=document, position=place)
        for place, document in enumerate(case.documents.order_by("number"))
    )
    fill_item(association, item)
    return item


def _added(association: Association, by: Person, meeting: Meeting, item: Item) -> Item:
    items = open_agenda(association, meeting)
    place = max(place_of_new([one.kind for one in items]), _begun(items))
    items.insert(place, item)
    item.position = place
    _set_positions(items[place + 1 :], place + 1)
    item.save()
    audit.record(association, "meetings.item.added", item, by=by, item=item.pk, meeting=meeting.pk)
    return item


@transaction.atomic
def move_item(*, association: Association, by: Person, meeting: Meeting, item_id: int, steps: int) -> Item:
    """Move an item up (negative) or down among those that have not begun; at an end it stays.

    Must be called within the association. Raises ValueError when it cannot be moved, Item.DoesNotExist when it is gone.
    """
    items = open_agenda(association, meeting)
    item = _of(items, item_id)
    if item.state != ItemState.WAITING:
        raise ValueError("Punkten har börjat behandlas och kan inte flyttas.")
    now = items.index(item)
    place = max(_begun(items), min(now + steps, len(items) - 1))
    items.insert(place, items.pop(now))
    _set_positions(items, 0)
    audit.record(association, "meetings.item.moved", item, by=by, item=item.pk, meeting=meeting.pk, place=place + 1)
    return item


@transaction.atomic
def remove_item(*, association: Association, by: Person, meeting: Meeting, item_id: int) -> AuditEntry:
    """Take an item off the agenda; the entry returned is what `restore_item` brings it back from.

    Must be called within the association. Raises ValueError when it has begun, Item.DoesNotExist when it is gone.
    """
    items = open_agenda(association, meeting)
    item = _of(items, item_id)
    if item.state != ItemState.WAITING:
        raise ValueError("Punkten har börjat behandlas och kan inte tas bort.")
    audit.record(association, REMOVED, item, by=by, meeting=meeting.pk, removed=_kept(item))
    entry = AuditEntry.objects.filter(association=association, action=REMOVED, by=by).latest("pk")
    try:
        item.delete()
    except ProtectedError as error:
        raise ValueError("Punkten har anmälda beslut knutna till sig. Flytta dem till en annan punkt först.") from error
    _set_positions([one for one in items if one.pk], 0)
    return entry


@transaction.atomic
def restore_item(*, association: Association, by: Person, meeting: Meeting, entry_id: int) -> Item:
    """Bring a removed item back where it stood, with its annexes. Must be called within the association.

    Raises ValueError when it is back already or nothing was removed, or the agenda can no longer be changed.
    """
    items = open_agenda(association, meeting)
    entry = AuditEntry.objects.filter(
        association=association, action=REMOVED, pk=entry_id, detail__meeting=meeting.pk
    ).first()
    again = AuditEntry.objects.filter(association=association, action=RESTORED, detail__entry=entry_id)
    if entry is None or again.exists():
        raise ValueError("Punkten är redan tillbaka på dagordningen.")
    kept = entry.detail["removed"]
    item = Item(association=association, meeting=meeting, case_id=kept["case"], **kept["texts"])
    place = max(min(kept["place"], len(items)), _begun(items))
    item.position = place
    _set_positions(items[place:], place + 1)
    item.save()
    Item.objects.filter(association=association, pk=item.pk).update(added_at=datetime.fromisoformat(kept["added_at"]))
    _restore_annexes(item, kept["annexes"])
    audit.record(association, RESTORED, item, by=by, item=item.pk, meeting=meeting.pk, entry=entry_id)
    return item


@transaction.atomic
def set_first_number(*, association: Association, by: Person, meeting: Meeting, number: int) -> None:
    """Set the § a new series begins with, until the first has been taken (R23). Within the association.

    Raises ValueError when a § has been taken in the series.
    """
    if NumberSeries.objects.filter(association=association, name=series_name(meeting), last__gt=0).exists():
        raise ValueError("Årets första paragraf är redan tagen. Numren fortsätter från den.")
    meeting = Meeting.objects.select_for_update().get(association=association, pk=meeting.pk)
    meeting.first_number, meeting.version = number, meeting.version + 1
    meeting.save(update_fields=["first_number", "version"])
    audit.record(association, "meetings.series.begun", meeting, by=by, meeting=meeting.pk, first=number)


def _of(items: Sequence[Item], item_id: int) -> Item:
    for item in items:
        if item.pk == item_id:
            return item
    raise Item.DoesNotExist


def _begun(items: Sequence[Item]) -> int:
    """The first place after everything that has begun."""
    return max((place + 1 for place, item in enumerate(items) if item.state != ItemState.WAITING), default=0)


def _set_positions(items: Sequence[Item], first: int) -> None:
    changed = []
    for place, item in enumerate(items, first):
        if item.position != place:
            item.position = place
            changed.append(item)
    Item.objects.bulk_update(changed, ["position"])


def _kept(item: Item) -> dict[str, Any]:
    return {
        "place": item.position,
        "case": item.case_id,
        "added_at": item.added_at.isoformat(),
        "texts": {name: getattr(item, name) for name in TEXTS},
        "annexes": [[a.document_id, a.title, a.added_at.isoformat()] for a in item.annexes.all()],
    }


def _restore_annexes(item: Item, kept: Sequence[tuple[int, str, str]]) -> None:
    for place, (document, title, added_at) in enumerate(kept):
        annex = Annex.objects.create(
            association_id=item.association_id, item=item, document_id=document, position=place, title=title
        )
        Annex.objects.filter(pk=annex.pk).update(added_at=datetime.fromisoformat(added_at))
