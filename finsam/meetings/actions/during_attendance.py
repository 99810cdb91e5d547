"""Who comes and goes, from and including which §; and who is disqualified in one."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person, Seat
from finsam.meetings.actions.during import WRITABLE, lock_meeting
from finsam.meetings.models import Attendee, Conflict, Ground, Item, Meeting, Mode, Presence


@dataclass(frozen=True)
class Somebody:
    """Who comes or goes: the holder of a seat, a guest already noted, or a guest by name, role and organisation."""

    seat: int | None = None
    attendee: int | None = None
    name: str = ""
    role: str = ""
    organisation: str = ""


@transaction.atomic
def note_arrival(
    *, association: Association, meeting: Meeting, who: Somebody, first: Item, last: Item | None = None,
    mode: str = Mode.ROOM, by: Person,
) -> Presence:  # fmt: skip
    """Note that somebody comes, from and including the item `first`, and stays to the end or through `last`.

    Raises ValueError when they are there already, or nobody is named.
    """
    locked = _lock(association, meeting)
    if last is not None and last.position < first.position:
        raise ValueError("Den sista paragrafen kommer före den första.")
    attendee = _attendee(association, locked, who)
    span = (first.position, last.position if last else None)
    if any(_overlaps(presence, span) for presence in _presences(association, attendee)):
        raise ValueError(f"{_called(attendee)} är redan noterad som närvarande då. Rätta den raden i stället.")
    presence = Presence.objects.create(
        association=association, attendee=attendee, first_item=first if first.position else None, last_item=last,
        mode=mode, came_at=timezone.now(),
    )  # fmt: skip
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.attendance.arrived", _called(attendee), by=by, item=first.pk)
    return presence


@transaction.atomic
def note_departure(*, association: Association, meeting: Meeting, who: Somebody, first: Item, by: Person) -> None:
    """Note that somebody goes: they are not there from and including the item `first`.

    Raises ValueError when they are not there then.
    """
    locked = _lock(association, meeting)
    attendee = _find(association, locked, who)
    here = [p for p in _presences(association, attendee) if _covers(p, first.position)] if attendee else []
    if attendee is None or not here:
        raise ValueError("Personen är inte noterad som närvarande då, och kan inte gå.")
    before = Item.objects.filter(association=association, meeting=locked, position__lt=first.position).last()
    presence = here[0]
    if before is None or (presence.first_item and presence.first_item.position >= first.position):
        presence.delete()
    else:
        presence.last_item, presence.left_at = before, timezone.now()
        presence.save(update_fields=["last_item", "left_at"])
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.attendance.left", _called(attendee), by=by, item=first.pk)


@transaction.atomic
def correct_presence(
    *, association: Association, meeting: Meeting, presence: int, first: Item | None, last: Item | None, mode: str,
    by: Person,
) -> None:  # fmt: skip
    """Put a noted presence right: from which item, through which, and how. None: from the start, to the end."""
    locked = _lock(association, meeting)
    row = Presence.objects.select_related("attendee__seat__member").get(
        association=association, attendee__meeting=locked, pk=presence
    )
    if first and last and last.position < first.position:
        raise ValueError("Den sista paragrafen kommer före den första.")
    span = (first.position if first else 0, last.position if last else None)
    if any(_overlaps(other, span) for other in _presences(association, row.attendee) if other.pk != row.pk):
        raise ValueError(f"{_called(row.attendee)} är redan noterad som närvarande då, på en annan rad.")
    row.first_item, row.last_item, row.mode = first, last, mode
    row.save(update_fields=["first_item", "last_item", "mode"])
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.attendance.corrected", _called(row.attendee), by=by)


@transaction.atomic
def remove_presence(*, association: Association, meeting: Meeting, presence: int, by: Person) -> None:
    """Take away a presence that was noted by mistake, and a guest who then has none."""
    locked = _lock(association, meeting)
    row = Presence.objects.select_related("attendee__seat__member").get(
        association=association, attendee__meeting=locked, pk=presence
    )
    attendee = row.attendee
    row.delete()
    if not attendee.presences.exists():
        attendee.delete()
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.attendance.removed", _called(attendee), by=by)


@transaction.atomic
def note_conflict(*, association: Association, meeting: Meeting, item: int, seat: int, ground: str, text: str,
                  by: Person) -> None:  # fmt: skip
    """Note that somebody is disqualified (jävig) in the item, with its ground (R21).

    Raises ValueError without ground or text, or when it is noted already.
    """
    locked = _lock(association, meeting)
    if ground not in Ground.values:
        raise ValueError("Välj vilken av de fem grunderna för jäv som gäller.")
    if not text.strip():
        raise ValueError("Skriv med några ord varför. Det står i protokollet.")
    row, made = Conflict.objects.get_or_create(
        association=association, item=Item.objects.get(association=association, meeting=locked, pk=item),
        seat=Seat.objects.get(association=association, body=locked.body, pk=seat),
        defaults={"ground": ground, "text": text.strip()[:300]},
    )  # fmt: skip
    if not made:
        raise ValueError("Jäv är redan anmält för den personen i den här paragrafen.")
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.conflict.noted", row, by=by, item=item)


@transaction.atomic
def remove_conflict(*, association: Association, meeting: Meeting, conflict: int, by: Person) -> None:
    """Take away a disqualification noted by mistake."""
    locked = _lock(association, meeting)
    row = Conflict.objects.get(association=association, item__meeting=locked, pk=conflict)
    audit.record(association, "meetings.conflict.removed", row, by=by, item=row.item_id)
    row.delete()
    locked.save(update_fields=["version"])


def _lock(association: Association, meeting: Meeting) -> Meeting:
    locked = lock_meeting(association, meeting.pk, going_on=False)
    if locked.state not in WRITABLE:
        raise ValueError("Närvaron kan inte ändras: mötet har inte öppnats, eller protokollet är justerat.")
    return locked


def _find(association: Association, meeting: Meeting, who: Somebody) -> Attendee | None:
    rows = Attendee.objects.filter(association=association, meeting=meeting).select_related("seat__member")
    found = rows.filter(seat=who.seat) if who.seat else rows.filter(pk=who.attendee or 0)
    return found.first()


def _attendee(association: Association, meeting: Meeting, who: Somebody) -> Attendee:
    found = _find(association, meeting, who)
    if found:
        return found
    seat = Seat.objects.select_related("person").get(association=association, pk=who.seat) if who.seat else None
    name = (seat.person.name if seat.person else "") if seat else who.name.strip()
    if seat is None and not (name or who.role.strip()):
        raise ValueError("Skriv vem det är: ett namn eller en roll, som ”socialchef”.")
    last = Attendee.objects.filter(association=association, meeting=meeting).aggregate(last=Max("position"))["last"]
    return Attendee.objects.create(
        association=association, meeting=meeting, seat=seat, name=name, role=who.role.strip(),
        organisation=who.organisation.strip(), position=(last or 0) + 1,
    )  # fmt: skip


def _presences(association: Association, attendee: Attendee) -> list[Presence]:
    rows = Presence.objects.filter(association=association, attendee=attendee)
    return list(rows.select_related("first_item", "last_item"))


def _covers(presence: Presence, position: int) -> bool:
    return _overlaps(presence, (position, position))


def _overlaps(presence: Presence, span: tuple[int, int | None]) -> bool:
    first = presence.first_item.position if presence.first_item else 0
    last = presence.last_item.position if presence.last_item else None
    return (span[1] is None or first <= span[1]) and (last is None or span[0] <= last)


def _called(attendee: Attendee) -> str:
    seat = attendee.seat
    if seat:
        return attendee.name or (seat.member.name if seat.member else seat.get_role_display())
    return attendee.name or f"{attendee.role}, {attendee.organisation}".strip(", ")
