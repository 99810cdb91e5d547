"""Pages of what accounts and objects belong to."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import book_of_year
from finsam.kernel.periods import Period
from finsam.money.actions.mapping import map_object
from finsam.money.actions.remapping import remap_account
from finsam.money.forms.mapping import MappingForm
from finsam.money.models import Account, Posting
from finsam.money.queries import mapping_change as changes
from finsam.money.queries.mapping import mapping_file, mapping_page
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def accounts(request: AssociationRequest) -> HttpResponse:
    """Show what every account and object belongs to; as a file when that is asked for."""
    book = book_of_year(request.association, request.GET.get("ar", ""))
    if request.GET.get("som") == "csv":
        named = {"Content-Disposition": f'attachment; filename="{request.association.slug}-konton-och-objekt.csv"'}
        return HttpResponse(mapping_file(book), content_type="text/csv; charset=utf-8", headers=named)
    keeps = Permission.KEEP_MONEY in request.permissions
    return page(request, "money/mapping.html", mapping_page(book, keeps=keeps))


@allow(Permission.KEEP_MONEY)
def account(request: AssociationRequest, number: str) -> HttpResponse:
    """Change what an account belongs to."""
    association = request.association
    row = get_object_or_404(Account, association=association, number=number)
    book = Book(association, Period.year(timezone.localdate().year))
    form = changes.account_form(book, row, request.POST or None)

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("name", "statement_line", "note", "note_item")}
        remap_account(association=association, by=request.user, account=row, line=form.line, **said)

    return _change(request, book, ("Konto", str(row)), form, changes.account_postings(book, row), act)


@allow(Permission.KEEP_MONEY)
def ledger_object(request: AssociationRequest, code: str) -> HttpResponse:
    """Change what an object belongs to."""
    association = request.association
    book = Book(association, Period.year(timezone.localdate().year))
    row = changes.object_named(book, code)
    if row is None:
        raise Http404
    form = changes.object_form(book, row, request.POST or None)

    def act() -> None:
        map_object(
            association=association, by=request.user, code=code, name=form.cleaned_data["name"],
            intervention=form.owner, lines=form.lines_chosen,
        )  # fmt: skip

    return _change(request, book, ("Objekt", str(row)), form, changes.object_postings(book, row), act)


def _change(
    request: AssociationRequest, book: Book, what: tuple[str, str], form: MappingForm, postings: QuerySet[Posting],
    act: Callable[[], None],
) -> HttpResponse:  # fmt: skip
    """Show what a change does, and make it when just that has been seen."""
    back_url = reverse("ledger-accounts", args=[request.association.slug])
    effect = None
    if form.is_valid():
        try:
            if form.is_seen:
                act()
                tell(request, f"{what[0]} {what[1]} är ändrat.")
                return redirect(back_url)
            effect = changes.effect_of(book, postings, act)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            form.shown_once_more()
    content = changes.change_page(book, *what, form, effect, back_url)
    return page(request, "money/mapping_change.html", content, status=422 if form.errors else 200)
