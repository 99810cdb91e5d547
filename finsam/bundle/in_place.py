"""Lists whose rows others point at: a row that stays is changed where it is, never removed and made anew."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, ProtectedError

from finsam.bundle.tables import Record, TableSpec
from finsam.cases.models import RetentionClass
from finsam.core.models import Association, Member, Seat
from finsam.kernel.faults import BadInput, Fault

ASIDE = 10_000  # where positions wait while they change places


def update_in_place(
    spec: TableSpec, association: Association, records: Sequence[Record], identities: Iterable[tuple[str, ...]]
) -> list[Any]:
    """Make the association's rows those of the records; return the stored rows that no record is.

    A record is the stored row that is equal to it, else the first left that agrees in the columns of an identity.
    """
    stored = list(spec.model.objects.filter(association=association).order_by("position", "pk"))
    every = tuple(column.fills for column in spec.columns)
    pairs = paired(spec.current(association), records, [every, *identities])
    rows = spec.rows(association, records)
    for place, row in enumerate(rows):
        row.pk = stored[pairs[place]].pk if place in pairs else None
    of_association = spec.model.objects.filter(association=association)
    of_association.update(position=F("position") + ASIDE)
    spec.model.objects.bulk_update([row for row in rows if row.pk], ["position", *every])
    spec.model.objects.bulk_create(row for row in rows if not row.pk)
    spec.store_years(association, rows, records)
    return [row for place, row in enumerate(stored) if place not in pairs.values()]


def paired(stored: Sequence[Record], wanted: Sequence[Record], identities: Iterable[tuple[str, ...]]) -> dict[int, int]:
    """Return which stored record each wanted one is, by place; the first identity that finds one decides."""
    pairs: dict[int, int] = {}
    for names in identities:
        for place, record in enumerate(wanted):
            if place in pairs:
                continue
            free = (i for i in range(len(stored)) if i not in pairs.values())
            found = next((i for i in free if all(stored[i][name] == record[name] for name in names)), None)
            if found is not None:
                pairs[place] = found
    return pairs


def remove_unused(rows: Iterable[Any], file: str) -> None:
    """Remove rows that a file no longer has. Raises BadInput that says which one is still pointed at, and by what."""
    for row in rows:
        try:
            row.delete()
        except ProtectedError as error:
            uses = sorted({_use(one) for one in error.protected_objects})
            what = f"{_named(row)} står inte längre i filen men används av {', '.join(uses)}. "
            what += "Lägg tillbaka raden. Ett uppdrag som är slut behåller sin rad och får until."
            raise BadInput(Fault(what, file)) from error


def _named(row: Member | RetentionClass | Seat) -> str:
    if isinstance(row, RetentionClass):
        return f"retention_classes: {row.name}"
    if isinstance(row, Member):
        return f"members: {row.name}"
    return f"seats: {row.get_role_display()}{f' för {row.member}' if row.member else ''} ({row.get_body_display()})"


def _use(row: Any) -> str:
    """Say in Swedish what a row that points here belongs to: a meeting, or else what it calls itself."""
    item = getattr(row, "item", None) or getattr(getattr(row, "ballot", None), "item", None)
    meeting = getattr(row, "meeting", None) or getattr(item, "meeting", None)
    if meeting:
        return f"mötet {meeting.held_on}"
    return f"mötet {row.held_on}" if hasattr(row, "held_on") else f"”{row}”"
