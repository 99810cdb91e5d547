"""Calling in the contributions, and what is done with the calls."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.kernel.periods import Period
from finsam.money.actions import contribution_calls as actions
from finsam.money.forms.contribution_calls import CallForm, ReceivedForm
from finsam.money.queries.contribution_calls import Ticked, calls_csv, calls_excel, calls_of, calls_rows
from finsam.money.queries.contribution_forms import form_page, to_call, year_url
from finsam.money.queries.contributions import contributions_page
from finsam.money.views.contributions import require_year
from finsam.ui.pages import page, tell

FILES = {
    "csv": (calls_csv, "text/csv; charset=utf-8"),
    "xlsx": (calls_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@allow(Permission.KEEP_MONEY)
def contribution_call(request: AssociationRequest, year: int) -> HttpResponse:
    """Call in what is decided, in equal parts."""
    require_year(year)
    contributors = to_call(request.association, year)
    initial = {
        "first_on": max(timezone.localdate(), date(year, 1, 1)),
        "contributors": [row.pk for row in contributors],
    }
    form = CallForm(request.POST or None, contributors=contributors, initial=initial)
    if form.is_valid():
        try:
            made = actions.call_in(
                association=request.association, by=request.user, year=year,
                contributors=form.cleaned_data["contributors"], dues=form.dues,
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{made} rekvisitioner är skrivna." if made > 1 else "En rekvisition är skriven.")
            return redirect(f"{year_url(request.association, year)}#rekvisitioner")
    lead = "" if contributors else "Allt som är beslutat är redan rekvirerat, eller så är inget beslutat än."
    content = form_page(
        request.association, year, f"Rekvirera {year} års bidrag", form, "Skriv rekvisitionerna", lead=lead
    )
    return page(request, "money/contribution_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_MONEY)
def contribution_calls(request: AssociationRequest, year: int) -> HttpResponse:
    """Mark calls as paid, take that back, or take back calls."""
    require_year(year)
    said = request.POST if "gor" in request.POST else request.GET
    form = ReceivedForm(said, calls=list(calls_of(request.association, year)))
    if form.is_valid():
        try:
            _do(request, year, said.get("gor", ""), form)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{year_url(request.association, year)}#rekvisitioner")
    ticked = Ticked(
        fault=" ".join(str(text) for texts in form.errors.values() for text in texts),
        chosen=[int(key) for key in said.getlist("call") if key.isascii() and key.isdigit()],
        on=said.get("on", ""),
    )
    book = Book(request.association, Period.year(year))
    content = contributions_page(book, keeps=True, today=timezone.localdate(), ticked=ticked)
    return page(request, "money/contributions.html", content, status=422)


def _do(request: AssociationRequest, year: int, what: str, form: ReceivedForm) -> None:
    """Do what the button said. Raises ValueError."""
    which = {"association": request.association, "by": request.user, "year": year, "calls": form.cleaned_data["call"]}
    today = timezone.localdate()
    if what == "inkommet":
        if not form.cleaned_data["on"]:
            raise ValueError("Ange vilken dag pengarna kom.")
        rows = actions.mark_received(**which, on=form.cleaned_data["on"], today=today)
        asked = urlencode([("gor", "inte-inkommet"), *(("call", row.pk) for row in rows)])
        undo = f"{reverse('contribution-calls', args=[request.association.slug, year])}?{asked}"
        tell(request, _counted(len(rows), "markerad som inkommen", "markerade som inkomna"), undo_url=undo)
    elif what == "inte-inkommet":
        rows = actions.mark_not_received(**which)
        tell(request, _counted(len(rows), "inte längre markerad som inkommen", "inte längre markerade som inkomna"))
    else:
        rows = actions.take_back_calls(**which)
        tell(request, _counted(len(rows), "borttagen", "borttagna"))


def _counted(count: int, one: str, many: str) -> str:
    return f"En rekvisition är {one}." if count == 1 else f"{count} rekvisitioner är {many}."


@allow(Permission.SEE_ASSOCIATION)
def contribution_calls_file(request: AssociationRequest, year: int, ending: str) -> HttpResponse:
    """Hand out the year's calls as an invoicing list."""
    require_year(year)
    if ending not in FILES:
        raise Http404
    write, content_type = FILES[ending]
    name = f"{request.association.slug}-rekvisitioner-{year}.{ending}"
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(calls_rows(request.association, year)), content_type=content_type, headers=named)
