"""Money as whole öre in an int, and the one rounding of the house."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,2})?")


def parse_ore(text: str) -> int:
    """Return a written amount in kronor ("1051782.22", "-3000", "12,5") as öre.

    Raises ValueError when the text is anything but digits with at most two decimals.
    """
    if not _AMOUNT.fullmatch(text):
        msg = f"”{text}” är inte ett belopp i kronor med högst två decimaler"
        raise ValueError(msg)
    return int(Decimal(text.replace(",", ".")) * 100)


def round_half_up(number: Fraction | Decimal | int, decimals: int = 0) -> Decimal:
    """Round half away from zero, as Swedish accounts are rounded. The only rounding in Finsam."""
    if isinstance(number, Fraction):
        scaled = abs(number) * 10**decimals
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        rounded = Decimal(whole).scaleb(-decimals)
        return -rounded if number < 0 and whole else rounded
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)


def kronor(ore: int) -> int:
    """Return öre as whole kronor, rounded."""
    return int(round_half_up(Fraction(ore, 100)))


def decimal_kronor(ore: int) -> str:
    """Return öre as exact kronor with a point: "1051782.22"; whole kronor without decimals."""
    sign, rest = ("-", -ore) if ore < 0 else ("", ore)
    return f"{sign}{rest // 100}" + (f".{rest % 100:02d}" if rest % 100 else "")
