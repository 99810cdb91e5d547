"""How a year's contributions are shared: between the parties, and among those of a party. The parts make the whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from finsam.kernel.amounts import round_half_up
from finsam.kernel.shares import split
from finsam.kernel.swedish import capital, kr, listed

Shares = Mapping[str, Fraction]
"""How much of the whole each party pays, by kind of member, in the order of the law: state, region, municipality."""

KINDS = ("state", "region", "municipality")
PARTIES = {"state": "staten", "region": "regionen", "municipality": "kommunerna"}
OF_PARTIES = {"state": "statens", "region": "regionens", "municipality": "kommunernas"}
FRACTIONS = {
    Fraction(1, 2): "hälften",
    Fraction(1, 3): "en tredjedel",
    Fraction(2, 3): "två tredjedelar",
    Fraction(1, 4): "en fjärdedel",
    Fraction(3, 4): "tre fjärdedelar",
}
KRONA = 100  # öre
WHOLE, INDEXED = "whole", "indexed"
FIRST_YEAR = 2004  # the law is of 2003


def shares_on(told: Iterable[tuple[str, Fraction, date]], on: date, kinds: Collection[str]) -> dict[str, Fraction]:
    """Return the parties' shares on a day: of each kind the latest told, not later than the day.

    Where none is told the law's: a half, a quarter, a quarter (5 § law 2003:1210), and without a region a half each
    (5 a §). `kinds` are those who pay. Raises ValueError when the shares are not one whole, or nobody pays one.
    """
    found = {kind: share for kind, share, _ in sorted((t for t in told if t[2] <= on), key=lambda told: told[2])}
    shares = {kind: found[kind] for kind in KINDS if found.get(kind)} or _of_the_law(kinds)
    if sum(shares.values()) != 1:
        said = ", ".join(f"{PARTIES[kind]} {share}" for kind, share in shares.items())
        raise ValueError(f"Parternas andelar är tillsammans inte ett helt: {said}. Rätta dem bland bidragsgivarna.")
    for kind in shares:
        if kind not in kinds:
            raise ValueError(
                f"{capital(PARTIES[kind])} ska betala {fraction_words(shares[kind])} men har ingen bidragsgivare. "
                "Lägg till den, eller ändra andelarna."
            )
    return shares


def _of_the_law(kinds: Collection[str]) -> dict[str, Fraction]:
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    if "region" in kinds:
        return {"state": half, "region": quarter, "municipality": quarter}
    return {"state": half, "municipality": half}


def parts_of_whole(ore: int, shares: Shares) -> dict[str, int]:
    """Split the whole between the parties, in whole kronor when it is whole kronor (R1)."""
    return dict(zip(shares, _split(ore, list(shares.values())), strict=True))


def parts_from(kind: str, ore: int, shares: Shares) -> dict[str, int]:
    """Return every party's part when one is known: the one as it is, the others by their shares of the whole it gives.

    Raises ValueError when the party pays no share.
    """
    if kind not in shares:
        raise ValueError(f"{capital(PARTIES[kind])} har ingen andel i förbundet. Välj en annan part.")
    unit = _unit(ore)
    whole = int(round_half_up(Fraction(ore, unit) / shares[kind])) * unit
    others = {other: share for other, share in shares.items() if other != kind}
    rest = dict(zip(others, _split(whole - ore, list(others.values())), strict=True)) if others else {}
    return {party: ore if party == kind else rest[party] for party in shares}


def parts_known(known: str, ore: int, shares: Shares) -> dict[str, int]:
    """Return every party's part when the whole ("whole") or one party's part is known. Raises ValueError."""
    if ore < 0:
        raise ValueError("Ett bidrag kan inte vara mindre än noll.")
    return parts_of_whole(ore, shares) if known == WHOLE else parts_from(known, ore, shares)


def lowest(parts: Mapping[str, int], shares: Shares) -> str:
    """Return the party whose part is enough for the smallest whole; the later of two. It drives the pot."""
    return min(reversed([kind for kind in shares if kind in parts]), key=lambda kind: parts[kind] / shares[kind])


def off_shares(parts: Mapping[str, int], shares: Shares) -> dict[str, int]:
    """Return by how much each party's part is more than its share of their sum; none when they follow the shares."""
    due = parts_of_whole(sum(parts.values()), shares)
    return {kind: parts.get(kind, 0) - ore for kind, ore in due.items() if parts.get(kind, 0) != ore}


def among(ore: int, basis: str, weights: Mapping[str, int | None], of_party: str) -> dict[str, int]:
    """Split a party's part among its contributors, by weight: inhabitants, agreed parts, or fixed amounts in kronor.

    A single one pays it all. `of_party` is the party in the genitive. Raises ValueError when a weight is missing, or
    fixed amounts do not make the part.
    """
    if len(weights) == 1:
        return dict.fromkeys(weights, ore)
    missing = [name for name, weight in weights.items() if not weight and (basis == "population" or weight is None)]
    if missing:
        what = {"population": "antalet invånare", "agreement": "den avtalade andelen", "fixed": "det fasta beloppet"}
        raise ValueError(f"Skriv {what[basis]} för {listed(missing)}.")
    known = {name: weight or 0 for name, weight in weights.items()}
    if basis == "fixed":
        return _fixed(ore, known, of_party)
    if not any(known.values()):
        raise ValueError(f"Minst en av {of_party} andelar måste vara mer än noll.")
    return dict(zip(known, _split(ore, list(known.values())), strict=True))


def _fixed(ore: int, weights: Mapping[str, int], of_party: str) -> dict[str, int]:
    fixed = {name: weight * KRONA for name, weight in weights.items()}
    together = sum(fixed.values())
    if together != ore:
        word = "saknas" if together < ore else "är för mycket"
        raise ValueError(
            f"De fasta beloppen är tillsammans {kr(together)}, {of_party} del är {kr(ore)}: "
            f"{kr(abs(ore - together))} {word}. Ändra beloppen eller delen."
        )
    return fixed


def indexed(ore: int, percent: Fraction) -> int:
    """Return the amount raised by the percentage, to whole kronor."""
    return int(round_half_up(Fraction(ore) * (1 + percent / 100) / KRONA)) * KRONA


def instalments(ore: int, count: int) -> list[int]:
    """Split an amount in equal calls, in whole kronor when it is whole kronor; the first may be a krona more."""
    return _split(ore, [1] * count)


def _unit(ore: int) -> int:
    return 1 if ore % KRONA else KRONA


def _split(ore: int, shares: Sequence[Fraction | int]) -> list[int]:
    unit = _unit(ore)
    return [part * unit for part in split(ore // unit, shares)]


def fraction_words(share: Fraction) -> str:
    """Write a share: "hälften", "en fjärdedel", "3/8"."""
    return FRACTIONS.get(share, str(share))
