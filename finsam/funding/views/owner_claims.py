"""Pages of a project owner's claims, behind the writer's link."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from finsam.cases.forms import carry_out
from finsam.cases.views.handing_out import handed_out
from finsam.funding.access import OwnerRequest, as_writer, owner_path
from finsam.funding.actions import claims as actions
from finsam.funding.forms.claims import ClaimForm
from finsam.funding.models import Claim, Grant
from finsam.funding.queries.owner_claims import (
    find_claim,
    find_file,
    grant_of,
    new_claim_initial,
    owner_form_page,
    sent_claim_page,
)
from finsam.funding.rules.claims import CHANGEABLE
from finsam.kernel.faults import BadInput
from finsam.ui.pages import page, tell

SEND, REMOVE, DISCARD = "skicka", "ta-bort", "slang"


@as_writer
def owner_claim_new(request: OwnerRequest) -> HttpResponse:
    """Begin a claim: it opens with the next period and the account of the last one."""
    grant = _grant(request)
    initial = new_claim_initial(request.association, grant, timezone.localdate())
    form = ClaimForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_bound and form.is_valid():
        saved = carry_out(
            form, actions.save_claim, association=request.association, grant=grant, said=form.said,
            hand=actions.Hand(writer=request.writer), files=form.cleaned_data["receipts"],
            token=form.cleaned_data["token"],
        )  # fmt: skip
        if saved:
            return _after(request, grant, saved)
    content = owner_form_page(request.association, request.writer, grant, form, None)
    return page(request, "funding/owner_claim_form.html", content, status=422 if form.is_bound else 200)


@as_writer
def owner_claim(request: OwnerRequest, number: int) -> HttpResponse:
    """Write on a claim, send it, or see how far it has come."""
    association, grant = request.association, _grant(request)
    claim = find_claim(association, request.writer, number)
    if claim.state not in CHANGEABLE:
        content = sent_claim_page(association, request.writer, claim)
        return page(request, "funding/owner_claim.html", content)
    if request.POST.get(REMOVE, "").isdecimal():
        return _remove(request, claim)
    if DISCARD in request.POST:
        return _discard(request, claim)
    form = ClaimForm(request.POST or None, request.FILES or None, claim=claim)
    if form.is_bound and form.is_valid():
        saved = carry_out(
            form, actions.save_claim, association=association, grant=grant, said=form.said, claim=claim,
            hand=actions.Hand(writer=request.writer), revision=form.cleaned_data["revision"],
            files=form.cleaned_data["receipts"],
        )  # fmt: skip
        if saved:
            return _after(request, grant, saved)
    elif form.is_bound and "receipts" not in form.errors:  # what was chosen is kept though something else is wrong
        actions.add_files(association=association, claim=claim, files=form.cleaned_data.get("receipts") or [])
    shown = owner_form_page(association, request.writer, grant, form, claim)
    return page(request, "funding/owner_claim_form.html", shown, status=422 if form.is_bound else 200)


@as_writer
def owner_claim_file(request: OwnerRequest, number: int, file: int) -> HttpResponse:
    """Hand out a file of one's own claim."""
    claim = find_claim(request.association, request.writer, number)
    return handed_out(find_file(request.association, claim, file).file_id)


def _grant(request: OwnerRequest) -> Grant:
    grant = grant_of(request.writer)
    if grant is None:
        raise Http404
    return grant


def _after(request: OwnerRequest, grant: Grant, claim: Claim) -> HttpResponse:
    """Send what is saved when that was asked for; what is wrong is told on the page, and the draft stays saved."""
    here = owner_path(request.association, request.writer, "owner-claim", claim.number)
    if SEND not in request.POST:
        tell(request, "Utkastet är sparat. Det är inte inlämnat än.")
        return redirect(here)
    try:
        actions.send_claim(association=request.association, claim=claim, hand=actions.Hand(writer=request.writer))
    except BadInput as refused:
        saved = find_claim(request.association, request.writer, claim.number)
        faults = [str(fault) for fault in refused.faults]
        content = owner_form_page(
            request.association, request.writer, grant, ClaimForm(claim=saved), saved, faults=faults
        )
        return page(request, "funding/owner_claim_form.html", content, status=422)
    tell(request, f"Rekvisition {claim.number} är inlämnad.")
    return redirect(here)


def _discard(request: OwnerRequest, claim: Claim) -> HttpResponse:
    try:
        actions.discard_claim(association=request.association, claim=claim, hand=actions.Hand(writer=request.writer))
    except ValueError as refused:
        tell(request, str(refused))
        return redirect(owner_path(request.association, request.writer, "owner-claim", claim.number))
    tell(request, f"Utkastet till rekvisition {claim.number} är borttaget.")
    return redirect(owner_path(request.association, request.writer))


def _remove(request: OwnerRequest, claim: Claim) -> HttpResponse:
    key = int(request.POST[REMOVE])
    try:
        actions.remove_file(
            association=request.association, claim=claim, file=key, hand=actions.Hand(writer=request.writer)
        )
    except ValueError as refused:
        tell(request, str(refused))
    return redirect(owner_path(request.association, request.writer, "owner-claim", claim.number))
