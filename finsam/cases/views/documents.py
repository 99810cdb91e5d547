"""Documents: register, show, hand out their files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from finsam.cases.actions import Handed, register_documents
from finsam.cases.forms import DocumentForm, carry_out
from finsam.cases.models import Direction
from finsam.cases.pages.documents import document_form_page, document_page
from finsam.cases.queries import case_url, find_document, may_read, readable_case
from finsam.cases.reading import note_reading
from finsam.cases.retention import retention_choices
from finsam.cases.views.handing_out import handed_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def document(request: AssociationRequest, year: int, number: int, document: int) -> HttpResponse:
    """Show one document."""
    found = find_document(request.association, year, number, document)
    return page(request, "cases/document.html", document_page(request.association, found, request.permissions))


@allow(Permission.SEE_ASSOCIATION)
def document_file(request: AssociationRequest, year: int, number: int, document: int) -> HttpResponse:
    """Hand out the file of a document: to be saved, or with ?visa a PDF to be read in the browser."""
    association = request.association
    found = find_document(association, year, number, document)
    if found.file_id is None:
        raise Http404
    if not may_read(found, request.permissions):
        raise PermissionDenied
    note_reading(association=association, by=request.user, document=found)
    return handed_out(found.file_id, shown="visa" in request.GET)


@allow(Permission.KEEP_DIARY)
def document_new(request: AssociationRequest, year: int, number: int) -> HttpResponse:
    """Register documents in a case."""
    association, case = request.association, readable_case(request, year, number)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        retention=retention_choices(association),
        initial={
            "dated_on": timezone.localdate(), "token": new_token(), "direction": Direction.INCOMING,
            "retention": case.retention.key if case.retention else "",
        },
    )  # fmt: skip
    if form.is_valid():
        values = form.values
        title, files, token = (values.pop(name) for name in ("title", "papers", "token"))
        documents = carry_out(
            form, register_documents, association=association, by=request.user, case=case, title=title,
            handed=Handed(**values), files=files, token=token,
        )  # fmt: skip
        if documents is not None:
            _tell_registered(request, [one.title for one in documents], [w for file in files for w in file.warnings])
            return redirect(case_url(association, case))
    content = document_form_page(association, case, form)
    return page(request, "cases/document_form.html", content, status=422 if form.errors else 200)


def _tell_registered(request: AssociationRequest, titles: list[str], warnings: list[str]) -> None:
    if titles:
        many = f"{len(titles)} handlingar är registrerade."
        tell(request, many if len(titles) > 1 else f"”{titles[0]}” är registrerad.")
    for warning in dict.fromkeys(warnings):
        tell(request, warning)
