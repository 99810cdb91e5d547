"""The minutes as a page."""

from django.http import HttpResponse

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.queries.after_minutes import minutes_page, reader_of
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page

TEMPLATE = "meetings/minutes.html"


@allow(Permission.SEE_ASSOCIATION)
def minutes(request: AssociationRequest, key: str) -> HttpResponse:
    """Show the minutes: the draft to those who write and adjust it, to others when it is adjusted."""
    meeting = find_meeting(request.association, key)
    reader = reader_of(request.association, meeting, request.user, request.permissions)
    return page(request, TEMPLATE, minutes_page(request.association, meeting, reader))
