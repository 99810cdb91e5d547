"""What has changed in a closed month since it was closed, in words."""

from collections.abc import Mapping, Sequence

from finsam.kernel.swedish import SPACE, amount

Stood = Mapping[str, Mapping[str, int]]
"""The follow-up as it stood: öre by row and column; a cell that did not apply is not there."""

TOLD = (("budget_year", "budgeten"), ("outcome", "utfallet"), ("forecast", "prognosen"))
NOTHING_THERE = "inget"


def changes(stood: Stood, now: Stood, labels: Mapping[str, str]) -> Sequence[str]:
    """Say which amounts differ, a row at a time; `labels` names the rows to tell of, in order.

    Differences under a krona are not told: they are in how amounts are rounded, not in what is booked.
    """
    lines = []
    for key in [*labels, *(key for key in stood if key not in labels)]:
        before, after = stood.get(key, {}), now.get(key, {})
        told = [words for column, noun in TOLD if (words := _told(noun, before.get(column), after.get(column)))]
        if told:
            lines.append(f"{labels.get(key, key)}: {', '.join(told)}.")
    return lines


def _told(noun: str, before: int | None, after: int | None) -> str:
    if _kronor(before) == _kronor(after):
        return ""
    return f"{noun} var {_kronor(before)}, är nu {_kronor(after)}"


def _kronor(ore: int | None) -> str:
    return NOTHING_THERE if ore is None else f"{amount(ore)}{SPACE}kr"
