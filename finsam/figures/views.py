"""Pages of the figures."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.figures import queries
from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.figures.files import csv_file, excel_file
from finsam.figures.opened import figure_page
from finsam.figures.rules.tables import Table
from finsam.kernel.periods import parse_period
from finsam.ui.pages import page


def _csv(_: Book, name: str, table: Table) -> bytes:
    return csv_file(name, table)


FILES = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (excel_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def _book(request: AssociationRequest, period: str) -> Book:
    try:
        return Book(request.association, parse_period(period))
    except ValueError as error:
        raise Http404 from error


@allow(Permission.SEE_ASSOCIATION)
def figure(request: AssociationRequest, name: str, period: str) -> HttpResponse:
    """Open a figure, or one cell of it."""
    row, column = request.GET.get("rad", ""), request.GET.get("kolumn", "")
    in_place = request.headers.get("HX-Request") == "true"
    try:
        content = figure_page(
            _book(request, period),
            name,
            row,
            column,
            permissions=request.permissions,
            every_row="alla" in request.GET,
            close_url=request.path if in_place else "",
        )
    except KeyError as error:
        raise Http404 from error
    return page(request, "figures/figure.html", content, part="panel")


@allow(Permission.SEE_ASSOCIATION)
def figure_file(request: AssociationRequest, name: str, period: str, ending: str) -> HttpResponse:
    """Hand out a figure's table as a file."""
    if ending not in FILES:
        raise Http404
    write, kind = FILES[ending]
    book = _book(request, period)
    try:
        content = write(book, name, table_for(book, name, Audience.ASSOCIATION))
    except KeyError as error:
        raise Http404 from error
    called = f"{request.association.slug}-{slugify(name.replace('.', '-').replace('@', '-'))}-{period}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{called}"'})


@allow(Permission.SEE_ASSOCIATION)
def figures(request: AssociationRequest, period: str = "") -> HttpResponse:
    """List every figure and its definition."""
    book = _book(request, period) if period else queries.book_of_year(request.association, "")
    return page(request, "figures/figures.html", queries.figures_page(book))
