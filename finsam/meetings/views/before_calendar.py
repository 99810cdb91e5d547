"""Meetings in one's own calendar: a file for one meeting, a feed for all of them, and a page that tells how."""

from django.http import Http404, HttpResponse
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow, public
from finsam.core.rules.permissions import Permission
from finsam.meetings.calendar import calendar_of
from finsam.meetings.links import CALENDAR, read_token
from finsam.meetings.queries.before_absence import calendar_page, feed_meetings
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page

TYPE = "text/calendar; charset=utf-8"


@allow(Permission.SEE_ASSOCIATION)
def meeting_calendar(request: AssociationRequest) -> HttpResponse:
    """Tell how to have the meetings in one's own calendar."""
    return page(request, "meetings/calendar.html", calendar_page(request.association, request.user))


@allow(Permission.SEE_ASSOCIATION)
def meeting_ics(request: AssociationRequest, key: str) -> HttpResponse:
    """Hand out one meeting for a calendar."""
    meeting = find_meeting(request.association, key)
    response = HttpResponse(calendar_of(request.association, [meeting], made_at=timezone.now()), TYPE)
    response["Content-Disposition"] = f'attachment; filename="mote-{key}.ics"'
    return response


@public
def meetings_feed(request: AssociationRequest, token: str) -> HttpResponse:
    """Hand out a person's meetings, for calendars that fetch them now and then."""
    association, person = read_token(CALENDAR, token)
    if association != request.association.pk:
        raise Http404
    meetings = feed_meetings(request.association, person, today=timezone.localdate())
    name = f"Möten {request.association.short_name}"
    response = HttpResponse(calendar_of(request.association, meetings, made_at=timezone.now(), name=name), TYPE)
    response["Content-Disposition"] = 'attachment; filename="moten.ics"'
    response["Cache-Control"] = "private, max-age=900"
    return response
