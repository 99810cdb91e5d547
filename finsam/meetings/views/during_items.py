"""What is done with a §: begun, closed, taken up again, added, given details."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions import during_items as actions
from finsam.meetings.actions import during_outcomes as outcomes
from finsam.meetings.models import Decision
from finsam.meetings.queries.during import Trouble, read_live
from finsam.meetings.records import find_meeting
from finsam.meetings.views.during import answered, item_or_404, shown
from finsam.meetings.views.during_forms import AdjustersForm, DetailForm, NewItemForm, NextMeetingForm


@require_POST
@allow(Permission.KEEP_MEETINGS)
def begin(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Begin an item: it takes its §."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    return answered(
        request,
        meeting,
        lambda: actions.begin_item(association=request.association, meeting=meeting, item=item, by=request.user),
        item=item,
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def reopen(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Take a closed § up again."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    return answered(
        request,
        meeting,
        lambda: actions.reopen_item(association=request.association, meeting=meeting, item=item, by=request.user),
        item=item,
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def add(request: AssociationRequest, key: str) -> HttpResponse:
    """Add an item."""
    meeting = find_meeting(request.association, key)
    form = NewItemForm(read_live(request.association, meeting), request.POST)
    return answered(
        request,
        meeting,
        lambda: actions.add_item(
            association=request.association, meeting=meeting, by=request.user, **form.cleaned_data
        ),
        told="Punkten är tillagd.",
        bound=form,
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def detail(request: AssociationRequest, key: str, decision: int) -> HttpResponse:
    """Say how much an att-sats is about, who carries it out and by when."""
    meeting = find_meeting(request.association, key)
    row = Decision.objects.filter(association=request.association, item__meeting=meeting, pk=decision).first()
    if row is None:
        raise Http404
    form = DetailForm(row, request.POST)
    if not form.is_valid():
        faults = " ".join(
            f"{form.fields[name].label}: {' '.join(map(str, texts))}" for name, texts in form.errors.items()
        )
        return shown(request, meeting, item=row.item_id, trouble=Trouble(faults))
    words = form.cleaned_data
    return answered(
        request,
        meeting,
        lambda: actions.detail_decision(
            association=request.association,
            decision=decision,
            amount_ore=words["amount"],
            responsible=words["responsible"],
            due_on=words["due_on"],
            by=request.user,
        ),
        item=row.item_id,
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def elect_adjusters(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Elect who adjusts the minutes."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    form = AdjustersForm(read_live(request.association, meeting, item=item), request.POST)
    return answered(
        request,
        meeting,
        lambda: outcomes.elect_adjusters(
            association=request.association,
            meeting=meeting,
            item=item,
            seats=[int(seat) for seat in form.cleaned_data["seats"]],
            by=request.user,
        ),
        item=item,
        bound=form,
    )


@require_POST
@allow(Permission.KEEP_MEETINGS)
def set_next_meeting(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Decide when the next meeting is."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    form = NextMeetingForm(read_live(request.association, meeting, item=item), request.POST)
    return answered(
        request,
        meeting,
        lambda: outcomes.set_next_meeting(
            association=request.association, meeting=meeting, item=item, by=request.user, **form.cleaned_data
        ),
        item=item,
        bound=form,
    )
