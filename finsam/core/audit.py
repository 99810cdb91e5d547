"""The trail: one row for every action in an association."""

from typing import Any

from finsam.core.models import Association, AuditEntry, Person


def record(association: Association, action: str, subject: object = "", *, by: Person | None, **detail: Any) -> None:
    """Write what was done. `action` is room.thing.verb, as "bundle.association.loaded"; detail must be JSON."""
    AuditEntry.objects.create(association=association, by=by, action=action, subject=str(subject)[:200], detail=detail)
