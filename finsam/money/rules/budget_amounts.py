"""Amounts of a budget as they are typed, indexed from one year to the next, and laid out over the months. Öre."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from finsam.kernel.amounts import decimal_kronor, parse_ore, round_half_up
from finsam.kernel.shares import split
from finsam.kernel.swedish import MINUS, amount, number

SIGNS = {"income": 1, "interventions": -1, "administration": -1}
"""The sign of an amount typed without one, by the kind of its group. Of other kinds an amount stands as it is typed."""
MONTHS = 12
MOST_KRONOR = 10**9
MOST_PERCENT = 1000
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def typed_amount(text: str, kind: str) -> int | None:
    """Read an amount in kronor as somebody types it, as öre with the sign of its group; nothing typed is None.

    A cost is a cost with a minus or without; with a plus it lowers the costs. An income is an income with a plus or
    without; with a minus it lowers the income. Raises ValueError with a Swedish sentence.
    """
    said = _SPACES.sub("", text).replace(MINUS, "-").removesuffix("kr")
    if not said:
        return None
    sign, digits = (said[0], said[1:]) if said[0] in "+-" else ("", said)
    try:
        ore = parse_ore(digits) if not digits.startswith("-") else None
    except ValueError:
        ore = None
    if ore is None:
        raise ValueError(f"”{text.strip()}” är inget belopp. Skriv kronor med siffror, som 350 000.")
    if ore > MOST_KRONOR * 100:
        raise ValueError(f"{text.strip()} är mer än en miljard kronor. Kontrollera siffrorna.")
    return ore * (SIGNS.get(kind, 1) if not sign else 1 if sign == "+" else -1)


def written_amount(ore: int | None, kind: str) -> str:
    """Write an amount so that `typed_amount` reads it back; a plus where the sign is not the group's own."""
    if ore is None:
        return ""
    whole = ore % 100 == 0
    words = amount(ore) if whole else number(Decimal(decimal_kronor(ore)))
    return f"+{words}" if ore > 0 and SIGNS.get(kind, 1) < 0 else words


def typed_percent(text: str) -> Decimal | None:
    """Read a percentage: "3", "2,5 %", "-1". Nothing typed is None. Raises ValueError with a Swedish sentence."""
    said = _SPACES.sub("", text).replace(MINUS, "-").removesuffix("%").replace(",", ".")
    if not said:
        return None
    if not re.fullmatch(r"[+-]?[0-9]{1,4}(\.[0-9]{1,3})?", said) or abs(Decimal(said)) > MOST_PERCENT:
        raise ValueError(f"”{text.strip()}” är ingen procentsats. Skriv till exempel 2 eller 2,5.")
    return Decimal(said)


def raised(ore: int, percent: Decimal) -> int:
    """Return an amount raised by a percentage, rounded to whole kronor."""
    return int(round_half_up(Fraction(ore, 100) * (1 + Fraction(percent) / 100))) * 100


def indexed_yearly(amounts: Mapping[int, int], base: int, years: Sequence[int], percent: Decimal) -> dict[int, int]:
    """Raise the amount of the base year once for each year that follows, each from the rounded one before.

    The base year itself, when it is among the years, stands as it is. A line without amount in the base year gets none.
    """
    if base not in amounts:
        return {}
    found: dict[int, int] = {}
    kept = amounts[base]
    for year in range(base, max(years) + 1):
        kept = raised(kept, percent) if year > base and percent else kept
        if year in years:
            found[year] = kept
    return found


def indexed_plan(amounts: Mapping[int, int], years: Sequence[int], percent: Decimal, end: int) -> dict[int, int]:
    """Raise what was planned for each year; a year past the plan's end is the year before it, raised."""
    found: dict[int, int] = {}
    for year in years:
        before = amounts.get(year)
        if before is None and year > end:
            before = found.get(year - 1, amounts.get(year - 1))
        if before is not None:
            found[year] = raised(before, percent) if percent else before
    return found


def spread(ore: int, weights: Sequence[int]) -> list[int]:
    """Lay an amount out over twelve months by weights, whole kronor as far as it goes; the months make the amount.

    Raises ValueError with a Swedish sentence when no month weighs anything.
    """
    if len(weights) != MONTHS or min(weights) < 0 or not any(weights):
        raise ValueError("Välj minst en månad att lägga beloppet i.")
    sign = -1 if ore < 0 else 1
    kronor, rest = divmod(abs(ore), 100)
    months = [part * 100 for part in split(kronor, weights)]
    last = max(month for month in range(MONTHS) if weights[month])
    months[last] += rest
    return [sign * part for part in months]


def respread(ore: int, months: Sequence[int] | None) -> list[int] | None:
    """Lay a changed amount out as the one before was; None where that was evenly, or says nothing."""
    if not months or not any(months):
        return None
    if sum(months) == ore:
        return list(months)
    return spread(ore, [abs(part) for part in months])


def check_months(ore: int, months: Sequence[int]) -> None:
    """Refuse twelve amounts that do not make the year's. Raises ValueError with a Swedish sentence."""
    if over := sum(months) - ore:
        more = "för mycket" if abs(sum(months)) > abs(ore) else "för lite"
        raise ValueError(
            f"Månaderna blir tillsammans {amount(sum(months))} kronor. Året är {amount(ore)} kronor: "
            f"det är {amount(abs(over))} {more}."
        )
