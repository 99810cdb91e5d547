"""Writing an item: two who write in the same one never overwrite each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person
from finsam.meetings.models import Item, ItemState, Meeting, MeetingState

TEXTS = (
    "title",
    "kind",
    "presenters",
    "background",
    "proposal",
    "proposal_by",
    "proposal_note",
    "decision_type",
    "annexes_apart",
    "annexes_note",
    "sent_to",
)
"""What is written of an item before the meeting."""
CHANGED = "meetings.item.changed"


@dataclass(frozen=True)
class Other:
    """Who changed the item meanwhile, when, and how it stands now."""

    name: str
    at: datetime | None
    now: Mapping[str, Any]
    version: int


class ChangedMeanwhile(Exception):
    """The same texts have been changed by somebody else: `clashes` names them. Nothing was saved."""

    def __init__(self, clashes: list[str], other: Other, merged: Mapping[str, Any]) -> None:
        super().__init__(f"{other.name} har ändrat samma punkt under tiden.")
        self.clashes, self.other, self.merged = clashes, other, merged


@transaction.atomic
def change_item(*, association: Association, by: Person, item: Item, version: int, wanted: Mapping[str, Any]) -> Item:
    """Save the texts of an item as written from `version`, together with what others changed in other texts.

    Must be called within the association. Raises ChangedMeanwhile when somebody else has changed the same text, and
    ValueError when the item has begun.
    """
    meeting = Meeting.objects.select_for_update().get(association=association, pk=item.meeting_id)
    item = Item.objects.select_for_update().get(association=association, pk=item.pk)
    if item.state != ItemState.WAITING or meeting.state in {MeetingState.CANCELLED, MeetingState.ADJUSTED}:
        raise ValueError("Punkten har börjat behandlas. Ändra den på mötets sida.")
    now = {name: getattr(item, name) for name in TEXTS}
    merged = dict(wanted) if item.version == version else _merged(association, item, version, wanted, now)
    was = {name: now[name] for name in TEXTS if merged[name] != now[name]}
    if not was:
        return item
    for name in was:
        setattr(item, name, merged[name])
    item.version += 1
    item.save(update_fields=[*was, "version"])
    audit.record(association, CHANGED, item, by=by, item=item.pk, meeting=meeting.pk, version=item.version, was=was)
    return item


def _merged(
    association: Association, item: Item, version: int, wanted: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    """Put the two changes together, text by text, from what stood in `version`; raise when both changed one."""
    entries = list(
        AuditEntry.objects.filter(association=association, action=CHANGED, detail__item=item.pk)
        .filter(detail__version__gt=version)
        .select_related("by")
        .order_by("-pk")
    )
    base = dict(now)
    for entry in entries:
        base.update(entry.detail["was"])
    traced = len(entries) == item.version - version  # else something changed it that kept no account of what it was
    merged = {name: now[name] if traced and wanted[name] == base[name] else wanted[name] for name in TEXTS}
    clashes = [
        name for name in TEXTS if wanted[name] != now[name] and merged[name] != now[name]
        and not (traced and now[name] == base[name])
    ]  # fmt: skip
    if clashes:
        raise ChangedMeanwhile(clashes, last_change(association, item), merged)
    return merged


def last_change(association: Association, item: Item) -> Other:
    """Return who changed the item last, when, and how it stands."""
    changes = AuditEntry.objects.filter(association=association, action=CHANGED, detail__item=item.pk)
    last = changes.select_related("by").order_by("-pk").first()
    now = {name: getattr(item, name) for name in TEXTS}
    by_name = last.by.name if last and last.by else "Någon annan"
    return Other(by_name, timezone.localtime(last.at) if last else None, now, item.version)
