"""Pages of a budget that comes in a file, and of one that goes out as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse

from finsam.core.access import AssociationRequest, allow
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.kernel.faults import BadInput
from finsam.kernel.periods import Period
from finsam.money.actions.budget_files import Handed, import_budget
from finsam.money.forms.budget_files import FileForm, PlacesForm, proposed, sealed, unsealed
from finsam.money.models import Budget
from finsam.money.queries.budget_files import budgets_url, known_groups, placed, preview_page, upload_page
from finsam.money.queries.budget_out import budget_csv, budget_excel
from finsam.ui.pages import page, tell

WRITTEN = {
    "xlsx": (budget_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (budget_csv, "text/csv; charset=utf-8"),
}


@allow(Permission.KEEP_MONEY)
def budget_import(request: AssociationRequest) -> HttpResponse:
    """Take a file, show what is read of it, and store it as a draft."""
    if "read" in request.POST:
        return _placed(request)
    association = request.association
    form = FileForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return page(
            request, "money/budget_file.html", upload_page(association, form), status=422 if form.errors else 200
        )
    printed, year, known = form.cleaned_data["printed"], form.cleaned_data["year"], known_groups(association)
    handed = Handed(printed, year, placed(printed.from_year(year), known))
    places = PlacesForm(printed=printed.from_year(year), known=known, initial=proposed(handed.places))
    content = preview_page(association, handed, places, known, sealed(handed, association.slug))
    return page(request, "money/budget_file_preview.html", content)


def _placed(request: AssociationRequest) -> HttpResponse:
    """Show a read file again with its groups where they were put, or store it."""
    association, written = request.association, request.POST["read"]
    try:
        printed, year, token = unsealed(written, association.slug)
    except ValueError as error:
        again = FileForm({})
        again.errors.clear()
        again.add_error(None, str(error))
        return page(request, "money/budget_file.html", upload_page(association, again), status=422)
    known = known_groups(association)
    form = PlacesForm(request.POST, printed=printed.from_year(year), known=known)
    handed = Handed(printed, year, form.places if form.is_valid() else placed(printed.from_year(year), known))
    if form.is_valid() and "again" not in request.POST:
        try:
            budget = import_budget(association=association, by=request.user, handed=handed, token=token)
        except (BadInput, ValueError) as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{budget} är sparad som utkast.")
            return redirect(_version_url(association, budget))
    content = preview_page(association, handed, form, known, written)
    return page(request, "money/budget_file_preview.html", content, status=422 if form.errors else 200)


@allow(Permission.SEE_ASSOCIATION)
def budget_file(request: AssociationRequest, year: int, version: int, ending: str) -> HttpResponse:
    """Hand out a version as Excel or CSV, to work in and read in again."""
    budget = get_object_or_404(Budget, association=request.association, year=year, version=version)
    if ending not in WRITTEN:
        raise Http404
    write, content_type = WRITTEN[ending]
    name = f"{request.association.slug}-budget-{year}-{version}.{ending}"
    book = Book(request.association, Period.year(year))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(book, budget), content_type=content_type, headers=headers)


def _version_url(association: Association, budget: Budget) -> str:
    try:
        return reverse("budget", args=[association.slug, budget.year, budget.version])
    except NoReverseMatch:
        return budgets_url(association)
