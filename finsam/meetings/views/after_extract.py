"""The page of extracts."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import ROLES, Permission
from finsam.meetings.actions.after_extract import certify_extract
from finsam.meetings.forms.after_extract import ExtractForm
from finsam.meetings.queries.after_extract import extract_page, numbered, office_of
from finsam.meetings.records import find_meeting
from finsam.meetings.views.after_files import pdf_file
from finsam.ui.pages import page

TEMPLATE = "meetings/extract.html"
KEEPERS = [role for role, rights in ROLES.items() if Permission.KEEP_MEETINGS in rights]


@allow(Permission.KEEP_MEETINGS)
def extract(request: AssociationRequest, key: str) -> HttpResponse:
    """Choose §§ for an extract; the address may name them, as ?p=70&p=71."""
    meeting = find_meeting(request.association, key)
    return page(request, TEMPLATE, extract_page(request.association, meeting, request.GET.getlist("p")))


@require_POST
@allow(Permission.KEEP_MEETINGS)
def extract_file(request: AssociationRequest, key: str) -> HttpResponse:
    """Certify the extract and hand it out."""
    association, meeting = request.association, find_meeting(request.association, key)
    form = ExtractForm(numbered(association, meeting), data=request.POST)
    if form.is_valid():
        role = office_of(association, request.user, KEEPERS)
        try:
            content = certify_extract(
                association=association, meeting=meeting, role=role, by=request.user, request=request,
                **form.cleaned_data,
            )  # fmt: skip
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            numbers = "-".join(str(number) for number in form.cleaned_data["numbers"])
            return pdf_file(content, f"{association.slug}-utdrag-{key}-p{numbers[:60]}.pdf", saved=True)
    return page(request, TEMPLATE, extract_page(association, meeting, [], form), status=422)
