"""Minutes and what belongs to them as PDF files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone

from finsam.cases.models import StoredFile
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.minutes_text import minutes_text
from finsam.meetings.models import MeetingState, Minutes
from finsam.meetings.printing import minutes_pdf, proof_pdf
from finsam.meetings.queries.after_minutes import reader_of
from finsam.meetings.queries.after_proof import proof_facts
from finsam.meetings.records import find_meeting, read_record, secrecy_ground


def pdf_file(content: bytes, name: str, *, saved: bool = False) -> HttpResponse:
    """Answer with a PDF, shown in the browser or `saved`."""
    how = "attachment" if saved else "inline"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'{how}; filename="{name}"'}
    )


@allow(Permission.SEE_ASSOCIATION)
def minutes_file(request: AssociationRequest, key: str) -> HttpResponse:
    """Hand out the minutes: the sealed file, or before that the draft."""
    association, meeting = request.association, find_meeting(request.association, key)
    reader = reader_of(association, meeting, request.user, request.permissions)
    if not reader.may_read(meeting):
        raise Http404
    record = read_record(association, meeting, deep=True)
    if not reader.reads_secret and secrecy_ground(record):
        raise PermissionDenied
    name = f"{association.slug}-protokoll-{key}.pdf"
    minutes = Minutes.objects.filter(association=association, meeting=meeting).select_related("document").first()
    if meeting.state == MeetingState.ADJUSTED and minutes and minutes.document and minutes.document.file_id:
        stored = StoredFile.objects.only("content").get(association=association, pk=minutes.document.file_id)
        return pdf_file(bytes(stored.content), name)
    text = minutes_text(record)
    return pdf_file(minutes_pdf(text, made_at=timezone.now()), name)


@allow(Permission.SEE_ASSOCIATION)
def notices_file(request: AssociationRequest, key: str) -> HttpResponse:
    """Hand out the proof that the notices were up."""
    association, meeting = request.association, find_meeting(request.association, key)
    found = proof_facts(association, meeting)
    if found is None:
        raise Http404
    return pdf_file(proof_pdf(*found, made_at=timezone.now()), f"{association.slug}-anslagsbevis-{key}.pdf")
