"""How a deviation and what is done about it stands, and who may judge it."""

from datetime import date
from typing import Literal

Stage = Literal["late", "open", "done", "adequate"]
WORDS = {"late": "Försenad", "open": "Att göra", "done": "Klar, ska bedömas", "adequate": "Bedömd tillräcklig"}


def stage_of(*, due_on: date | None, done_on: date | None, is_adequate: bool | None, today: date) -> Stage:
    """Return where it stands. What was found not adequate is open again."""
    if is_adequate:
        return "adequate"
    if done_on:
        return "done"
    return "late" if due_on and due_on < today else "open"


def check_verifier(owner_email: str, verifier_email: str) -> None:
    """Refuse somebody who is to judge what is their own. Raises ValueError."""
    if owner_email and owner_email.strip().lower() == verifier_email.strip().lower():
        raise ValueError("Den som gör åtgärden kan inte själv bedöma den. Välj någon annan som bedömer.")
