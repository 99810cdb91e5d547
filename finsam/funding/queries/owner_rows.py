"""Rows on a project owner's own page: what each place has to say there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OwnerRow:
    """Something of the owner's: a name, a second line, its state, where it is done. `late`: its day has passed."""

    name: str
    detail: str
    state: str
    url: str
    late: bool = False
