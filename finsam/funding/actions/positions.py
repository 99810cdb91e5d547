"""Positions (ställningstaganden) of the parties: asked for with a day, taken, carried to the item of the agenda."""

from collections.abc import Collection, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from finsam.core import audit
from finsam.core.models import Association, Body, Member, MemberKind, Person, Seat
from finsam.core.outbox import write_mail
from finsam.funding.models import Application, ApplicationState, Assessment, Position
from finsam.funding.rules.proposals import check_position
from finsam.kernel.swedish import day
from finsam.meetings.filling import fills_items
from finsam.meetings.models import Item, ItemState, PartyPosition, Standing

TAKEN = (Standing.FOR, Standing.AGAINST, Standing.NONE)
OPEN = frozenset({ApplicationState.RECEIVED, ApplicationState.INCOMPLETE, ApplicationState.PROPOSED})


@transaction.atomic
def ask_positions(
    *, association: Association, by: Person, application: Application, assessment: Assessment,
    members: Sequence[Member], together: str, due_on: date, today: date,
) -> list[Position]:  # fmt: skip
    """Ask the members for their position by a day; with `together` the municipalities answer as one under that name.

    Those already asked keep what they have said. Raises ValueError with a Swedish sentence.
    """
    if application.state not in OPEN:
        raise ValueError("Ansökan är inte öppen för ställningstaganden.")
    if due_on < today:
        raise ValueError(f"Den {day(due_on)} har varit. Välj en dag från och med i dag.")
    if not members:
        raise ValueError("Välj minst en part att fråga.")
    asked = list[tuple[Member | None, str]]()
    for member in members:
        of_group = bool(together) and member.kind == MemberKind.MUNICIPALITY
        name = together if of_group else member.name
        if not any(party == name for _, party in asked):
            asked.append((None if of_group else member, name))
    had = {one.party for one in Position.objects.filter(association=association, application=application)}
    made = [
        Position.objects.create(
            association=association, application=application, member=member, party=party, position=len(had) + place
        )
        for place, (member, party) in enumerate(asked)
        if party not in had
    ]
    Assessment.objects.filter(association=association, pk=assessment.pk).update(positions_due_on=due_on)
    _write(association, application, members, due_on)
    audit.record(
        association, "funding.positions.asked", application, by=by, application=application.pk,
        parties=[party for _, party in asked], due_on=str(due_on),
    )  # fmt: skip
    return made


def _write(association: Association, application: Application, members: Sequence[Member], due_on: date) -> None:
    """Write to those in the preparatory group who sit for the members."""
    seats = Seat.objects.in_force(due_on).filter(association=association, body=Body.PREPARATORY)
    url = settings.ORIGIN + reverse("dossier", args=[association.slug, application.pk])
    asked = seats.filter(member__in=members, person__isnull=False).select_related("person")
    for person in {seat.person for seat in asked if seat.person}:
        write_mail(
            association=association, to=person, about=f"application:{application.pk}",
            subject=f"Ta ställning senast {day(due_on)}: {application.title}",
            text=f"Hej {person.name},\n\n{application.applicant} söker medel till {application.title}. Läs underlaget "
            f"och ta ställning för din organisation senast {day(due_on)}.\n\n{url}\n\n{association.name}\n",
        )  # fmt: skip


@transaction.atomic
def take_position(
    *, association: Association, by: Person, position: Position, standing: str, reason: str, on: date
) -> Position:
    """Write down what a party thinks, with its reason; again until the board has decided.

    Raises ValueError with a Swedish sentence: no reason though against, or the application is decided.
    """
    locked = Position.objects.select_for_update(of=("self",)).select_related("application").get(pk=position.pk)
    if locked.application.state not in OPEN:
        raise ValueError("Ansökan är avgjord. Ställningstaganden kan inte ändras längre.")
    check_position(standing, reason, TAKEN)
    if len(reason.strip()) > 300:
        raise ValueError("Skälet får vara högst 300 tecken. Korta det.")
    locked.standing, locked.reason, locked.taken_on, locked.taken_by = Standing(standing), reason.strip(), on, by
    locked.save()
    carry_positions(association, locked.application)
    audit.record(
        association, "funding.position.taken", locked.application, by=by, application=locked.application_id,
        party=locked.party, standing=standing,
    )  # fmt: skip
    return locked


def may_take(position: Position, members: Collection[Member]) -> bool:
    """Tell whether somebody who sits for the members may take the position: their own, or the municipalities' one."""
    if position.member_id:
        return position.member_id in {member.pk for member in members}
    return any(member.kind == MemberKind.MUNICIPALITY for member in members)


def carry_positions(association: Association, application: Application) -> None:
    """Let the items that wait with the application's case say what the parties think now."""
    if application.case_id is None:
        return
    waiting = Item.objects.filter(association=association, case=application.case_id, state=ItemState.WAITING)
    for item in waiting:
        fill_from_application(association, item)


@fills_items
@transaction.atomic
def fill_from_application(association: Association, item: Item) -> None:
    """Write the parties' positions in an item, and why the director leaves no proposal when that is so."""
    application = Application.objects.filter(association=association, case=item.case_id).first()
    if item.case_id is None or application is None:
        return
    PartyPosition.objects.filter(association=association, item=item).delete()
    PartyPosition.objects.bulk_create(
        PartyPosition(
            association=association, item=item, party=one.party, standing=one.standing, reason=one.reason,
            position=place,
        )
        for place, one in enumerate(Position.objects.filter(association=association, application=application))
    )  # fmt: skip
    assessment = application.assessments.first()
    if assessment and assessment.recommendation == "none" and not item.proposal:
        item.proposal_note = assessment.reason[:300]
        item.save(update_fields=["proposal_note"])
