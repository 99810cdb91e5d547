"""Seats of a board for the tests, with invented persons."""

from finsam.core.models import Association, Body, Member, Person, Seat, SeatRole


def sit(
    association: Association, name: str, role: SeatRole, member: Member | None = None, order: int | None = None
) -> Seat:
    """Seat an invented person in the board."""
    person, _ = Person.objects.get_or_create(email=f"{name.lower()}@finsam.test", defaults={"name": name})
    person.associations.add(association)
    last = Seat.objects.filter(association=association).order_by("position").last()
    return Seat.objects.create(
        association=association, body=Body.BOARD, role=role, person=person, member=member, call_order=order,
        position=last.position + 1 if last else 0,
    )  # fmt: skip
