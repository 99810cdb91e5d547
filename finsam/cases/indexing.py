"""What search finds cases and documents by: their words, in Swedish, the title before the rest."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from finsam.cases.models import Case, Document, StoredFile

CONFIGURATION = "swedish"
MOST_INDEXED = 300_000  # characters of a file: more could burst PostgreSQL's bound of a megabyte a row


def index_case(case: Case) -> None:
    """Let search find the case. Called by every action that changes its words."""
    vector = _words(case.title, "A") + _words(case.diary_number, "A") + _words(case.counterpart, "B")
    Case.objects.filter(association_id=case.association_id, pk=case.pk).update(
        search=vector + _words(case.summary, "B")
    )


def index_document(document: Document, file: StoredFile | None) -> None:
    """Let search find the document, by the text of its file too."""
    vector = _words(document.title, "A") + _words(document.counterpart, "B")
    if file:
        vector = vector + _words(file.name, "B") + _words(file.text[:MOST_INDEXED], "C")
    Document.objects.filter(association_id=document.association_id, pk=document.pk).update(search=vector)


def _words(text: str, weight: str) -> SearchVector:
    return SearchVector(Value(text), config=CONFIGURATION, weight=weight)
