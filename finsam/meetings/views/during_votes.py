"""What is moved, voted and reserved in a §."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions import during_votes as actions
from finsam.meetings.models import Ballot, Meeting, Motion, Reservation
from finsam.meetings.queries.during import Trouble, read_live
from finsam.meetings.records import find_meeting
from finsam.meetings.views.during import answered, back, item_or_404, shown
from finsam.meetings.views.during_forms import BallotForm, LiveForm, MotionForm, ReservationForm

Kind = TypeVar("Kind", Motion, Reservation, Ballot)
LOT = {"yes": True, "no": False}


def _of_item(
    request: AssociationRequest, key: str, item: int, kind: type[LiveForm], action: Callable[..., Any]
) -> HttpResponse:
    """Do an action with what a form of the § says."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    form = kind(read_live(request.association, meeting, item=item), request.POST)

    def act() -> None:
        words = dict(form.cleaned_data)
        if "seat" in words:
            words["seat"] = int(words["seat"])
        action(association=request.association, meeting=meeting, item=item, by=request.user, **words)

    return answered(request, meeting, act, item=item, bound=form)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def motion(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Note a motion."""
    return _of_item(request, key, item, MotionForm, actions.add_motion)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def open_ballot(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Open a vote."""
    return _of_item(request, key, item, BallotForm, actions.open_ballot)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def reservation(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Note a reservation."""
    return _of_item(request, key, item, ReservationForm, actions.announce_reservation)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def remove_motion(request: AssociationRequest, key: str, motion: int) -> HttpResponse:
    """Take a motion away."""
    meeting = find_meeting(request.association, key)
    row = _row(Motion, request, meeting, motion)
    known: dict[str, Any] = {"association": request.association, "meeting": meeting, "by": request.user}
    return answered(request, meeting, lambda: actions.remove_motion(**known, motion=row.pk), item=row.item_id)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def withdraw_reservation(request: AssociationRequest, key: str, reservation: int) -> HttpResponse:
    """Take a reservation back."""
    meeting = find_meeting(request.association, key)
    row = _row(Reservation, request, meeting, reservation)
    known: dict[str, Any] = {"association": request.association, "meeting": meeting, "by": request.user}
    return answered(
        request, meeting, lambda: actions.withdraw_reservation(**known, reservation=row.pk), item=row.item_id
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def vote(request: AssociationRequest, key: str, ballot: int) -> HttpResponse:
    """Note votes by name, and show how the vote stands."""
    meeting = find_meeting(request.association, key)
    row = _row(Ballot, request, meeting, ballot)
    choices = {
        int(name.removeprefix("rost-")): choice
        for name, choice in request.POST.dict().items()
        if name.startswith("rost-") and name.removeprefix("rost-").isdecimal()
    }
    known: dict[str, Any] = {"association": request.association, "meeting": meeting, "by": request.user}
    return _answered(request, meeting, row, lambda: actions.cast_votes(**known, ballot=row.pk, choices=choices))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def settle(request: AssociationRequest, key: str, ballot: int) -> HttpResponse:
    """Settle a vote."""
    meeting = find_meeting(request.association, key)
    row = _row(Ballot, request, meeting, ballot)
    known: dict[str, Any] = {"association": request.association, "meeting": meeting, "by": request.user}
    lot = LOT.get(request.POST.get("lot", ""))
    return _answered(request, meeting, row, lambda: actions.settle_ballot(**known, ballot=row.pk, lot=lot))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def reset(request: AssociationRequest, key: str, ballot: int) -> HttpResponse:
    """Take every vote away."""
    meeting = find_meeting(request.association, key)
    row = _row(Ballot, request, meeting, ballot)
    known: dict[str, Any] = {"association": request.association, "meeting": meeting, "by": request.user}
    return _answered(request, meeting, row, lambda: actions.reset_ballot(**known, ballot=row.pk))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def remove_ballot(request: AssociationRequest, key: str, ballot: int) -> HttpResponse:
    """Take away a vote opened by mistake."""
    meeting = find_meeting(request.association, key)
    row = _row(Ballot, request, meeting, ballot)
    known: dict[str, Any] = {"association": request.association, "meeting": meeting, "by": request.user}
    return _answered(request, meeting, row, lambda: actions.remove_ballot(**known, ballot=row.pk))


def _answered(request: AssociationRequest, meeting: Meeting, ballot: Ballot, act: Callable[[], Any]) -> HttpResponse:
    """Act; for htmx answer with the votes of the § alone."""
    try:
        act()
    except ValueError as error:
        return shown(request, meeting, item=ballot.item_id, trouble=Trouble(str(error), part="votes"))
    if request.headers.get("HX-Request") == "true":
        return shown(request, meeting, item=ballot.item_id, trouble=Trouble(part="votes"))
    return back(request.association, meeting, ballot.item_id)


def _row(kind: type[Kind], request: AssociationRequest, meeting: Meeting, pk: int) -> Kind:
    """Return a row of an item of the meeting. Raises Http404 when there is none."""
    found: Kind | None = kind._default_manager.filter(  # noqa: SLF001  Django's own name for it
        association=request.association, item__meeting=meeting, pk=pk
    ).first()
    if found is None:
        raise Http404
    return found
