"""Pages of the assessment: the director's, the dossier, positions, the proposal, the letter, the checklist."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.assessments import decide_checklist, open_assessment, save_assessment
from finsam.funding.actions.letters import send_letter
from finsam.funding.actions.positions import ask_positions, may_take, take_position
from finsam.funding.actions.proposals import put_to_board
from finsam.funding.forms.assessments import ChecklistForm, PositionForm
from finsam.funding.models import Application, ApplicationState, Checklist, Position
from finsam.funding.printing.dossier import dossier_pdf
from finsam.funding.printing.letter import letter_pdf
from finsam.funding.queries.assessments import (
    ask_form,
    assessment_form,
    assessment_page,
    checklist_page,
    position_page,
)
from finsam.funding.queries.dossier import dossier_page, own_members
from finsam.funding.queries.letters import letter_text
from finsam.funding.rules.considerations import SHIPPED, SOURCE, as_text, read_questions
from finsam.kernel.faults import BadInput
from finsam.ui.pages import page, tell


def _found(request: AssociationRequest, application: int) -> Application:
    """Return an application that has come in; drafts belong to those who write them."""
    rows = Application.objects.filter(association=request.association).exclude(state=ApplicationState.DRAFT)
    return get_object_or_404(
        rows.select_related("case", "intervention", "decided_in__meeting", "answer__case"), pk=application
    )


@allow(Permission.KEEP_FUNDING)
def assessment(request: AssociationRequest, application: int) -> HttpResponse:
    """Write the assessment of an application."""
    association, found = request.association, _found(request, application)
    today = timezone.localdate()
    assessed = open_assessment(association=association, application=found, today=today)
    form = assessment_form(request.POST or None, association, found, assessed)
    if form.is_valid():
        try:
            save_assessment(
                association=association, by=request.user, assessment=assessed,
                version=form.cleaned_data["version"], said=form.said,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Bedömningen är sparad.")
            return redirect("assessment", association.slug, application)
    content = assessment_page(association, found, assessed, form, ask_form(None, association, today))
    return page(request, "funding/assessment.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_FUNDING)
def positions_ask(request: AssociationRequest, application: int) -> HttpResponse:
    """Ask the members for their positions."""
    association, found, today = request.association, _found(request, application), timezone.localdate()
    assessed = open_assessment(association=association, application=found, today=today)
    form = ask_form(request.POST, association, today)
    if form.is_valid():
        said = form.cleaned_data
        try:
            ask_positions(
                association=association, by=request.user, application=found, assessment=assessed,
                members=sorted(said["members"], key=lambda one: one.position), due_on=said["due_on"],
                together=said.get("together", "").strip(), today=today,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Frågan är skickad. Den som inte svarat i tid står som inte inkommen.")
            return redirect("assessment", association.slug, application)
    written = assessment_form(None, association, found, assessed)
    return page(
        request, "funding/assessment.html", assessment_page(association, found, assessed, written, form), status=422
    )


@allow(Permission.SEE_ASSOCIATION)
def dossier(request: AssociationRequest, application: int) -> HttpResponse:
    """Show everything one needs to take a position, or to decide."""
    found = _found(request, application)
    content = dossier_page(request.association, found, request.user, request.permissions, timezone.localdate())
    return page(request, "funding/dossier.html", content)


@allow(Permission.SEE_ASSOCIATION)
def dossier_file(request: AssociationRequest, application: int) -> HttpResponse:
    """Hand out the dossier as PDF."""
    found = _found(request, application)
    content = dossier_page(request.association, found, request.user, request.permissions, timezone.localdate())
    return _pdf(dossier_pdf(request.association, content, made_at=timezone.now()), f"underlag-{application}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response


@allow(Permission.TAKE_POSITION)
def position(request: AssociationRequest, application: int, position: int) -> HttpResponse:
    """Write down what a party thinks: one's own, or for the director one that came another way."""
    association = request.association
    rows = Position.objects.select_related("application").filter(association=association, application=application)
    found, today = get_object_or_404(rows, pk=position), timezone.localdate()
    keeps = Permission.KEEP_FUNDING in request.permissions
    if not keeps and not may_take(found, own_members(association, request.user, today)):
        raise PermissionDenied
    taken = found.standing if found.taken_on else None
    form = PositionForm(request.POST or None, initial={"standing": taken, "reason": found.reason})
    if form.is_valid():
        try:
            take_position(association=association, by=request.user, position=found, on=today, **form.cleaned_data)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"Ställningstagandet från {found.party} är sparat.")
            return redirect("dossier", association.slug, application)
    content = position_page(association, found, form)
    return page(request, "funding/assessment_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_FUNDING)
def application_propose(request: AssociationRequest, application: int) -> HttpResponse:
    """Put the application to the board."""
    association, found, now = request.association, _found(request, application), timezone.now()
    today = timezone.localdate(now)
    assessed = open_assessment(association=association, application=found, today=today)
    content = dossier_page(association, found, request.user, request.permissions, today)
    try:
        pdf = dossier_pdf(association, content, made_at=now)
        put_to_board(
            association=association, by=request.user, application=found, assessment=assessed, pdf=pdf, today=today
        )
    except BadInput as bad:
        for fault in bad.faults:
            tell(request, fault.what)
        return redirect("assessment", association.slug, application)
    tell(request, f"{found.case.diary_number if found.case else ''} väntar på styrelsens nästa möte.")
    return redirect("dossier", association.slug, application)


@allow(Permission.KEEP_FUNDING)
def application_letter(request: AssociationRequest, application: int) -> HttpResponse:
    """Show the letter to the applicant as PDF, and by POST send it."""
    association, found = request.association, _found(request, application)
    if found.decided_in is None or found.case is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        send_letter(association=association, by=request.user, application=found, now=now)
        tell(request, "Beskedet är skickat till den sökande och står i diariet.")
        return redirect("dossier", association.slug, application)
    return _pdf(
        letter_pdf(letter_text(association, found, today=timezone.localdate(now)), made_at=now),
        f"besked-{application}.pdf",
    )


@allow(Permission.KEEP_FUNDING)
def checklist(request: AssociationRequest) -> HttpResponse:
    """Make a new version of the considerations."""
    association, today = request.association, timezone.localdate()
    current = Checklist.objects.filter(association=association).order_by("version").last()
    known = read_questions(current.questions) if current else list(SHIPPED)
    source = current.source if current else SOURCE
    form = ChecklistForm(request.POST or None, known=known, text=as_text(known), valid_from=today, source=source)
    if form.is_valid():
        said = form.cleaned_data
        made = decide_checklist(
            association=association, by=request.user, questions=form.questions, valid_from=said["valid_from"],
            source=said["source"],
        )  # fmt: skip
        tell(request, f"Version {made.version} gäller från {made.valid_from}.")
        return redirect("checklist", association.slug)
    content = checklist_page(association, form, current)
    return page(request, "funding/assessment_form.html", content, status=422 if form.errors else 200)
