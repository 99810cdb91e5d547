"""Pages of the follow-up reports for the office."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.progress import open_reports
from finsam.funding.actions.progress_office import approve_report, return_report
from finsam.funding.forms.progress import ReturnForm
from finsam.funding.models import ProgressReport
from finsam.funding.queries.progress_list import reports_page
from finsam.funding.queries.progress_office import office_report_page
from finsam.funding.queries.progress_reports import reports_of
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def progress_reports(request: AssociationRequest) -> HttpResponse:
    """Show every follow-up report, the late ones first."""
    today = timezone.localdate()
    open_reports(request.association, today)
    content = reports_page(
        request.association, request.permissions, today, key=request.GET.get("insats", ""),
        state=request.GET.get("lage", ""),
    )  # fmt: skip
    return page(request, "funding/progress_reports.html", content)


@allow(Permission.SEE_ASSOCIATION)
def progress_report(request: AssociationRequest, pk: int) -> HttpResponse:
    """Show a report."""
    return _page(request, _report(request, pk))


@require_POST
@allow(Permission.KEEP_FUNDING)
def progress_return(request: AssociationRequest, pk: int) -> HttpResponse:
    """Give a report back with the reason."""
    report, form = _report(request, pk), ReturnForm(request.POST)
    if form.is_valid():
        try:
            return_report(
                association=request.association, by=request.user, report=report, reason=form.cleaned_data["reason"]
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Rapporten är återlämnad. De som skriver har fått ett brev.")
            return redirect("progress-report", request.association.slug, pk)
    return _page(request, report, form=form)


@require_POST
@allow(Permission.KEEP_FUNDING)
def progress_approve(request: AssociationRequest, pk: int) -> HttpResponse:
    """Approve a report."""
    try:
        approve_report(association=request.association, by=request.user, report=_report(request, pk))
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, "Rapporten är godkänd och registrerad i ärendet.")
    return redirect("progress-report", request.association.slug, pk)


def _page(request: AssociationRequest, report: ProgressReport, form: ReturnForm | None = None) -> HttpResponse:
    content = office_report_page(
        request.association, request.permissions, report, timezone.localdate(),
        compare=request.GET.get("jamfor", ""), form=form,
    )  # fmt: skip
    if form and content.form is None:  # it has been returned or approved meanwhile
        tell(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect("progress-report", request.association.slug, report.pk)
    return page(request, "funding/progress_report.html", content, status=422 if form else 200)


def _report(request: AssociationRequest, pk: int) -> ProgressReport:
    return get_object_or_404(reports_of(request.association).select_related("document"), pk=pk)
