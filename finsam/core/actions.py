"""What is done with persons, their seats, and what holds in an association."""

from datetime import date, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person, Provision, Seat, SignInAttempt
from finsam.core.rules.provisions import check_value

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


@transaction.atomic
def describe_association(*, association: Association, by: Person, **said: str) -> Association:
    """Write down what the association is: purpose, seat, organisation number, address, website. Empty is not known."""
    kept = Association.objects.select_for_update().get(pk=association.pk)
    changed = {name: text.strip() for name, text in said.items() if getattr(kept, name) != text.strip()}
    if changed:
        before = {name: getattr(kept, name) for name in changed}
        for name, text in changed.items():
            setattr(kept, name, text)
        kept.save(update_fields=list(changed))
        audit.record(association, "core.association.described", kept, by=by, before=before, after=changed)
    return kept


@transaction.atomic
def decide_provision(
    *, association: Association, by: Person, key: str, value: str, valid_from: date, source: str = ""
) -> Provision:
    """Decide the association's own value of a provision from a day on. What held before stands (R47).

    Raises ValueError when the provision cannot have the value, or has one from that very day.
    """
    kept = check_value(key, value)
    if Provision.objects.filter(association=association, key=key, valid_from=valid_from).exists():
        raise ValueError("Ett värde från den dagen finns redan. Välj en annan dag, eller ta först bort det.")
    made = Provision.objects.create(
        association=association, key=key, value=kept, valid_from=valid_from, source=source.strip()
    )
    audit.record(association, "core.provision.decided", made, by=by, key=key, value=kept, valid_from=str(valid_from))
    return made


@transaction.atomic
def take_back_provision(*, association: Association, by: Person, provision: Provision, today: date) -> None:
    """Remove a value that has not been in force before today. Raises ValueError for one that has: it is history."""
    if provision.valid_from < today:
        raise ValueError("Värdet har redan gällt. Besluta ett nytt från en senare dag i stället.")
    audit.record(
        association, "core.provision.removed", provision, by=by, key=provision.key, value=provision.value,
        valid_from=str(provision.valid_from), source=provision.source,
    )  # fmt: skip
    provision.delete()
