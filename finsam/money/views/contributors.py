"""Pages of who pays contributions, and of the parties' shares."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.models import Member
from finsam.core.rules.permissions import Permission
from finsam.money.actions import contributors as actions
from finsam.money.forms.contributors import ContributorForm, SharesForm, contributor_initial
from finsam.money.models import Contributor
from finsam.money.queries.contributors import contributor_form_page, contributors_page, current_shares
from finsam.money.views.contributions import keeps_money
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def contributors(request: AssociationRequest) -> HttpResponse:
    """List who pays, and the shares in force."""
    content = contributors_page(request.association, keeps=keeps_money(request), today=timezone.localdate())
    return page(request, "money/contributors.html", content)


@allow(Permission.KEEP_MONEY)
def contributor(request: AssociationRequest, contributor: int | None = None) -> HttpResponse:
    """Add a contributor, change one, or remove one that never paid."""
    association = request.association
    row = get_object_or_404(Contributor, association=association, pk=contributor) if contributor else None
    members = list(Member.objects.filter(association=association).order_by("position"))
    initial = contributor_initial(row) if row else {}
    form = ContributorForm(request.POST or None, members=members, initial=initial)
    if "ta-bort" in request.POST or form.is_valid():
        try:
            said = _save(request, row, form)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, said)
            return redirect("contributors", association.slug)
    title, remove = (row.name, f"Ta bort {row.name}") if row else ("Ny bidragsgivare", "")
    content = contributor_form_page(association, title, form, "Spara bidragsgivaren", remove)
    return page(request, "money/contribution_form.html", content, status=422 if form.errors else 200)


def _save(request: AssociationRequest, row: Contributor | None, form: ContributorForm) -> str:
    """Remove or save the contributor and say so. Raises ValueError."""
    association, by = request.association, request.user
    if "ta-bort" in request.POST and row:
        actions.remove_contributor(association=association, by=by, contributor=row)
        return f"{row.name} är borttagen."
    saved = actions.keep_contributor(association=association, by=by, payer=form.payer, contributor=row)
    return f"{saved.name} är sparad."


@allow(Permission.KEEP_MONEY)
def contribution_parties(request: AssociationRequest) -> HttpResponse:
    """Change how the parties share the contributions, from a day on."""
    association, today = request.association, timezone.localdate()
    form = SharesForm(request.POST or None, initial=current_shares(association, today))
    if form.is_valid():
        try:
            actions.set_shares(
                association=association, by=request.user, shares=form.shares, valid_from=form.cleaned_data["valid_from"]
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Andelarna är sparade.")
            return redirect("contributors", association.slug)
    lead = "Lagens andelar är 1/2, 1/4 och 1/4. Utan region betalar staten och kommunerna hälften var."
    content = contributor_form_page(association, "Parternas andelar", form, "Spara andelarna", lead=lead)
    return page(request, "money/contribution_form.html", content, status=422 if form.errors else 200)
