"""The way of a project owner: a link that holds for one application, with or without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from finsam.core.access import AssociationRequest, public
from finsam.core.models import Association
from finsam.funding.models import Writer


class OwnerRequest(AssociationRequest):
    """A request that came by a writer's link."""

    writer: Writer


JOINED = ("case", "call", "form", "decided_in")  # read with the application, on every page of the owner

OwnerView = Callable[Concatenate[OwnerRequest, ...], HttpResponse]


def as_writer(view: OwnerView) -> Callable[..., HttpResponse]:
    """Let a view at /<association>/projektagare/<key>/... be reached by whoever has the link, signed in or not.

    The view gets the writer, with the application, on the request. A link that is taken back or made up: 404.
    """

    @public
    @wraps(view)
    def opened(request: OwnerRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        writers = Writer.objects.filter(association=request.association, key=key, ended_at=None)
        writer = writers.select_related(*(f"application__{name}" for name in JOINED)).first()
        if writer is None:
            raise Http404
        if writer.seen_at is None:
            writers.update(seen_at=timezone.now())
        request.writer = writer
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = (
            "same-origin"  # the address is the key; "no-referrer" would send forms without an origin
        )
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


def owner_path(association: Association, writer: Writer, name: str = "owner", *args: object) -> str:
    """Return the address of one of the writer's pages."""
    return reverse(name, args=[association.slug, writer.key, *args])
