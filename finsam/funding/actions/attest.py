"""Two attest a claim, each once, and may regret it until it is in a payment file."""

from datetime import date

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person, Seat
from finsam.core.rules.permissions import ROLES, Permission
from finsam.funding.models import Attestation, Claim, ClaimState, Writer
from finsam.funding.rules.attest import NEEDED, Attestable, Attester, why_not_attest
from finsam.funding.rules.states import CLAIM, check_next

ATTESTING = [role for role, may in ROLES.items() if Permission.ATTEST in may]


@transaction.atomic
def attest_claim(*, association: Association, by: Person, claim: Claim, seen_ore: int, today: date) -> Claim:
    """Attest a claim for the amount that was seen; after the second it is attested.

    Raises ValueError with a Swedish sentence when the person may not. Must be called within the association.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(association=association, pk=claim.pk)
    who, what = attester(association, by, today), attestable(association, claim)
    if why := why_not_attest(who, what, seen_ore):
        raise ValueError(why)
    Attestation.objects.create(
        association=association, claim=claim, person=by, role=who.seat, amount_ore=what.total_ore
    )
    audit.record(association, "funding.claim.attested", str(claim), by=by, claim=claim.pk, amount=what.total_ore)
    if len(what.attested_by) + 1 >= NEEDED:
        check_next(CLAIM, claim.state, ClaimState.ATTESTED, "Rekvisitionen väntar inte på attest.")
        claim.state = ClaimState.ATTESTED
        claim.save(update_fields=["state"])
    return claim


@transaction.atomic
def regret_attestation(*, association: Association, by: Person, claim: Claim) -> Claim:
    """Take back one's attestation. Raises ValueError when the claim is in a payment file, paid, or not attested."""
    claim = Claim.objects.select_for_update(of=("self",)).get(association=association, pk=claim.pk)
    if claim.state not in {ClaimState.SENT, ClaimState.ATTESTED}:
        raise ValueError("Rekvisitionen är i en betalfil. Makulera betalfilen innan attesten tas tillbaka.")
    own = Attestation.objects.filter(association=association, claim=claim, person=by)
    if not own.delete()[0]:
        raise ValueError("Du har inte attesterat rekvisitionen.")
    if claim.state == ClaimState.ATTESTED:
        claim.state = ClaimState.SENT
        claim.save(update_fields=["state"])
    audit.record(association, "funding.claim.attestation_regretted", str(claim), by=by, claim=claim.pk)
    return claim


def attester(association: Association, person: Person, today: date) -> Attester:
    """Return a person as one who would attest: with the seat it is done in, if there is one in force."""
    seats = Seat.objects.in_force(today).filter(association=association, person=person, role__in=ATTESTING)
    seat = seats.order_by("position").first()
    return Attester(person.pk, person.email, seat.get_role_display() if seat else "")


def attestable(association: Association, claim: Claim) -> Attestable:
    """Return a claim as what is attested: its sum now, who made it and who writes for the project."""
    writers = dict(
        Writer.objects.filter(association=association, application__grants=claim.grant_id).values_list("pk", "email")
    )
    return Attestable(
        state=claim.state,
        total_ore=sum(line.amount_ore for line in claim.lines.all()),
        made_by=claim.made_by_id,
        written_by=writers.get(claim.writer_id or 0, ""),
        writers=set(writers.values()),
        attested_by={one.person_id for one in claim.attestations.all() if one.person_id},
    )
