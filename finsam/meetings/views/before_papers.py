"""Pages of the papers, for members of the body: all of them, and one annex at a time."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from finsam.cases.models import StoredFile
from finsam.cases.pictures import page_picture
from finsam.cases.queries import may_read
from finsam.cases.reading import note_reading
from finsam.cases.views.handing_out import handed_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions.before_papers import note_opened
from finsam.meetings.models import Annex, Meeting, MeetingState
from finsam.meetings.queries.before_meeting import hides
from finsam.meetings.queries.before_papers import PDF, find_annex, paper_page, papers_page
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page

READ = frozenset({MeetingState.CALLED, MeetingState.OPEN})
"""States of a meeting in which it is worth knowing who has opened its papers."""


@allow(Permission.SEE_ASSOCIATION)
def papers(request: AssociationRequest, key: str) -> HttpResponse:
    """Show the papers of a meeting that has been called; of a draft only to those who make it."""
    meeting = find_meeting(request.association, key)
    if not _is_shown(request, meeting):
        return redirect("meeting", request.association.slug, key)
    if meeting.state in READ:
        note_opened(association=request.association, by=request.user, meeting=meeting)
    return page(request, "meetings/papers.html", papers_page(request.association, meeting, request.permissions))


@allow(Permission.SEE_ASSOCIATION)
def paper(request: AssociationRequest, key: str, annex: int) -> HttpResponse:
    """Show one annex: pictures of its pages, or its text."""
    meeting, found = _readable(request, key, annex)
    if meeting.state in READ:
        note_opened(association=request.association, by=request.user, meeting=meeting, annex=found)
    view = request.GET.get("visa", "")
    content = paper_page(request.association, meeting, found, view, request.permissions)
    return page(request, "meetings/paper.html", content)


@allow(Permission.SEE_ASSOCIATION)
def paper_file(request: AssociationRequest, key: str, annex: int) -> HttpResponse:
    """Hand out the file of an annex, or with ?sida a picture of one of its pages."""
    _, found = _readable(request, key, annex)
    if found.document.file_id is None:
        raise Http404
    wanted = request.GET.get("sida", "")
    as_pdf = StoredFile.objects.filter(pk=found.document.file_id, media_type=PDF).values_list("content", flat=True)
    pdf = as_pdf.first() if wanted.isdecimal() else None
    if pdf:
        try:
            picture = page_picture(bytes(pdf), int(wanted))
        except ValueError as error:
            raise Http404 from error
        return HttpResponse(picture, "image/webp", headers={"Cache-Control": "private, max-age=3600"})
    note_reading(association=request.association, by=request.user, document=found.document)
    return handed_out(found.document.file_id)


def _readable(request: AssociationRequest, key: str, annex: int) -> tuple[Meeting, Annex]:
    """The annex, if the reader may see it: of a draft only those who make it, of what is secret those who may."""
    meeting = find_meeting(request.association, key)
    found = find_annex(request.association, meeting, annex)
    if not _is_shown(request, meeting) or found.document.file_id is None:
        raise Http404
    if not may_read(found.document, request.permissions) or hides(found.item, request.permissions):
        raise PermissionDenied
    return meeting, found


def _is_shown(request: AssociationRequest, meeting: Meeting) -> bool:
    return meeting.called_at is not None or Permission.KEEP_MEETINGS in request.permissions
