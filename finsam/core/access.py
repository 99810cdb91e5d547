"""The only way from a request to an association: what a person may reach, and may do there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from finsam.core.models import Association, Person, Seat
from finsam.core.rules.permissions import ROLES, Permission
from finsam.core.tenancy import within


class AssociationRequest(HttpRequest):
    """A request from somebody with a seat in the association its address names."""

    user: Person
    association: Association
    reachable: list[Association]
    permissions: frozenset[Permission]


View = Callable[Concatenate[AssociationRequest, ...], HttpResponse]


def allow(permission: Permission) -> Callable[[View], Callable[..., HttpResponse]]:
    """Let a view at /<association>/... be reached by those who have the permission there.

    Not signed in: to sign-in. Outsider, or no such association: 404. Insider without the right: 403.
    """

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def guarded(request: AssociationRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            request.reachable = associations_of(request.user)
            association = next((one for one in request.reachable if one.slug == slug), None)
            if association is None:
                raise Http404
            with within(association):
                request.permissions = permissions_of(request.user, association)
                if not request.permissions:
                    raise Http404  # and nothing on the page tells that the association exists
                request.association = association
                if permission not in request.permissions:
                    raise PermissionDenied
                remember(request)
                response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def remember(request: AssociationRequest) -> None:
    """Keep which association the person was last in, and whether only with projects, for pages outside them all."""
    here = {
        "association": request.association.slug,
        "only_projects": Permission.SEE_ASSOCIATION not in request.permissions,
    }
    for name, value in here.items():
        if request.session.get(name) != value:
            request.session[name] = value


def permissions_of(person: Person, association: Association) -> frozenset[Permission]:
    """Return what the person's seats in force today allow. Must be called within the association."""
    roles = Seat.objects.in_force(timezone.localdate()).filter(association=association, person=person)
    return frozenset().union(*(ROLES[role] for role in roles.values_list("role", flat=True)))


def associations_of(person: Person) -> list[Association]:
    """Return the associations where the person has, or has had, a seat, by name."""
    return list(person.associations.all())


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view at /<association>/... be reached by anyone, signed in or not: what the law wants to be public.

    The view gets the association on the request, and the permissions of whoever has a seat there, which only tell the
    page's surroundings whom they surround. No such association: 404.
    """

    @wraps(view)
    def opened(request: AssociationRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        association = Association.objects.filter(slug=slug).first()
        if association is None:
            raise Http404
        request.association = association
        with within(association):
            signed_in = request.user.is_authenticated
            request.permissions = permissions_of(request.user, association) if signed_in else frozenset()
            return view(request, *args, **kwargs)

    return opened
