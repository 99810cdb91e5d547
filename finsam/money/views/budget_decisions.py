"""Pages of what is decided about a budget: consultation, the § that decides it, transfers, its steps."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.cases.queries import case_url
from finsam.core.access import AssociationRequest, allow
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.kernel.faults import BadInput
from finsam.meetings.models import Item
from finsam.money.actions import budget_decisions as actions
from finsam.money.actions.budget_transfers import SIDES, move_money, remove_transfer
from finsam.money.actions.budgets import remove_version
from finsam.money.forms.budget_decisions import DecideForm, ReasonsForm, TransferForm
from finsam.money.forms.budgets import ConsultationForm
from finsam.money.models import Budget, BudgetState, BudgetTransfer
from finsam.money.queries import budget_forms as pages
from finsam.money.queries.budget_sections import board_sections
from finsam.money.queries.budgets import around, book_of_budget, budget_name, budget_url, find_budget, weighed
from finsam.money.rules.budget_warnings import REASONS, warnings_of
from finsam.ui.pages import page, tell


@allow(Permission.KEEP_MONEY)
def budget_consultation(request: AssociationRequest, year: int, version: int) -> HttpResponse:
    """Write down which members have been consulted."""
    association, found = request.association, find_budget(request.association, year, version)
    today = timezone.localdate()
    near = around(association, today, found)
    held = near.held.get(found.pk, {})
    form = ConsultationForm(request.POST or None, members=near.members, held=held, reason=found.consultation_reason)
    if form.is_valid():
        try:
            actions.keep_consultations(
                association=association, by=request.user, budget=found, held=form.held,
                reason=form.cleaned_data["reason"], today=today,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Samrådet är sparat.")
            return redirect(budget_url(association, found))
    content = pages.consultation_page(association, found, form, near.not_consulted(found))
    return page(request, "money/budget_consultation.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_MONEY)
def budget_decide(request: AssociationRequest, year: int, version: int) -> HttpResponse:
    """Decide a version by a §; of one that is decided, write the reasons that are missing."""
    association, found = request.association, find_budget(request.association, year, version)
    if found.state == BudgetState.DECIDED:
        return _reasons(request, found)
    today = timezone.localdate()
    near, book = around(association, today, found), book_of_budget(association, found)
    sections = board_sections(association, near.provisions.text("section_prefix"))
    on = _day_of(request, sections.every)
    warned = warnings_of(weighed(book, found, near, on))
    said = {one.kind: getattr(found, REASONS[one.kind]) for one in warned}
    form = DecideForm(request.POST or None, sections=sections, warned=warned, said=said)
    if form.is_valid():
        try:
            actions.decide(
                association=association, by=request.user, budget=found, item=form.item,
                on=form.cleaned_data["decided_on"], reasons=form.reasons, today=today,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{budget_name(found)} är fastställd.")
            return redirect(budget_url(association, found))
    content = pages.decide_page(association, found, form, warned)
    return page(request, "money/budget_form.html", content, status=422 if form.errors else 200)


def _day_of(request: AssociationRequest, items: Sequence[Item]) -> date | None:
    """The day of what has been chosen in the form, when anything has."""
    chosen = request.POST.get("section", "")
    item = next((item for item in items if str(item.pk) == chosen), None)
    if item:
        return item.meeting.held_on
    try:
        return date.fromisoformat(request.POST.get("decided_on", ""))
    except ValueError:
        return None


def _reasons(request: AssociationRequest, found: Budget) -> HttpResponse:
    """Write the reasons that are missing of a decided version."""
    association = request.association
    near = around(association, timezone.localdate(), found)
    every = warnings_of(weighed(book_of_budget(association, found), found, near))
    missing = [one for one in every if not getattr(found, REASONS[one.kind])]
    form = ReasonsForm(request.POST or None, warned=missing, said={})
    if form.is_valid():
        actions.state_reasons(association=association, by=request.user, budget=found, reasons=form.reasons)
        tell(request, "Skälen är sparade.")
        return redirect(budget_url(association, found))
    content = pages.reasons_page(association, found, form, asked=bool(missing))
    return page(request, "money/budget_form.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_MONEY)
def budget_transfer(request: AssociationRequest, year: int, version: int) -> HttpResponse:
    """Move money between two lines of a decided version."""
    association, found = request.association, find_budget(request.association, year, version)
    today = timezone.localdate()
    prefix = provisions_of(association, today).text("section_prefix")
    groups = [(group, lines) for group, lines in pages.groups_of(association) if group.kind in SIDES and lines]
    years = sorted({year for _, year in pages.held_amounts(association, found)}) or [found.year]
    form = TransferForm(request.POST or None, sections=board_sections(association, prefix), groups=groups, years=years)
    if form.is_valid():
        try:
            move_money(
                association=association, by=request.user, budget=found, moved=form.moved, item=form.item,
                on=form.cleaned_data["decided_on"], today=today,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Pengarna är flyttade.")
            return redirect(budget_url(association, found))
    content = pages.transfer_page(association, found, form)
    return page(request, "money/budget_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_MONEY)
def budget_step(request: AssociationRequest, year: int, version: int) -> HttpResponse:
    """Do what a button of a version's page asks: send out, take back, put to the board, take away."""
    found = find_budget(request.association, year, version)
    asked = request.POST.get("do", "")
    if asked not in STEPS:
        raise Http404
    try:
        return STEPS[asked](request, found)
    except (ValueError, BadInput) as error:
        tell(request, str(error))
    return redirect(budget_url(request.association, found))


def _send_out(request: AssociationRequest, found: Budget) -> HttpResponse:
    actions.step(association=request.association, by=request.user, budget=found, to=BudgetState.CONSULTATION)
    tell(request, "Budgeten är på samråd. Skriv in varje medlem när samrådet är hållet.")
    return redirect(budget_url(request.association, found, "budget-consultation"))


def _take_back(request: AssociationRequest, found: Budget) -> HttpResponse:
    actions.step(association=request.association, by=request.user, budget=found, to=BudgetState.DRAFT)
    tell(request, "Budgeten är ett utkast igen. Det som är skrivet om samråd finns kvar.")
    return redirect(budget_url(request.association, found))


def _remove(request: AssociationRequest, found: Budget) -> HttpResponse:
    named = budget_name(found)
    remove_version(association=request.association, by=request.user, budget=found)
    tell(request, f"{named} är borttagen.")
    return redirect(reverse("budgets", args=[request.association.slug]))


def _put_to_board(request: AssociationRequest, found: Budget) -> HttpResponse:
    if Permission.KEEP_DIARY not in request.permissions:
        raise PermissionDenied
    today = timezone.localdate()
    case = actions.put_to_board(association=request.association, by=request.user, budget=found, today=today)
    tell(request, f"{case.diary_number} väntar på nästa styrelsemöte.")
    return redirect(case_url(request.association, case))


def _remove_transfer(request: AssociationRequest, found: Budget) -> HttpResponse:
    rows = BudgetTransfer.objects.filter(association=request.association, budget=found)
    key = request.POST.get("transfer", "")
    transfer = get_object_or_404(rows, pk=int(key) if key.isdecimal() else 0)
    remove_transfer(association=request.association, by=request.user, transfer=transfer)
    tell(request, "Omdisponeringen är borttagen.")
    return redirect(budget_url(request.association, found))


STEPS = {
    "consult": _send_out,
    "draft": _take_back,
    "remove": _remove,
    "board": _put_to_board,
    "remove-transfer": _remove_transfer,
}
