"""A body of our own making with a meeting of it, so that a test knows everybody who is there."""

from dataclasses import dataclass
from datetime import date, timedelta

from finsam.core.models import Association, Body, Member, Person, Seat, SeatRole
from finsam.meetings.actions.during import open_meeting
from finsam.meetings.actions.during_items import begin_item
from finsam.meetings.models import Item, ItemKind, Meeting

DAY = date(2031, 3, 14)
KEY = "beredning-2031-03-14"
PLACES = ("Åby", "Ödeby", "Bäckby", "Viken", "Forsen")
KINDS = (ItemKind.OPENING, ItemKind.ADJUSTER, ItemKind.FUNDING, ItemKind.INFORMATION, ItemKind.NEXT_MEETING)


@dataclass(frozen=True)
class Gathered:
    """The meeting, its seats by place (substitutes as "Åby ersättare") and its items."""

    meeting: Meeting
    seats: dict[str, Seat]
    items: list[Item]

    def __getitem__(self, place: str) -> int:
        return self.seats[place].pk


def gather(association: Association, on: date = DAY) -> Gathered:
    """Five members, the first in the chair, two substitutes; a planned meeting with five items, §§ from 1."""
    meeting = Meeting.objects.create(association=association, body=Body.PREPARATORY, held_on=on)
    Seat.objects.filter(association=association, body=Body.PREPARATORY).update(until=on - timedelta(days=1))
    first = Seat.objects.filter(association=association).order_by("-position").first()
    position = (first.position if first else 0) + 1
    seats = {}
    for place, (name, role) in enumerate(
        [(PLACES[0], SeatRole.CHAIR), *((name, SeatRole.MEMBER) for name in PLACES[1:]),
         ("Åby ersättare", SeatRole.SUBSTITUTE), ("Viken ersättare", SeatRole.SUBSTITUTE)]
    ):  # fmt: skip
        member, _ = Member.objects.get_or_create(
            association=association, name=f"{name.split()[0]} kommun",
            defaults={"kind": "municipality", "position": 50 + place},
        )  # fmt: skip
        seats[name] = Seat.objects.create(
            association=association, body=Body.PREPARATORY, role=role, member=member, position=position + place
        )
    items = [
        Item.objects.create(
            association=association, meeting=meeting, position=place, kind=kind, title=f"Punkt {place + 1}",
            proposal="bevilja ansökan" if kind == ItemKind.FUNDING else "",
        )
        for place, kind in enumerate(KINDS)
    ]  # fmt: skip
    return Gathered(meeting, seats, items)


def opened(
    association: Association, by: Person, *, absent: tuple[str, ...] = (), begun: int = 0, on: date = DAY
) -> Gathered:
    """The same meeting opened with every member but the absent there, and its first items begun."""
    made = gather(association, on)
    present = [seat.pk for name, seat in made.seats.items() if name not in absent and "ersättare" not in name]
    open_meeting(association=association, meeting=made.meeting, by=by, present=present)
    for item in made.items[:begun]:
        begin_item(association=association, meeting=made.meeting, item=item.pk, by=by)
    made.meeting.refresh_from_db()
    return made
