"""Pages of the equity: over the years, its rule, and what a decision would do to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.queries import book_of_year
from finsam.money.actions import equity as actions
from finsam.money.forms.equity import EquityRuleForm
from finsam.money.models import EquityRule
from finsam.money.queries.equity import equity_page, equity_rule_page
from finsam.money.queries.scenario import scenario_form, scenario_page
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def equity(request: AssociationRequest) -> HttpResponse:
    """Show equity and cash of a year."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    return page(request, "money/equity.html", equity_page(book, request.permissions))


@allow(Permission.KEEP_MONEY)
def equity_rule(request: AssociationRequest) -> HttpResponse:
    """Set a rule from a day on."""
    form = EquityRuleForm(request.POST or None, initial={"valid_from": timezone.localdate().replace(month=1, day=1)})
    if form.is_valid():
        try:
            made = actions.set_equity_rule(association=request.association, by=request.user, rule=form.rule)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            undo = reverse("equity-rule-remove", args=[request.association.slug, made.pk])
            tell(request, f"Regeln gäller från {made.valid_from}.", undo_url=undo)
            return redirect("equity", request.association.slug)
    content = equity_rule_page(request.association, form)
    return page(request, "money/equity_rule.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_MONEY)
def equity_rule_remove(request: AssociationRequest, rule: int) -> HttpResponse:
    """Take a rule away."""
    row = get_object_or_404(EquityRule, association=request.association, pk=rule)
    actions.remove_equity_rule(association=request.association, by=request.user, rule=row)
    tell(request, f"Regeln från {row.valid_from} är borttagen.")
    return redirect("equity", request.association.slug)


@allow(Permission.SEE_ASSOCIATION)
def scenario(request: AssociationRequest) -> HttpResponse:
    """Show what a decision would do to the plan. Nothing is stored; the address can be shared."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    form = scenario_form(book, request.GET)
    content = scenario_page(book, form)
    return page(request, "money/scenario.html", content, status=422 if form.errors else 200)
