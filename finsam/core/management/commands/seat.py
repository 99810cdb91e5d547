"""`finsam seat`: let a person sign in and sit in a seat."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from finsam.core.actions import seat_person
from finsam.core.models import Association, Person, Seat, SeatRole
from finsam.core.tenancy import within


class Command(BaseCommand):
    """Seat."""

    help = "Låt en person logga in och sitta på en ledig plats i ett förbund."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who, where and as what; the password is asked for."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="behövs första gången")
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--role", required=True, choices=[role.value for role in SeatRole])

    def handle(self, *, email: str, name: str, association: str, role: str, **options: Any) -> None:
        """Make the person when there is none, and seat them. Exit status 1 when there is no such seat free."""
        found = Association.objects.filter(slug=association).first()
        if not found:
            raise CommandError(f"Det finns inget förbund som heter {association}.")
        with within(found):
            seats = Seat.objects.in_force(timezone.localdate()).filter(association=found, role=role, person=None)
            seat = seats.first()
            if not seat:
                raise CommandError(f"Det finns ingen ledig plats som {SeatRole(role).label} i {found.name}.")
            person = Person.objects.filter(email=email.strip().lower()).first() or self._new_person(email, name)
            seat_person(association=found, seat=seat, person=person, by=None)
        self.stdout.write(f"{person.name} sitter nu som {seat.get_role_display()} i {found.name}.")

    def _new_person(self, email: str, name: str) -> Person:
        if not name:
            raise CommandError("Personen finns inte än. Ange också --name.")
        password = getpass("Lösenord: ")
        try:
            validate_password(password, Person(email=email, name=name))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return Person.objects.create_person(email=email, name=name, password=password)
