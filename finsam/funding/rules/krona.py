"""Whose cost can be told from whose, and what differs between two stages of the krona."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Costed(Protocol):
    """An intervention as the ledger knows it."""

    key: str
    pool: str

    @property
    def ledger_objects(self) -> Sequence[str]:
        """The objects it is booked on."""


@dataclass(frozen=True)
class Base:
    """Those who bear a cost together: the keys of the interventions and the ledger objects they are booked on."""

    keys: tuple[str, ...]
    objects: frozenset[str]

    @property
    def is_shared(self) -> bool:
        """Whether several interventions are behind the cost."""
        return len(self.keys) > 1


def base_of(one: Costed, every: Iterable[Costed]) -> Base:
    """Return who must be counted for a cost to be divided by those it was for (R36b).

    An intervention stands alone when each intervention of its pool has ledger objects of its own: then its cost is
    told apart from the others'. When one of them has none, it lies in the others' cost, and the pool is one.
    """
    pool = [other for other in every if one.pool and other.pool == one.pool] or [one]
    together = [one] if all(other.ledger_objects for other in pool) else pool
    codes = frozenset(code for other in together for code in other.ledger_objects)
    return Base(tuple(other.key for other in together), codes)


def parts_of_booked(booked: int, claimed: int | None) -> Mapping[str, int]:
    """Part what is booked by whether a claim stands behind it; öre. What is claimed beyond it is `unbooked`.

    The first two sum to `booked`. A negative cost (a credit) has no claim behind it.
    """
    behind = max(min(booked, claimed or 0), 0)
    parts = {"claimed": behind, "unclaimed": booked - behind, "unbooked": max((claimed or 0) - behind, 0)}
    return {name: ore for name, ore in parts.items() if ore}
