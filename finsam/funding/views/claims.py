"""Pages of claims for the office: the list, one claim and what is done with it, and one that came on paper."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.cases.forms import carry_out
from finsam.cases.views.handing_out import handed_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import book_of_year
from finsam.funding.actions import attest, claims, matching, payments
from finsam.funding.forms.claims import PaidForm, PaperClaimForm, ReturnForm, VoucherForm
from finsam.funding.models import Claim, ClaimState, Grant
from finsam.funding.queries.claim_list import claims_page
from finsam.funding.queries.claim_page import TriedForms, claim_crumbs, claim_page, find_sent_claim
from finsam.funding.queries.claim_paper import choose_grant_page, latest_year
from finsam.funding.queries.owner_claims import find_file, new_claim_initial, office_form_page
from finsam.funding.rules.matching import VoucherName
from finsam.kernel.periods import Period
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def claims_list(request: AssociationRequest) -> HttpResponse:
    """List the claims of a year, those that wait first."""
    asked = request.GET.get("ar", "")
    association = request.association
    book = book_of_year(association, asked) if asked else Book(association, Period.year(latest_year(association)))
    return page(request, "funding/claims.html", claims_page(book, request.permissions))


@allow(Permission.SEE_ASSOCIATION)
def claim(request: AssociationRequest, claim: int) -> HttpResponse:
    """Show a claim."""
    found = find_sent_claim(request.association, claim)
    return page(
        request, "funding/claim.html", claim_page(request.association, found, request.user, request.permissions)
    )


@allow(Permission.SEE_ASSOCIATION)
def claim_file(request: AssociationRequest, claim: int, file: int) -> HttpResponse:
    """Hand out a file of a claim."""
    return handed_out(find_file(request.association, find_sent_claim(request.association, claim), file).file_id)


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def claim_act(request: AssociationRequest, claim: int) -> HttpResponse:
    """Do what a button of the claim's page says: attest, regret, return, note paid, choose or refuse a voucher."""
    found = find_sent_claim(request.association, claim)
    act = ACTS.get(request.POST.get("gor", ""))
    if act is None:
        return redirect("claim", request.association.slug, claim)
    permissions, do = act
    if not permissions & request.permissions:
        raise PermissionDenied
    tried = do(request, found)
    if tried is None:
        return redirect("claim", request.association.slug, claim)
    again = find_sent_claim(request.association, claim)
    content = claim_page(request.association, again, request.user, request.permissions, tried)
    return page(request, "funding/claim.html", content, status=422)


def _attest(request: AssociationRequest, found: Claim) -> TriedForms | None:
    seen = request.POST.get("belopp", "")
    try:
        after = attest.attest_claim(
            association=request.association, by=request.user, claim=found, today=timezone.localdate(),
            seen_ore=int(seen) if seen.removeprefix("-").isdecimal() else -1,
        )  # fmt: skip
    except ValueError as refused:
        return TriedForms(fault=str(refused))
    done = after.state == ClaimState.ATTESTED
    tell(request, "Rekvisitionen är attesterad av två och kan betalas." if done else "Du har attesterat. En till ska.")
    return None


def _regret(request: AssociationRequest, found: Claim) -> TriedForms | None:
    try:
        attest.regret_attestation(association=request.association, by=request.user, claim=found)
    except ValueError as refused:
        return TriedForms(fault=str(refused))
    tell(request, "Din attest är tillbakatagen.")
    return None


def _return(request: AssociationRequest, found: Claim) -> TriedForms | None:
    form = ReturnForm(request.POST)
    same: dict[str, Any] = {"association": request.association, "by": request.user, "claim": found}
    if form.is_valid() and carry_out(form, claims.return_claim, **same, **form.cleaned_data) is not None:
        tell(request, "Rekvisitionen är återlämnad. De som skriver för projektet får ett mejl.")
        return None
    return TriedForms(returning=form)


def _paid(request: AssociationRequest, found: Claim) -> TriedForms | None:
    form = PaidForm(request.POST)
    same: dict[str, Any] = {"association": request.association, "by": request.user, "claim": found}
    same["today"] = timezone.localdate()
    if form.is_valid() and carry_out(form, payments.note_claim_paid, **same, **form.cleaned_data) is not None:
        tell(request, "Betalningen är noterad.")
        return None
    return TriedForms(paying=form)


