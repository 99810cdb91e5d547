"""The page where an agreement is signed by both, and its file for those who sign."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.agreement_signing import (
    CHANGED,
    approve_agreement,
    call_off_agreement,
    hand_over_agreement,
    return_agreement,
)
from finsam.funding.forms.agreements import SendBackForm
from finsam.funding.models import Agreement
from finsam.funding.queries.agreement import agreement_url
from finsam.funding.queries.agreement_files import agreement_bytes
from finsam.funding.queries.agreement_signing import (
    Tried,
    is_insider,
    may_read,
    seat_form,
    signing_page,
    signing_seats,
)
from finsam.funding.views.agreements import agreement_or_404, pdf_response
from finsam.signing.forms import ApproveForm
from finsam.ui.pages import page, tell


@allow(Permission.SIGN_AGREEMENT)
def sign(request: AssociationRequest, pk: int) -> HttpResponse:
    """Show who signs an agreement, and let them: handed over, approved, sent back, called off."""
    found = _readable(request, pk)
    tried = None
    if request.method == "POST":
        tried = ACTS.get(request.POST.get("gor", ""), _approve)(request, found)
        if tried is None:
            return _after(request, pk)
        found = agreement_or_404(request, pk)
        if not may_read(request.association, found, request.user, request.permissions):
            tell(request, CHANGED)
            return _after(request, pk)
    content = signing_page(request.association, found, request.user, request.permissions, tried)
    return page(request, "funding/agreement_sign.html", content, status=422 if tried else 200)


@allow(Permission.SIGN_AGREEMENT)
def file(request: AssociationRequest, pk: int) -> HttpResponse:
    """Hand out an agreement to those who sign it."""
    return pdf_response(*agreement_bytes(request.association, _readable(request, pk)))


def _readable(request: AssociationRequest, pk: int) -> Agreement:
    found = agreement_or_404(request, pk)
    if not may_read(request.association, found, request.user, request.permissions):
        raise Http404  # a project owner is not told of the agreements of others
    return found


def _after(request: AssociationRequest, pk: int) -> HttpResponse:
    """Go back to the page; a project owner who may not see it any more goes to what waits."""
    found = agreement_or_404(request, pk)
    if may_read(request.association, found, request.user, request.permissions):
        return redirect(agreement_url(request.association, found, "agreement-sign"))
    return redirect("today")


def _need_keeper(request: AssociationRequest) -> None:
    if Permission.KEEP_FUNDING not in request.permissions:
        raise PermissionDenied


def _hand_over(request: AssociationRequest, found: Agreement) -> Tried | None:
    _need_keeper(request)
    form = seat_form(request.association, request.POST)
    if form.is_valid():
        seat = next(one for one in signing_seats(request.association) if one.pk == form.cleaned_data["seat"])
        done = carry_out(
            form, hand_over_agreement, association=request.association, by=request.user, agreement=found, seat=seat
        )
        if done:
            tell(request, "Avtalet är lämnat för underskrift. De som ska skriva under har fått ett mejl.")
            return None
    return Tried(hand_over=form)


def _approve(request: AssociationRequest, found: Agreement) -> Tried | None:
    form = ApproveForm(request.POST)
    form.before = "innan du skriver under"
    if form.is_valid():
        try:
            sealed = approve_agreement(
                association=request.association, agreement=found, person=request.user, request=request,
                **form.cleaned_data,
            )  # fmt: skip
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, "Båda har skrivit under och avtalet är förseglat." if sealed else "Du har skrivit under.")
            return None
    return Tried(approve=form)


def _return(request: AssociationRequest, found: Agreement) -> Tried | None:
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            return_agreement(association=request.association, agreement=found, person=request.user, **form.cleaned_data)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            back = "Avtalet är tillbaka hos kansliet, som har fått veta varför."
            tell(request, back if not is_insider(request.permissions) else "Avtalet är ett utkast igen.")
            return None
    return Tried(decline=form)


def _call_off(request: AssociationRequest, found: Agreement) -> Tried | None:
    _need_keeper(request)
    try:
        call_off_agreement(association=request.association, by=request.user, agreement=found)
    except ValueError as refused:
        tell(request, str(refused))
    else:
        tell(request, "Underskriften är avbruten. Avtalet är ett utkast igen och kan ändras.")
    return None


ACTS = {"lamna": _hand_over, "tillbaka": _return, "avbryt": _call_off}
"""What a button of the page does by its value; without one it signs."""
