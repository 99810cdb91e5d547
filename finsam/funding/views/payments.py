"""Pages of payments: files for the bank, the posting list, the account that is paid from."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.funding.actions import payments as actions
from finsam.funding.forms.claims import PaidForm
from finsam.funding.forms.payments import AccountForm, PaymentForm
from finsam.funding.models import PaymentFile
from finsam.funding.queries.payments import (
    account_form_page,
    attested_claims,
    next_bank_day,
    payable,
    payment_form_page,
    payment_page,
    payments_page,
)
from finsam.funding.queries.posting import payment_claims, posting_csv, posting_excel, posting_list
from finsam.funding.rules.claim_accounts import written_account
from finsam.kernel.swedish import kr
from finsam.ui.pages import page, tell

FILES = {
    "csv": (posting_csv, "text/csv; charset=utf-8"),
    "xlsx": (posting_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@allow(Permission.SEE_ASSOCIATION)
def payments(request: AssociationRequest) -> HttpResponse:
    """List the payment files."""
    content = payments_page(request.association, request.permissions, timezone.localdate())
    return page(request, "funding/payments.html", content)


@allow(Permission.KEEP_MONEY)
def payment_new(request: AssociationRequest) -> HttpResponse:
    """Make a payment file of attested claims."""
    association, today = request.association, timezone.localdate()
    claims = attested_claims(association)
    initial = {"claims": [one.pk for one in claims], "pay_on": next_bank_day(today), "token": new_token()}
    form = PaymentForm(request.POST or None, claims=_choices(request, payable(claims)), initial=initial)
    if form.is_bound and form.is_valid():
        payment = carry_out(
            form, actions.order_payment, association=association, by=request.user, today=today, **form.cleaned_data
        )
        if payment:
            tell(request, f"Betalfilen är gjord: {kr(payment.total_ore)}. Hämta den och lämna den i banken.")
            return redirect("payment", association.slug, payment.pk)
    content = payment_form_page(association, form, claims, today)
    return page(request, "funding/payment_form.html", content, status=422 if form.is_bound else 200)


def _choices(request: AssociationRequest, choices: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """What can be chosen; with what was sent beside it, so that a form sent twice comes to its file, not to a fault."""
    sent = {int(key) for key in request.POST.getlist("claims") if key.isdecimal()} - {key for key, _ in choices}
    return [*choices, *((key, "Redan i en betalfil") for key in sorted(sent))]


@allow(Permission.SEE_ASSOCIATION)
def payment(request: AssociationRequest, payment: int) -> HttpResponse:
    """Show a payment file with its posting list."""
    content = payment_page(request.association, _found(request, payment), request.permissions, timezone.localdate())
    return page(request, "funding/payment.html", content)


@allow(Permission.KEEP_MONEY)
def payment_file(request: AssociationRequest, payment: int) -> HttpResponse:
    """Hand out the file for the bank: the same bytes every time. One that is cancelled is not handed out."""
    found = _found(request, payment)
    if found.cancelled_at:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="application/xml")
    named = content_disposition_header(as_attachment=True, filename=f"{found.message_id}.xml")
    response["Content-Disposition"] = named or ""
    return response


@allow(Permission.SEE_ASSOCIATION)
def posting_file(request: AssociationRequest, payment: int, ending: str) -> HttpResponse:
    """Hand out the posting list of a payment file."""
    found = _found(request, payment)
    if ending not in FILES:
        raise Http404
    write, content_type = FILES[ending]
    rows = posting_list(request.association, found, payment_claims(request.association, found))
    named = content_disposition_header(as_attachment=True, filename=f"bokforing-{found.message_id}.{ending}")
    return HttpResponse(write(rows), content_type=content_type, headers={"Content-Disposition": named or ""})


@require_POST
@allow(Permission.KEEP_MONEY)
def payment_act(request: AssociationRequest, payment: int) -> HttpResponse:
    """Note the day a payment file was paid, or cancel it."""
    association, found, today = request.association, _found(request, payment), timezone.localdate()
    if request.POST.get("gor") == "makulera":
        try:
            actions.cancel_payment(association=association, by=request.user, payment=found)
        except ValueError as refused:
            tell(request, str(refused))
        else:
            tell(request, "Betalfilen är makulerad. Lämna den inte till banken.")
        return redirect("payment", association.slug, payment)
    form = PaidForm(request.POST)
    if form.is_valid():
        same = {"association": association, "by": request.user, "payment": found, "today": today}
        done = carry_out(form, actions.note_paid, **same, **form.cleaned_data)
        if done is not None:
            tell(request, "Betalningen är noterad.")
            return redirect("payment", association.slug, payment)
    content = payment_page(association, found, request.permissions, today, form)
    return page(request, "funding/payment.html", content, status=422)


@allow(Permission.KEEP_MONEY)
def payment_account(request: AssociationRequest) -> HttpResponse:
    """Say which account is paid from."""
    association, today = request.association, timezone.localdate()
    now = actions.account_on(association, today)
    initial = {"name": association.name, "valid_from": today}
    if now:
        initial |= {"iban": written_account("iban", now.iban), "bic": now.bic, "name": now.name}
    form = AccountForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid() and _set_account(request, form):
        tell(request, "Kontot är sparat.")
        return redirect("payments", association.slug)
    content = account_form_page(association, form)
    return page(request, "funding/payment_form.html", content, status=422 if form.is_bound else 200)


def _set_account(request: AssociationRequest, form: AccountForm) -> bool:
    same = {"association": request.association, "by": request.user, "said": form.said}
    return carry_out(form, actions.set_account, **same) is not None


def _found(request: AssociationRequest, payment: int) -> PaymentFile:
    rows = PaymentFile.objects.select_related("made_by", "cancelled_by")
    return get_object_or_404(rows, association=request.association, pk=payment)
