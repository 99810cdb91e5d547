"""Who signs an agreement: a seat of the association, and a person at the project owner who gets a seat of an owner."""

from datetime import date

from django.db.models import Max

from finsam.core.actions import seat_person
from finsam.core.invitations import invite
from finsam.core.models import Association, Body, Person, Seat, SeatRole
from finsam.core.rules.permissions import ROLES, Permission
from finsam.core.seating import Called
from finsam.funding.models import Agreement
from finsam.funding.queries.agreement_content import Side
from finsam.signing.providers import Signatory

SIGNING_ROLES = [role for role, may in ROLES.items() if Permission.SIGN_AGREEMENT in may and role != "project_owner"]
SAME = (
    "Samma person kan inte skriva under för båda parter. Välj en annan som skriver under för förbundet eller ändra vem "
    "som skriver under för projektägaren."
)


def both(
    association: Association, agreement: Agreement, seat: Seat, by: Person, today: date
) -> tuple[list[Side], list[Signatory]]:
    """Return the two who sign, as the content names them and as they are asked.

    The owner's is found by e-mail or made without a password, and seated. Raises ValueError when somebody is missing,
    or it is the same person. Must be called within the association.
    """
    if seat.person is None:
        raise ValueError(f"Platsen {seat.get_role_display()} har ingen person med inloggning. Välj en annan.")
    if not all((agreement.signatory_name, agreement.signatory_email, agreement.signatory_role)):
        raise ValueError("Skriv vem som skriver under för projektägaren: namn, e-postadress och roll.")
    if agreement.signatory_email.strip().lower() == seat.person.email:
        raise ValueError(SAME)
    theirs = _owner(association, Called(agreement.signatory_name, agreement.signatory_email), by, today)
    if theirs == seat.person:
        raise ValueError(SAME)
    role = seat.get_role_display()
    sides = [
        Side("association", seat.person.name, role), Side("counterpart", theirs.name, agreement.signatory_role)
    ]  # fmt: skip
    return sides, [Signatory(theirs, agreement.signatory_role, 1), Signatory(seat.person, role, 1)]


def _owner(association: Association, called: Called, by: Person, today: date) -> Person:
    """Find or make the person and see that there is a seat to come in by; who has no password yet gets the link."""
    email = called.email.strip().lower()
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person(email=email, name=called.name.strip())
        person.set_unusable_password()
        person.save()
    owners = Seat.objects.in_force(today).filter(association=association, role=SeatRole.PROJECT_OWNER, person=person)
    seat = owners.first()
    if seat is None:
        last = Seat.objects.filter(association=association).aggregate(last=Max("position"))["last"]
        seat = Seat.objects.create(
            association=association, body=Body.OWNERS, role=SeatRole.PROJECT_OWNER, since=today,
            position=0 if last is None else last + 1,
        )  # fmt: skip
        seat_person(association=association, seat=seat, person=person, by=by)
        invite(association=association, person=person, seat=seat)
    elif not person.has_usable_password():
        invite(association=association, person=person, seat=seat)
    return person
