"""The places of the interventions and their funding, as tabs, and the way to a page."""

from django.urls import reverse

from finsam.core.models import Association
from finsam.ui.parts import Link, Tab

PLACES = (
    ("interventions", "Insatser"),
    ("applications", "Ansökningar"),
    ("agreements", "Avtal"),
    ("progress-reports", "Uppföljning"),
    ("claims", "Rekvisitioner"),
    ("follow-krona", "Följ kronan"),
)
"""The name of each place's address, and its word."""


def funding_tabs(association: Association, current: str) -> list[Tab]:
    """Return the places as tabs; `current` is the name of the address one is at."""
    return [Tab(label, reverse(name, args=[association.slug]), name == current) for name, label in PLACES]


def funding_crumbs(association: Association, *rest: Link) -> list[Link]:
    """Return the way to a page of the funding."""
    return [
        Link(association.short_name, reverse("overview", args=[association.slug])),
        Link("Insatser", reverse("interventions", args=[association.slug])),
        *rest,
    ]
