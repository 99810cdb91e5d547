"""What a person with an account runs."""

from django.http import HttpResponse

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.funding.queries.owner_projects import projects_page
from finsam.ui.pages import page


@allow(Permission.RUN_PROJECT)
def my_projects(request: AssociationRequest) -> HttpResponse:
    """Show the applications the person writes in, with the way to each."""
    return page(request, "funding/owner_projects.html", projects_page(request.association, request.user))
