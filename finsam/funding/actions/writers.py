"""Who writes in an application: invited, given a new link, taken back."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.actions.application_letters import write_link
from finsam.funding.actions.apply import new_key
from finsam.funding.models import Application, Writer

MOST = 20  # writers in an application


@transaction.atomic
def invite_writer(
    *, association: Association, by: Person | None, application: Application, name: str, email: str, inviter: str = ""
) -> Writer:
    """Let one more write, by a link in a letter. Who is taken back comes again with a new link.

    Raises ValueError with a Swedish sentence. Must be called within the association.
    """
    name, email = " ".join(name.split())[:120], email.strip().lower()
    _check(name, email)
    writers = Writer.objects.select_for_update(of=("self",)).filter(association=association, application=application)
    found = writers.filter(email__iexact=email).first()
    if found and found.ended_at is None:
        raise ValueError(f"{email} skriver redan i ansökan. Skicka en ny länk i stället, om den gamla är borta.")
    if writers.filter(ended_at=None).count() >= MOST:
        raise ValueError(f"Högst {MOST} kan skriva i en ansökan. Ta tillbaka en länk först.")
    writer = found or Writer(association=association, application=application, email=email)
    writer.name, writer.key, writer.ended_at, writer.seen_at = name, new_key(), None, None
    writer.save()
    who = f"{inviter} har bjudit in dig" if inviter else "Du är inbjuden"
    write_link(association=association, writer=writer, why=f"{who} att skriva i en ansökan till {association.name}.")
    audit.record(association, "funding.writer.invited", writer, by=by, application=application.pk, writer=writer.pk)
    return writer


@transaction.atomic
def renew_link(*, association: Association, by: Person | None, writer: Writer) -> Writer:
    """Give a writer a new link by a letter; the old one opens nothing any more."""
    row = _locked(association, writer)
    row.key, row.seen_at, row.ended_at = new_key(), None, None
    row.save(update_fields=["key", "seen_at", "ended_at"])
    write_link(association=association, writer=row, why="Här är din nya länk. Den gamla gäller inte längre.")
    audit.record(association, "funding.writer.renewed", row, by=by, application=row.application_id, writer=row.pk)
    return row


@transaction.atomic
def take_back_link(*, association: Association, by: Person | None, writer: Writer) -> Writer:
    """Let a link open nothing any more. Raises ValueError for the last one: then nobody could go on writing."""
    row = _locked(association, writer)
    if row.ended_at:
        return row
    others = Writer.objects.filter(association=association, application=row.application_id, ended_at=None)
    if not others.exclude(pk=row.pk).exists():
        raise ValueError("Det är den enda länken till ansökan. Bjud in någon annan först.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    audit.record(association, "funding.writer.ended", row, by=by, application=row.application_id, writer=row.pk)
    return row


def _locked(association: Association, writer: Writer) -> Writer:
    rows = Writer.objects.select_for_update(of=("self",)).select_related("application")
    return rows.get(association=association, pk=writer.pk)


def _check(name: str, email: str) -> None:
    if not name:
        raise ValueError("Skriv vad den du bjuder in heter.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValueError("Skriv en e-postadress, som namn@kommun.se.") from error
