"""What a decision grants, year by year."""

from collections.abc import Mapping

from finsam.kernel.shares import split


def decided_amounts(
    *, outcome: str, proposed: Mapping[int, int], sought: Mapping[int, int], stated: int | None
) -> dict[int, int]:
    """Return what is granted by year, in öre.

    As proposed: the proposed amounts; otherwise what was sought. An amount that the decision itself states is
    what counts, shared over the years in the same proportion. Raises ValueError with a Swedish sentence when a decision
    with changes states no amount, or nothing says how much it is.
    """
    base = {year: ore for year, ore in (proposed or sought).items() if ore}
    if outcome == "approved" and sought:
        base = {year: ore for year, ore in sought.items() if ore}
    if outcome == "amended" and stated is None:
        raise ValueError(
            "Beslutet ändrar ansökan men säger inte hur mycket som beviljas. Skriv beloppet vid att-satsen."
        )
    if stated is None or stated == sum(base.values()):
        if not base:
            raise ValueError("Det går inte att se hur mycket som beviljas. Skriv beloppet vid att-satsen.")
        return base
    if not base:
        raise ValueError("Ansökan säger inte vilka år den gäller. Skriv de sökta beloppen per år i ansökan först.")
    return dict(zip(base, split(stated, list(base.values())), strict=True))
