"""Numbers, dates and lists as Swedes write them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from finsam.kernel.amounts import kronor, round_half_up

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
SPACE = "\N{NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def number(value: Decimal | int, *, signed: bool = False) -> str:
    """Write 323481 as "323 481" with a narrow space, a true minus, and a plus when asked for."""
    whole, _, decimals = format(abs(Decimal(value)), "f").partition(".")
    groups = f"{int(whole):,}".replace(",", NARROW_SPACE) + (f",{decimals}" if decimals else "")
    if value < 0:
        return MINUS + groups
    return f"+{groups}" if signed and value > 0 else groups


def amount(ore: int, *, signed: bool = False) -> str:
    """Write öre as whole kronor without the unit: "323 481"."""
    return number(kronor(ore), signed=signed)


def exact(ore: int) -> str:
    """Write öre as kronor to the öre, without the unit: "1 993 000", "12,50"."""
    whole, rest = divmod(abs(ore), 100)
    return f"{MINUS * (ore < 0)}{number(whole)}{f',{rest:02d}' if rest else ''}"


def kr(ore: int) -> str:
    """Write öre as kronor to the öre, with the unit: "1 993 000 kr", "12,50 kr"."""
    return f"{exact(ore)}{SPACE}kr"


def percent(share: Fraction | int, decimals: int = 0) -> str:
    """Write 45/189 as "24 %"."""
    return f"{number(round_half_up(share * 100, decimals))}{SPACE}%"


def day(value: date) -> str:
    """Write a date in running text: "21 november 2019"."""
    return f"{value.day}{SPACE}{MONTHS[value.month - 1]} {value.year}"


def months(first: date, last: date) -> str:
    """Write the months of days in one year: "januari–oktober 2025", one alone as "januari 2025"."""
    begun, ended = MONTHS[first.month - 1], MONTHS[last.month - 1]
    return f"{ended} {last.year}" if begun == ended else f"{begun}–{ended} {last.year}"


def weekday(value: date) -> str:
    """Write the day as a heading does: "Torsdag 13 november"."""
    return f"{WEEKDAYS[value.weekday()].capitalize()} {value.day}{SPACE}{MONTHS[value.month - 1]}"


def listed(words: Sequence[str], last: str = "och") -> str:
    """Write ["a", "b", "c"] as "a, b och c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capital(text: str) -> str:
    """Return the text with its first letter large and the rest as it was."""
    return text[:1].upper() + text[1:]
