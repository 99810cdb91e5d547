"""Withdrawal (återtagande) of an application, by the applicant or by the office for the applicant."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import close_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Direction
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.actions.application_letters import write_to_office, write_to_writers
from finsam.funding.actions.application_saving import locked
from finsam.funding.models import Application, ApplicationState
from finsam.funding.printing.application import letter_pdf
from finsam.funding.rules.states import APPLICATION, check_next
from finsam.kernel.swedish import day
from finsam.meetings.models import Item, MeetingState
from finsam.meetings.words import meeting_title

DECIDED = "Styrelsen har redan beslutat om ansökan. Hör av dig till förbundet om ni inte vill ha pengarna."
AHEAD = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN)


@transaction.atomic
def withdraw_application(
    *, association: Association, by: Person | None, application: Application, reason: str, on: date, who: str
) -> Application:
    """Take an application back: noted in its case, which is closed; the office is told where it stands on an agenda.

    `who` says who did it, for the document. Withdrawn already it stays as it was. Raises ValueError when it is decided.
    Must be called within the association.
    """
    row = locked(association, application)
    if row.state == ApplicationState.WITHDRAWN:
        return row
    check_next(APPLICATION, row.state, ApplicationState.WITHDRAWN, DECIDED)
    if not reason.strip():
        raise ValueError("Skriv varför ansökan tas tillbaka.")
    row.state, row.withdrawn_on, row.withdrawal_reason = ApplicationState.WITHDRAWN, on, reason.strip()
    row.save(update_fields=["state", "withdrawn_on", "withdrawal_reason"])
    audit.record(association, "funding.application.withdrawn", row, by=by, application=row.pk)
    if row.case:
        _close(association, by, row, who)
    return row


def items_ahead(association: Association, application: Application) -> list[Item]:
    """Return the items of meetings to come that take the application up. Must be called within the association."""
    items = Item.objects.filter(association=association, case=application.case_id, meeting__state__in=AHEAD)
    return list(items.select_related("meeting")) if application.case_id else []


def _close(association: Association, by: Person | None, row: Application, who: str) -> None:
    assert row.case is not None and row.withdrawn_on is not None  # noqa: PT018
    number, on = row.case.diary_number, row.withdrawn_on
    pdf = letter_pdf(
        association, title="Återtagande av ansökan", subtitle=row.title, text=row.withdrawal_reason,
        made_at=timezone.now(),
        rows=[("Diarienummer", number), ("Sökande", row.applicant), ("Återtagen", day(on)), ("Av", who)],
    )  # fmt: skip
    register_document(
        association=association, by=by, case=row.case, title="Återtagande av ansökan", direction=Direction.INCOMING,
        dated_on=on, counterpart=row.applicant, incoming=Incoming("atertagande.pdf", pdf),
    )  # fmt: skip
    stands = [meeting_title(item.meeting) for item in items_ahead(association, row)]
    close_case(association=association, by=by, case=row.case, on=on)
    write_to_writers(
        association=association, application=row, subject=f"Ansökan ”{row.title}” är återtagen",
        lines=[f"Ansökan med diarienummer {number} är återtagen {day(on)} och ärendet är avslutat."],
    )  # fmt: skip
    agenda = [f"Den står på dagordningen: {title}. Stryk punkten där." for title in stands]
    write_to_office(
        association=association, application=row, subject=f"Återtagen ansökan: {row.title}",
        lines=[f"{row.applicant} har tagit tillbaka {number}.", row.withdrawal_reason, *agenda],
    )  # fmt: skip
