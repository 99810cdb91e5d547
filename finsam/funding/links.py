"""Where what a grant stands on is read: its §, its agreement, its claims; "" where there is no such page."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from finsam.core.models import Association
from finsam.kernel.swedish import SPACE, day
from finsam.meetings.models import Item
from finsam.meetings.records import meeting_key


def decision_words(item: Item) -> str:
    """Write which § decided: "19 november 2021, § 70"; the day alone when it has no number."""
    when = day(item.meeting.held_on)
    return f"{when}, §{SPACE}{item.number}" if item.number else when


def decided_words(item: Item) -> str:
    """Write who decided and by which §: "Styrelsen 19 november 2021, § 70"."""
    return f"{item.meeting.get_body_display()} {decision_words(item)}"


def decision_url(association: Association, item: Item) -> str:
    """Return the page of the meeting that decided."""
    return reverse("meeting", args=[association.slug, meeting_key(item.meeting)])


def agreement_url(association: Association, agreement: int | None) -> str:
    """Return the page of an agreement; without one the list of them."""
    return _named(association, "agreement", agreement) if agreement else _named(association, "agreements")


def claim_url(association: Association, claim: int) -> str:
    """Return the page of a claim."""
    return _named(association, "claim", claim)


def claims_url(association: Association, year: int) -> str:
    """Return the list of the claims of a year."""
    return _named(association, "claims", asked={"ar": str(year)})


def application_url(association: Association, application: int) -> str:
    """Return the page of an application."""
    return _named(association, "application", application)


def _named(association: Association, name: str, *args: int, asked: Mapping[str, str] | None = None) -> str:
    url = reverse(name, args=[association.slug, *args])
    return f"{url}?{urlencode(asked)}" if asked else url
