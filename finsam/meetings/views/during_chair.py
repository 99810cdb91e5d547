"""The chair's view, the members' view, the speaking order, and a member's reservation."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions.during_speakers import ask_to_speak, strike_speaker
from finsam.meetings.actions.during_votes import announce_reservation, write_reservation
from finsam.meetings.models import MeetingState, Reservation, SpeakerRequest
from finsam.meetings.queries.during import Live, read_live
from finsam.meetings.queries.during_chair import chair_page, own_seats, presides
from finsam.meetings.queries.during_reservations import reservation_page
from finsam.meetings.records import find_meeting
from finsam.meetings.views.during import item_or_404
from finsam.ui.pages import page, tell

UNCHANGED = 204


def _keeps(request: AssociationRequest) -> bool:
    return Permission.KEEP_MEETINGS in request.permissions


@allow(Permission.SEE_ASSOCIATION)
def chair(request: AssociationRequest, key: str) -> HttpResponse:
    """Show whoever leads the meeting what is needed to lead it."""
    live = read_live(request.association, find_meeting(request.association, key))
    if live.record.meeting.state == MeetingState.PLANNED and not _keeps(request):
        return redirect("meeting", request.association.slug, key)  # the agenda is a draft
    if not (_keeps(request) or presides(live, request.user)):
        raise PermissionDenied
    return _shown(request, live, leads=True)


@allow(Permission.SEE_ASSOCIATION)
def follow(request: AssociationRequest, key: str) -> HttpResponse:
    """Show a member where the meeting is, and let them ask to speak."""
    live = read_live(request.association, find_meeting(request.association, key))
    if live.record.meeting.state == MeetingState.PLANNED and not _keeps(request):
        return redirect("meeting", request.association.slug, key)  # the agenda is a draft
    _check_takes_part(request, live)
    return _shown(request, live, leads=False)


def _check_takes_part(request: AssociationRequest, live: Live) -> None:
    if not (_keeps(request) or own_seats(live, request.user)):
        raise PermissionDenied


def _shown(request: AssociationRequest, live: Live, *, leads: bool, fault: str = "") -> HttpResponse:
    content = chair_page(live, request.user, leads=leads, keeps=_keeps(request), fault=fault)
    if request.headers.get("HX-Request") == "true" and request.GET.get("sett") == content.seen:
        return HttpResponse(status=UNCHANGED)
    return page(request, "meetings/chair.html", content, part="now", status=422 if fault else 200)


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def ask(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Put somebody in the speaking order: oneself, or anybody for those who lead the meeting."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    live = read_live(request.association, meeting, item=item)
    leads = _keeps(request) or presides(live, request.user)
    seat = int(request.POST["seat"]) if request.POST.get("seat", "").isdecimal() else 0
    if not leads and seat not in {own.pk for own in own_seats(live, request.user)}:
        raise PermissionDenied
    leading = request.POST.get("from") == "chair" and leads
    reply = request.POST.get("act") == "reply"
    try:
        ask_to_speak(
            association=request.association, meeting=meeting, item=item, seat=seat, is_reply=reply, by=request.user
        )
    except ValueError as error:
        return _shown(request, live, leads=leading, fault=str(error))
    return _back(request, key, leads=leading)


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def strike(request: AssociationRequest, key: str, speaker: int) -> HttpResponse:
    """Strike somebody off the speaking order."""
    meeting = find_meeting(request.association, key)
    rows = SpeakerRequest.objects.filter(association=request.association, item__meeting=meeting, pk=speaker)
    row = rows.select_related("item").first()
    if row is None:
        raise Http404
    live = read_live(request.association, meeting)
    leads = _keeps(request) or presides(live, request.user)
    if not leads and row.seat_id not in {own.pk for own in own_seats(live, request.user)}:
        raise PermissionDenied
    strike_speaker(association=request.association, speaker=row, by=request.user)
    return _back(request, key, leads=leads and request.POST.get("from") == "chair")


def _back(request: AssociationRequest, key: str, *, leads: bool) -> HttpResponse:
    address = "meeting-chair" if leads else "meeting-follow"
    return HttpResponseRedirect(reverse(address, args=[request.association.slug, key]))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_ASSOCIATION)
def reservation(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Let a member reserve themself and write why, or whoever keeps the meeting do it for them."""
    meeting = find_meeting(request.association, key)
    item_or_404(request.association, meeting, item)
    live = read_live(request.association, meeting, item=item)
    _check_takes_part(request, live)
    seat = _seat(request, live)
    assert live.item is not None
    fault, text = "", None
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            _reserve(request, live, seat, text)
        except ValueError as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(request.get_full_path())
    content = reservation_page(live, live.item, seat, keeps=_keeps(request), text=text, fault=fault)
    return page(request, "meetings/reservation.html", content, status=422 if fault else 200)


def _seat(request: AssociationRequest, live: Live) -> int | None:
    """Return the seat it is about: one's own, or for whoever keeps the meeting the one asked for."""
    asked = request.GET.get("plats", "")
    if _keeps(request):
        return int(asked) if asked.isdecimal() and int(asked) in live.record.by_id else None
    own = [seat.pk for seat in own_seats(live, request.user)]
    serving = live.record.serving(live.item).deciding if live.item else {}
    return next((pk for pk in own if pk in serving), own[0] if own else None)


def _reserve(request: AssociationRequest, live: Live, seat: int | None, text: str) -> None:
    assert live.item is not None
    if seat is None:
        raise ValueError("Välj vems reservation det gäller.")
    rows = Reservation.objects.filter(association=request.association, item=live.item, seat_id=seat)
    if not rows.exists():
        announce_reservation(
            association=request.association,
            meeting=live.record.meeting,
            item=live.item.pk,
            seat=seat,
            by=request.user,
        )
        tell(request, "Reservationen är anmäld.")
    if text.strip() or request.POST.get("act") == "write":
        write_reservation(association=request.association, reservation=rows.get().pk, text=text, by=request.user)
        tell(request, "Skälen är sparade.")
