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
    """A vote as it stands. `carried` is None while it is open: votes are missing, the chair must vote, or the lot fall.

    `needed` is the number of Yes that carries it: of a simple majority more than the No, of a qualified its fraction of
    those voting, rounded up. While votes are missing it is what it would be if all of them were cast.
    """

    yes: int
    no: int
    abstain: int
    missing: int
    needed: int
    carried: bool | None
    way: Way

    @property
    def chair_must_vote(self) -> bool:
        """Whether it is a tie and the chair has abstained: they may not, 4 kap. 25 § kommunallagen."""
        return self.way == "casting_vote" and self.carried is None


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

    Yes, No, abstaining and missing are together all who serve. `majority` is the fraction the ordinance asks for, None
    for a simple one. A tie of a simple majority is settled by the vote of `chair`, a seat; in an election or employment
    (`about_person`) by `lot`, True when it fell for Yes. Raises ValueError when more have voted than serve, or somebody
    has voted something else.
    """
    if len(votes) > serving:
        raise ValueError(
            f"{len(votes)} har röstat, men bara {serving} tjänstgör. Ta bort rösten för den som inte gör det."
        )
    if unknown := set(votes.values()) - {"yes", "no", "abstain"}:
        raise ValueError(f"”{min(unknown)}” är ingen röst. Välj ja, nej eller avstår.")
    yes, no, abstain = (sum(choice == kind for choice in votes.values()) for kind in ("yes", "no", "abstain"))
    missing = serving - len(votes)
    cast = yes + no + missing
    needed = cast // 2 + 1 if majority is None else max(ceil(majority * cast), 1)

    def counted(way: Way, *, carried: bool | None) -> Count:
        return Count(yes, no, abstain, missing, needed, carried, way)

    if missing:
        return counted("open", carried=None)
    if majority is not None:
        return counted("qualified", carried=yes >= needed)
    if yes != no:
        return counted("majority", carried=yes > no)
    if about_person:
        return counted("open" if lot is None else "lot", carried=lot)
    return counted("casting_vote", carried={"yes": True, "no": False}.get(votes.get(chair or 0, "")))


def check_majority(numerator: int, denominator: int) -> None:
    """Raise ValueError with a Swedish sentence unless an ordinance may ask for the fraction of those voting."""
    if denominator < 1 or numerator < 1:
        raise ValueError("Skriv ett bråk, som 2/3.")
    if numerator >= denominator:
        raise ValueError(
            "Enighet får inte krävas: förbundsordningen får ange kvalificerad majoritet för vissa ärenden, 9 § lagen "
            "(2003:1210), men aldrig att alla måste vara eniga. Skriv en del under det hela, som 4/5."
        )
    if 2 * numerator <= denominator:
        raise ValueError(
            "Hälften eller mindre är ingen kvalificerad majoritet: redan ett vanligt beslut kräver fler ja än nej. "
            "Skriv mer än hälften, som 2/3."
        )
