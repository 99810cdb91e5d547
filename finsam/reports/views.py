"""Pages of the reports."""

import json

from django.http import Http404, HttpResponse
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.kernel.periods import YEARS
from finsam.reports import queries
from finsam.reports.models import ReportKind
from finsam.reports.printing import printed_report
from finsam.ui.pages import page


def _kind(address: str, year: int) -> ReportKind:
    if address not in queries.KINDS or year not in YEARS:
        raise Http404
    return queries.KINDS[address]


@allow(Permission.SEE_ASSOCIATION)
def reports(request: AssociationRequest) -> HttpResponse:
    """List the association's reports."""
    return page(request, "reports/reports.html", queries.reports_page(request.association))


@allow(Permission.SEE_ASSOCIATION)
def report(request: AssociationRequest, kind: str, year: int) -> HttpResponse:
    """Show a report as a web document."""
    return page(request, "reports/report.html", queries.report_page(request.association, _kind(kind, year), year))


@allow(Permission.SEE_ASSOCIATION)
def report_file(request: AssociationRequest, kind: str, year: int, ending: str) -> HttpResponse:
    """Hand out a report as PDF or JSON."""
    composed = queries.composed_report(request.association, _kind(kind, year), year)
    if ending == "pdf":
        content, content_type = printed_report(composed, made_at=timezone.now()), "application/pdf"
    elif ending == "json":
        content = json.dumps(queries.report_data(composed), ensure_ascii=False, indent=1).encode()
        content_type = "application/json"
    else:
        raise Http404
    called = f"{request.association.slug}-{kind}-{year}.{ending}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'inline; filename="{called}"'}
    )
