"""Pages of the vouchers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.money.models import Voucher
from finsam.money.queries import vouchers as queries
from finsam.money.queries.sie_export import sie_export
from finsam.money.queries.voucher import voucher_page
from finsam.money.queries.voucher_filter import NoFigureError, asked_for
from finsam.ui.pages import page


@allow(Permission.OPEN_LEDGER)
def vouchers(request: AssociationRequest) -> HttpResponse:
    """List the vouchers asked for; as a file when that is asked for."""
    association = request.association
    years = queries.ledger_years(association)
    asked = asked_for(request.GET.dict(), years[-1] if years else None)
    try:
        if request.GET.get("som") == "csv":
            name = f"{association.slug}-verifikationer-{asked.year}.csv"
            named = {"Content-Disposition": f'attachment; filename="{name}"'}
            content = queries.vouchers_file(association, asked)
            return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=named)
        return page(request, "money/vouchers.html", queries.vouchers_page(association, asked, years))
    except NoFigureError as error:
        raise Http404 from error


@allow(Permission.OPEN_LEDGER)
def sie_file(request: AssociationRequest, year: int) -> HttpResponse:
    """Hand out a year's ledger and budget as SIE 4; what is left out stands in the file's own remark (#PROSA)."""
    budget_only = request.GET.get("bara") == "budget"
    try:
        made = sie_export(request.association, year, on=timezone.localdate(), budget_only=budget_only)
    except ValueError as error:
        raise Http404(str(error)) from error
    named = {"Content-Disposition": f'attachment; filename="{made.file_name}"'}
    return HttpResponse(made.content, content_type="application/octet-stream", headers=named)


@allow(Permission.OPEN_LEDGER)
def voucher(request: AssociationRequest, pk: int) -> HttpResponse:
    """Show one voucher."""
    found = Voucher.objects.filter(association=request.association).select_related("ledger", "file__uploaded_by")
    row = get_object_or_404(found.defer("file__content"), pk=pk)
    return page(request, "money/voucher.html", voucher_page(request.association, row))
