"""Lays a budget line's months on the accounts that its outcome is booked on: a SIE file knows no lines (#PBUDGET)."""

from collections.abc import Mapping, Sequence

from finsam.kernel.shares import split

Place = tuple[str, str]
"""An account and an object; without object ""."""


def weights_of(booked: Mapping[Place, int], accounts: Sequence[str], ore: int) -> dict[Place, int]:
    """Tell how a line's amount weighs on its accounts; empty when nothing says where it belongs.

    By what has been booked on the line in the direction of the amount, else all that has been; where nothing has,
    evenly over the accounts that the line points out. `ore` is the year's amount, debit positive.
    """
    sign = -1 if ore < 0 else 1
    along = {place: abs(amount) for place, amount in booked.items() if sign * amount > 0}
    return along or {place: abs(amount) for place, amount in booked.items() if amount} or {(a, ""): 1 for a in accounts}


def spread(months: Sequence[int], weights: Mapping[Place, int]) -> dict[Place, list[int]]:
    """Split every month by the weights with the largest remainder, so that the places make the month. Öre."""
    places = list(weights)
    parts = [split(month, [weights[place] for place in places]) for month in months]
    return {place: [month[i] for month in parts] for i, place in enumerate(places)}
