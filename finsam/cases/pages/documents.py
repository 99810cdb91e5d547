"""Pages of documents: one document, the form to register some."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse

from finsam.cases.files import IDENTITY_WARNING
from finsam.cases.models import Case, Document, ReleasedDocument
from finsam.cases.pages.cases import FormPage
from finsam.cases.queries import SECRET, case_url, document_url, is_secret, may_read, shown_title
from finsam.cases.wording import came, file_words
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.kernel.identity import holds_identity_number
from finsam.kernel.swedish import day
from finsam.ui.parts import Fact, Link

MOST_SHOWN = 1500  # characters of a file's text


@dataclass(frozen=True)
class DocumentPage:
    """One document."""

    title: str
    diary_number: str
    state: str
    crumbs: Sequence[Link]
    about: Sequence[Fact]
    file: Sequence[Fact]
    text: Sequence[str]
    more_text: bool
    hidden: str
    warning: str
    file_url: str
    shown_url: str  # the file in the browser
    releases: Sequence[tuple[str, str, str]]  # day, outcome, address
    release_url: str


def document_page(association: Association, document: Document, permissions: Collection[Permission]) -> DocumentPage:
    """Show a document. Somebody who may not read it sees that it is there."""
    readable, case, file = may_read(document, permissions), document.case, document.file
    text = file.text if file and readable else ""
    number = f"{case.diary_number}:{document.number}"
    file_url = document_url(association, document, "document-file") if file and readable else ""
    ground = document.secrecy_ground or case.secrecy_ground
    keeps = Permission.KEEP_DIARY in permissions
    return DocumentPage(
        title=shown_title(document, permissions),
        diary_number=number,
        state=came(document, names=readable),
        crumbs=[
            Link("Ärenden", reverse("cases", args=[association.slug])),
            Link(case.diary_number, case_url(association, case)),
            Link(f"Handling {document.number}"),
        ],
        about=_about(association, document, permissions),
        file=_file(document) if readable else [],
        text=text[:MOST_SHOWN].split("\n") if text.strip() else [],
        more_text=len(text) > MOST_SHOWN,
        hidden="" if readable else f"Sekretess, {ground}. Din roll får inte läsa handlingen.",
        warning=IDENTITY_WARNING if keeps and not is_secret(document) and holds_identity_number(text) else "",
        file_url=file_url,
        shown_url=f"{file_url}?visa" if file_url and file and file.media_type == "application/pdf" else "",
        releases=_releases(association, document),
        release_url=f"{reverse('release-new', args=[association.slug])}?handling={case.year}-{case.number}:"
        f"{document.number}" if keeps else "",
    )  # fmt: skip


def _about(association: Association, document: Document, permissions: Collection[Permission]) -> list[Fact]:
    case, readable = document.case, may_read(document, permissions)
    facts = [
        Fact("Handling", f"{case.diary_number}:{document.number}"),
        Fact("Ärende", shown_title(case, permissions), case_url(association, case)),
        Fact(document.get_direction_display(), day(document.dated_on)),
        Fact("Avsändare eller mottagare", document.counterpart) if document.counterpart and readable else None,
        Fact(SECRET, document.secrecy_ground or case.secrecy_ground) if is_secret(document) else None,
        Fact("Bevarande", document.retention.name if document.retention else "som ärendet"),
        Fact("Registrerad", _registered(document)),
    ]
    return [fact for fact in facts if fact]


def _registered(document: Document) -> str:
    who = f", {document.registered_by.name}" if document.registered_by else ""
    return f"{day(document.registered_at.date())}{who}"


def _file(document: Document) -> list[Fact]:
    file = document.file
    if file is None:
        return []
    return [Fact("Namn", file.name), Fact("Innehåll", file_words(file)), Fact("SHA-256", file.sha256)]


def _releases(association: Association, document: Document) -> list[tuple[str, str, str]]:
    rows = ReleasedDocument.objects.filter(association=association, document=document).select_related("request")
    url = reverse("releases", args=[association.slug])
    return [
        (day(row.request.asked_on), row.request.get_outcome_display() or "Inte besvarad", url)
        for row in rows.order_by("request__asked_on")
    ]


def document_form_page(association: Association, case: Case, form: Form) -> FormPage:
    """Show the form to register documents in a case."""
    url = case_url(association, case)
    crumbs = [
        Link("Ärenden", reverse("cases", args=[association.slug])), Link(case.diary_number, url),
        Link("Registrera handling"),
    ]  # fmt: skip
    remark = "Välj filerna igen: webbläsaren behåller inte dem." if form.errors and "papers" not in form.errors else ""
    return FormPage("Registrera handling", form, crumbs, "Registrera", url, state=f"I {case}", remark=remark)
