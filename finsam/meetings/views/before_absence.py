"""Pages behind the links of letters: absence and summons, answered without sign-in; and absence told by the office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow, public
from finsam.core.models import Seat
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions.before_absence import answer_summons, report_absence, withdraw_absence
from finsam.meetings.models import Absence, Meeting
from finsam.meetings.queries.before_absence import absence_page, holds, seat_of_token, summons_of_token, summons_page
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page, tell

MOST_REMARK = 200


@public
def absence(request: AssociationRequest, key: str, token: str) -> HttpResponse:
    """Report absence, or take it back, with the link of a letter."""
    meeting = find_meeting(request.association, key)
    seat, same = seat_of_token(request.association, meeting, token)
    open_, fault = holds(meeting, same_person=same, today=timezone.localdate()), ""
    if request.method == "POST" and open_:
        try:
            tell(request, _answered(request, meeting, seat))
        except ValueError as error:
            fault = str(error)
        else:
            return redirect(request.path)
    content = absence_page(request.association, meeting, seat, open_=open_, fault=fault)
    return _page(request, content, open_=open_, fault=fault)


def _answered(request: AssociationRequest, meeting: Meeting, seat: Seat) -> str:
    """Do what was answered; return what to tell."""
    same: dict[str, Any] = {"association": request.association, "by": seat.person, "meeting": meeting, "seat": seat}
    if request.POST.get("answer") == "comes":
        withdraw_absence(**same)
        return "Vi räknar med dig."
    remark = request.POST.get("remark", "").strip()[:MOST_REMARK]
    report_absence(**same, remark=remark)
    return "Ditt förhinder är anmält."


@public
def summons(request: AssociationRequest, key: str, token: str) -> HttpResponse:
    """Answer a summons with the link of a letter."""
    meeting = find_meeting(request.association, key)
    found, same = summons_of_token(request.association, meeting, token)
    open_, fault = holds(meeting, same_person=same, today=timezone.localdate()), ""
    if request.method == "POST" and open_ and found:
        comes = request.POST.get("answer") == "comes"
        try:
            answer_summons(association=request.association, by=found.seat.person, summons=found, comes=comes)
        except ValueError as error:
            fault = str(error)
        else:
            tell(request, "Tack, vi räknar med dig." if comes else "Tack för svaret. Nästa ersättare kallas in.")
            return redirect(request.path)
    content = summons_page(request.association, meeting, found, open_=open_, fault=fault)
    return _page(request, content, open_=open_ or found is None, fault=fault)


def _page(request: AssociationRequest, content: object, *, open_: bool, fault: str) -> HttpResponse:
    """Answer 410 for a link that holds no longer, 422 for an answer that was refused."""
    response = page(request, "meetings/answer.html", content, status=422 if fault else 200 if open_ else 410)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def meeting_absence(request: AssociationRequest, key: str) -> HttpResponse:
    """Report absence for a seat, or take it back: for those who keep the meetings, and for the one who has the seat."""
    meeting = find_meeting(request.association, key)
    chosen = request.POST.get("seat", "")
    seats = Seat.objects.select_related("person", "member")
    seat = get_object_or_404(seats, association=request.association, pk=int(chosen) if chosen.isdecimal() else 0)
    if Permission.KEEP_MEETINGS not in request.permissions and seat.person_id != request.user.pk:
        raise PermissionDenied
    same: dict[str, Any] = {"association": request.association, "by": request.user, "meeting": meeting, "seat": seat}
    away = Absence.objects.filter(association=request.association, meeting=meeting, seat=seat).exists()
    try:
        if away:
            withdraw_absence(**same)
        else:
            report_absence(**same, remark=request.POST.get("remark", "").strip())
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, "Förhindret är borttaget." if away else "Förhindret är anmält.")
    return redirect("meeting", request.association.slug, key)
