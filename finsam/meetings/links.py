"""Signed links in letters and calendars: they work without sign-in and say for whom they are."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import Http404

ABSENCE, SUMMONS, CALENDAR = "meetings.absence", "meetings.summons", "meetings.calendar"


def absence_token(meeting: int, seat: int, person: int | None) -> str:
    """Return the token with which the one in a seat reports absence from a meeting."""
    return Signer(salt=ABSENCE).sign_object([meeting, seat, person])


def summons_token(summons: int, person: int | None) -> str:
    """Return the token with which a substitute answers a summons."""
    return Signer(salt=SUMMONS).sign_object([summons, person])


def calendar_token(association: int, person: int) -> str:
    """Return the token of a person's calendar feed. It stays the same, so that the feed does."""
    return Signer(salt=CALENDAR).sign_object([association, person])


def read_token(salt: str, token: str) -> Any:
    """Return what a token holds. Raises Http404 when it is not ours or has been changed."""
    try:
        return Signer(salt=salt).unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise Http404 from error


def absolute(path: str) -> str:
    """Return the whole address of a path, for letters."""
    return f"{settings.ORIGIN}{path}"
