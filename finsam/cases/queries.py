"""Reads of the diary: what waits for a body, and what search finds."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left
from django.http import Http404
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from finsam.cases.indexing import CONFIGURATION
from finsam.cases.models import Case, Document
from finsam.core.access import AssociationRequest
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission

SECRET = "Sekretess"  # what stands instead of a title  # noqa: S105
_START, _STOP = "\x02", "\x03"  # around the words found, until the text is escaped
_MOST_READ = 100_000  # characters of a file that an excerpt is sought in


@dataclass(frozen=True)
class Hit:
    """A case or document that search found. `excerpt` is safe markup with the words in <mark>."""

    title: str
    where: str  # "SOFINT 2021-41", "Handling 2 i SOFINT 2021-41"
    excerpt: SafeString
    url: str
    dated: date


def find_case(association: Association, year: int, number: int) -> Case:
    """Return the case of an address. Raises Http404. Must be called within the association."""
    cases = Case.objects.filter(association=association, year=year, number=number)
    case = cases.select_related("responsible", "retention", "opened_by").first()
    if case is None:
        raise Http404
    return case


def readable_case(request: AssociationRequest, year: int, number: int) -> Case:
    """Return the case of an address to somebody who works in it. Raises Http404, PermissionDenied under secrecy."""
    case = find_case(request.association, year, number)
    if not may_read(case, request.permissions):
        raise PermissionDenied
    return case


def find_document(association: Association, year: int, number: int, document: int) -> Document:
    """Return the document of an address, without the bytes of its file. Raises Http404."""
    found = Document.objects.filter(
        association=association, case__year=year, case__number=number, number=document
    ).select_related("case", "file", "retention", "registered_by")
    one = found.defer("file__content", "search", "case__search").first()
    if one is None:
        raise Http404
    return one


def is_secret(document: Document) -> bool:
    """Tell whether the document, or the case it lies in, is marked with secrecy."""
    return document.secret or document.case.secret


def may_read(thing: Case | Document, permissions: Collection[Permission]) -> bool:
    """Tell whether somebody with the permissions may read the title and the text of a case or document."""
    secret = thing.secret if isinstance(thing, Case) else is_secret(thing)
    return not secret or Permission.READ_SECRET in permissions


def shown_title(thing: Case | Document, permissions: Collection[Permission]) -> str:
    """Return the title, or only the word Sekretess to those who may not read it."""
    return thing.title if may_read(thing, permissions) else SECRET


def case_url(association: Association, case: Case, name: str = "case", *more: str) -> str:
    """Return an address of the case."""
    return reverse(name, args=[association.slug, case.year, case.number, *more])


def document_url(association: Association, document: Document, name: str = "document") -> str:
    """Return an address of the document, whose case must have been read with it."""
    return reverse(name, args=[association.slug, document.case.year, document.case.number, document.number])


def awaiting(association: Association, body: str) -> QuerySet[Case]:
    """Return the open cases that wait for the body, the oldest first; which stand on an agenda is not known here.

    Must be called within the association.
    """
    cases = Case.objects.filter(association=association, awaits=body, closed_on=None).defer("search")
    return cases.order_by("year", "number")


def search_diary(
    association: Association, words: str, permissions: Collection[Permission], limit: int = 20
) -> list[Hit]:
    """Return what the words are found in, the best first: titles, counterparts, summaries, the texts of files.

    What is secret is found only by those who may read it. Must be called within the association.
    """
    words = words.replace("\0", "").strip()
    if not words:
        return []
    query = _query(words)
    cases = _ranked(Case.objects.filter(association=association), query, words, ("title", "diary_number"))
    documents = _ranked(Document.objects.filter(association=association), query, words, ("title",))
    if Permission.READ_SECRET not in permissions:
        cases = cases.filter(secret=False)
        documents = documents.filter(secret=False, case__secret=False)
    found = [(one.rank, _case_hit(association, one)) for one in _with_excerpts(cases, query, "summary", limit)]
    documents = documents.select_related("case").defer("search", "case__search")
    found += [
        (one.rank, _document_hit(association, one)) for one in _with_excerpts(documents, query, "file__text", limit)
    ]
    return [hit for _, hit in sorted(found, key=lambda pair: (-pair[0], pair[1].where))[:limit]]


def _query(words: str) -> SearchQuery:
    """What was typed as web searches take it, or the beginnings of every word."""
    typed = SearchQuery(words, config=CONFIGURATION, search_type="websearch")
    beginnings = " & ".join(f"{word}:*" for word in re.findall(r"\w+", words)[:8])
    return typed | SearchQuery(beginnings, config=CONFIGURATION, search_type="raw") if beginnings else typed


def _ranked(rows: QuerySet[Any], query: SearchQuery, words: str, names: Sequence[str]) -> QuerySet[Any]:
    """Keep the rows whose words match, or whose names hold what was typed as it stands (parts of compounds)."""
    named = Q()
    for name in names:
        named |= Q(**{f"{name}__icontains": words})
    found = rows.filter(Q(search=query) | named)
    ranked: QuerySet[Any] = found.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-pk")
    return ranked


def _with_excerpts(rows: QuerySet[Any], query: SearchQuery, field: str, limit: int) -> list[Any]:
    """Read the best rows with the piece of text that the words stand in."""
    headline = SearchHeadline(
        Left(field, _MOST_READ), query, config=CONFIGURATION, start_sel=_START, stop_sel=_STOP, max_words=28,
        min_words=12, max_fragments=2, fragment_delimiter=" … ",
    )  # fmt: skip
    return list(rows.annotate(headline=headline)[:limit])  # PostgreSQL makes them for the rows that are left only


def _case_hit(association: Association, case: Any) -> Hit:
    """Write a hit of a case read with its headline."""
    excerpt = _marked(case.headline or "")
    return Hit(case.title, case.diary_number, excerpt, case_url(association, case), case.opened_on)


def _document_hit(association: Association, document: Any) -> Hit:
    """Write a hit of a document read with its case and headline."""
    where = f"Handling {document.number} i {document.case.diary_number}"
    excerpt = _marked(document.headline or "")
    return Hit(document.title, where, excerpt, document_url(association, document), document.dated_on)


def _marked(headline: str) -> SafeString:
    """Escape the text and mark the words found; without any, the excerpt says nothing the title does not."""
    if _START not in headline:
        return SafeString("")
    safe = escape(" ".join(headline.split()))
    return mark_safe(safe.replace(_START, "<mark>").replace(_STOP, "</mark>"))  # noqa: S308  escaped above
