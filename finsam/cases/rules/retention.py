"""How long documents are kept: what is proposed to an association that has decided nothing of its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProposedClass:
    """A retention class before an association has used it. `years` null: kept for ever."""

    key: str
    name: str
    years: int | None
    source: str = "förslag, bekräfta i dokumenthanteringsplanen"


PROPOSED = (
    ProposedClass("bevaras", "Bevaras", None),
    ProposedClass("gallras-10", "Gallras efter 10 år", 10),
    ProposedClass("gallras-2", "Gallras efter 2 år", 2),
)
"""Arkivlagen (1990:782) 10 §: what is kept unless something else is decided comes first."""
