"""What a vote comes to: simple or qualified majority, the chair's casting vote, the lot (R20).

docs/calculations/votes.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

Way = Literal["majority", "qualified", "casting_vote", "lot", "open"]


@dataclass(frozen=True)
class Count:
    """A vote as it stands. `carried` is None while it is open: votes are missing, or the lot must fall.

    `needed` is the number of Yes that carries it: of a simple majority more than the No, of a qualified its fraction of
    those voting, rounded up.
    """

    yes: int
    no: int
    abstain: int
    missing: int
    needed: int
    carried: bool | None
    way: Way


def count_votes(
    votes: Mapping[int, str],
    serving: int,
    chair: int | None,
    *,
    majority: Fraction | None = None,
    about_person: bool = False,
    lot: bool | None = None,
) -> Count:
    """Count votes by seat ("yes", "no", "abstain") of those `serving` in the §, the disqualified left out.

    `majority` is the fraction the ordinance asks for, None for a simple one. A tie of a simple majority is settled by
    the chair's vote, in an election or employment (`about_person`) by `lot`, True when it fell for Yes.
    """
    yes, no, abstain = (sum(choice == kind for choice in votes.values()) for kind in ("yes", "no", "abstain"))
    missing = serving - yes - no - abstain
    if majority is not None:
        return _qualified(yes, no, abstain, missing, majority)
    needed = (yes + no + missing) // 2 + 1
    if missing:
        return Count(yes, no, abstain, missing, needed, None, "open")
    if yes != no:
        return Count(yes, no, abstain, 0, needed, yes > no, "majority")
    if about_person:
        return Count(yes, no, abstain, 0, needed, lot, "open" if lot is None else "lot")
    cast = votes.get(chair, "") if chair is not None else ""
    return Count(yes, no, abstain, 0, needed, {"yes": True, "no": False}.get(cast), "casting_vote")


def _qualified(yes: int, no: int, abstain: int, missing: int, majority: Fraction) -> Count:
    """Those who vote are those who do not abstain; it is settled as soon as what is missing cannot turn it."""
    needed = ceil(majority * (yes + no + missing))
    can_still = yes + missing >= needed
    if missing and can_still:
        return Count(yes, no, abstain, missing, needed, None, "open")
    return Count(yes, no, abstain, missing, needed, yes >= needed and yes > 0, "qualified")
