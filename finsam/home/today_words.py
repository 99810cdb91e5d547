"""How Idag says when: short days, how late, and the sentence that sums the day."""

from collections.abc import Sequence
from datetime import date

from finsam.kernel.swedish import MONTHS, SPACE, WEEKDAYS, capital, listed

LONG_AGO = 60  # days after which the day says more than how many days it was
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def short(day: date) -> str:
    """Write "21 nov"; mars, maj, juni, juli in full."""
    month = MONTHS[day.month - 1]
    return f"{day.day}{SPACE}{month if len(month) <= 4 else month[:3]}"


def when(due: date | None, today: date) -> str:
    """Write when an act is due: "5 dagar sen", "i dag", "fre 14 nov"."""
    if due is None:
        return ""
    left = (due - today).days
    if left < -LONG_AGO:
        return f"{short(due)} {due.year}"
    if left < 0:
        return "en dag sen" if left == -1 else f"{-left}{SPACE}dagar sen"
    if left == 0:
        return "i dag"
    year = f" {due.year}" if due.year != today.year else ""
    return f"{WEEKDAYS[due.weekday()][:3]} {short(due)}{year}"


def summed_up(today: date, groups: Sequence[tuple[str, int]]) -> str:
    """Sum the day in a sentence: "Vecka 46. En sak är försenad, två ska göras i dag och tre den här veckan."."""
    week = f"Vecka {today.isocalendar().week}."
    words = {"Försenat": ("är försenad", "är försenade"), "I dag": ("ska göras i dag", "ska göras i dag"),
             "Den här veckan": ("ska göras den här veckan", "ska göras den här veckan")}  # fmt: skip
    said: list[str] = []
    for title, count in groups:
        if title in words:
            thing = "" if said else (" sak" if count == 1 else " saker")
            said.append(f"{_number(count)}{thing} {words[title][count > 1]}")
    if said:
        return f"{week} {capital(listed(said))}."
    later = sum(count for _, count in groups)
    return f"{week} Inget måste göras den här veckan." if later else f"{week} Inget väntar på dig."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def counted_days(today: date) -> str:
    """Write "söndag 22 november"."""
    return f"{WEEKDAYS[today.weekday()]} {today.day}{SPACE}{MONTHS[today.month - 1]}"
