"""Pages of the release log: who asked for what, and what they got."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.forms import Form
from django.http import Http404
from django.urls import reverse

from finsam.cases.models import Document, ReleasedDocument, ReleaseRequest
from finsam.cases.pages.cases import FormPage
from finsam.cases.queries import document_url, shown_title
from finsam.cases.wording import diary_tabs
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import day, listed
from finsam.ui.parts import Link, Tab

_NUMBERED = re.compile(r"(?:\S+\s+)?(?P<year>\d{4})\D(?P<number>\d{1,6})(?::(?P<document>\d{1,4}))?")


@dataclass(frozen=True)
class Request:
    """A request in the log."""

    asked: str
    what: str
    who: str
    answer: str
    documents: Sequence[Link]
    url: str
    action: str


@dataclass(frozen=True)
class ReleasesPage:
    """The release log, those to be answered first."""

    title: str
    tabs: Sequence[Tab]
    groups: Sequence[tuple[str, Sequence[Request]]]
    new_url: str


def releases_page(association: Association, permissions: Collection[Permission]) -> ReleasesPage:
    """Show every request, the newest first."""
    rows = _in_order(association)
    keeps = Permission.KEEP_DIARY in permissions
    shown = [(_shown(association, place, row, permissions, keeps=keeps), row) for place, row in rows]
    waiting = [request for request, row in shown if not row.outcome]
    answered = [request for request, row in reversed(shown) if row.outcome]
    return ReleasesPage(
        title="Utlämnanden",
        tabs=diary_tabs(
            association, "releases", archive=Permission.READ_SECRET in permissions, waiting=len(waiting)
        ),
        groups=[(name, group) for name, group in (("Att besvara", waiting), ("Besvarade", answered)) if group],
        new_url=reverse("release-new", args=[association.slug]) if keeps else "",
    )  # fmt: skip


def _in_order(association: Association) -> list[tuple[int, ReleaseRequest]]:
    """Read every request with its place in the log, from 1: none is ever removed."""
    documents = ReleasedDocument.objects.select_related("document__case").defer(
        "document__search", "document__case__search"
    )
    requests = ReleaseRequest.objects.filter(association=association).order_by("pk")
    return list(enumerate(requests.prefetch_related(Prefetch("released", documents)), 1))


def find_request(association: Association, place: int) -> ReleaseRequest:
    """Return the request at a place in the log. Raises Http404."""
    rows = ReleaseRequest.objects.filter(association=association).order_by("pk")
    if place < 1 or not (found := rows[place - 1 : place]):
        raise Http404
    one: ReleaseRequest = found[0]
    return one


def _shown(
    association: Association, place: int, row: ReleaseRequest, permissions: Collection[Permission], *, keeps: bool
) -> Request:
    links = [
        Link(shown_title(one.document, permissions), document_url(association, one.document))
        for one in row.released.all()
    ]
    ground = f" enligt {row.ground}" if row.ground else ""
    return Request(
        asked=day(row.asked_on),
        what=row.asked_for,
        who=row.asked_by or "Den som frågar har inte uppgett något namn",
        answer=f"{row.get_outcome_display()}{ground}, {day(row.answered_on)}" if row.answered_on else "",
        documents=links,
        url=reverse("release-answer", args=[association.slug, place]) if keeps else "",
        action="Rätta svaret" if row.outcome else "Skriv in svaret",
    )


def named_documents(association: Association, written: str) -> list[Document]:
    """Find the documents of "2025-1, 2025-3:2". Raises ValueError with a Swedish sentence naming what is not there."""
    found: dict[int, Document] = {}
    missing = []
    for one in (part.strip() for part in re.split(r"[,;\n]", written)):
        if not one:
            continue
        match = _NUMBERED.fullmatch(one)
        documents = _documents(association, match) if match else []
        if not documents:
            missing.append(f"”{one}”")
        found |= {document.pk: document for document in documents}
    if missing:
        raise ValueError(f"Det finns ingen handling med numret {listed(missing, 'eller')}. Skriv som 2025-1:2.")
    return list(found.values())


def _documents(association: Association, match: re.Match[str]) -> list[Document]:
    documents = Document.objects.filter(
        association=association, case__year=int(match["year"]), case__number=int(match["number"])
    )
    if match["document"]:
        documents = documents.filter(number=int(match["document"]))
    return list(documents.defer("search"))


def request_form_page(association: Association, form: Form) -> FormPage:
    """Show the form of a new request."""
    url = reverse("releases", args=[association.slug])
    crumbs = [
        Link("Ärenden", reverse("cases", args=[association.slug])), Link("Utlämnanden", url), Link("Ny begäran"),
    ]  # fmt: skip
    return FormPage("Ny begäran om handlingar", form, crumbs, "Skriv in begäran", url)


def answer_form_page(association: Association, request: ReleaseRequest, form: Form) -> FormPage:
    """Show the form of an answer."""
    url = reverse("releases", args=[association.slug])
    crumbs = [
        Link("Ärenden", reverse("cases", args=[association.slug])), Link("Utlämnanden", url), Link("Svar"),
    ]  # fmt: skip
    who = request.asked_by or "någon som inte uppgett sitt namn"
    return FormPage(
        "Svar på begäran", form, crumbs, "Spara svaret", url, state=f"Begärdes {day(request.asked_on)} av {who}",
        remark=request.asked_for,
    )  # fmt: skip
