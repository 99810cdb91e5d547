"""What is done with seats: added, filled, ended, taken up again, put in order of call. All within the association."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, ProtectedError

from finsam.core import audit
from finsam.core.actions import seat_person
from finsam.core.invitations import invite
from finsam.core.models import Association, AuditEntry, Body, Member, Person, Seat, SeatRole
from finsam.core.rules.seating import Waiting, successor
from finsam.kernel.swedish import day

ROLES_OF: Mapping[str, tuple[SeatRole, ...]] = {
    Body.BOARD: (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.MEMBER, SeatRole.SUBSTITUTE),
    Body.PREPARATORY: (SeatRole.PREPARATORY_MEMBER,),
    Body.SECRETARIAT: (SeatRole.DIRECTOR, SeatRole.SECRETARY, SeatRole.ECONOMIST),
    Body.AUDIT: (SeatRole.AUDITOR,),
    Body.TEAM: (SeatRole.COORDINATOR,),
}
ACTION_ENDED = "core.seat.ended"


@dataclass(frozen=True)
class NewSeat:
    """A seat to add. `until` is the last day; None: until further notice."""

    body: str
    role: str
    member: Member | None
    since: date
    until: date | None = None
    call_order: int | None = None
    remark: str = ""


@dataclass(frozen=True)
class Called:
    """Who is to sit: name and e-mail address."""

    name: str
    email: str


@transaction.atomic
def add_seat(*, association: Association, by: Person, new: NewSeat, person: Called | None = None) -> Seat:
    """Add a seat, with or without somebody in it, who is told by e-mail. Raises ValueError."""
    if new.role not in ROLES_OF[new.body]:
        raise ValueError(f"{SeatRole(new.role).label.capitalize()} finns inte i {Body(new.body).label.lower()}.")
    if new.body == Body.BOARD and new.member is None:
        raise ValueError("Välj vilken medlem platsen i styrelsen hör till.")
    if new.until and new.until < new.since:
        raise ValueError("Uppdraget kan inte sluta innan det börjar. Kontrollera de två dagarna.")
    Association.objects.select_for_update().get(pk=association.pk)  # one position at a time
    last = Seat.objects.filter(association=association).aggregate(last=Max("position"))["last"]
    seat = Seat.objects.create(
        association=association, body=new.body, role=new.role, member=new.member, since=new.since, until=new.until,
        call_order=new.call_order if new.role == SeatRole.SUBSTITUTE else None, remark=new.remark.strip(),
        position=0 if last is None else last + 1,
    )  # fmt: skip
    audit.record(association, "core.seat.added", seat, by=by, seat=seat.pk, since=str(new.since))
    if person:
        fill_seat(association=association, by=by, seat=seat, person=person)
    return seat


@transaction.atomic
def fill_seat(*, association: Association, by: Person, seat: Seat, person: Called) -> Person:
    """Let somebody sit in a seat that is free; who is new here is made known. They are told by e-mail."""
    locked = (
        Seat.objects.select_for_update(of=("self",)).select_related("person").get(association=association, pk=seat.pk)
    )
    if locked.person:
        raise ValueError(f"{locked.person.name} sitter redan på platsen. Avsluta det uppdraget först.")
    email = person.email.strip().lower()
    found = Person.objects.filter(email=email).first()
    if found is None:
        if not person.name.strip():
            raise ValueError("Skriv också namnet: ingen med den e-postadressen finns här än.")
        found = Person(email=email, name=person.name.strip())
        found.set_unusable_password()
        found.save()
    seat_person(association=association, seat=locked, person=found, by=by)
    invite(association=association, person=found, seat=locked)
    return found


@transaction.atomic
def invite_again(*, association: Association, by: Person, seat: Seat) -> None:
    """Send the letter with the link once more. Raises ValueError when nobody sits there, or has a password."""
    if seat.person is None or seat.person.has_usable_password():
        raise ValueError("Ingen ny länk behövs: platsen är tom, eller den som sitter där har ett lösenord.")
    invite(association=association, person=seat.person, seat=seat)
    audit.record(association, "core.seat.invited", seat, by=by, seat=seat.pk)


def proposed_successor(association: Association, seat: Seat, on: date) -> Seat | None:
    """Return the seat of the substitute who steps in when the holder of a member's seat resigns, 15 §."""
    if seat.body != Body.BOARD or seat.role == SeatRole.SUBSTITUTE:
        return None
    rows = Seat.objects.in_force(on).filter(association=association, body=Body.BOARD, role=SeatRole.SUBSTITUTE)
    substitutes = {row.pk: row for row in rows.exclude(person=None).select_related("person", "member")}
    found = successor(
        seat.member_id, [Waiting(r.pk, r.member_id, r.call_order, r.position) for r in substitutes.values()]
    )
    return substitutes[found] if found else None


