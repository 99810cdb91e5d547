"""The places of the money, and the tabs between them."""

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from finsam.core.models import Association
from finsam.ui.parts import Link, Tab

PLACES = (
    ("Uppföljning", "money"),
    ("Budget", "budgets"),
    ("Bidrag", "contributions"),
    ("Åtaganden", "commitments"),
    ("Eget kapital", "equity"),
    ("Huvudbok", "ledger"),
    ("Årets tabeller", "money-tables"),
)
"""The word on the tab and the address name of each place."""


def money_tabs(association: Association, current: str) -> Sequence[Tab]:
    """Return the tabs of the money; `current` is the address name of the place one is in."""
    slug = association.slug
    return [Tab(label, url, current=name == current) for label, name in PLACES if (url := _address(name, slug))]


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""


def money_crumbs(association: Association, *further: Link) -> list[Link]:
    """Return the way to a page of the money: the association, the money, and what follows."""
    slug = association.slug
    return [
        Link(association.short_name, reverse("overview", args=[slug])),
        Link("Pengar", reverse("money", args=[slug])),
        *further,
    ]
