"""What of an organisation may be published: names of organisations, never the number of a person."""

import re

_NUMBER = re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})")
_LEAST_MIDDLE = 20
"""The third and fourth figures of an organisation number are at least 20; in a person's they are a month."""


def public_number(number: str) -> str:
    """Return an organisation number as 212000-1926, or "" for one that could be a person's (enskild firma, R40)."""
    found = _NUMBER.fullmatch(number.replace(" ", ""))
    if not found or int(found[1][2:4]) < _LEAST_MIDDLE:
        return ""
    return f"{found[1]}-{found[2]}"


def grant_identifier(organisation_number: str, slug: str, diary_number: str) -> str:
    """Return an identifier that no other grant has and that stays: who gave it, and the number in its diary."""
    giver = public_number(organisation_number) or slug
    return f"SE-{giver}-{re.sub(r'[^0-9A-Za-zÅÄÖåäö]+', '-', diary_number).strip('-')}"
