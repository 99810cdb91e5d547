"""What a case brings to its item when it is put on an agenda: told by the rooms above, which know what it is about."""

from collections.abc import Callable

from finsam.core.models import Association
from finsam.meetings.models import Item

Filler = Callable[[Association, Item], None]
FILLERS: list[Filler] = []
"""One for each room whose cases bring more than their title, proposal and documents."""


def fills_items(filler: Filler) -> Filler:
    """Let the filler write in an item that a case has just become, or that still waits when the matter has changed."""
    FILLERS.append(filler)
    return filler


def fill_item(association: Association, item: Item) -> None:
    """Let every room write in the item what its case brings."""
    for filler in FILLERS:
        filler(association, item)
