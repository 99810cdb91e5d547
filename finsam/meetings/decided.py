"""What follows from a §: told to the rooms above, which know of grants when the meetings do not."""

from collections.abc import Callable

from finsam.core.models import Association, Person
from finsam.meetings.models import Item

Follower = Callable[[Association, Item, Person | None], None]
FOLLOWERS: list[Follower] = []
"""One for each room in which something follows from a decision."""


def follows_decisions(follower: Follower) -> Follower:
    """Let the follower know, in the same transaction, when a § is closed, taken up again, or changed though closed.

    It reads the item as it stands and may be called again for the same one. ValueError refuses what was to be done.
    """
    FOLLOWERS.append(follower)
    return follower


def tell_followers(association: Association, item: Item, by: Person | None) -> None:
    """Tell every room that follows. Raises ValueError with a Swedish sentence when one refuses."""
    for follower in FOLLOWERS:
        follower(association, item, by)
