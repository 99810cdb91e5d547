"""Pages of the calling: looked through, previewed, sent, completed."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.kernel.faults import BadInput
from finsam.meetings.actions.before_calling import Sent, send_additions, send_calling
from finsam.meetings.models import MeetingState
from finsam.meetings.printing import calling_pdf
from finsam.meetings.queries.before_calling import calling_page
from finsam.meetings.records import find_meeting, meeting_key, read_record
from finsam.meetings.words import counted
from finsam.ui.pages import page, tell


@allow(Permission.KEEP_MEETINGS)
def calling(request: AssociationRequest, key: str) -> HttpResponse:
    """Look the calling through and send it, or complete one that has been sent."""
    meeting = find_meeting(request.association, key)
    fault, message = "", request.POST.get("message", "").strip()[:2000]
    if request.method == "POST":
        try:
            if meeting.state == MeetingState.CALLED:
                sent = send_additions(
                    association=request.association, by=request.user, meeting=meeting, message=message
                )
            else:
                sent = send_calling(association=request.association, by=request.user, meeting=meeting)
        except (ValueError, BadInput) as error:
            fault = str(error)
        else:
            tell(request, _told(sent, addition=meeting.state == MeetingState.CALLED))
            return redirect("meeting", request.association.slug, key)
    content = calling_page(
        request.association, meeting, request.user, today=timezone.localdate(), fault=fault, message=message
    )
    return page(request, "meetings/calling.html", content, status=422 if fault else 200)


def _told(sent: Sent, *, addition: bool) -> str:
    what = "Kompletteringen" if addition else "Kallelsen"
    by_link = "" if sent.attached else " PDF-filen bifogades inte, brevet har länken."
    return f"{what} är skickad till {counted(sent.people, 'person', 'personer')}.{by_link}"


@allow(Permission.KEEP_MEETINGS)
def calling_preview(request: AssociationRequest, key: str) -> HttpResponse:
    """Show the PDF of the calling as it would be sent now."""
    meeting = find_meeting(request.association, key)
    pdf = calling_pdf(read_record(request.association, meeting), made_at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="kallelse-{meeting_key(meeting)}.pdf"'
    return response
