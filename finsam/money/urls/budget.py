"""Addresses of the budget."""

from django.urls import path

from finsam.money.views import budget_decisions, budget_lines, budgets

urlpatterns = [
    path("", budgets.budgets, name="budgets"),
    path("ny/", budgets.budget_new, name="budget-new"),
    path("rader/", budget_lines.budget_lines, name="budget-lines"),
    path("rader/ny/", budget_lines.budget_line, name="budget-line"),
    path("rader/<int:line>/", budget_lines.budget_line, name="budget-line"),
    path("rader/ny-rubrik/", budget_lines.budget_group, name="budget-group"),
    path("rader/rubrik/<int:group>/", budget_lines.budget_group, name="budget-group"),
    path("<int:year>/<int:version>/", budgets.budget, name="budget"),
    path("<int:year>/<int:version>/belopp/", budgets.budget_edit, name="budget-edit"),
    path("<int:year>/<int:version>/manader/<int:line>/", budgets.budget_months, name="budget-months"),
    path("<int:year>/<int:version>/samrad/", budget_decisions.budget_consultation, name="budget-consultation"),
    path("<int:year>/<int:version>/faststall/", budget_decisions.budget_decide, name="budget-decide"),
    path("<int:year>/<int:version>/omdisponera/", budget_decisions.budget_transfer, name="budget-transfer"),
    path("<int:year>/<int:version>/steg/", budget_decisions.budget_step, name="budget-step"),
]
