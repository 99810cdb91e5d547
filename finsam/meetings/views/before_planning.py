"""Pages of planning: the list, a new meeting, a year of them, changes, calling off."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions import before_planning as actions
from finsam.meetings.actions.before_calling import cancel_and_tell
from finsam.meetings.queries.before_meeting import cancel_page, form_page
from finsam.meetings.queries.before_planning import meetings_page, proposed_days
from finsam.meetings.records import find_meeting, meeting_key
from finsam.meetings.views.before_forms import MeetingForm, YearForm, form_of_meeting
from finsam.meetings.words import full_day, meeting_name
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def meetings(request: AssociationRequest) -> HttpResponse:
    """List the meetings."""
    keeps = Permission.KEEP_MEETINGS in request.permissions
    content = meetings_page(request.association, request.GET.get("ar", ""), today=timezone.localdate(), keeps=keeps)
    return page(request, "meetings/meetings.html", content)


@allow(Permission.KEEP_MEETINGS)
def meeting_new(request: AssociationRequest) -> HttpResponse:
    """Plan a meeting."""
    form = MeetingForm(request.POST or None)
    if form.is_valid():
        try:
            (made,) = actions.plan_meetings(association=request.association, by=request.user, plans=[form.plan])
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(
                request, f"{full_day(made.held_on).capitalize()} är planerad. Dagordningens fasta punkter är på plats."
            )
            return redirect("agenda", request.association.slug, meeting_key(made))
    content = form_page(request.association, form, "Planera ett möte", "Planera mötet")
    return page(request, "meetings/meeting_form.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_MEETINGS)
def meeting_year(request: AssociationRequest) -> HttpResponse:
    """Plan several meetings at once."""
    today = timezone.localdate()
    days = proposed_days(request.association, "board", today)
    form = YearForm(request.POST or None, initial={f"day_{place}": day for place, day in enumerate(days, 1)})
    if form.is_valid():
        try:
            made = actions.plan_meetings(association=request.association, by=request.user, plans=form.plans)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Ett möte är planerat." if len(made) == 1 else f"{len(made)} möten är planerade.")
            return redirect("meetings", request.association.slug)
    lead = (
        "Dagarna är föreslagna efter förra årets möten, samma veckodag. Ändra eller töm dem som inte stämmer."
        if days else "Skriv en dag för varje möte. De som lämnas tomma blir inget möte."
    )  # fmt: skip
    content = form_page(request.association, form, "Planera året", "Planera mötena", lead=lead)
    return page(request, "meetings/meeting_form.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_MEETINGS)
def meeting_edit(request: AssociationRequest, key: str) -> HttpResponse:
    """Change when and where a meeting is."""
    meeting = find_meeting(request.association, key)
    form = MeetingForm(request.POST or None, initial=form_of_meeting(meeting))
    if form.is_valid():
        try:
            changed = actions.change_meeting(
                association=request.association,
                by=request.user,
                meeting=meeting,
                version=form.cleaned_data["version"] or 0,
                plan=form.plan,
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Tid och plats är ändrade." + _told(changed.called_at is not None))
            return redirect("meeting", request.association.slug, meeting_key(changed))
    content = form_page(request.association, form, "Ändra tid och plats", "Spara", meeting=meeting)
    return page(request, "meetings/meeting_form.html", content, status=422 if form.errors else 200)


def _told(called: bool) -> str:  # noqa: FBT001
    return " De kallade får veta det när du skickar en komplettering." if called else ""


@allow(Permission.KEEP_MEETINGS)
def meeting_cancel(request: AssociationRequest, key: str) -> HttpResponse:
    """Ask whether to call the meeting off, and do it."""
    meeting = find_meeting(request.association, key)
    fault = ""
    if request.method == "POST":
        try:
            cancel_and_tell(association=request.association, by=request.user, meeting=meeting)
        except ValueError as error:
            fault = str(error)
        else:
            undo = reverse("meeting-resume", args=[request.association.slug, key])
            tell(
                request, f"{meeting_name(meeting).capitalize()} {full_day(meeting.held_on)} är inställt.", undo_url=undo
            )
            return redirect("meeting", request.association.slug, key)
    content = cancel_page(request.association, meeting, fault)
    return page(request, "meetings/cancel.html", content, status=422 if fault else 200)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def meeting_resume(request: AssociationRequest, key: str) -> HttpResponse:
    """Take up a meeting that was called off."""
    meeting = find_meeting(request.association, key)
    try:
        actions.resume_meeting(association=request.association, by=request.user, meeting=meeting)
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, "Mötet är planerat igen. Skicka en ny kallelse.")
    return redirect("meeting", request.association.slug, key)