@transaction.atomic
def end_seat(
    *, association: Association, by: Person, seat: Seat, last_day: date, replaced_by: Seat | None = None, why: str = ""
) -> AuditEntry:
    """End a seat on its last day; the substitute, if one is named, sits in a seat of a member from the day after.

    Return the entry of the trail by which it can be undone. Raises ValueError.
    """
    locked = Seat.objects.select_for_update().get(association=association, pk=seat.pk)
    if locked.since and last_day < locked.since:
        raise ValueError(f"Uppdraget började {day(locked.since)}. Det kan inte sluta före det.")
    if locked.until and locked.until <= last_day:
        raise ValueError(f"Uppdraget slutar redan {day(locked.until)}.")
    undo: dict[str, object] = {"ended": {str(locked.pk): str(locked.until or "")}, "made": None, "why": why.strip()}
    if replaced_by:
        _step_in(association, locked, replaced_by, last_day, undo)
    locked.until = last_day
    locked.save(update_fields=["until"])
    return AuditEntry.objects.create(
        association=association, by=by, action=ACTION_ENDED, subject=str(locked)[:200],
        detail={**undo, "last_day": str(last_day)},
    )  # fmt: skip


def _step_in(association: Association, seat: Seat, replaced_by: Seat, last_day: date, undo: dict[str, object]) -> None:
    """End the substitute's own seat and let them sit for the member, for as long as the one who leaves would have."""
    own = Seat.objects.select_for_update().get(association=association, pk=replaced_by.pk)
    if own.member_id is None or own.member_id != seat.member_id or own.person_id is None:
        raise ValueError("Bara en ersättare för samma medlem kan träda in, 15 § lagen (2003:1210).")
    last = Seat.objects.filter(association=association).aggregate(last=Max("position"))["last"]
    made = Seat.objects.create(
        association=association, body=seat.body, role=SeatRole.MEMBER, member_id=seat.member_id,
        person_id=own.person_id, since=last_day + timedelta(days=1), until=seat.until, position=last + 1,
    )  # fmt: skip
    undo["ended"] = {**dict(undo["ended"]), str(own.pk): str(own.until or "")}  # type: ignore[call-overload]
    undo["made"] = made.pk
    own.until = last_day
    own.save(update_fields=["until"])


@transaction.atomic
def resume_seat(*, association: Association, by: Person, entry: AuditEntry) -> None:
    """Undo the ending of a seat, and that a substitute stepped in. Raises ValueError when that seat has been used."""
    for pk, until in entry.detail["ended"].items():
        Seat.objects.filter(association=association, pk=int(pk)).update(until=until or None)
    if entry.detail["made"]:
        try:
            Seat.objects.filter(association=association, pk=entry.detail["made"]).delete()
        except ProtectedError as error:
            raise ValueError("Den som trädde in har redan deltagit i ett möte. Det går inte att ångra.") from error
    audit.record(association, "core.seat.resumed", entry.subject, by=by, entry=entry.pk)


@transaction.atomic
def order_substitutes(*, association: Association, by: Person, orders: Mapping[int, int | None]) -> int:
    """Set the order in which substitutes are called, by seat; return how many changed. Raises ValueError.

    Two of the same member cannot stand in the same place.
    """
    rows = Seat.objects.select_for_update().filter(
        association=association, pk__in=list(orders), role=SeatRole.SUBSTITUTE
    )
    seats = list(rows)
    places = [(seat.member_id, orders[seat.pk]) for seat in seats if orders[seat.pk] is not None]
    if len(set(places)) < len(places):
        raise ValueError("Två ersättare för samma medlem har samma plats i turordningen. Ge dem var sin.")
    changed = [seat for seat in seats if seat.call_order != orders[seat.pk]]
    for seat in changed:
        seat.call_order = orders[seat.pk]
        seat.save(update_fields=["call_order"])
    if changed:
        audit.record(
            association, "core.seat.ordered", by=by, orders={str(seat.pk): seat.call_order for seat in changed}
        )
    return len(changed)
