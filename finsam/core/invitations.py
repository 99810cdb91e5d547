"""Letting a person choose a password: a link that works once, sent by e-mail."""

import re
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from finsam.core.models import Association, Person, Seat
from finsam.core.outbox import write_mail


def invite(*, association: Association, person: Person, seat: Seat) -> None:
    """Tell a person by e-mail that they sit in a seat. Who has no password yet gets a link to choose one.

    Must be called within the association, in the transaction that seats the person.
    """
    place = f"{seat.get_role_display()} i {association.name}"
    if person.has_usable_password():
        how = f"Logga in som vanligt: {urljoin(settings.ORIGIN, reverse('sign_in'))}"
    else:
        days = settings.PASSWORD_RESET_TIMEOUT // 86400
        how = (
            f"Välj ett lösenord här: {urljoin(settings.ORIGIN, password_path(person))}\n\n"
            f"Länken fungerar en gång, i {days} dagar. Sedan loggar du in med din e-postadress och lösenordet. "
            f"Har länken blivit för gammal, be {association.short_name} om en ny."
        )
    write_mail(
        association=association,
        to=person,
        subject=f"Du är {place}",
        text=f"Hej {person.name}!\n\nDu är inskriven som {place}.\n\n{how}\n",
        about=f"seat:{seat.pk}",
    )


def password_path(person: Person) -> str:
    """Return the address where the person chooses a password, once: what it holds changes with the password."""
    uid = urlsafe_base64_encode(str(person.pk).encode())
    return reverse("choose-password", args=[uid, default_token_generator.make_token(person)])


def without_links(text: str) -> str:
    """Return a letter without its link, for whoever reads the letters of others."""
    return re.sub(r"/valj-losenord/\S+", "/valj-losenord/…", text)


def person_of_link(uid: str, token: str) -> Person | None:
    """Return the person whose link it is; None when it is used, too old or made up."""
    try:
        pk = int(urlsafe_base64_decode(uid).decode())
    except (ValueError, OverflowError):
        return None
    person = Person.objects.filter(pk=pk, is_active=True).first() if pk < 2**63 else None
    return person if person and default_token_generator.check_token(person, token) else None


@transaction.atomic
def choose_password(*, uid: str, token: str, password: str) -> Person:
    """Give the person of a link the password. Raises ValueError when the link or the password will not do."""
    found = person_of_link(uid, token)
    person = Person.objects.select_for_update().filter(pk=found.pk).first() if found else None
    if person is None or not default_token_generator.check_token(person, token):
        raise ValueError("Länken är använd eller för gammal. Be förbundet om en ny.")
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    person.set_password(password)
    person.save(update_fields=["password"])
    return person
