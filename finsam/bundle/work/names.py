"""What the files call the rows they point at: seats, members, cases, documents, items, retention classes."""

from collections.abc import Iterable, Sequence

from finsam.bundle.tables import Record
from finsam.bundle.work.nodes import Row
from finsam.core.models import Body
from finsam.meetings.records import PREFIXES


def seat_names(seats: Sequence[Record]) -> list[str]:
    """Return the name of each seat, in order: "chair", "member Nora kommun", "member Nora kommun (2)".

    Its role and member; outside the board its body first, as "secretariat director".
    """
    counted: dict[str, int] = {}
    names = []
    for seat in seats:
        body = "" if seat["body"] == Body.BOARD else seat["body"]
        name = " ".join(filter(None, [body, seat["role"], seat["member"]]))
        counted[name] = counted.get(name, 0) + 1
        names.append(f"{name} ({counted[name]})" if counted[name] > 1 else name)
    return names


def meeting_name(row: Row) -> str:
    """Return the meeting's place in addresses, which is the name of its file: as `meetings.records.meeting_key`."""
    return f"{PREFIXES[row['body']]}{row['held_on']}"


def item_names(items: Iterable[Row]) -> list[str]:
    """Return what each item is called within its meeting: its §, "72", else its place, "punkt 3"."""
    return [str(row["number"]) if row["number"] else f"punkt {place}" for place, row in enumerate(items, 1)]


def item_name(meeting: str, item: str) -> str:
    """Return what an item is called outside its meeting: "2021-11-19 § 72", "2021-11-19 punkt 3"."""
    return f"{meeting} § {item}" if item.isdigit() else f"{meeting} {item}"


def document_name(case: str, number: int) -> str:
    """Return what a document is called: "SOFINT 2021-41:2"."""
    return f"{case}:{number}"
