"""The band around every page: which association, which words, who is signed in."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from finsam.core.access import associations_of
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.ui.shell import Area, Shell

WORDS = (
    ("Idag", "today"),
    ("Översikt", "overview"),
    ("Ärenden", "cases"),
    ("Möten", "meetings"),
    ("Insatser", "interventions"),
    ("Deltagare", "participants"),
    ("Enkäter", "surveys"),
    ("Pengar", "money"),
    ("Plan och mål", "planning"),
    ("Rapporter", "reports"),
)
"""The ten words and the address name of each; a word whose pages are not built yet is not shown."""

ALSO = {
    "meetings": ("/beslut/",),
    "interventions": (
        "/ansokningar/", "/avtal/", "/uppfoljning/", "/rekvisitioner/", "/folj-kronan/", "/projekt/", "/projektagare/",
    ),
}  # fmt: skip
"""Places that belong to a word and stand beside its own."""

ON_PHONE = ("today", "meetings", "interventions", "money", "overview")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template its surroundings."""
    if _is_for_anybody(request):
        return {"shell": _public_shell(request)}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"shell": Shell(sign_in_url=reverse("sign_in"), foot=_foot(), foot_links=_open_to_all())}
    associations = getattr(request, "reachable", None) or associations_of(request.user)
    association = getattr(request, "association", None)
    at_hand = association or _last(request, associations)
    if at_hand and _only_runs_projects(request):
        return {"shell": _owner_shell(request, at_hand)}
    addresses = {name: _address(name, at_hand) for _, name in WORDS}
    areas = {name: Area(label, addresses[name], _is_current(request, name, addresses[name])) for label, name in WORDS}
    return {
        "shell": Shell(
            association=_called(association, associations),
            association_url=_address("overview", at_hand),
            associations=[(a.short_name, _address("overview", a)) for a in associations]
            if len(associations) > 1
            else [],
            areas=list(areas.values()),
            phone_areas=[areas[name] for name in ON_PHONE],
            user=request.user.name,
            user_links=_own_links(request),
            sign_out_url=reverse("sign_out"),
            search_url=_address("search", at_hand),
            search_text=request.GET.get("q", "") if _is_current(request, "search", _address("search", at_hand)) else "",
            foot=_foot(),
            foot_links=([("Så räknar vi", _address("figures", at_hand))] if at_hand else []) + _open_to_all(),
        )
    }


def _is_for_anybody(request: HttpRequest) -> bool:
    """Tell whether the page is one of an association's public ones and is read by somebody from outside it."""
    return getattr(request, "association", None) is not None and not getattr(request, "permissions", None)


def _only_runs_projects(request: HttpRequest) -> bool:
    """Tell whether the person reaches nothing here but projects of their own: no word of the band would answer."""
    permissions: frozenset[Permission] = getattr(request, "permissions", None) or frozenset()
    if getattr(request, "association", None) is None:
        return bool(request.session.get("only_projects"))  # as it was in the association last been in
    return bool(permissions) and Permission.SEE_ASSOCIATION not in permissions


def _owner_shell(request: HttpRequest, association: Association) -> Shell:
    """The band of a project owner with an account: what waits, and the projects."""
    projects = _address("my-projects", association)
    beside = f"/{association.slug}/projektagare/"
    areas = [
        Area("Idag", reverse("today"), current=request.path == reverse("today")),
        Area("Mina projekt", projects, current=request.path.startswith((projects, beside))),
        Area("Ansök om medel", apply := _address("apply", association), current=request.path == apply),
    ]
    return Shell(
        association=association.short_name, association_url=projects, areas=areas, user=str(request.user),
        sign_out_url=reverse("sign_out"), foot=_foot(), foot_links=_open_to_all(),
    )  # fmt: skip


def _public_shell(request: HttpRequest) -> Shell:
    """The band of a public page: whose it is, the board, how to apply, and where a document is checked."""
    association: Association = request.association  # type: ignore[attr-defined]
    board, apply = _address("notice-board", association), _address("apply", association)
    owns = request.path.startswith(f"/{association.slug}/projektagare/")
    return Shell(
        home_url=board or "/",
        association=association.short_name,
        association_url=board,
        areas=[
            Area("Anslagstavla", board, current=not owns and request.path != apply),
            Area("Ansök om medel", apply, current=request.path == apply),
            Area("Kontrollera ett dokument", "/kontroll/"),
        ],
        user=request.user.name if request.user.is_authenticated else "",
        sign_in_url="" if request.user.is_authenticated else reverse("sign_in"),
        sign_out_url=reverse("sign_out") if request.user.is_authenticated else "",
        foot=_foot(),
    )


def _own_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Pages for those who keep the meetings, beside what everybody has."""
    keeps = Permission.KEEP_MEETINGS in getattr(request, "permissions", ())
    url = _address("mail", getattr(request, "association", None)) if keeps else ""
    return [("Utskick", url)] if url else []


def _last(request: HttpRequest, associations: Sequence[Association]) -> Association | None:
    """The association the person was last in, else the first."""
    slug = request.session.get("association")
    return next((a for a in associations if a.slug == slug), associations[0] if associations else None)


def _address(name: str, association: Association | None) -> str:
    if name == "today":
        return reverse(name)
    try:
        return reverse(name, args=[association.slug]) if association else ""
    except NoReverseMatch:
        return ""


def _is_current(request: HttpRequest, name: str, address: str) -> bool:
    """Tell whether the page is that of the word, or stands under it."""
    if name in {"today", "overview"}:
        return bool(request.resolver_match and request.resolver_match.view_name == name)
    association = getattr(request, "association", None)
    beside = [f"/{association.slug}{place}" for place in ALSO.get(name, ())] if association else []
    return bool(address) and request.path.startswith((address, *beside))


def _called(association: Association | None, associations: Sequence[Association]) -> str:
    if association or len(associations) == 1:
        return (association or associations[0]).short_name
    return f"{len(associations)} förbund" if associations else ""


def _open_to_all() -> list[tuple[str, str]]:
    return [("Kontrollera ett protokoll", reverse("verify"))]


def _foot() -> str:
    return "Exempeldata. Namn på organisationer är riktiga, personer finns inte." if settings.DEMO else ""
