"""What lines are bound to, told by the rooms above, which know of grants when the money does not."""

from collections.abc import Callable

from finsam.figures.registry import Scope
from finsam.money.rules.committed import Told

Teller = Callable[[Scope], list[Told]]
TELLERS: list[Teller] = []
"""One for each room that binds lines, added when the room starts."""


def tells_commitments(teller: Teller) -> Teller:
    """Let the commitments of a year hold what the teller knows of it."""
    TELLERS.append(teller)
    return teller


def told_commitments(scope: Scope) -> list[Told]:
    """Return what every room tells of the year the scope's period begins. Must be called within the association."""
    return [one for teller in TELLERS for one in teller(scope)]
