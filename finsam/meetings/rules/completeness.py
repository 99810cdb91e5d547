"""What minutes must say before they can be handed over for adjustment (R24)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Where = Literal["meeting", "attendance", "officers", "adjusters", "item", "provisions"]


@dataclass(frozen=True)
class DraftItem:
    """An item as far as it has come."""

    shown: str  # "§ 65", or the title while it has no number
    closed: bool
    says_something: bool  # a decision, or what is noted instead
    quorate: bool
    id: int


@dataclass(frozen=True)
class Draft:
    """Minutes as far as they have come. Of an office: whether somebody holds it, and whether we know who."""

    place: bool
    time: bool
    serving: bool
    chair: bool
    chair_known: bool
    secretary: bool
    secretary_known: bool
    adjusters: int
    adjusters_unknown: int
    kept_at: bool
    items: Sequence[DraftItem]


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and where it is mended. `item` is the id of the item it concerns."""

    what: str
    where: Where
    item: int | None = None


def gaps_of(draft: Draft) -> list[Gap]:
    """Return what is missing, in the order the minutes are read."""
    return [*_cover(draft), *_officers(draft), *_items(draft)]


def _cover(draft: Draft) -> Iterator[Gap]:
    if not draft.place:
        yield Gap("Platsen för mötet saknas.", "meeting")
    if not draft.time:
        yield Gap("Tiden för mötet saknas.", "meeting")
    if not draft.serving:
        yield Gap("Ingen är antecknad som tjänstgörande.", "attendance")
    if not draft.kept_at:
        yield Gap("Var protokollet förvaras är inte inskrivet.", "provisions")


def _officers(draft: Draft) -> Iterator[Gap]:
    offices = (("ordförande", draft.chair, draft.chair_known), ("sekreterare", draft.secretary, draft.secretary_known))
    for office, held, known in offices:
        if not held:
            yield Gap(f"Mötets {office} är inte vald i programmet.", "officers")
        elif not known:
            yield Gap(f"Vem som är {office} är inte inskrivet, så ingen kan godkänna.", "officers")
    if not draft.adjusters:
        yield Gap("Ingen justerare är vald.", "adjusters")
    elif draft.adjusters_unknown:
        yield Gap("Vem som är justerare är inte inskrivet, så ingen kan godkänna.", "adjusters")


def _items(draft: Draft) -> Iterator[Gap]:
    if not draft.items:
        yield Gap("Protokollet har inga paragrafer.", "item")
    for item in draft.items:
        if not item.closed:
            yield Gap(f"{item.shown} är inte avslutad.", "item", item.id)
        elif not item.says_something:
            yield Gap(f"{item.shown} saknar beslut.", "item", item.id)
        elif not item.quorate:
            yield Gap(f"{item.shown}: styrelsen var inte beslutsför.", "attendance", item.id)
