"""Splitting a whole so that the parts always make the whole."""

from collections.abc import Sequence
from fractions import Fraction


def split(total: int, shares: Sequence[Fraction | int]) -> list[int]:
    """Split a total (öre, persons) by shares with the largest remainder; the parts sum to the total.

    Equal remainders go to the earlier share. Raises ValueError when no share is positive.
    """
    whole = sum(shares, Fraction(0))
    if whole <= 0 or min(shares) < 0:
        msg = "Andelarna måste vara minst noll och tillsammans mer än noll"
        raise ValueError(msg)
    exact = [Fraction(total) * share / whole for share in shares]
    parts = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
