"""Pages of a year's contributions: the round, how it is shared, the amounts of its stages."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import exact
from finsam.money.actions import contributions as actions
from finsam.money.forms.contributions import AmountsForm, SharingForm, amounts_initial, sharing_initial
from finsam.money.queries.contribution_forms import (
    deciding_items,
    form_page,
    stage_amounts,
    year_url,
)
from finsam.money.queries.contribution_sharing import Known, Sharing, sharing_of
from finsam.money.queries.contributions import contributions_book, contributions_page
from finsam.money.rules.contribution_stages import AMOUNT_STAGES, AmountStage
from finsam.money.rules.contributions import FIRST_YEAR
from finsam.ui.pages import page, tell

COUNT = "rakna"
"""The button that computes without saving."""
YEARS_AHEAD = 5


def keeps_money(request: AssociationRequest) -> bool:
    """Whether the reader may write in the money."""
    return Permission.KEEP_MONEY in request.permissions


@allow(Permission.SEE_ASSOCIATION)
def contributions(request: AssociationRequest) -> HttpResponse:
    """Show a year's contributions."""
    today = timezone.localdate()
    book = contributions_book(request.association, request.GET.get("ar", ""), today)
    content = contributions_page(book, keeps=keeps_money(request), today=today)
    return page(request, "money/contributions.html", content)


def require_year(year: int) -> None:
    """Raise Http404 for a year that no association has contributions of."""
    if not FIRST_YEAR <= year <= timezone.localdate().year + YEARS_AHEAD:
        raise Http404


def _sharing(request: AssociationRequest, year: int) -> Sharing | HttpResponse:
    """Return what the year is shared from; without contributors or shares the way to them."""
    require_year(year)
    try:
        return sharing_of(request.association, year)
    except ValueError as error:
        tell(request, str(error))
        return redirect("contributors", request.association.slug)


@allow(Permission.KEEP_MONEY)
def contribution_shares(request: AssociationRequest, year: int) -> HttpResponse:
    """Begin a year's round, or change how it is shared; everything is computed before it is saved."""
    sharing = _sharing(request, year)
    if isinstance(sharing, HttpResponse):
        return sharing
    decided = actions.is_decided(request.association, year)
    initial = sharing_initial(sharing)
    form = SharingForm(request.POST or None, sharing=sharing, decided=decided, initial=initial)
    computed = None if form.is_bound else sharing.proposed
    if form.is_valid():
        try:
            computed = sharing.compute(form.asked)
            if COUNT not in request.POST:
                _save_sharing(request, year, form, form.plan(computed))
                return redirect(year_url(request.association, year))
        except ValueError as error:
            form.add_error(None, str(error))
    title = f"Fördela {year} års bidrag" if sharing.row else f"Börja {year} års bidrag"
    content = form_page(
        request.association, year, title, form, "Spara fördelningen",
        computed=sharing.shown(computed) if computed else None, begins=sharing.row is None,
    )  # fmt: skip
    wrong = form.errors and COUNT not in request.POST
    return page(request, "money/contribution_shares.html", content, part="computed", status=422 if wrong else 200)


def _save_sharing(request: AssociationRequest, year: int, form: SharingForm, plan: actions.Plan) -> None:
    """Begin the round when the page said that there was none, else change it."""
    association, by = request.association, request.user
    if "ny" in request.POST:
        actions.begin_round(association=association, by=by, year=year, plan=plan)
        tell(request, f"Bidragen för {year} är påbörjade.")
    else:
        actions.change_round(
            association=association, by=by, year=year, plan=plan, reason=form.cleaned_data.get("reason", "")
        )
        tell(request, "Fördelningen är sparad.")


@allow(Permission.KEEP_MONEY)
def contribution_amounts(request: AssociationRequest, year: int, stage: str) -> HttpResponse:
    """Write what is asked for, preliminarily allocated or decided; the shares propose it."""
    known = AMOUNT_STAGES.get(stage)
    sharing = _sharing(request, year)
    if known is None:
        raise Http404
    if isinstance(sharing, HttpResponse):
        return sharing
    form = _amounts_form(request, sharing, known)
    if COUNT in request.POST:
        form = _counted(request, sharing, known, form)
    elif form.is_valid():
        try:
            actions.set_amounts(
                association=request.association, by=request.user, year=year, stage=known,
                amounts=form.amounts, shares=sharing.shares,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{known.word} för {year} är sparade.")
            return redirect(year_url(request.association, year))
    content = form_page(request.association, year, f"{known.word} {year}", form, "Spara beloppen")
    return page(request, "money/contribution_amounts.html", content, status=422 if form.errors else 200)


def _amounts_form(
    request: AssociationRequest, sharing: Sharing, stage: AmountStage, data: object = None
) -> AmountsForm:
    association, row = request.association, sharing.row
    today = timezone.localdate()
    day = getattr(row, stage.date_field) if row else None
    initial = amounts_initial(
        stage_amounts(sharing, stage),
        on=day or (None if stage.column == "decided" else today),
        item=str(row.decided_in_id or "") if row else "",
        **{f"remark_{key}": held.remark for key, held in sharing.held.items()},
    )
    prefix = provisions_of(association, today).text("section_prefix")
    items = deciding_items(association, sharing.year) if stage.column == "decided" else []
    return AmountsForm(
        data or request.POST or None, sharing=sharing, stage=stage, items=items, section_prefix=prefix, initial=initial
    )


def _counted(request: AssociationRequest, sharing: Sharing, stage: AmountStage, form: AmountsForm) -> AmountsForm:
    """Return the form with every amount computed from the one that is known; nothing is saved."""
    form.is_valid()
    ore, basis = form.cleaned_data.get("amount"), sharing.model.basis if sharing.model else "population"
    if ore is None:
        if "amount" not in form.errors:
            form.add_error("amount", "Skriv det belopp som är känt.")
        return form
    try:
        computed = sharing.compute(Known(form.cleaned_data["known"], ore, basis, sharing.weights))
    except ValueError as error:
        form.add_error(None, str(error))
        return form
    data = request.POST.copy()
    for key, amount in computed.ore.items():
        data[f"ore_{key}"] = exact(amount)
    return _amounts_form(request, sharing, stage, data)
