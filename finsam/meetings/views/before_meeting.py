"""The page of one meeting, that grows with its stages."""

from django.http import HttpResponse
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.queries.before_meeting import meeting_page
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page


@allow(Permission.SEE_ASSOCIATION)
def meeting(request: AssociationRequest, key: str) -> HttpResponse:
    """Show everything of a meeting that there is at its stage."""
    found = find_meeting(request.association, key)
    content = meeting_page(request.association, found, request.user, request.permissions, today=timezone.localdate())
    return page(request, "meetings/meeting.html", content)
