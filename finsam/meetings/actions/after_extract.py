"""Extracts of adjusted minutes, certified by whoever makes them."""

from collections.abc import Collection

from django.http import HttpRequest
from django.utils import timezone

from finsam.core import audit
from finsam.core.actions import TooManyAttempts, check_password
from finsam.core.models import Association, Person
from finsam.meetings.minutes_text import minutes_text
from finsam.meetings.models import Meeting, MeetingState
from finsam.meetings.printing import Certificate, extract_pdf
from finsam.meetings.records import read_record
from finsam.signing.actions import METHOD


def certify_extract(
    *, association: Association, meeting: Meeting, numbers: Collection[int], password: str, role: str, by: Person,
    request: HttpRequest | None = None,
) -> bytes:  # fmt: skip
    """Return an extract of the §§ as PDF, certified by the person, who types the password again. It is not kept.

    Raises ValueError when the minutes are not adjusted, the password is wrong or a § is not there. Not atomic, so that
    a wrong password is counted. Must be called within the association.
    """
    if meeting.state != MeetingState.ADJUSTED:
        raise ValueError("Protokollet är inte justerat än. Ett utdrag kan bestyrkas när det är det.")
    try:
        right = check_password(request=request, email=by.email, password=password)
    except TooManyAttempts as error:
        raise ValueError("För många försök med fel lösenord. Vänta en kvart och försök igen.") from error
    if right != by:
        raise ValueError("Lösenordet stämmer inte. Skriv det lösenord du loggar in med.")
    now = timezone.now()
    text = minutes_text(read_record(association, meeting, deep=True))
    certified = Certificate(name=by.name, role=role, at=now, method=METHOD)
    content = extract_pdf(text, numbers, certified=certified, made_at=now)
    audit.record(association, "meetings.extract.certified", meeting, by=by, numbers=sorted(numbers))
    return content
