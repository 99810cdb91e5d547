"""Pages that need no sign-in: the notice board and public minutes."""

from django.http import HttpResponse
from django.utils import timezone

from finsam.core.access import AssociationRequest, public
from finsam.meetings.queries.public import board_page, public_minutes_page
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page


@public
def notice_board(request: AssociationRequest) -> HttpResponse:
    """Show the notices that are up."""
    return page(request, "meetings/notice_board.html", board_page(request.association, timezone.localdate()))


@public
def public_minutes(request: AssociationRequest, key: str) -> HttpResponse:
    """Show announced minutes without what must not be on the web."""
    meeting = find_meeting(request.association, key)
    return page(request, "meetings/public_minutes.html", public_minutes_page(request.association, meeting))
