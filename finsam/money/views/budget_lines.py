"""Pages of the budget's headings and lines."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.interventions.models import Intervention
from finsam.money.actions import budget_lines as actions
from finsam.money.forms.budget_lines import GroupForm, LineForm
from finsam.money.models import BudgetGroup, BudgetLine
from finsam.money.queries.budget_forms import group_page, line_page, lines_page
from finsam.ui.pages import page, tell


@allow(Permission.KEEP_MONEY)
def budget_lines(request: AssociationRequest) -> HttpResponse:
    """Show the headings and lines; posted, move one up or down, or take it away: which button was pressed."""
    fault = ""
    if request.method == "POST":
        try:
            _press(request)
        except ValueError as error:
            fault = str(error)
        else:
            return redirect("budget-lines", request.association.slug)
    content = lines_page(request.association, fault)
    return page(request, "money/budget_lines.html", content, status=422 if fault else 200)


def _press(request: AssociationRequest) -> None:
    """Do what the button says: "up", "down" or "remove", of a "line-12" or a "group-3"."""
    for asked in ("up", "down", "remove"):
        what, _, key = request.POST.get(asked, "").partition("-")
        if what in {"line", "group"} and key.isdecimal():
            _moved(request, asked, what, int(key))
            return
    raise Http404


def _moved(request: AssociationRequest, asked: str, what: str, key: int) -> None:
    if what == "line":
        line = get_object_or_404(BudgetLine.objects.select_related("group"), association=request.association, pk=key)
        if asked == "remove":
            actions.remove_line(association=request.association, by=request.user, line=line)
            tell(request, f"{line.label} är borttagen.")
        else:
            actions.move_line(association=request.association, by=request.user, line=line, up=asked == "up")
        return
    group = get_object_or_404(BudgetGroup, association=request.association, pk=key)
    if asked == "remove":
        actions.remove_group(association=request.association, by=request.user, group=group)
        tell(request, f"{group.label} är borttagen.")
    else:
        actions.move_group(association=request.association, by=request.user, group=group, up=asked == "up")


@allow(Permission.KEEP_MONEY)
def budget_line(request: AssociationRequest, line: int = 0) -> HttpResponse:
    """Add a line, or change one."""
    association = request.association
    found = get_object_or_404(BudgetLine, association=association, pk=line) if line else None
    groups = list(BudgetGroup.objects.filter(association=association))
    interventions = list(Intervention.objects.filter(association=association))
    asked = {"group": request.GET["rubrik"]} if "rubrik" in request.GET else {}
    form = LineForm(request.POST or None, groups=groups, interventions=interventions, line=found, initial=asked)
    if form.is_valid():
        try:
            kept = actions.keep_line(association=association, by=request.user, line=found, described=form.described)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{kept.label} är sparad.")
            return redirect("budget-lines", association.slug)
    content = line_page(association, found, form)
    return page(request, "money/budget_form.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_MONEY)
def budget_group(request: AssociationRequest, group: int = 0) -> HttpResponse:
    """Add a heading, or change one."""
    association = request.association
    found = get_object_or_404(BudgetGroup, association=association, pk=group) if group else None
    form = GroupForm(request.POST or None, initial={"label": found.label, "kind": found.kind} if found else {})
    if form.is_valid():
        try:
            kept = actions.keep_group(association=association, by=request.user, group=found, **form.cleaned_data)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{kept.label} är sparad.")
            return redirect("budget-lines", association.slug)
    content = group_page(association, found, form)
    return page(request, "money/budget_form.html", content, status=422 if form.errors else 200)
