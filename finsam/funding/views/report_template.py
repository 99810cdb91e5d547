"""The page of the template of follow-up reports."""

from django.http import HttpResponse
from django.shortcuts import redirect

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.report_template import save_template
from finsam.funding.queries.report_template import template_forms, template_page
from finsam.ui.pages import page, tell


@allow(Permission.KEEP_FUNDING)
def report_template(request: AssociationRequest) -> HttpResponse:
    """Change the template; what is saved is a new version."""
    association = request.association
    form, sections = template_forms(association, request.POST or None)
    refused = request.method == "POST"
    if refused and form.is_valid() and sections.is_valid():
        kept = [one.section for one in sections.forms if one.has_changed() or one.initial]
        try:
            saved = save_template(
                association=association, by=request.user, sections=[section for section in kept if section],
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(
                request,
                f"Version {saved.version} gäller för rapporter som öppnas nu." if saved else "Mallen är som den var.",
            )
            return redirect("report-template", association.slug)
    content = template_page(association, form, sections)
    return page(request, "funding/report_template.html", content, status=422 if refused else 200)
