"""The notice board's own page: when each notice went up and came down."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from finsam.cases.files import Incoming
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.kernel.faults import BadInput
from finsam.meetings.actions import after_notices as actions
from finsam.meetings.forms.after_notices import LetterForm, NoticeForm
from finsam.meetings.models import Meeting, Notice
from finsam.meetings.queries.after_notices import notices_of, notices_page
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page, tell

TEMPLATE = "meetings/notices.html"


@allow(Permission.SEE_ASSOCIATION)
def notices(request: AssociationRequest, key: str) -> HttpResponse:
    """Show the notices of a meeting."""
    meeting = find_meeting(request.association, key)
    keeps = Permission.KEEP_MEETINGS in request.permissions
    return page(request, TEMPLATE, notices_page(request.association, meeting, keeps=keeps))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def note_notice(request: AssociationRequest, key: str, notice_id: int) -> HttpResponse:
    """Note when one notice went up or came down."""
    meeting, notice = _notice(request, key, notice_id)
    form = NoticeForm(notice, request.POST, request.FILES)
    if form.is_valid():
        noted = {name: form.cleaned_data[name] for name in ("put_up_on", "taken_down_on", "proof")}
        try:
            actions.note_notice(
                association=request.association, notice=notice, by=request.user, file=_incoming(form), **noted
            )
        except ValueError as refused:
            form.add_error(None, str(refused))
        except BadInput as refused:
            form.add_error("file", str(refused))
        else:
            tell(request, f"Antecknat för {notice.member or 'förbundets egen anslagstavla'}.")
            return redirect("notices", request.association.slug, key)
    answer = notices_page(request.association, meeting, keeps=True, tried=form, tried_on=notice.pk)
    return page(request, TEMPLATE, answer, status=422)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def put_up_own(request: AssociationRequest, key: str) -> HttpResponse:
    """Put the notice up on our own public board."""
    meeting = find_meeting(request.association, key)
    try:
        actions.put_up_own(association=request.association, meeting=meeting, by=request.user)
    except ValueError as refused:
        tell(request, str(refused))
    else:
        tell(request, "Anslaget sitter uppe på förbundets anslagstavla.")
    return redirect("notices", request.association.slug, key)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def announce(request: AssociationRequest, key: str) -> HttpResponse:
    """Send the announcement to the members' offices."""
    meeting = find_meeting(request.association, key)
    form = LetterForm([(n, "") for n in notices_of(request.association, meeting) if n.member_id], request.POST)
    if form.is_valid():
        try:
            sent = actions.send_announcements(
                association=request.association, meeting=meeting, addresses=form.addresses(), by=request.user
            )
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, f"Tillkännagivandet är skickat till {sent} {'kansli' if sent == 1 else 'kanslier'}.")
            return redirect("notices", request.association.slug, key)
    return page(request, TEMPLATE, notices_page(request.association, meeting, keeps=True, letter=form), status=422)


def _incoming(form: NoticeForm) -> Incoming | None:
    file = form.cleaned_data["file"]
    return Incoming(file.name, file.read()) if file else None


def _notice(request: AssociationRequest, key: str, notice_id: int) -> tuple[Meeting, Notice]:
    meeting = find_meeting(request.association, key)
    found = next((n for n in notices_of(request.association, meeting) if n.pk == notice_id), None)
    if found is None:
        raise Http404
    return meeting, found
