"""Who has read what is under secrecy: written in the trail."""

from finsam.cases.models import Document
from finsam.cases.queries import is_secret
from finsam.core import audit
from finsam.core.models import Association, Person


def note_reading(*, association: Association, by: Person, document: Document) -> None:
    """Write down that a document under secrecy was handed out to the person; others are not written down."""
    if is_secret(document):
        subject = f"{document.case.diary_number}:{document.number}"
        audit.record(association, "cases.document.read", subject, by=by, document=document.pk)
