"""What is proposed to the board: whether there is enough to do it on, the att-sats, and the amount in its words."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from finsam.kernel.swedish import kr

_AMOUNT = re.compile(r"(?<![\d-])(\d{1,3}(?:[\s.\u00a0\u202f]\d{3})+|\d+)(?:,(\d{2}))?\s*(?:kr\b|kronor\b)")
GRANTS = ("bevilja", "godkänna")


@dataclass(frozen=True)
class Weighed:
    """An assessment when somebody wants to put it to the board. `unanswered`: how many questions have no verdict."""

    state: str  # of the application
    summary: str
    recommendation: str
    reason: str
    unanswered: int
    amounts: Mapping[int, int]  # proposed, öre by year
    sought: Mapping[int, int]
    has_line: bool


def faults_of(weighed: Weighed) -> list[str]:
    """Return what is missing before the application can be put to the board, each with what to do."""
    grants, rejects, none = (weighed.recommendation == one for one in ("grant", "reject", "none"))
    missing = (
        (weighed.state == "incomplete", "Ansökan väntar på komplettering. Invänta den, eller avsluta begäran först."),
        (
            weighed.state not in {"received", "proposed", "incomplete"},
            "Bara en inkommen ansökan som inte är avgjord kan läggas fram.",
        ),
        (weighed.unanswered > 0, f"{_questions(weighed.unanswered)} är inte besvarade. Besvara alla överväganden."),
        (not weighed.summary.strip(), "Skriv bedömningen i korthet. Den läser beredningsgruppen och styrelsen först."),
        (not weighed.recommendation, "Välj vad du föreslår: bevilja, avslå eller inget förslag."),
        (rejects and not weighed.reason.strip(), "Ett avslag behöver skäl. De går till den sökande."),
        (none and not weighed.reason.strip(), "Skriv varför du inte lämnar något förslag."),
        (
            grants and not any(weighed.amounts.values()),
            "Skriv hur mycket du föreslår att styrelsen beviljar, år för år.",
        ),
        (grants and not weighed.has_line, "Välj vilken rad i budgeten pengarna tas från."),
        *(
            (grants and ore > weighed.sought.get(year, 0), _more_than_sought(year, ore, weighed.sought.get(year, 0)))
            for year, ore in weighed.amounts.items()
        ),
    )
    return [sentence for is_missing, sentence in missing if is_missing]


def _questions(count: int) -> str:
    return "En fråga" if count == 1 else f"{count} frågor"


def _more_than_sought(year: int, ore: int, sought: int) -> str:
    return f"För {year} föreslår du {kr(ore)}, men {kr(sought)} är sökt. Mer än det sökta kan inte beviljas."


def clause(recommendation: str, *, applicant: str, title: str, amounts: Mapping[int, int]) -> str:
    """Return the att-sats that is proposed, without "att"; nothing when there is no proposal."""
    if recommendation == "reject":
        return f"avslå ansökan om {title} från {applicant}"
    if recommendation != "grant":
        return ""
    years = [year for year, ore in sorted(amounts.items()) if ore]
    total = kr(sum(amounts.values()))
    if len(years) == 1:
        when = "" if str(years[0]) in title else f" under {years[0]}"
        return f"bevilja {applicant} {total} för {title}{when}"
    parts = ", ".join(f"{kr(amounts[year])} för {year}" for year in years)
    return f"bevilja {applicant} {total} för {title}, varav {parts}"


def granted_in(text: str) -> int | None:
    """Return the amount in öre that an att-sats grants: the first in one that begins with bevilja; None when none."""
    words = text.strip().removeprefix("att ").lower()
    if not words.startswith(GRANTS):
        return None
    found = _AMOUNT.search(words)
    if found is None:
        return None
    return int(re.sub(r"\D", "", found[1])) * 100 + int(found[2] or 0)


def not_received(parties: Iterable[tuple[str, str]]) -> list[str]:
    """Return the parties, of (party, standing), that have been silent."""
    return [party for party, standing in parties if standing == "not_received"]


def check_position(standing: str, reason: str, known: Collection[str]) -> None:
    """Refuse a position that cannot be. Raises ValueError with a Swedish sentence."""
    if standing not in known:
        raise ValueError("Välj om ni är för, emot eller inte tar ställning.")
    if standing == "against" and not reason.strip():
        raise ValueError("Skriv varför ni är emot. Skälet följer med till styrelsen och till den sökande.")
