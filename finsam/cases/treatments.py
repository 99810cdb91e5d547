"""Where a case has been treated: told by the rooms above, which know of meetings when the diary does not."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from finsam.cases.models import Case
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission


@dataclass(frozen=True)
class Treatment:
    """A case on an agenda or in minutes."""

    on: date
    where: str  # "Styrelsen 19 november 2021, § 67"
    what: str  # the decision, or that there is none yet
    url: str


Reader = Callable[[Association, Case, Collection[Permission]], list[Treatment]]
READERS: list[Reader] = []
"""One for each room that treats cases, added by its module `treatments`, which is found at the start."""


def treats_cases(reader: Reader) -> Reader:
    """Let the pages of cases show what the reader knows of one."""
    READERS.append(reader)
    return reader


def treatments_of(association: Association, case: Case, permissions: Collection[Permission]) -> list[Treatment]:
    """Return where the case has been treated, the first first. Must be called within the association."""
    found = [one for reader in READERS for one in reader(association, case, permissions)]
    return sorted(found, key=lambda one: one.on)
