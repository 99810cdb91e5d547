"""Pages of a project owner's follow-up reports and deviations, reached by link."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from finsam.funding.access import OwnerRequest, as_writer, owner_path
from finsam.funding.actions.action_points import Finding, note_done, report_deviation
from finsam.funding.actions.progress import save_draft, sections_in, send_report
from finsam.funding.forms.action_points import DeviationForm, DoneForm
from finsam.funding.forms.progress import ProgressForm
from finsam.funding.models import ActionPoint, ProgressReport
from finsam.funding.queries.action_point_owner import deviation_page, owner_point_page
from finsam.funding.queries.progress_owner import owner_report_page
from finsam.funding.queries.progress_parts import belongs_to
from finsam.funding.queries.progress_reports import report_name, reports_of
from finsam.kernel.faults import BadInput
from finsam.ui.pages import page, tell
from finsam.ui.parts import Fault

TEMPLATE = "funding/owner_report.html"


def _report(request: OwnerRequest, pk: int) -> ProgressReport:
    report = reports_of(request.association).filter(pk=pk).first()
    if report is None or not belongs_to(report, request.writer):
        raise Http404
    return report


@as_writer
def owner_report(request: OwnerRequest, pk: int) -> HttpResponse:
    """Show a report; save what is written in it, and send it."""
    report, today = _report(request, pk), timezone.localdate()
    if request.method == "POST":
        return _saved(request, report)
    return page(request, TEMPLATE, owner_report_page(request.association, request.writer, report, today))


def _saved(request: OwnerRequest, report: ProgressReport) -> HttpResponse:
    association, today = request.association, timezone.localdate()
    sections = sections_in(report)
    form = ProgressForm(request.POST, sections=sections, texts=report.texts)
    form.is_valid()
    try:
        saved = save_draft(association=association, by=request.writer, report=report, texts=form.texts, base=form.base)
        if saved.clashing:
            return _clash(request, report, form, saved.report.texts, saved.clashing)
        if "send" in request.POST:
            send_report(association=association, by=request.writer, report=report, today=today)
    except BadInput as error:
        return _refused(request, form, error)
    except ValueError as error:
        tell(request, str(error))
        return redirect(request.path)
    if "deviation" in request.POST:
        return redirect(owner_path(association, request.writer, "owner-deviation", report.pk))
    tell(
        request,
        f"{report_name(report)} är skickad till förbundet." if "send" in request.POST else "Utkastet är sparat.",
    )
    return redirect(request.path)


def _clash(
    request: OwnerRequest, report: ProgressReport, typed: ProgressForm, stored: dict[str, str], clashing: list[str]
) -> HttpResponse:
    """Show both texts where two have written; what is typed stands in the field."""
    mine = {key: typed.texts[key] for key in clashing}
    form = ProgressForm(None, sections=typed.sections, texts={**stored, **mine}, stored=stored)
    theirs = {key: stored.get(key, "") for key in clashing}
    content = owner_report_page(
        request.association, request.writer, report, timezone.localdate(), form=form, theirs=theirs
    )
    return page(request, TEMPLATE, content, status=422)


def _refused(request: OwnerRequest, form: ProgressForm, error: BadInput) -> HttpResponse:
    """Show what is wrong where it stands; a fault's `file` is the key of the text."""
    titles = {key: one.title for one in form.sections for key in (one.key, *(f"why-{slot}" for slot in one.slots))}
    for fault in error.faults:
        form.add_error(fault.file, fault.what)
    faults = [Fault(titles[fault.file], fault.what, form[fault.file].auto_id) for fault in error.faults]
    report = _report(request, request.resolver_match.kwargs["pk"] if request.resolver_match else 0)
    content = owner_report_page(
        request.association, request.writer, report, timezone.localdate(), form=form, faults=faults
    )
    return page(request, TEMPLATE, content, status=422)


@as_writer
def owner_deviation(request: OwnerRequest, pk: int) -> HttpResponse:
    """Report a deviation in what a report is about."""
    report = _report(request, pk)
    form = DeviationForm(request.POST or None)
    if form.is_valid():
        finding = Finding(**form.cleaned_data, owner=f"Projektägaren, {request.writer.application.applicant}"[:120],
                          owner_email=request.writer.email)  # fmt: skip
        try:
            report_deviation(
                association=request.association, by=None, report=report, finding=finding, writer=request.writer
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Avvikelsen är anmäld. Förbundet ser den nu.")
            return redirect(owner_path(request.association, request.writer, "owner-report", pk))
    content = deviation_page(request.association, request.writer, report, form)
    return page(request, "funding/owner_report_deviation.html", content, status=422 if form.errors else 200)


@as_writer
def owner_action_point(request: OwnerRequest, pk: int) -> HttpResponse:
    """Show a deviation of the owner's intervention, and note that its action is done."""
    point = get_object_or_404(
        ActionPoint.objects.select_related("intervention", "report"), association=request.association, pk=pk
    )
    if point.intervention_id != request.writer.application.intervention_id:
        raise Http404
    form = DoneForm(request.POST or None)
    if form.is_valid():
        try:
            note_done(
                association=request.association, by=None, point=point, remark=form.cleaned_data["remark"],
                today=timezone.localdate(), writer=request.writer,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Tack. Förbundet bedömer nu om åtgärden räcker.")
            return redirect(request.path)
    content = owner_point_page(request.association, request.writer, point, form, timezone.localdate())
    return page(request, "funding/owner_report_point.html", content, status=422 if form.errors else 200)
