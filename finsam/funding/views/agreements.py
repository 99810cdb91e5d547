"""Pages of the agreements: the list, one agreement and its file, and where it is written, changed and ended."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.agreement_force import end_agreement
from finsam.funding.actions.agreement_templates import save_template
from finsam.funding.actions.agreements import begin_agreement, delete_agreement, save_agreement
from finsam.funding.actions.amendments import begin_amendment
from finsam.funding.forms.agreements import AmendForm, EndForm, NewAgreementForm, TemplateForm
from finsam.funding.models import Agreement, AgreementState, Application
from finsam.funding.queries.agreement import agreement_page, agreement_url
from finsam.funding.queries.agreement_files import agreement_bytes
from finsam.funding.queries.agreement_writing import (
    agreement_form,
    amend_page,
    edit_page,
    end_page,
    new_page,
    template_page,
)
from finsam.funding.queries.agreements import agreement_reads, agreements_page
from finsam.ui.pages import page, tell

FORM = "funding/agreement_form.html"


def agreement_or_404(request: AssociationRequest, pk: int) -> Agreement:
    """Return the association's agreement. Raises Http404."""
    found = agreement_reads(request.association).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF file to look at."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@allow(Permission.SEE_ASSOCIATION)
def agreements(request: AssociationRequest) -> HttpResponse:
    """List the grants with their agreements."""
    content = agreements_page(request.association, request.permissions, timezone.localdate())
    return page(request, "funding/agreements.html", content)


@allow(Permission.SEE_ASSOCIATION)
def agreement(request: AssociationRequest, pk: int) -> HttpResponse:
    """Show an agreement."""
    found = agreement_or_404(request, pk)
    content = agreement_page(request.association, found, request.user, request.permissions, timezone.localdate())
    return page(request, "funding/agreement.html", content)


@allow(Permission.SEE_ASSOCIATION)
def file(request: AssociationRequest, pk: int) -> HttpResponse:
    """Hand out an agreement: the sealed file, or a draft."""
    return pdf_response(*agreement_bytes(request.association, agreement_or_404(request, pk)))


@allow(Permission.KEEP_FUNDING)
def new(request: AssociationRequest, application: int) -> HttpResponse:
    """Begin the agreement on a granted application, or say why it cannot be done."""
    found = get_object_or_404(
        Application.objects.select_related("decided_in__meeting", "case"), association=request.association,
        pk=application,
    )  # fmt: skip
    form = NewAgreementForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        made = carry_out(
            form, begin_agreement, association=request.association, by=request.user, application=found,
            plan=form.plan, token=form.cleaned_data["token"],
        )  # fmt: skip
        if made:
            tell(request, "Avtalet är skrivet som utkast. Läs igenom det och fyll i vem som skriver under.")
            return redirect(agreement_url(request.association, made, "agreement-edit"))
    return page(request, FORM, new_page(request.association, found, form), status=422 if form else 200)


@allow(Permission.KEEP_FUNDING)
def edit(request: AssociationRequest, pk: int) -> HttpResponse:
    """Write a draft."""
    found = agreement_or_404(request, pk)
    if found.state != AgreementState.DRAFT:
        return redirect(agreement_url(request.association, found))
    form = agreement_form(found, request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        saved = carry_out(
            form, save_agreement, association=request.association, by=request.user, agreement=found,
            revision=form.cleaned_data["revision"], written=form.written,
        )  # fmt: skip
        if saved:
            tell(request, "Avtalet är sparat.")
            return redirect(agreement_url(request.association, found))
    content = edit_page(request.association, agreement_or_404(request, pk), form)
    return page(request, "funding/agreement_edit.html", content, status=422 if form else 200)


@allow(Permission.KEEP_FUNDING)
def amend(request: AssociationRequest, pk: int) -> HttpResponse:
    """Begin an amendment to an agreement in force."""
    found = agreement_or_404(request, pk)
    form = AmendForm(request.POST if request.method == "POST" else None, initial={"token": new_token()})
    if form.is_valid():
        made = carry_out(
            form, begin_amendment, association=request.association, by=request.user, agreement=found,
            **form.cleaned_data,
        )  # fmt: skip
        if made:
            tell(request, "Tillägget är skrivet som utkast. Ändra det som ska bli annorlunda.")
            return redirect(agreement_url(request.association, made, "agreement-edit"))
    content = amend_page(request.association, found, form)
    return page(request, FORM, content, status=422 if form.is_bound else 200)


@allow(Permission.KEEP_FUNDING)
def end(request: AssociationRequest, pk: int) -> HttpResponse:
    """End an agreement in force on a day."""
    found = agreement_or_404(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ended = carry_out(
            form, end_agreement, association=request.association, by=request.user, agreement=found,
            **form.cleaned_data,
        )  # fmt: skip
        if ended:
            tell(request, "Avtalet är avslutat.")
            return redirect(agreement_url(request.association, found))
    content = end_page(request.association, found, form)
    return page(request, FORM, content, status=422 if form.is_bound else 200)


@require_POST
@allow(Permission.KEEP_FUNDING)
def delete(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take a draft away."""
    found = agreement_or_404(request, pk)
    try:
        delete_agreement(association=request.association, by=request.user, agreement=found)
    except ValueError as refused:
        tell(request, str(refused))
        return redirect(agreement_url(request.association, found))
    tell(request, "Utkastet är borttaget. Beslutet kan tas upp igen, eller ett nytt avtal skrivas.")
    return redirect(reverse("agreements", args=[request.association.slug]))


@allow(Permission.KEEP_FUNDING)
def template(request: AssociationRequest) -> HttpResponse:
    """Write the text that new agreements begin with."""
    form = TemplateForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        saved = carry_out(
            form, save_template, association=request.association, by=request.user, **form.cleaned_data
        )  # fmt: skip
        if saved:
            tell(request, f"Mallen är sparad som version {saved.version}. Nya avtal börjar med den.")
            return redirect(reverse("agreement-template", args=[request.association.slug]))
    content = template_page(request.association, form)
    return page(request, "funding/agreement_template.html", content, status=422 if form else 200)
