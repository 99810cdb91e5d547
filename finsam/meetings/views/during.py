"""Pages of a meeting while it goes on: opened, paused, ended."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions import during as actions
from finsam.meetings.actions.during import ItemsOpenError
from finsam.meetings.models import Item, Meeting
from finsam.meetings.queries.during import NO_TROUBLE, Trouble, live_page, read_live
from finsam.meetings.queries.during_items import live_url
from finsam.meetings.records import find_meeting, meeting_key
from finsam.meetings.views.during_forms import LiveForm, OfficersForm, forms_of
from finsam.ui.pages import page, tell
from finsam.ui.parts import Link


@allow(Permission.KEEP_MEETINGS)
def live(request: AssociationRequest, key: str) -> HttpResponse:
    """Show the meeting with one item in the middle; to the page's script only what has changed meanwhile."""
    meeting = find_meeting(request.association, key)
    if wants_json(request):
        return JsonResponse({"meeting": meeting.version})
    return shown(request, meeting)


def shown(
    request: AssociationRequest, meeting: Meeting, *, item: int | None = None, bound: LiveForm | None = None,
    trouble: Trouble = NO_TROUBLE, status: int = 0,
) -> HttpResponse:  # fmt: skip
    """Answer with the page; `bound` is a form that was refused, `trouble` what else went wrong."""
    read = read_live(request.association, meeting, request.GET.get("punkt", ""), item)
    content = live_page(read, forms_of(read, bound), timezone.localdate(), trouble)
    partly = trouble.part and request.headers.get("HX-Request") == "true"  # htmx shows a refusal in the part itself
    refused = (bound or trouble.fault) and not partly
    return page(
        request, "meetings/live.html", content, part=trouble.part or None, status=status or (422 if refused else 200)
    )


def answered(
    request: AssociationRequest, meeting: Meeting, act: Callable[[], Any], *, item: Item | int | None = None,
    told: str = "", bound: LiveForm | None = None,
) -> HttpResponse:  # fmt: skip
    """Do one thing and go back to the page; what is refused stands there, with what was typed."""
    pk = item.pk if isinstance(item, Item) else item
    if bound is not None and not bound.is_valid():
        return shown(request, meeting, item=pk, bound=bound)
    try:
        act()
    except ValueError as error:
        if bound is None:
            return shown(request, meeting, item=pk, trouble=Trouble(str(error)))
        bound.add_error(None, str(error))
        return shown(request, meeting, item=pk, bound=bound)
    if told:
        tell(request, told)
    return back(request.association, meeting, pk)


def back(association: Association, meeting: Meeting, item: int | None = None) -> HttpResponseRedirect:
    """Go to the page of the meeting, with the item in the middle."""
    slug, key = association.slug, meeting_key(meeting)
    row = Item.objects.filter(association=association, meeting=meeting, pk=item).first() if item else None
    return HttpResponseRedirect(live_url(slug, key, row.position) if row else live_url(slug, key, -1).split("?")[0])


def item_or_404(association: Association, meeting: Meeting, item: int) -> Item:
    """Return an item of the meeting. Raises Http404 when it has no such item."""
    found = Item.objects.filter(association=association, meeting=meeting, pk=item).first()
    if found is None:
        raise Http404
    return found


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the page's script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


@require_POST
@allow(Permission.KEEP_MEETINGS)
def open_meeting(request: AssociationRequest, key: str) -> HttpResponse:
    """Open the meeting, with those who are ticked as present."""
    meeting = find_meeting(request.association, key)
    ticked = [int(pk) for pk in request.POST.getlist("present") if pk.isdecimal()]
    present = ticked if "ticked" in request.POST else None
    return answered(
        request,
        meeting,
        lambda: actions.open_meeting(
            association=request.association, meeting=meeting, by=request.user, present=present
        ),
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def pause_meeting(request: AssociationRequest, key: str) -> HttpResponse:
    """Pause the meeting, or go on."""
    meeting = find_meeting(request.association, key)
    return answered(
        request,
        meeting,
        lambda: actions.pause_meeting(association=request.association, meeting=meeting, by=request.user),
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def end_meeting(request: AssociationRequest, key: str) -> HttpResponse:
    """End the meeting, or say which items are open."""
    meeting = find_meeting(request.association, key)
    try:
        actions.end_meeting(association=request.association, meeting=meeting, by=request.user)
    except ItemsOpenError as error:
        slug = request.association.slug
        links = [Link(item.title, live_url(slug, key, item.position)) for item in error.items]
        return shown(request, meeting, trouble=Trouble(str(error), links))
    except ValueError as error:
        return shown(request, meeting, trouble=Trouble(str(error)))
    tell(request, "Mötet är avslutat.")
    return back(request.association, meeting)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def set_officers(request: AssociationRequest, key: str) -> HttpResponse:
    """Change who is in the chair and who keeps the minutes."""
    meeting = find_meeting(request.association, key)
    form = OfficersForm(read_live(request.association, meeting), request.POST)
    return answered(
        request,
        meeting,
        lambda: actions.set_officers(
            association=request.association,
            meeting=meeting,
            chair=int(form.cleaned_data["chair"]),
            secretary=int(form.cleaned_data["secretary"] or 0) or None,
            by=request.user,
        ),
        bound=form,
    )
