"""Pages of the reports: the list, a report and its files, its text, where it is sent, and who signs it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.models import Meeting
from finsam.reports.actions.sending import note_sent, send_to_meeting
from finsam.reports.actions.signing import approve_report, call_off_signing, hand_over_report, return_report
from finsam.reports.actions.writing import begin_report, save_text
from finsam.reports.editions import Edition, edition_at
from finsam.reports.forms import MeetingForm, NewReportForm, ReturnForm, SentForm, TextForm
from finsam.reports.queries.files import report_bytes
from finsam.reports.queries.listing import reports_page
from finsam.reports.queries.report import Refused, coming_meetings, report_page
from finsam.reports.queries.signing import Tried, signatories_form, signing_page, signing_seats
from finsam.reports.queries.text import text_page
from finsam.signing.forms import ApproveForm
from finsam.ui.pages import page, tell

TYPES = {"pdf": "application/pdf", "json": "application/json"}


def _edition(kind: str, period: str) -> Edition:
    try:
        return edition_at(kind, period)
    except ValueError as error:
        raise Http404 from error


def _need(request: AssociationRequest, permission: Permission) -> None:
    if permission not in request.permissions:
        raise PermissionDenied


@allow(Permission.SEE_ASSOCIATION)
def reports(request: AssociationRequest) -> HttpResponse:
    """List the association's reports, and begin one."""
    form = None
    if request.method == "POST":
        _need(request, Permission.WRITE_REPORT)
        form = NewReportForm(timezone.localdate(), request.POST)
        if form.is_valid():
            edition = form.cleaned_data["edition"]
            begin_report(association=request.association, by=request.user, edition=edition)
            return redirect(edition.url(request.association))
    content = reports_page(request.association, request.permissions, form)
    return page(request, "reports/reports.html", content, status=422 if form else 200)


@allow(Permission.SEE_ASSOCIATION)
def report(request: AssociationRequest, kind: str, period: str) -> HttpResponse:
    """Show a report as a web document."""
    return _report(request, _edition(kind, period))


@allow(Permission.SEE_ASSOCIATION)
def economic_report(request: AssociationRequest, period: str) -> HttpResponse:
    """Show the economic report of January to a month."""
    return _report(request, _edition("ekonomisk-rapport", period))


def _report(request: AssociationRequest, edition: Edition, refused: Refused | None = None) -> HttpResponse:
    content = report_page(request.association, edition, request.permissions, refused)
    return page(request, "reports/report.html", content, status=422 if refused else 200)


@allow(Permission.SEE_ASSOCIATION)
def report_file(request: AssociationRequest, kind: str, period: str, ending: str) -> HttpResponse:
    """Hand out a report as PDF or JSON: as it was sealed, if it is."""
    edition = _edition(kind, period)
    if ending not in TYPES:
        raise Http404
    called = edition.file_name(request.association, ending)
    return HttpResponse(
        report_bytes(request.association, edition, ending),
        content_type=TYPES[ending],
        headers={"Content-Disposition": f'inline; filename="{called}"'},
    )


@allow(Permission.WRITE_REPORT)
def report_text(request: AssociationRequest, kind: str, period: str) -> HttpResponse:
    """Write a report's text."""
    edition = _edition(kind, period)
    form = TextForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        saved = carry_out(
            form, save_text, association=request.association, by=request.user, edition=edition, **form.cleaned_data
        )
        if saved:
            tell(request, "Texten är sparad.")
            return redirect(edition.url(request.association))
    content = text_page(request.association, edition, form)
    return page(request, "reports/text.html", content, status=422 if form else 200)


@require_POST
@allow(Permission.WRITE_REPORT)
def report_send(request: AssociationRequest, kind: str, period: str) -> HttpResponse:
    """Send a report to a meeting, or note that it has been sent to somebody."""
    edition, association = _edition(kind, period), request.association
    if "meeting" in request.POST:
        chosen = MeetingForm(coming_meetings(association), request.POST)
        if chosen.is_valid():
            meeting = Meeting.objects.get(association=association, pk=chosen.cleaned_data["meeting"])
            sent = carry_out(
                chosen, send_to_meeting, association=association, by=request.user, edition=edition, meeting=meeting
            )
            if sent:
                tell(request, sent.words)
                return redirect(edition.url(association))
        return _report(request, edition, Refused(meeting=chosen))
    form = SentForm(request.POST)
    if form.is_valid():
        noted = carry_out(
            form, note_sent, association=association, by=request.user, edition=edition, **form.cleaned_data
        )
        if noted:
            tell(request, f"Det är antecknat att rapporten är skickad till {noted.to}.")
            return redirect(edition.url(association))
    return _report(request, edition, Refused(sent=form))


@allow(Permission.SEE_ASSOCIATION)
def report_signing(request: AssociationRequest, kind: str, period: str) -> HttpResponse:
    """Show who signs a report, and let them: handed over, approved, sent back, called off."""
    edition = _edition(kind, period)
    if not edition.is_signed:
        raise Http404
    tried = None
    if request.method == "POST":
        tried = ACTS.get(request.POST.get("gor", ""), _approve)(request, edition)
        if tried is None:
            return redirect(edition.page("report-signing", request.association))
    content = signing_page(request.association, edition, request.user, request.permissions, tried)
    return page(request, "reports/signing.html", content, status=422 if tried else 200)


def _hand_over(request: AssociationRequest, edition: Edition) -> Tried | None:
    _need(request, Permission.WRITE_REPORT)
    form = signatories_form(request.association, request.POST)
    if form.is_valid():
        values = form.cleaned_data
        done = carry_out(
            form, hand_over_report, association=request.association, by=request.user, edition=edition,
            seats=[seat for seat in signing_seats(request.association) if seat.pk in values["seats"]],
            chair_last=values["order"] == "chair_last", decided_in=form.item(request.association),
        )  # fmt: skip
        if done:
            tell(request, "Rapporten är lämnad för underskrift. De som ska godkänna har fått ett mejl.")
            return None
    return Tried(hand_over=form)


def _approve(request: AssociationRequest, edition: Edition) -> Tried | None:
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            sealed = approve_report(
                association=request.association, edition=edition, person=request.user, request=request,
                **form.cleaned_data,
            )  # fmt: skip
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, "Alla har godkänt och rapporten är förseglad." if sealed else "Du har godkänt rapporten.")
            return None
    return Tried(approve=form)


def _return(request: AssociationRequest, edition: Edition) -> Tried | None:
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            return_report(association=request.association, edition=edition, person=request.user, **form.cleaned_data)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, "Rapporten är tillbaka hos kansliet.")
            return None
    return Tried(decline=form)


def _call_off(request: AssociationRequest, edition: Edition) -> Tried | None:
    _need(request, Permission.WRITE_REPORT)
    try:
        call_off_signing(association=request.association, by=request.user, edition=edition)
    except ValueError as refused:
        tell(request, str(refused))
    else:
        tell(request, "Undertecknandet är avbrutet. Texten kan ändras igen.")
    return None


ACTS = {"lamna": _hand_over, "tillbaka": _return, "avbryt": _call_off}
"""What a button of the page of signing does by its value; without one it approves."""
