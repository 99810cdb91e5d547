"""How much equity a rule allows: one percentage of a base, or brackets of it; and the rule in words (R5)."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from finsam.kernel.amounts import decimal_kronor, parse_ore
from finsam.kernel.swedish import SPACE, amount, capital, listed, percent

_MOST_PERCENT = 1000


class Bracket(NamedTuple):
    """The ceiling for a base up to and including an amount (öre; None: without end): a percentage of it, or öre."""

    up_to_ore: int | None
    percent: int | None
    amount_ore: int | None


def brackets_of(stored: Sequence[Sequence[int | None]]) -> list[Bracket]:
    """Read the brackets of a rule as they are stored: [up to, percent, öre], in rising order."""
    return [Bracket(*one) for one in stored]


_STEP = re.compile(r"(?P<up_to>[0-9., ]*|däröver): *(?:(?P<percent>[0-9]+) *%|(?P<amount>[0-9., ]+) *(?:kr)?)")


def parse_brackets(text: str) -> list[Bracket]:
    """Read brackets as they are written, one a line or parted by |: "2 000 000: 30 %", "däröver: 600 000 kr".

    Raises ValueError with a Swedish sentence when a line is anything else, or the brackets do not hold together.
    """
    lines = [" ".join(line.split()) for line in text.replace("|", "\n").splitlines()]
    found = [_bracket(line) for line in lines if line]
    check_brackets(found)
    return found


def _bracket(line: str) -> Bracket:
    step = _STEP.fullmatch(line)
    if not step:
        raise ValueError(f"”{line}” går inte att förstå. Skriv som 2 000 000: 30 %, eller däröver: 600 000 kr.")
    up_to = step["up_to"].strip()
    ends = parse_ore(up_to.replace(" ", "")) if up_to and up_to != "däröver" else None
    if step["percent"]:
        return Bracket(ends, int(step["percent"]), None)
    return Bracket(ends, None, parse_ore(step["amount"].replace(" ", "")))


def written_brackets(brackets: Sequence[Bracket], separator: str = "|") -> str:
    """Write brackets as `parse_brackets` reads them."""
    return separator.join(f"{_end(one)}: {_worth(one)}" for one in brackets)


def _end(one: Bracket) -> str:
    return "däröver" if one.up_to_ore is None else decimal_kronor(one.up_to_ore)


def _worth(one: Bracket) -> str:
    return f"{one.percent} %" if one.percent is not None else f"{decimal_kronor(one.amount_ore or 0)} kr"


def part_of(base_ore: int, ceiling_percent: int, brackets: Sequence[Bracket] = ()) -> Fraction:
    """Return which part of a base in öre the ceiling is; an amount is the part that makes it. Öre x part = öre.

    The bracket that the whole base lies in decides, not the part of the base within it. A base above the last bracket
    follows the last. With a base of nothing the ceiling is nothing.
    """
    if not brackets:
        return Fraction(ceiling_percent, 100)
    lying = next((one for one in brackets if one.up_to_ore is None or base_ore <= one.up_to_ore), brackets[-1])
    if lying.percent is not None:
        return Fraction(lying.percent, 100)
    return Fraction(lying.amount_ore or 0, base_ore) if base_ore else Fraction(0)


def ceiling(base_ore: int, ceiling_percent: int, brackets: Sequence[Bracket] = ()) -> Fraction:
    """Return the most equity, in öre and not rounded, that a base in öre allows."""
    return base_ore * part_of(base_ore, ceiling_percent, brackets)


def check_brackets(brackets: Sequence[Bracket]) -> None:
    """Refuse brackets that do not rise, or say both or neither of percent and amount. Raises ValueError, Swedish."""
    ends = [one.up_to_ore for one in brackets]
    if None in ends[:-1]:
        raise ValueError("Bara det sista steget kan sakna övre gräns.")
    limits = [end for end in ends if end is not None]
    if any(end <= 0 for end in limits) or any(a >= b for a, b in pairwise(limits)):
        raise ValueError("Stegens övre gränser ska vara över noll och stiga, rad för rad.")
    for one in brackets:
        if (one.percent is None) == (one.amount_ore is None):
            raise ValueError("Varje steg anger antingen en procentsats eller ett belopp, inte båda.")
        if one.percent is not None and not 0 <= one.percent <= _MOST_PERCENT:
            raise ValueError(f"{one.percent} % är ingen rimlig procentsats. Ange en mellan 0 och {_MOST_PERCENT}.")
        if one.amount_ore is not None and one.amount_ore < 0:
            raise ValueError("Ett tak kan inte vara mindre än noll kronor.")


def ceiling_words(base: str, ceiling_percent: int, brackets: Sequence[Bracket] = ()) -> str:
    """Write the ceiling as a sentence begins: "Högst 20 % av medlemsbidragen"."""
    if not brackets:
        return f"Högst {percent(Fraction(ceiling_percent, 100))} av {base}"
    steps = [f"{_allowed(one)} {_when(one)}".strip() for one in brackets]
    return f"Högst {listed(steps)}, räknat på {base}"


def _allowed(one: Bracket) -> str:
    if one.percent is not None:
        return percent(Fraction(one.percent, 100))
    return _kronor(one.amount_ore or 0)


def _when(one: Bracket) -> str:
    return f"till och med {_kronor(one.up_to_ore)}" if one.up_to_ore is not None else "däröver"


def rule_words(ceiling_said: str, valid_from: date, floor_ore: int | None, source: str) -> str:
    """Write the whole rule: ceiling, floor, from when, and who says so."""
    floor = f" Eget golv {_kronor(floor_ore)}." if floor_ore is not None else ""
    said = f", enligt {source}" if source else ""
    return f"{capital(ceiling_said)}, gäller från {valid_from}{said}.{floor}"


def _kronor(ore: int) -> str:
    return f"{amount(ore)}{SPACE}kr"
