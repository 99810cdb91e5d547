"""The letter to the applicant: what the § decided, registered as an outgoing document and sent to the writers."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Direction, Document
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.outbox import Attached, write_mail
from finsam.funding.models import Application, ApplicationState, Writer
from finsam.funding.printing.letter import letter_pdf
from finsam.funding.queries.letters import letter_text

DECIDED = frozenset({ApplicationState.GRANTED, ApplicationState.REJECTED})


@transaction.atomic
def send_letter(*, association: Association, by: Person, application: Application, now: datetime) -> Document:
    """Register the letter and send it to all who write for the applicant. Sent already: the same letter is returned.

    Raises ValueError with a Swedish sentence when nothing is decided. Must be called within the association.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("answer", "case").get(pk=application.pk)
    if locked.answer:
        return locked.answer
    if locked.state not in DECIDED or locked.case is None:
        raise ValueError("Styrelsen har inte avgjort ansökan än. Brevet kan skickas när paragrafen är avslutad.")
    text = letter_text(association, locked, today=timezone.localdate(now))
    pdf = letter_pdf(text, made_at=now)
    document = register_document(
        association=association, by=by, case=locked.case, title=text.title, direction=Direction.OUTGOING,
        dated_on=timezone.localdate(now), counterpart=locked.applicant,
        incoming=Incoming(f"besked-{locked.pk}.pdf", pdf),
    )  # fmt: skip
    locked.answer = document
    locked.save(update_fields=["answer"])
    attached = Attached("besked.pdf", "application/pdf", pdf)
    said = "\n".join(f"att {line}" for line in text.decided)
    for writer in _recipients(association, locked):
        write_mail(
            association=association, to=writer.email, subject=text.title, about=f"application:{locked.pk}",
            attached=attached,
            text=f"Hej {writer.name},\n\n{text.decided_by}\n\n{said}\n\n{text.reasons}\n\nHela beskedet är bifogat.\n\n"
            f"{association.name}\n",
        )  # fmt: skip
    audit.record(association, "funding.letter.sent", locked, by=by, application=locked.pk, document=document.pk)
    return document


def _recipients(association: Association, application: Application) -> list[Writer]:
    return list(Writer.objects.filter(association=association, application=application, ended_at=None))
