"""What the tests of the diary write in it."""

from datetime import date

from finsam.core.rules.permissions import ROLES

DAY = date(2025, 8, 4)
CLEARED = ROLES["director"]
HIDDEN = "Rekrytering av hemlig person"


def said(answer) -> str:
    """The text of an answer."""
    return answer.content.decode()
