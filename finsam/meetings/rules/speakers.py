"""The speaking order: replies first, then as asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """A place in the speaking order."""

    id: int
    seat: int
    is_reply: bool
    asked_at: datetime
    has_spoken: bool


def speaking_order(asked: Iterable[Asked]) -> list[Asked]:
    """Return those who are to speak, next first: replies before the rest, each by when they asked."""
    return sorted(
        (one for one in asked if not one.has_spoken), key=lambda one: (not one.is_reply, one.asked_at, one.id)
    )
