"""Applications as the office and the insiders see them: the list, one application, what is done with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from finsam.cases.forms import carry_out
from finsam.cases.queries import may_read
from finsam.cases.views.handing_out import handed_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.application_withdrawal import withdraw_application
from finsam.funding.actions.completion import ask_completion, find_complete
from finsam.funding.actions.writers import invite_writer, renew_link
from finsam.funding.forms.application_office import CompletionForm, OfficeWithdrawForm
from finsam.funding.forms.apply import InviteForm
from finsam.funding.models import Application, ApplicationFile, ApplicationState, Writer
from finsam.funding.queries.application_page import OfficeForms, application_page
from finsam.funding.queries.applications import applications_page
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def applications(request: AssociationRequest) -> HttpResponse:
    """List the applications."""
    content = applications_page(
        request.association, request.permissions, request.GET.get("lage", ""), timezone.localdate()
    )
    return page(request, "funding/applications.html", content)


def find_application(request: AssociationRequest, pk: int) -> Application:
    """Return the application of an address. Raises Http404 for a draft to others than the office, else as its case."""
    rows = Application.objects.select_related(
        "case",
        "call",
        "form",
        "document__case",
        "intervention",
        "decided_in__meeting",
        "answer__case",
        "association",
    )
    found = get_object_or_404(rows, association=request.association, pk=pk)
    if found.state == ApplicationState.DRAFT and Permission.KEEP_FUNDING not in request.permissions:
        raise Http404
    if found.case and not may_read(found.case, request.permissions):
        raise PermissionDenied
    return found


@allow(Permission.SEE_ASSOCIATION)
def application(request: AssociationRequest, pk: int) -> HttpResponse:
    """Show one application; for the office, do something with it."""
    found = find_application(request, pk)
    office = OfficeForms(CompletionForm(), OfficeWithdrawForm(), InviteForm())
    asked = request.POST.get("gor", "")
    if request.method == "POST":
        if Permission.KEEP_FUNDING not in request.permissions:
            raise PermissionDenied
        office, done = _act(request, found, asked)
        if done:
            return redirect("application", request.association.slug, pk)
    content = application_page(
        request.association, found, request.permissions, timezone.localdate(), office, opened=asked
    )
    return page(request, "funding/application.html", content, status=422 if request.method == "POST" else 200)


Act = Callable[[AssociationRequest, Application], tuple[OfficeForms, bool]]


def _act(request: AssociationRequest, found: Application, asked: str) -> tuple[OfficeForms, bool]:
    """Do what was asked for; return the forms as they were filled in, and whether it was done."""
    acts: dict[str, Act] = {
        "komplettera": _ask, "komplett": _complete, "ta-tillbaka": _withdraw, "bjud-in": _invite, "ny-lank": _renew,
    }  # fmt: skip
    if asked not in acts:
        raise Http404
    return acts[asked](request, found)


def _with(request: AssociationRequest, found: Application) -> dict[str, Any]:
    return {"association": request.association, "by": request.user, "application": found}


def _done(form: forms.Form, action: Callable[..., object], **given: Any) -> bool:
    return carry_out(form, action, **given) is not None


def _ask(request: AssociationRequest, found: Application) -> tuple[OfficeForms, bool]:
    form, today = CompletionForm(request.POST), timezone.localdate()
    done = form.is_valid() and _done(form, ask_completion, **_with(request, found), asked_on=today, **form.cleaned_data)
    if done:
        tell(request, f"Begäran är skickad och registrerad. Svar väntas senast {form.cleaned_data['due_on']}.")
    return OfficeForms(form, OfficeWithdrawForm(), InviteForm()), done


def _withdraw(request: AssociationRequest, found: Application) -> tuple[OfficeForms, bool]:
    form = OfficeWithdrawForm(request.POST)
    done = form.is_valid() and _done(
        form, withdraw_application, **_with(request, found), reason=form.cleaned_data["withdrawal"],
        on=timezone.localdate(), who=f"{request.user.name}, för sökanden",
    )  # fmt: skip
    if done:
        tell(request, "Ansökan är återtagen och ärendet avslutat.")
    return OfficeForms(CompletionForm(), form, InviteForm()), done


def _invite(request: AssociationRequest, found: Application) -> tuple[OfficeForms, bool]:
    form = InviteForm(request.POST)
    done = form.is_valid() and _done(
        form, invite_writer, **_with(request, found), inviter=request.association.name, **form.cleaned_data
    )
    if done:
        tell(request, f"En länk är skickad till {form.cleaned_data['email']}.")
    return OfficeForms(CompletionForm(), OfficeWithdrawForm(), form), done


def _complete(request: AssociationRequest, found: Application) -> tuple[OfficeForms, bool]:
    try:
        find_complete(**_with(request, found), on=timezone.localdate())
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, "Ansökan är markerad som komplett.")
    return OfficeForms(CompletionForm(), OfficeWithdrawForm(), InviteForm()), True


def _renew(request: AssociationRequest, found: Application) -> tuple[OfficeForms, bool]:
    chosen = request.POST.get("skribent", "")
    writers = Writer.objects.filter(association=request.association, application=found)
    writer = get_object_or_404(writers, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 12 else 0)
    renew_link(association=request.association, by=request.user, writer=writer)
    tell(request, f"En ny länk är skickad till {writer.email}. Den gamla gäller inte längre.")
    return OfficeForms(CompletionForm(), OfficeWithdrawForm(), InviteForm()), True


@allow(Permission.SEE_ASSOCIATION)
def application_file(request: AssociationRequest, pk: int, file: int) -> HttpResponse:
    """Hand out an attachment. Of a draft that the applicant writes none."""
    found = find_application(request, pk)
    if found.state == ApplicationState.DRAFT and found.writers.filter(association=request.association).exists():
        raise Http404
    files = ApplicationFile.objects.filter(association=request.association, application=found)
    return handed_out(get_object_or_404(files, pk=file).file_id)
