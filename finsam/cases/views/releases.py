"""The release log: requests for documents and their answers."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from finsam.cases.forms import AnswerForm, RequestForm, carry_out
from finsam.cases.pages.releases import (
    answer_form_page,
    find_request,
    named_documents,
    releases_page,
    request_form_page,
)
from finsam.cases.releases import answer_request, record_request
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def releases(request: AssociationRequest) -> HttpResponse:
    """Show the log."""
    return page(request, "cases/releases.html", releases_page(request.association, request.permissions))


@allow(Permission.KEEP_DIARY)
def release_new(request: AssociationRequest) -> HttpResponse:
    """Write down a request."""
    association = request.association
    initial = {
        "asked_on": timezone.localdate(), "token": new_token(), "documents": request.GET.get("handling", "")[:100],
    }  # fmt: skip
    form = RequestForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            documents = named_documents(association, form.cleaned_data["documents"])
        except ValueError as error:
            form.add_error("documents", str(error))
        else:
            values = form.cleaned_data | {"documents": documents}
            if carry_out(form, record_request, association=association, by=request.user, **values):
                tell(request, "Begäran är inskriven. Den ska besvaras skyndsamt.")
                return redirect("releases", association.slug)
    content = request_form_page(association, form)
    return page(request, "cases/form.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_DIARY)
def release_answer(request: AssociationRequest, place: int) -> HttpResponse:
    """Write down how a request was answered."""
    association, found = request.association, find_request(request.association, place)
    form = AnswerForm(
        request.POST or None,
        initial={
            "answered_on": found.answered_on or timezone.localdate(), "outcome": found.outcome, "ground": found.ground,
        },
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        if carry_out(form, answer_request, association=association, by=request.user, request=found, **given):
            tell(request, "Svaret är inskrivet.")
            return redirect("releases", association.slug)
    content = answer_form_page(association, found, form)
    return page(request, "cases/form.html", content, status=422 if form.errors else 200)
