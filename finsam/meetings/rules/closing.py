"""When a § may be closed: never undecided, never by a body that cannot decide (R17)."""

from dataclasses import dataclass

from finsam.meetings.rules.text_modules import NEED_NO_DECISION


@dataclass(frozen=True)
class Treated:
    """An item as it stands when somebody wants to close it."""

    kind: str
    outcome: str
    clauses: int  # att-satser
    reasons: str
    quorate: bool
    open_ballots: int = 0
    unfilled: bool = False  # a wording's gap is left in the decision


def check_closable(item: Treated) -> None:
    """Raise ValueError with what is missing, and what to do, when the § may not be closed."""
    missing = why_open(item)
    if missing:
        raise ValueError(missing)


def why_open(item: Treated) -> str:
    """Return the first thing that keeps the § from being closed; empty when nothing does."""
    may_note, decides = item.kind in NEED_NO_DECISION, item.outcome != "noted"
    also = " eller ”Utan beslut”" if may_note else ""
    faults = (
        (not item.outcome, f"Paragrafen är inte avgjord. Välj hur den slutade{also}."),
        (
            not decides and not may_note,
            "Den här punkten behöver ett beslut. Välj något annat än ”Utan beslut”.",
        ),
        (decides and not item.clauses, "Beslutet saknar text. Skriv minst en att-sats."),
        (item.unfilled, "Beslutet har en lucka, ”…”. Skriv vem eller vad det gäller."),
        (item.open_ballots > 0, "Voteringen är inte fastställd. Fastställ utfallet eller nollställ den."),
        (
            item.kind == "funding" and item.outcome == "rejected" and not item.reasons.strip(),
            "En ansökan som avslås behöver skriftliga skäl till den sökande. Skriv skälen.",
        ),
        (
            decides and not item.quorate,
            "För få tjänstgör för att besluta. Vänta tills fler är på plats, eller ta upp en punkt utan beslut.",
        ),
    )
    return next((sentence for missing, sentence in faults if missing), "")
