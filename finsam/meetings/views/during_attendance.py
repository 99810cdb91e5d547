"""Pages of who comes and goes, and who is disqualified."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions import during_attendance as actions
from finsam.meetings.models import Conflict, Presence
from finsam.meetings.queries.during import read_live
from finsam.meetings.queries.during_presence import attendance_page
from finsam.meetings.records import find_meeting
from finsam.meetings.views.during import answered, item_or_404
from finsam.meetings.views.during_forms import AttendanceForm, ConflictForm, PresenceForm, item_of
from finsam.ui.pages import page, tell


@allow(Permission.KEEP_MEETINGS)
def attendance(request: AssociationRequest, key: str) -> HttpResponse:
    """Show every presence noted, each to be put right."""
    live = read_live(request.association, find_meeting(request.association, key))
    rows = [(one, presence) for one in live.record.attendees for presence in one.presences.all()]
    forms = {presence.pk: PresenceForm(live, presence) for _, presence in rows}
    return page(request, "meetings/live_presences.html", attendance_page(live, forms))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def note(request: AssociationRequest, key: str) -> HttpResponse:
    """Note that somebody comes or goes."""
    meeting = find_meeting(request.association, key)
    form = AttendanceForm(read_live(request.association, meeting), request.POST)

    def act() -> None:
        first, last = form.item("first"), form.item("last")
        assert first is not None
        known: dict[str, Any] = {
            "association": request.association,
            "meeting": meeting,
            "by": request.user,
            "who": form.somebody(),
        }
        if form.cleaned_data["what"] == "goes":
            actions.note_departure(**known, first=first)
        else:
            actions.note_arrival(**known, first=first, last=last, mode=form.cleaned_data["mode"])

    chosen = request.POST.get("first", "")
    return answered(request, meeting, act, item=int(chosen) if chosen.isdecimal() else None, bound=form)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def correct(request: AssociationRequest, key: str, presence: int) -> HttpResponse:
    """Put a presence right, or take it away."""
    meeting = find_meeting(request.association, key)
    live = read_live(request.association, meeting)
    rows = {p.pk: p for one in live.record.attendees for p in one.presences.all()}
    row = rows.get(presence)
    if row is None:
        raise Http404
    form = PresenceForm(live, row, request.POST)
    try:
        _correct(request, form, row)
    except ValueError as error:
        form.add_error(None, str(error))
        forms = {pk: PresenceForm(live, one) for pk, one in rows.items()} | {presence: form}
        return page(request, "meetings/live_presences.html", attendance_page(live, forms), status=422)
    tell(request, "Närvaron är rättad.")
    return answered(request, meeting, lambda: None)


def _correct(request: AssociationRequest, form: PresenceForm, row: Presence) -> None:
    known: dict[str, Any] = {
        "association": request.association,
        "meeting": form.live.record.meeting,
        "by": request.user,
    }
    if request.POST.get("act") == "remove":
        actions.remove_presence(**known, presence=row.pk)
    elif form.is_valid():
        words = form.cleaned_data
        first, last = (item_of(form.live.record, words[name]) for name in ("first", "last"))
        actions.correct_presence(**known, presence=row.pk, first=first, last=last, mode=words["mode"])
    else:
        raise ValueError("Välj paragraferna ur listan.")


@require_POST
@allow(Permission.KEEP_MEETINGS)
def conflict(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Note that somebody is disqualified in the §."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    form = ConflictForm(read_live(request.association, meeting, item=item), request.POST)
    return answered(
        request,
        meeting,
        lambda: actions.note_conflict(
            association=request.association,
            meeting=meeting,
            item=item,
            seat=int(form.cleaned_data["seat"]),
            ground=form.cleaned_data["ground"],
            text=form.cleaned_data["text"],
            by=request.user,
        ),
        item=item,
        bound=form,
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def remove_conflict(request: AssociationRequest, key: str, conflict: int) -> HttpResponse:
    """Take a disqualification away."""
    meeting = find_meeting(request.association, key)
    row = Conflict.objects.filter(association=request.association, item__meeting=meeting, pk=conflict).first()
    if row is None:
        raise Http404
    return answered(
        request,
        meeting,
        lambda: actions.remove_conflict(
            association=request.association, meeting=meeting, conflict=conflict, by=request.user
        ),
        item=row.item_id,
    )
