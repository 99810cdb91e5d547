"""The items a new agenda begins with, by body and kind of meeting; what a case becomes on it, and where new ones go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class StandingItem:
    """An item that stands on every agenda of its kind. `proposal` has one att-sats a line, without "att"."""

    kind: str
    title: str
    proposal: str = ""


OPENING = StandingItem("opening", "Mötets öppnande")
AGENDA = StandingItem("agenda", "Godkännande av dagordningen", "godkänna dagordningen")
ADJUSTER = StandingItem("adjuster", "Val av protokolljusterare")
PREVIOUS = StandingItem("previous_minutes", "Föregående protokoll", "lägga protokollet till handlingarna")
FOLLOW_UP = StandingItem("follow_up", "Uppföljning av beslut", "lägga informationen till handlingarna")
DELEGATED = StandingItem("delegated", "Anmälan av delegationsbeslut", "lägga anmälan till handlingarna")
INFORMATION = StandingItem("information", "Förbundschefen informerar")
OTHER = StandingItem("other", "Övriga frågor")
NEXT = StandingItem("next_meeting", "Nästa sammanträde")
CLOSING = StandingItem("closing", "Mötets avslutande")

ORDINARY = (OPENING, AGENDA, ADJUSTER, PREVIOUS, FOLLOW_UP, DELEGATED, INFORMATION, OTHER, NEXT)
STANDING: dict[tuple[str, str], Sequence[StandingItem]] = {
    ("board", "ordinary"): ORDINARY,
    ("board", "constituting"): (
        OPENING,
        AGENDA,
        ADJUSTER,
        StandingItem("election", "Val av ordförande"),
        StandingItem("election", "Val av vice ordförande"),
        StandingItem("decision", "Firmatecknare"),
        StandingItem("decision", "Delegationsordning", "fastställa delegationsordningen"),
        StandingItem("decision", "Sammanträdestider"),
        INFORMATION,
        OTHER,
        NEXT,
    ),
    ("board", "extra"): (OPENING, AGENDA, ADJUSTER, CLOSING),
    ("preparatory", "ordinary"): (OPENING, AGENDA, PREVIOUS, INFORMATION, OTHER, NEXT),
}
TAIL = frozenset({"information", "other", "next_meeting", "closing"})
"""What closes an agenda: new items go in before it."""

OF_CASE = {
    "application": "funding",
    "economy": "report",
    "follow_up": "report",
    "discharge": "discharge",
    "internal_control": "internal_control",
    "meeting": "information",
}
"""The kind of item a case becomes; any other is a matter to decide."""


MAJORITY_OF_KIND = {"funding": ("funding", "finansiering")}
"""Keys of the majorities that an ordinance gives decisions of a kind."""


def standing_items(body: str, kind: str) -> Sequence[StandingItem]:
    """Return the items a new agenda of the body and kind of meeting begins with."""
    return STANDING.get((body, kind)) or STANDING.get((body, "ordinary")) or ORDINARY


def item_kind_of(case_kind: str) -> str:
    """Return the kind of item a case becomes."""
    return OF_CASE.get(case_kind, "decision")


def place_of_new(kinds: Sequence[str]) -> int:
    """Return where in an agenda of these kinds a new item goes: before those that close it."""
    place = len(kinds)
    while place and kinds[place - 1] in TAIL:
        place -= 1
    return place


def majority_of(kind: str, keys: Iterable[str]) -> str:
    """Return which of the ordinance's kinds of decision an item of the kind is, or nothing."""
    known = set(keys)
    return next((key for key in MAJORITY_OF_KIND.get(kind, ()) if key in known), "")
