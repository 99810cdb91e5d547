"""Pages of the participants."""

from django.http import HttpResponse

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.queries import book_of_year, tables_page
from finsam.ui.pages import page

SECTIONS = [
    ("Deltagare", ["participants.against_target", "participants.by_kind", "participants.flow"]),
    ("Vilka de är", ["participants.by_sex", "participants.by_municipality", "participants.by_age"]),
    ("Nya deltagare", ["participants.new_by_age", "participants.new_by_support", "participants.new_by_education"]),
    ("Varifrån de kom", ["participants.referred_by_party", "participants.referrers@"]),
    ("Vad det blev", ["participants.exits", "participants.ended_by_team", "participants.results@"]),
    ("Strukturövergripande insatser", ["participants.structural", "participants.structural_cost"]),
]


@allow(Permission.SEE_ASSOCIATION)
def participants(request: AssociationRequest) -> HttpResponse:
    """Show the year's statistics of those who take part."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    return page(request, "figures/tables.html", tables_page(book, "Deltagare", "participants", SECTIONS))
