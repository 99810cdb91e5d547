"""Pages of what lines are bound to pay, and of projects with money from others."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.queries import book_of_year
from finsam.kernel.periods import YEARS
from finsam.money.actions import commitments as actions
from finsam.money.forms.commitments import CommitmentForm, ProjectForm
from finsam.money.models import BudgetLine, Commitment, ExternalProject, GroupKind
from finsam.money.queries.commitments import commitment_form_page, commitments_page
from finsam.ui.pages import page, tell

REMOVE = "remove"


@allow(Permission.SEE_ASSOCIATION)
def commitments(request: AssociationRequest) -> HttpResponse:
    """Show a year's commitments and projects."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    return page(request, "money/commitments.html", commitments_page(book, request.permissions))


@allow(Permission.KEEP_MONEY)
def commitment(request: AssociationRequest, year: int, commitment: int) -> HttpResponse:
    """Write down a commitment (0: a new one), change it, or take it away."""
    if year not in YEARS:
        raise Http404
    association, back = request.association, f"{reverse('commitments', args=[request.association.slug])}?ar={year}"
    row = get_object_or_404(Commitment, association=association, year=year, pk=commitment) if commitment else None
    if row and REMOVE in request.POST:
        actions.remove_commitment(association=association, by=request.user, row=row)
        tell(request, f"{row.title} är borttaget.")
        return redirect(back)
    lines = BudgetLine.objects.filter(association=association).select_related("group").order_by("position")
    lines = lines.exclude(group__kind__in=[GroupKind.CLOSING_BALANCE, GroupKind.INCOME])
    form = CommitmentForm(request.POST or None, lines=list(lines), row=row)
    if form.is_valid() and _save_commitment(request, form, row, year):
        tell(request, f"{form.cleaned_data['title']} är sparat.")
        return redirect(back)
    title = row.title if row else f"Nytt åtagande {year}"
    content = commitment_form_page(association, title, form, back, may_remove=row is not None)
    return page(request, "money/commitment_form.html", content, status=422 if form.errors else 200)


def _save_commitment(request: AssociationRequest, form: CommitmentForm, row: Commitment | None, year: int) -> bool:
    association = request.association
    line = get_object_or_404(BudgetLine, association=association, pk=form.cleaned_data["line"])
    try:
        actions.save_commitment(association=association, by=request.user, year=year, row=row, said=form.said(line))
    except ValueError as error:
        form.add_error(None, str(error))
        return False
    return True


@allow(Permission.KEEP_MONEY)
def external_project(request: AssociationRequest, project: int) -> HttpResponse:
    """Write down a project with money from others (0: a new one), change it, or take it away."""
    association, back = request.association, reverse("commitments", args=[request.association.slug])
    row = get_object_or_404(ExternalProject, association=association, pk=project) if project else None
    if row and REMOVE in request.POST:
        actions.remove_project(association=association, by=request.user, row=row)
        tell(request, f"{row.name} är borttaget. Det som är bokfört på objekten finns kvar.")
        return redirect(back)
    form = ProjectForm(request.POST or None, row=row)
    if form.is_valid():
        try:
            actions.save_project(association=association, by=request.user, row=row, said=form.said)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{form.cleaned_data['name']} är sparat.")
            return redirect(back)
    title = row.name if row else "Nytt projekt med pengar från andra"
    content = commitment_form_page(association, title, form, back, may_remove=row is not None)
    return page(request, "money/commitment_form.html", content, status=422 if form.errors else 200)
