"""Pages of the budget: the years, one version, its amounts and their months."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.money.actions import budgets as actions
from finsam.money.forms.budgets import AmountsForm, MonthsForm, NewBudgetForm, Typed
from finsam.money.models import Budget, BudgetAmount, BudgetLine, BudgetState
from finsam.money.queries import budget_forms as pages
from finsam.money.queries.budget_version import version_page
from finsam.money.queries.budgets import book_of_budget, budget_name, budget_url, budgets_page, find_budget, next_year
from finsam.money.rules.budgets import monthly
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def budgets(request: AssociationRequest) -> HttpResponse:
    """Show the years with their versions."""
    content = budgets_page(request.association, request.permissions, timezone.localdate())
    return page(request, "money/budgets.html", content)


@allow(Permission.SEE_ASSOCIATION)
def budget(request: AssociationRequest, year: int, version: int) -> HttpResponse:
    """Show one version."""
    found = find_budget(request.association, year, version)
    content = version_page(request.association, found, request.permissions, timezone.localdate())
    return page(request, "money/budget.html", content)


@allow(Permission.KEEP_MONEY)
def budget_new(request: AssociationRequest) -> HttpResponse:
    """Begin a version, empty or copied."""
    association = request.association
    every = list(Budget.objects.filter(association=association))
    form = NewBudgetForm(
        request.POST or None, budgets=every, groups=pages.groups_of(association), initial=_asked(request, every)
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.make_version(
                association=association, by=request.user, year=said["year"], copied=form.copied, token=said["token"]
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{budget_name(made)} är gjord.")
            return redirect(budget_url(association, made, "budget-edit"))
    content = pages.new_page(association, form)
    return page(request, "money/budget_new.html", content, status=422 if form.errors else 200)


def _asked(request: AssociationRequest, every: list[Budget]) -> dict[str, object]:
    """What the form begins with: the year and the version asked for, else next year and the last decided."""
    asked, source = request.GET.get("ar", ""), request.GET.get("fran", "")
    chosen = next((b for b in every if f"{b.year}-{b.version}" == source), None)
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else next_year(every, timezone.localdate())
    year = chosen.year if chosen and not asked else year
    decided = [b for b in every if b.state == BudgetState.DECIDED and b.year <= year]
    latest = chosen or max(decided, key=lambda b: (b.year, b.version), default=None)
    return {"year": year, "source": f"{latest.year}-{latest.version}" if latest else "", "token": new_token()}


@allow(Permission.KEEP_MONEY)
def budget_edit(request: AssociationRequest, year: int, version: int) -> HttpResponse:
    """Write every amount and text of a version, all saved as one."""
    association, found = request.association, find_budget(request.association, year, version)
    if found.state == BudgetState.DECIDED:
        return _refused(request, found)
    groups, held = pages.groups_of(association), pages.held_amounts(association, found)
    form = AmountsForm(request.POST or None, budget=found, groups=groups, held=held)
    clashes: list[pages.Clash] = []
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.save_amounts(
                association=association, by=request.user, budget=found, revision=revision, lines=form.filled
            )
        except actions.Overtaken as error:
            clashes = pages.clashes_of(form, held)
            form = _rebased(request, found, groups, held)
            form.add_error(None, str(error))
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Budgeten är sparad.")
            return redirect("budget-edit" if "stay" in request.POST else "budget", association.slug, year, version)
    clashed = pages.who_saved(association, found) if clashes else ""
    content = pages.amounts_page(book_of_budget(association, found), found, form, groups, held, clashes, clashed)
    return page(request, "money/budget_edit.html", content, status=422 if form.errors else 200)


def _rebased(
    request: AssociationRequest, found: Budget, groups: Sequence[Typed], held: Mapping[tuple[int, int], BudgetAmount]
) -> AmountsForm:
    """Return the form with what was typed, made from what is saved now: saved again it is saved knowingly."""
    typed = request.POST.copy()
    typed["revision"] = str(found.revision)
    again = AmountsForm(typed, budget=found, groups=groups, held=held)
    again.is_valid()
    return again


def _refused(request: AssociationRequest, found: Budget) -> HttpResponse:
    tell(request, "Budgeten är fastställd och kan inte ändras. Flytta pengar mellan raderna, eller gör en ny version.")
    return redirect(budget_url(request.association, found))


@allow(Permission.KEEP_MONEY)
def budget_months(request: AssociationRequest, year: int, version: int, line: int) -> HttpResponse:
    """Lay a line's amount out over the months of the year."""
    association, found = request.association, find_budget(request.association, year, version)
    row = get_object_or_404(BudgetLine.objects.select_related("group"), association=association, pk=line)
    held = pages.held_amounts(association, found).get((row.pk, year))
    if held is None or found.state == BudgetState.DECIDED:
        return _refused(request, found) if held else redirect(budget_url(association, found, "budget-edit"))
    outcome = pages.outcome_by_month(book_of_budget(association, found), row)
    form = MonthsForm(
        request.POST or None, amount_ore=held.amount_ore, kind=row.group.kind, outcome=outcome,
        months=monthly(held.amount_ore, held.months), initial={"way": "own" if held.months else "even"},
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.lay_out(
                association=association, by=request.user, budget=found, line=row, months=form.cleaned_data["months"]
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{row.label} är fördelad över året.")
            return redirect(budget_url(association, found, "budget-edit"))
    content = pages.months_page(association, found, row, held, form)
    return page(request, "money/budget_months.html", content, status=422 if form.errors else 200)
