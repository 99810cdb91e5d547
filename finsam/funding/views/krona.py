"""Follow the krona."""

from django.http import HttpResponse

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.queries import book_of_year
from finsam.funding.queries.krona import krona_page
from finsam.ui.pages import page


@allow(Permission.SEE_ASSOCIATION)
def follow_krona(request: AssociationRequest) -> HttpResponse:
    """Show a year's krona from contribution to participants, one intervention followed."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    asked = request.GET.get("insats", "")
    return page(request, "funding/krona.html", krona_page(book, asked, request.permissions))
