"""The wording of decisions: what is offered for each kind of item and case, and how a text becomes att-satser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Wording:
    """A wording offered on a chip: what it says on it, how the item then ended, its att-satser one a line."""

    label: str
    outcome: str
    text: str = ""


AS_PROPOSED = "Enligt förslaget"
NOTED = Wording("Utan beslut", "noted")
FILED = Wording("Till handlingarna", "filed", "lägga informationen till handlingarna")
REFERRED = Wording("Återremiss", "referred_back", "återremittera ärendet till förbundschefen")
ADJOURNED = Wording("Bordläggning", "adjourned", "bordlägga ärendet till nästa sammanträde")
APPROVED = Wording("Bifall", "approved", "bifalla förslaget")
AMENDED = Wording("Med ändringar", "amended", "bifalla förslaget med följande ändringar:")
REJECTED = Wording("Avslag", "rejected", "avslå förslaget")
PLAIN = (APPROVED, AMENDED, REJECTED, REFERRED, ADJOURNED, FILED)

BY_ITEM: dict[str, tuple[Wording, ...]] = {
    "opening": (Wording("Mötet öppnat", "noted", "förklara mötet öppnat"),),
    "agenda": (
        Wording("Godkänd", "approved", "godkänna dagordningen"),
        Wording("Med ändringar", "amended", "godkänna dagordningen med följande ändringar:"),
    ),
    "adjuster": (Wording("Val", "elected", "utse … att justera protokollet tillsammans med ordföranden"),),
    "previous_minutes": (Wording("Till handlingarna", "filed", "lägga föregående protokoll till handlingarna"),),
    "follow_up": (Wording("Till handlingarna", "filed", "lägga uppföljningen till handlingarna"),),
    "delegated": (Wording("Till handlingarna", "filed", "lägga anmälda delegationsbeslut till handlingarna"),),
    "decision": PLAIN,
    "funding": (
        Wording("Bifall", "approved", "bevilja ansökan"),
        Wording("Med ändringar", "amended", "bevilja ansökan med följande ändringar:"),
        Wording("Avslag", "rejected", "avslå ansökan"),
        Wording("Återremiss", "referred_back", "återremittera ansökan till sökanden för komplettering"),
        Wording("Bordläggning", "adjourned", "bordlägga ansökan till nästa sammanträde"),
    ),
    "report": (FILED, Wording("Godkänd", "approved", "godkänna rapporten"), REFERRED, ADJOURNED),
    "internal_control": (
        FILED,
        Wording("Åtgärda avvikelser", "approved", "uppdra åt förbundschefen att åtgärda de avvikelser som redovisats"),
    ),
    "discharge": (FILED,),
    "election": (Wording("Val", "elected", "utse … till …"), ADJOURNED),
    "information": (NOTED, FILED),
    "other": (NOTED, FILED),
    "next_meeting": (Wording("Enligt plan", "approved", "hålla nästa sammanträde enligt plan"),),
    "closing": (Wording("Mötet avslutat", "noted", "förklara mötet avslutat"),),
}
"""Shipped wordings by kind of item. Those of an association stand after them."""

BY_CASE: dict[str, tuple[Wording, ...]] = {
    "budget": (
        Wording("Fastställd", "approved", "fastställa verksamhetsplan och budget"),
        Wording("Med ändringar", "amended", "fastställa verksamhetsplan och budget med följande ändringar:"),
    ),
    "economy": (Wording("Godkänd", "approved", "godkänna den ekonomiska rapporten"),),
    "annual_report": (
        Wording("Godkänd", "approved", "godkänna årsredovisningen\növerlämna den till revisorerna och medlemmarna"),
    ),
    "governing": (Wording("Antaget", "approved", "anta dokumentet"),),
    "referral": (Wording("Yttrande", "approved", "avge yttrandet som sitt eget"),),
    "follow_up": (Wording("Till handlingarna", "filed", "lägga redovisningen till handlingarna"),),
}
"""Wordings of the matter, before those of the item, in items that decide or report."""

NEED_NO_DECISION = frozenset({"information", "opening", "other", "closing"})
"""Kinds of item that may be closed without a decision."""


def wordings(kind: str, case_kind: str, proposal: str, own: Iterable[Wording]) -> list[Wording]:
    """Return what is offered for an item: the proposal, the matter's, the kind's, the association's own.

    Each label stands once: an own wording with a shipped label takes its place.
    """
    offered: dict[str, Wording] = {}
    if proposal.strip():
        offered[AS_PROPOSED] = Wording(AS_PROPOSED, "as_proposed", proposal)
    matter = BY_CASE.get(case_kind, ()) if kind in {"decision", "report"} else ()
    for wording in (*matter, *BY_ITEM.get(kind, PLAIN)):
        offered.setdefault(wording.label, wording)
    for wording in own:
        known = offered.get(wording.label)
        offered[wording.label] = replace(wording, outcome=wording.outcome or (known.outcome if known else "approved"))
    return list(offered.values())


def clauses(text: str) -> list[str]:
    """Part a text into att-satser, without "att" and the last full stop.

    A line that begins with "att" begins one, and other lines belong to the one above. With no "att" at all each line
    is one.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    begins = [_begins(line) for line in lines]
    found: list[str] = []
    for line, is_new in zip(lines, begins, strict=True):
        if is_new or not any(begins) or not found:
            found.append(_bare(line))
        else:
            found[-1] += f"\n{line.strip()}"
    return [clause.removesuffix(".") for clause in found if clause]


def shown(parts: Sequence[str]) -> str:
    """Write att-satser as they stand in the field: each with its "att"."""
    return "\n".join(f"att {part}" for part in parts)


def _begins(line: str) -> bool:
    return line.strip().casefold().startswith("att ") or line.strip().casefold() == "att"


def _bare(line: str) -> str:
    return line.strip()[3:].strip() if _begins(line) else line.strip()
