"""The page for a form that came without its token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django gives the reason
    """Answer as any other refusal."""
    return render(request, "403.html", status=403)
