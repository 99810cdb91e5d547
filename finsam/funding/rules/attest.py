"""Who may attest a claim: two with the right to it, never the one who made it, and only what it says now."""

from collections.abc import Collection
from dataclasses import dataclass

from finsam.kernel.swedish import kr

NEEDED = 2
"""How many must attest before a claim is paid."""


@dataclass(frozen=True)
class Attester:
    """Somebody who would attest. `seat`: the seat it is done in, empty without the right to attest."""

    id: int
    email: str
    seat: str


@dataclass(frozen=True)
class Attestable:
    """A claim that waits: its state and sum in öre, who made it, who writes for the project, who has attested."""

    state: str
    total_ore: int
    made_by: int | None
    written_by: str  # the e-mail of the writer who sent it
    writers: Collection[str]  # the e-mails of all who write or have written for the project
    attested_by: Collection[int]


def why_not_attest(who: Attester, claim: Attestable, seen_ore: int | None = None) -> str:
    """Return the Swedish sentence of why a person may not attest a claim; "" when the person may.

    `seen_ore` is the amount on the page where the button was pressed.
    """
    email = who.email.casefold()
    refusals = (
        (not who.seat, "Du har ingen attesträtt i förbundet."),
        (claim.state != "sent", "Rekvisitionen väntar inte på attest."),
        (who.id == claim.made_by, "Du har skrivit in rekvisitionen. Två andra ska attestera den."),
        (email == claim.written_by.casefold(), "Du har lämnat in rekvisitionen. Två andra ska attestera den."),
        (
            email in {one.casefold() for one in claim.writers},
            "Du skriver för projektet hos projektägaren. Två andra ska attestera rekvisitionen.",
        ),
        (who.id in claim.attested_by, "Du har redan attesterat. Den andra attesten ska vara någon annans."),
        (
            seen_ore is not None and seen_ore != claim.total_ore,
            f"Beloppet har ändrats från {kr(seen_ore or 0)} till {kr(claim.total_ore)}. Läs igen innan du attesterar.",
        ),
    )
    return next((sentence for refused, sentence in refusals if refused), "")
