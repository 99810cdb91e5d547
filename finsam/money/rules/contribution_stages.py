"""The stages of a contribution's amount: asked for, preliminarily allocated, decided."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AmountStage:
    """A stage: its column in the round, the fields that hold it, its word in addresses and in text."""

    column: str
    field: str
    date_field: str
    address: str
    word: str
    done: str


AMOUNT_STAGES = {
    stage.address: stage
    for stage in (
        AmountStage("requested", "requested_ore", "requested_on", "askat", "Äskade belopp", "Äskat"),
        AmountStage("announced", "announced_ore", "announced_on", "tilldelat", "Preliminär tilldelning", "Tilldelat"),
        AmountStage("decided", "amount_ore", "decided_on", "beslutat", "Beslutade bidrag", "Beslutat"),
    )
}
