"""The gallery: every component in every state."""

from django.http import HttpRequest, HttpResponse

from finsam.ui.gallery import opened_figure, page_of_parts
from finsam.ui.pages import page


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component. With `?skal=nej` the band stands alone, as on the sign-in page."""
    return page(request, "ui/gallery.html", page_of_parts(request.POST or None))


def figure(request: HttpRequest) -> HttpResponse:
    """Show one opened figure, as a page or in place."""
    return page(request, "ui/gallery_figure.html", opened_figure(), part="panel")
