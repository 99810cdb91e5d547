"""Two have changed the same stretch of text: both, side by side."""

from dataclasses import dataclass

from django.utils import timezone

from finsam.meetings.actions.during_items import StaleEditError
from finsam.meetings.words import clock


@dataclass(frozen=True)
class Clash:
    """What one typed and what another had saved meanwhile; `based_on` is what a choice between them is based on."""

    name: str
    label: str
    heading: str
    mine: str
    theirs: str
    based_on: str


LABELS = {"title": "Rubrik", "presenters": "Föredras av", "background": "Ärendet", "proposal": "Förslag",
          "reasons": "Skäl", "remarks": "Protokollsanteckning", "sent_to": "Expedieras", "decision": "Beslut",
          "outcome": "Utfall"}  # fmt: skip


def clash_of(name: str, mine: str, stale: StaleEditError) -> Clash:
    """Return both texts with who changed the field and when."""
    who = stale.who or "Någon annan"
    at = f" {clock(timezone.localtime(stale.at).time())}" if stale.at else ""
    return Clash(
        name, LABELS.get(name, name), f"{who} ändrade samma fält{at}.", mine, stale.theirs, stale.based_on
    )  # fmt: skip
