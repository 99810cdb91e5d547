"""What may stand of a commitment: each stage begins after the one before and is never more than it."""

from collections.abc import Mapping
from itertools import pairwise

STAGES = ("decided", "contracted", "claimed", "paid")
"""The stages of a commitment, in order: beslutat, avtalat, rekvirerat, betalt."""

WORDS = {"decided": "beslutat", "contracted": "avtalat", "claimed": "rekvirerat", "paid": "betalt"}


def check_stages(amounts: Mapping[str, int | None]) -> None:
    """Refuse amounts (öre by stage; None: not yet) that cannot be. Raises ValueError with a Swedish sentence.

    What is paid may be less than what is claimed, never more; nothing is contracted beyond what is decided.
    """
    if not amounts["decided"] or amounts["decided"] <= 0:
        raise ValueError("Skriv vad som är beslutat, ett belopp över noll.")
    for earlier, later in pairwise(STAGES):
        ore, most = amounts[later], amounts[earlier]
        if ore is None:
            continue
        if ore < 0:
            raise ValueError(f"Det som är {WORDS[later]} kan inte vara mindre än noll.")
        if most is None:
            raise ValueError(f"Skriv först vad som är {WORDS[earlier]}. Inget kan vara {WORDS[later]} innan dess.")
        if ore > most:
            raise ValueError(f"Mer är {WORDS[later]} än vad som är {WORDS[earlier]}. Rätta ett av beloppen.")
