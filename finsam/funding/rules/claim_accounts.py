"""The accounts that claims are paid to: bankgiro, plusgiro and Swedish IBAN, with their check digits."""

import re

from finsam.kernel.identity import check_digit_is_right

BANKGIRO, PLUSGIRO, IBAN = "bankgiro", "plusgiro", "iban"
IBAN_LENGTH = 24
"""Characters of a Swedish IBAN: SE, two check digits, and twenty digits of bank and account."""


def read_account(kind: str, text: str) -> str:
    """Return an account as it is kept: 5050-1055, 4 15 46 78-9, SE3550000000054910000003.

    Raises ValueError with a Swedish sentence when the digits are too few, too many, or do not tally.
    """
    if kind == IBAN:
        return read_iban(text)
    digits = re.sub(r"[\s\-–\u2212]", "", text)
    name, low, high = ("Bankgironumret", 7, 8) if kind == BANKGIRO else ("Plusgironumret", 2, 8)
    if not re.fullmatch("[0-9]+", digits):
        raise ValueError(f"{name} skrivs med siffror, som {'5050-1055' if kind == BANKGIRO else '28 65 43-4'}.")
    if not low <= len(digits) <= high:
        raise ValueError(f"{name} ska ha {low} till {high} siffror. Nu är det {len(digits)}.")
    if not check_digit_is_right(digits):
        raise ValueError(f"{name} stämmer inte: kontrollsiffran på slutet är fel. Läs av det en gång till.")
    return f"{digits[:-4]}-{digits[-4:]}" if kind == BANKGIRO else _plusgiro(digits)


def read_iban(text: str) -> str:
    """Return a Swedish IBAN without spaces. Raises ValueError with a Swedish sentence when it is none."""
    iban = "".join(text.split()).upper()
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]+", iban):
        raise ValueError("IBAN börjar med land och två siffror, som SE35 5000 0000 0549 1000 0003.")
    if not iban.startswith("SE"):
        raise ValueError("Kontot ska vara svenskt. Då börjar IBAN med SE.")
    if len(iban) != IBAN_LENGTH or not iban[2:].isdecimal():
        raise ValueError(f"Ett svenskt IBAN är SE och 22 siffror. Nu är det {len(iban)} tecken.")
    if not iban_tallies(iban):
        raise ValueError("IBAN stämmer inte: kontrollsiffrorna efter SE är fel. Läs av det en gång till.")
    return iban


def read_bic(text: str) -> str:
    """Return a BIC in capitals, empty when none is given. Raises ValueError with a Swedish sentence."""
    bic = "".join(text.split()).upper()
    if bic and not re.fullmatch("[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", bic):
        raise ValueError("BIC är 8 eller 11 tecken, som NDEASESS. Banken skriver den på kontots sida.")
    return bic


def written_account(kind: str, account: str) -> str:
    """Write an account as one reads it: IBAN in groups of four."""
    if kind == IBAN:
        return " ".join(account[place : place + 4] for place in range(0, len(account), 4))
    return account


def iban_tallies(iban: str) -> bool:
    """Tell whether an IBAN leaves 1 when divided by 97, ISO 13616: its first four characters moved to the end."""
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _plusgiro(digits: str) -> str:
    """Write as plusgiro numbers are: pairs from the right before the check digit."""
    body = digits[:-1]
    pairs: list[str] = []
    while body:
        body, pair = body[:-2], body[-2:]
        pairs.insert(0, pair)
    return f"{' '.join(pairs)}-{digits[-1]}"
