"""Pages of the surveys."""

from django.http import HttpResponse

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.queries import book_of_year, tables_page
from finsam.ui.pages import page

SECTIONS = [("Svar", ["surveys.responses"])]


@allow(Permission.SEE_ASSOCIATION)
def surveys(request: AssociationRequest) -> HttpResponse:
    """Show who was asked and answered."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    return page(request, "figures/tables.html", tables_page(book, "Enkäter", "surveys", SECTIONS))
