"""What is done with persons and their seats."""

from datetime import timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person, Seat, SignInAttempt

MOST_FAILURES = 10
WINDOW = timedelta(minutes=15)


class TooManyAttempts(Exception):
    """Too many failed tries to sign in as somebody in a short time."""


def check_password(*, request: HttpRequest | None, email: str, password: str) -> Person | None:
    """Return the person whose password it is, else None. Raises TooManyAttempts after ten failures in a quarter."""
    email = email.strip().lower()
    recent = SignInAttempt.objects.filter(email=email, at__gte=timezone.now() - WINDOW, succeeded=False)
    if recent.count() >= MOST_FAILURES:
        raise TooManyAttempts
    person = authenticate(request, username=email, password=password)
    SignInAttempt.objects.create(email=email, succeeded=person is not None)
    return person if isinstance(person, Person) else None


@transaction.atomic
def seat_person(*, association: Association, seat: Seat, person: Person, by: Person | None) -> None:
    """Let a person sit in a seat, and find the association at sign-in. Must be called within the association."""
    seat.person = person
    seat.save(update_fields=["person"])
    person.associations.add(association)
    audit.record(association, "core.seat.taken", seat, by=by, person=person.pk)
