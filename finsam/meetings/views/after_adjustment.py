"""The adjustment: handed over, read, approved, changed, sent back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions.after_adjustment import approve_minutes, decline_minutes, hand_over
from finsam.meetings.actions.after_changes import answer_change, ask_change
from finsam.meetings.forms.after_adjustment import AnswerForm, ChangeForm, DeclineForm
from finsam.meetings.models import ChangeRequest, Meeting
from finsam.meetings.queries.after_adjustment import Tried, adjustment_page, change_choices
from finsam.meetings.queries.after_minutes import minutes_page, reader_of
from finsam.meetings.queries.after_places import writing_address
from finsam.meetings.records import find_meeting
from finsam.signing.forms import ApproveForm
from finsam.ui.pages import page, tell

TEMPLATE = "meetings/adjustment.html"


def _shown(request: AssociationRequest, meeting: Meeting, tried: Tried | None = None) -> HttpResponse:
    reader = reader_of(request.association, meeting, request.user, request.permissions)
    content = adjustment_page(request.association, meeting, reader, tried)
    return page(request, TEMPLATE, content, status=422 if tried else 200)


@allow(Permission.SEE_ASSOCIATION)
def adjustment(request: AssociationRequest, key: str) -> HttpResponse:
    """Show how far the adjustment has come, and let those asked approve."""
    return _shown(request, find_meeting(request.association, key))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def hand_over_minutes(request: AssociationRequest, key: str) -> HttpResponse:
    """Hand the minutes over to those who adjust them."""
    meeting = find_meeting(request.association, key)
    try:
        hand_over(association=request.association, meeting=meeting, by=request.user)
    except ValueError as refused:
        meeting = find_meeting(request.association, key)
        reader = reader_of(request.association, meeting, request.user, request.permissions)
        content = minutes_page(request.association, meeting, reader, fault=str(refused))
        return page(request, "meetings/minutes.html", content, status=422)
    tell(request, "Protokollet är lämnat till justering. Alla som ska godkänna har fått ett mejl.")
    return redirect("adjustment", request.association.slug, key)


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def approve(request: AssociationRequest, key: str) -> HttpResponse:
    """Approve the minutes by typing the password once more."""
    meeting = find_meeting(request.association, key)
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            sealed = approve_minutes(
                association=request.association, meeting=meeting, person=request.user, request=request,
                **form.cleaned_data,
            )  # fmt: skip
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, "Protokollet är justerat och förseglat." if sealed else "Du har godkänt protokollet.")
            return redirect("adjustment", request.association.slug, key)
    return _shown(request, find_meeting(request.association, key), Tried(approve=form))


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def decline(request: AssociationRequest, key: str) -> HttpResponse:
    """Send the minutes back to the secretary."""
    meeting = find_meeting(request.association, key)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            decline_minutes(association=request.association, meeting=meeting, person=request.user, **form.cleaned_data)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, "Protokollet är tillbaka hos sekreteraren.")
            return redirect("adjustment", request.association.slug, key)
    return _shown(request, meeting, Tried(decline=form))


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def ask(request: AssociationRequest, key: str) -> HttpResponse:
    """Ask for a change in a §."""
    meeting = find_meeting(request.association, key)
    if not reader_of(request.association, meeting, request.user, request.permissions).adjusts:
        raise PermissionDenied
    form = ChangeForm(change_choices(request.association, meeting), request.POST)
    if form.is_valid():
        try:
            ask_change(association=request.association, meeting=meeting, by=request.user, **form.cleaned_data)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, "Sekreteraren har fått ditt förslag.")
            return redirect("adjustment", request.association.slug, key)
    return _shown(request, meeting, Tried(change=form))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def answer(request: AssociationRequest, key: str, change: int) -> HttpResponse:
    """Answer a wanted change: make it, and go to the §, or say why not."""
    meeting = find_meeting(request.association, key)
    found = ChangeRequest.objects.filter(association=request.association, item__meeting=meeting, pk=change)
    wanted = found.select_related("item").first()
    if wanted is None:
        raise Http404
    accepted = request.POST.get("svar") == "ja"
    form = AnswerForm(change, request.POST)
    if form.is_valid():
        try:
            answer_change(
                association=request.association, request=wanted, accepted=accepted, by=request.user,
                **form.cleaned_data,
            )  # fmt: skip
        except ValueError as refused:
            form.add_error("answer", str(refused))
        else:
            tell(request, "Ändra paragrafen här." if accepted else "Svaret är skickat.")
            return redirect(_edit(request, key, wanted) if accepted else _back(request, key))
    return _shown(request, meeting, Tried(answer=form, answered=change))


def _back(request: AssociationRequest, key: str) -> str:
    return reverse("adjustment", args=[request.association.slug, key])


def _edit(request: AssociationRequest, key: str, wanted: ChangeRequest) -> str:
    return writing_address(request.association, key, wanted.item.position) or _back(request, key)
