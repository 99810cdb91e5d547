"""The text of a §, saved field by field as it is typed, or all of it by a button."""

from dataclasses import dataclass, field

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions.during_items import FIELDS, Saved, StaleEditError, apply_wording, close_item, save_field
from finsam.meetings.models import Item, ItemState, Meeting
from finsam.meetings.queries.during import Trouble
from finsam.meetings.queries.during_clashes import Clash, clash_of
from finsam.meetings.queries.during_items import offered
from finsam.meetings.records import find_meeting
from finsam.meetings.views.during import back, item_or_404, shown, wants_json

TOO_MUCH = 422


@dataclass
class Written:
    """What became of the fields of a form: those another had changed, and what was wrong."""

    clashes: list[Clash] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def write(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Save what was typed: one field for the page's script, else every field of the form, and then do what it says."""
    meeting = find_meeting(request.association, key)
    row = item_or_404(request.association, meeting, item)
    if wants_json(request):
        return _one(request, row)
    written = _all(request, row)
    if written.clashes:
        return shown(request, meeting, item=item, trouble=Trouble(clashes=written.clashes), status=409)
    if written.faults:
        return shown(request, meeting, item=item, trouble=Trouble(" ".join(written.faults), typed=request.POST.dict()))
    return _then(request, meeting, row)


def _one(request: AssociationRequest, item: Item) -> JsonResponse:
    name = request.POST.get("field", "")
    try:
        saved = _save(request, item, name, request.POST.get("text", ""), request.POST.get("based_on", ""))
    except StaleEditError as stale:
        clash = clash_of(name, request.POST.get("text", ""), stale)
        return JsonResponse({"theirs": clash.theirs, "heading": clash.heading, "based_on": clash.based_on}, status=409)
    except ValueError as error:
        return JsonResponse({"fault": str(error)}, status=TOO_MUCH)
    at = timezone.localtime(saved.at)
    told = {"at": f"{at.hour}.{at:%M.%S}", "version": saved.version, "based_on": saved.based_on}
    return JsonResponse(told)


def _all(request: AssociationRequest, item: Item) -> Written:
    written = Written()
    for name in FIELDS:
        if name in request.POST:
            text = request.POST[name]
            try:
                _save(request, item, name, text, request.POST.get(f"base-{name}", ""))
            except StaleEditError as stale:
                written.clashes.append(clash_of(name, text, stale))
            except ValueError as error:
                written.faults.append(str(error))
    return written


def _save(request: AssociationRequest, item: Item, name: str, text: str, based_on: str) -> Saved:
    return save_field(
        association=request.association, item=item.pk, field=name, text=text, based_on=based_on, by=request.user
    )


def _then(request: AssociationRequest, meeting: Meeting, item: Item) -> HttpResponse:
    """Do what the button said: choose a wording, close the §, or nothing more."""
    act = request.POST.get("act", "")
    try:
        if act == "close":
            close_item(association=request.association, meeting=meeting, item=item.pk, by=request.user)
            return back(request.association, meeting, _following(meeting, item))
        if act.startswith("wording-"):
            _choose(request, item, act.removeprefix("wording-"))
    except ValueError as error:
        return shown(request, meeting, item=item.pk, trouble=Trouble(str(error)))
    return back(request.association, meeting, item.pk)


def _choose(request: AssociationRequest, item: Item, number: str) -> None:
    chip = next((one for one in offered(request.association, item) if str(one.key) == number), None)
    if chip:
        apply_wording(
            association=request.association, item=item.pk, outcome=chip.outcome, text=chip.text, by=request.user
        )


def _following(meeting: Meeting, item: Item) -> int:
    """Return the item to go to: the next that is not closed, else the one that was."""
    rows = Item.objects.filter(association_id=meeting.association_id, meeting=meeting).exclude(state=ItemState.CLOSED)
    later = rows.filter(position__gt=item.position).first() or rows.first()
    return later.pk if later else item.pk
