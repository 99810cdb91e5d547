"""Completion (komplettering): asked for with a day, answered with a new version, or found not to be needed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Direction
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.actions.application_letters import write_to_office, write_to_writers
from finsam.funding.actions.application_saving import locked
from finsam.funding.actions.application_sending import Incomplete, register_version
from finsam.funding.models import Application, ApplicationState, CompletionRequest
from finsam.funding.printing.application import letter_pdf
from finsam.funding.queries.application_held import hold, written_of
from finsam.funding.rules.applications import lacks_of
from finsam.funding.rules.states import APPLICATION, check_next
from finsam.kernel.swedish import day


@transaction.atomic
def ask_completion(
    *, association: Association, by: Person | None, application: Application, text: str, due_on: date, asked_on: date
) -> CompletionRequest:
    """Ask the applicant for more by a day; the application opens for changes again. It is the first answer (R8).

    Raises ValueError with a Swedish sentence. Must be called within the association.
    """
    row = locked(association, application)
    check_next(
        APPLICATION, row.state, ApplicationState.INCOMPLETE, "Ansökan går inte att komplettera i det läge den har nu."
    )
    if due_on <= asked_on:
        raise ValueError(f"{due_on} har redan varit eller är i dag. Ge den sökande minst en dag.")
    asked = CompletionRequest.objects.create(
        association=association, application=row, text=text.strip(), asked_on=asked_on, due_on=due_on, asked_by=by
    )
    row.state, row.complete_on = ApplicationState.INCOMPLETE, None
    row.answered_on = row.answered_on or asked_on
    row.save(update_fields=["state", "complete_on", "answered_on"])
    _register_request(association, by, row, asked)
    write_to_writers(
        association=association, application=row, subject=f"Komplettera ansökan ”{row.title}” senast {day(due_on)}",
        lines=[f"{association.name} behöver mer för att kunna bedöma ansökan:", asked.text,
               f"Komplettera senast {day(due_on)}. Ansökan är öppen för ändringar tills ni skickar svaret."],
    )  # fmt: skip
    audit.record(
        association, "funding.application.completion_asked", row, by=by, application=row.pk, completion=asked.pk
    )
    return asked


def _register_request(association: Association, by: Person | None, row: Application, asked: CompletionRequest) -> None:
    if row.case is None:
        return
    pdf = letter_pdf(
        association, title="Begäran om komplettering", subtitle=row.title, text=asked.text, made_at=timezone.now(),
        rows=[("Diarienummer", row.case.diary_number), ("Till", row.applicant), ("Datum", day(asked.asked_on)),
              ("Senast", day(asked.due_on))],
    )  # fmt: skip
    register_document(
        association=association, by=by, case=row.case, title="Begäran om komplettering", direction=Direction.OUTGOING,
        dated_on=asked.asked_on, counterpart=row.applicant, incoming=Incoming("begaran-om-komplettering.pdf", pdf),
    )  # fmt: skip


@transaction.atomic
def answer_completion(
    *, association: Association, by: Person | None, application: Application, answer: str, on: date
) -> Application:
    """Send the completed application in: a new version in the diary, and it stands again.

    Nothing happens when it is answered already. Raises Incomplete with every lack. Must be called within the
    association.
    """
    row = locked(association, application)
    if row.state != ApplicationState.INCOMPLETE:
        return row
    held = hold(association, row)
    if lacks := lacks_of(written_of(held)):
        raise Incomplete(lacks)
    asked = row.completions.filter(association=association, answered_on=None)
    asked.update(answered_on=on, answer=answer.strip())
    row.document = register_version(association, by, held, on=on, title=f"Kompletterad projektansökan {row.title}")
    row.state, row.revision = ApplicationState.RECEIVED, row.revision + 1
    row.save()
    audit.record(association, "funding.application.completed", row, by=by, application=row.pk)
    number = row.case.diary_number if row.case else ""
    write_to_writers(
        association=association, application=row, subject=f"Kompletteringen av ”{row.title}” är inkommen",
        lines=[f"Vi har tagit emot den {day(on)}. Diarienumret är {number}."],
    )  # fmt: skip
    write_to_office(
        association=association, application=row, subject=f"Komplettering inkommen: {row.title}",
        lines=[f"{row.applicant} har kompletterat {number}.", answer.strip() or "Utan följebrev."],
    )  # fmt: skip
    return row


@transaction.atomic
def find_complete(*, association: Association, by: Person | None, application: Application, on: date) -> Application:
    """Note that nothing is missing. Raises ValueError for one that is not received. Found so already: as it was."""
    row = locked(association, application)
    if row.state not in {ApplicationState.RECEIVED, ApplicationState.INCOMPLETE}:
        raise ValueError("Bara en inkommen ansökan kan markeras som komplett.")
    if row.complete_on and row.state == ApplicationState.RECEIVED:
        return row
    row.completions.filter(association=association, answered_on=None).update(answered_on=on)
    row.state, row.complete_on = ApplicationState.RECEIVED, on
    row.save(update_fields=["state", "complete_on"])
    audit.record(association, "funding.application.found_complete", row, by=by, application=row.pk)
    return row
