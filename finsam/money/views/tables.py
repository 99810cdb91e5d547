"""The year's tables of the money, all on one page."""

from django.http import HttpResponse

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.queries import book_of_year, tables_page
from finsam.ui.pages import page

SECTIONS = [
    ("Budget och utfall", ["money.budget_outcome", "money.cost_split"]),
    ("Resultaträkning", ["money.income_statement"]),
    ("Balansräkning", ["money.balance_sheet"]),
    ("Kassaflöde", ["money.cash_flow"]),
    ("Driftredovisning", ["money.operating_account", "money.use_of_contributions"]),
    ("Noter", ["money.note@"]),
    ("Bidrag och eget kapital", ["money.contributions", "money.contributions_by_party", "money.balance_requirement"]),
    ("Budget och plan", ["money.budget_plan"]),
]


@allow(Permission.SEE_ASSOCIATION)
def money_tables(request: AssociationRequest) -> HttpResponse:
    """Show the year's money: outcome, statements, notes, contributions, plan."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    return page(request, "figures/tables.html", tables_page(book, "Pengar", "money-tables", SECTIONS))
