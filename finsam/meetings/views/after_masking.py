"""The page where it is decided what public minutes leave out."""

from django.http import HttpResponse
from django.shortcuts import redirect

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions.after_masking import decide_maskings
from finsam.meetings.forms.after_masking import MaskingForm
from finsam.meetings.queries.after_masking import known_maskings, masking_page
from finsam.meetings.records import find_meeting
from finsam.ui.pages import page, tell

TEMPLATE = "meetings/masking.html"


@allow(Permission.KEEP_MEETINGS)
def masking(request: AssociationRequest, key: str) -> HttpResponse:
    """Decide what is left out, phrase by phrase, and see how the minutes then read."""
    meeting = find_meeting(request.association, key)
    if request.method != "POST":
        return page(request, TEMPLATE, masking_page(request.association, meeting))
    form = MaskingForm(known_maskings(request.association, meeting), request.POST)
    if not form.is_valid():
        return page(request, TEMPLATE, masking_page(request.association, meeting, form), status=422)
    decide_maskings(association=request.association, meeting=meeting, choices=form.choices_made(), by=request.user)
    tell(request, "Valen är sparade. Så här läses protokollet nu.")
    return redirect("masking", request.association.slug, key)