def _choose(request: AssociationRequest, found: Claim) -> TriedForms | None:
    named = _named(request)
    form = VoucherForm(vars(named) if named else request.POST)
    if not form.is_valid():
        return TriedForms(voucher=form)
    name = VoucherName(**form.cleaned_data)
    same: dict[str, Any] = {"association": request.association, "by": request.user, "claim": found, "name": name}
    if carry_out(form, matching.choose_voucher, **same) is None:
        return TriedForms(voucher=form)
    tell(request, f"Verifikation {name} är vald.")
    return None


def _refuse(request: AssociationRequest, found: Claim) -> TriedForms | None:
    name = _named(request)
    if name is None:
        return TriedForms(fault="Verifikationen går inte att läsa. Läs in sidan igen.")
    try:
        matching.refuse_voucher(association=request.association, by=request.user, claim=found, name=name)
    except ValueError as refused:
        return TriedForms(fault=str(refused))
    tell(request, f"Verifikation {name} föreslås inte längre för rekvisitionen.")
    return None


def _named(request: AssociationRequest) -> VoucherName | None:
    """The voucher that a button names, as 2030/A/12."""
    year, _, rest = request.POST.get("verifikation", "").partition("/")
    series, _, number = rest.rpartition("/")
    return VoucherName(int(year), series, number) if year.isdecimal() and number else None


Act = Callable[[AssociationRequest, Claim], TriedForms | None]
MONEY, ATTEST = frozenset({Permission.KEEP_MONEY}), frozenset({Permission.ATTEST})
ACTS: dict[str, tuple[frozenset[Permission], Act]] = {
    "attestera": (ATTEST, _attest),
    "angra": (ATTEST, _regret),
    "aterlamna": (MONEY | ATTEST, _return),
    "betald": (MONEY, _paid),
    "valj": (MONEY, _choose),
    "avboj": (MONEY, _refuse),
}
"""What a button does by its value, and the permissions of which one is needed."""


@allow(Permission.KEEP_MONEY)
def claim_new(request: AssociationRequest) -> HttpResponse:
    """Write in a claim that came on paper: first which agreement, then what it says."""
    association, asked = request.association, request.GET.get("beslut", "")
    if not asked.isdecimal():
        return page(request, "funding/claim_new.html", choose_grant_page(association))
    grants = Grant.objects.select_related("intervention", "application__case")
    grant = get_object_or_404(grants, association=association, pk=int(asked))
    initial = new_claim_initial(association, grant, timezone.localdate()) | {"arrived_on": timezone.localdate()}
    form = PaperClaimForm(request.POST or None, request.FILES or None, initial=initial)
    return _paper(request, grant, form, None)


@allow(Permission.KEEP_MONEY)
def claim_edit(request: AssociationRequest, claim: int) -> HttpResponse:
    """Correct a claim that the office has written in; attestations fall."""
    found = find_sent_claim(request.association, claim)
    if found.writer_id is not None:
        raise PermissionDenied
    initial = {"arrived_on": timezone.localdate(found.sent_at) if found.sent_at else None}
    form = PaperClaimForm(request.POST or None, request.FILES or None, claim=found, initial=initial)
    return _paper(request, found.grant, form, found)


def _paper(request: AssociationRequest, grant: Grant, form: PaperClaimForm, found: Claim | None) -> HttpResponse:
    association = request.association
    if form.is_bound and form.is_valid():
        saved = carry_out(
            form, claims.register_paper, association=association, by=request.user, grant=grant, said=form.said,
            arrived_on=form.cleaned_data["arrived_on"], claim=found, revision=form.cleaned_data["revision"],
            files=form.cleaned_data["receipts"], token=form.cleaned_data["token"],
        )  # fmt: skip
        if saved:
            tell(request, f"Rekvisition {saved.number} är inskriven.")
            return redirect("claim", association.slug, saved.pk)
    back = reverse("claim", args=[association.slug, found.pk]) if found else reverse("claims", args=[association.slug])
    content = office_form_page(association, grant, form, found, claim_crumbs(association), back)
    return page(request, "funding/claim_form.html", content, status=422 if form.is_bound else 200)
