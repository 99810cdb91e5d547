"""Reception: an application becomes a case of the diary, and what it says stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import CaseKind, Direction, Document
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.provisions import provisions_of
from finsam.funding.actions.application_letters import contact_of, write_to_office, write_to_writers
from finsam.funding.actions.application_saving import locked
from finsam.funding.models import Application, ApplicationState
from finsam.funding.printing.application import application_pdf
from finsam.funding.queries.application_held import Held, hold, written_of
from finsam.funding.rules.applications import Lack, call_fault, lacks_of
from finsam.funding.rules.states import APPLICATION, check_next
from finsam.kernel.periods import months_after
from finsam.kernel.swedish import day

RECEIVED = "funding.application.received"


class Incomplete(ValueError):
    """The application cannot be taken in yet: everything that is to be put right."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(" ".join(f"{lack.label}: {lack.text}" for lack in lacks))
        self.lacks = list(lacks)


@transaction.atomic
def receive_application(
    *, association: Association, by: Person | None, application: Application, received_on: date
) -> Application:
    """Take a draft in: case, documents, letters. One that is received already stays as it is.

    Raises Incomplete with every lack, ValueError when its call is closed or it is withdrawn. Must be called within the
    association.
    """
    row = locked(association, application)
    if row.received_on is not None and row.state != ApplicationState.WITHDRAWN:
        return row
    check_next(APPLICATION, row.state, ApplicationState.RECEIVED, "Ansökan är återtagen. Börja en ny.")
    if row.call and (fault := fault_of_call(association, row, received_on)):
        raise ValueError(fault)
    held = hold(association, row)
    if lacks := lacks_of(written_of(held)):
        raise Incomplete(lacks)
    row.case = open_case(
        association=association, by=by, title=f"Projektansökan {row.title}", kind=CaseKind.APPLICATION,
        opened_on=received_on, counterpart=row.applicant, summary=row.purpose,
    )  # fmt: skip
    row.received_on, row.state = received_on, ApplicationState.RECEIVED
    row.document = register_version(association, by, held, on=received_on, title=f"Projektansökan {row.title}")
    row.revision += 1
    row.save()
    audit.record(association, RECEIVED, row, by=by, application=row.pk, case=row.case.pk)
    _confirm(association, row)
    return row


def fault_of_call(association: Association, application: Application, on: date) -> str:
    """Return why the application's call does not take it in on the day; empty when it does."""
    call = application.call
    if call is None:
        return ""
    contact = contact_of(association)
    return call_fault(title=call.title, opens_on=call.opens_on, closes_on=call.closes_on, on=on, contact=contact)


def register_version(association: Association, by: Person | None, held: Held, *, on: date, title: str) -> Document:
    """Register what the application says now as a document that came in, and the files that are not there yet."""
    row = held.application
    assert row.case is not None
    same: dict[str, Any] = {
        "association": association, "by": by, "case": row.case, "direction": Direction.INCOMING, "dated_on": on,
        "counterpart": row.applicant,
    }  # fmt: skip
    pdf = application_pdf(association, held, received_on=row.received_on or on, made_at=timezone.now())
    document = register_document(**same, title=title[:200], incoming=Incoming("projektansokan.pdf", pdf))
    for attached in held.files:
        if attached.document_id is None:
            attached.document = register_document(**same, title=f"Bilaga: {attached.title}"[:200], file=attached.file)
            attached.save(update_fields=["document"])
    return document


def answer_due(association: Association, received_on: date) -> date:
    """Return the last day of the first answer (R8)."""
    months = provisions_of(association, received_on).months("application_answer_months")
    return months_after(received_on, months)


def _confirm(association: Association, row: Application) -> None:
    assert row.case is not None and row.received_on is not None  # noqa: PT018
    due = day(answer_due(association, row.received_on))
    write_to_writers(
        association=association, application=row, subject=f"Ansökan ”{row.title}” är inkommen",
        lines=[
            f"{association.name} tog emot ansökan {day(row.received_on)}. Diarienumret är {row.case.diary_number}.",
            f"Ni får svar senast {due}: ett beslut, eller en fråga om komplettering. Det som står i ansökan gäller nu.",
        ],
    )  # fmt: skip
    write_to_office(
        association=association, application=row, subject=f"Ny projektansökan: {row.title}",
        lines=[f"{row.applicant} har skickat in ”{row.title}”, {row.case.diary_number}.", f"Svara senast {due}."],
    )  # fmt: skip
