"""One way to answer with a page, whole or in part, and one way to tell what was done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest, template: str, page: object, *, part: str | None = None, status: int = 200
) -> HttpResponse:
    """Render a template with its page object; when htmx asks and `part` is named, only that partial of it."""
    name = f"{template}#{part}" if part and _wants_part(request) else template
    response = render(request, name, {"page": page}, status=status)
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response


def tell(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Show a toast on the next page; with `undo_url` it carries a button that posts there."""
    messages.success(request, text, extra_tags=undo_url)


def _wants_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks; going back in history it wants the whole page again."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
