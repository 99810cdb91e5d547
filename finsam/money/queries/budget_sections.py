"""The §§ of the board that something about the budget may have been decided in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from finsam.cases.models import CaseKind
from finsam.core.models import Association, Body
from finsam.kernel.swedish import SPACE, day
from finsam.meetings.models import Item, ItemState, Outcome

LISTED = 80
REFUSED = (Outcome.REJECTED, Outcome.REFERRED_BACK, Outcome.ADJOURNED)
ABOUT = ("budget", "omdisponer")


@dataclass(frozen=True)
class Sections:
    """The §§ to choose between: those that seem to be about the budget, and the others, the newest first."""

    about: Sequence[Item]
    others: Sequence[Item]
    prefix: str = ""

    @property
    def every(self) -> list[Item]:
        """All of them."""
        return [*self.about, *self.others]

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """As choices of a field, in two groups; an empty group is left out."""
        groups = (("Om budgeten", self.about), ("Andra paragrafer", self.others))
        return [(label, list(self._named(items))) for label, items in groups if items]

    def _named(self, items: Iterable[Item]) -> Iterable[tuple[str, str]]:
        for item in items:
            yield str(item.pk), f"§{SPACE}{self.prefix}{item.number}, {day(item.meeting.held_on)}: {item.title}"


def board_sections(association: Association, prefix: str = "") -> Sections:
    """Return the closed §§ of the board that decided something, the newest. Must be called within the association."""
    rows = Item.objects.filter(
        association=association, meeting__body=Body.BOARD, number__isnull=False, state=ItemState.CLOSED
    ).exclude(outcome__in=REFUSED)
    rows = rows.select_related("meeting", "case").order_by("-meeting__held_on", "position")
    titled = Q(title__icontains=ABOUT[0]) | Q(title__icontains=ABOUT[1]) | Q(case__kind=CaseKind.BUDGET)
    return Sections(list(rows.filter(titled)[:LISTED]), list(rows.exclude(titled)[:LISTED]), prefix)
