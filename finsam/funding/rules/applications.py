"""What an application must say before it is sent, and what keeps it from being taken in. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from finsam.kernel.swedish import amount, capital, day, listed


@dataclass(frozen=True)
class Lack:
    """Something that keeps an application from being sent: the place in the form, what it is called, what to do."""

    anchor: str  # id of the control, or of the section
    label: str
    text: str


@dataclass(frozen=True)
class Asked:
    """One of the association's own questions."""

    key: str
    label: str
    help: str = ""
    required: bool = False


@dataclass(frozen=True)
class Written:
    """What an application says, as far as the rules look at it. Amounts in öre, by year."""

    words: Mapping[str, str]  # of WORDS, by key
    starts_on: date | None = None
    ends_on: date | None = None
    goals: int = 0
    costs: Mapping[int, int] = field(default_factory=dict)
    sought: Mapping[int, int] = field(default_factory=dict)
    others: Mapping[int, int] = field(default_factory=dict)
    asked: Sequence[Asked] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


WORDS = (
    ("applicant", "Sökande organisation", "Skriv vilken organisation som söker och blir projektägare."),
    ("applicant_number", "Organisationsnummer", "Skriv organisationsnumret, som 212000-1234."),
    ("contact_name", "Kontaktperson", "Skriv vem förbundet kan fråga."),
    ("contact_email", "E-post", "Skriv en e-postadress, så att beslutet når fram."),
    ("title", "Vad insatsen heter", "Ge insatsen ett namn."),
    ("direction", "Inriktning", "Välj om insatsen vänder sig till individer eller är strukturövergripande."),
    ("purpose", "Syfte", "Skriv vad insatsen ska leda till."),
    ("target_group", "Målgrupp", "Skriv vilka insatsen är till för."),
    ("need", "Behov", "Skriv vilket behov insatsen svarar mot och hur ni vet det."),
    ("method", "Vad ni ska göra", "Skriv hur ni ska arbeta."),
    ("parties", "Parter", "Skriv vilka som deltar, en per rad."),
    ("risks", "Risker", "Skriv vad som kan gå fel och vad ni då gör."),
    ("gender_analysis", "Jämställdhet", "Skriv hur insatsen påverkar kvinnor och män."),
    ("afterwards", "När pengarna tar slut", "Skriv hur arbetet kommer in i ordinarie verksamhet."),
)
"""What every application must say in words: key, what it is called, what to do when it is missing."""


def years_of(starts_on: date | None, ends_on: date | None) -> list[int]:
    """Return the calendar years the period touches; none without a whole period."""
    if starts_on is None or ends_on is None or ends_on < starts_on:
        return []
    return list(range(starts_on.year, ends_on.year + 1))


def lacks_of(written: Written) -> list[Lack]:
    """Return everything that has to be put right before the application can be sent, in the order of the form."""
    return [
        *_words(written),
        *_period(written),
        *([] if written.goals else [Lack("id_goal-0-text", "Mål", "Skriv minst ett mål som går att följa upp.")]),
        *_money(written),
        *_answers(written),
    ]


def _words(written: Written) -> Iterable[Lack]:
    for key, label, what in WORDS:
        if not written.words.get(key, "").strip():
            yield Lack("id_direction_0" if key == "direction" else f"id_{key}", label, what)


def _period(written: Written) -> Iterable[Lack]:
    if written.starts_on is None:
        yield Lack("id_starts_on", "Från och med", "Ange vilken dag insatsen börjar.")
    if written.ends_on is None:
        yield Lack("id_ends_on", "Till och med", "Ange vilken dag insatsen slutar.")


def _money(written: Written) -> Iterable[Lack]:
    """Hold costs and financing together, year by year."""
    years = years_of(written.starts_on, written.ends_on)
    outside = sorted(y for y in {*written.costs, *written.sought, *written.others} if years and y not in years)
    if outside:
        said = listed([str(year) for year in outside])
        yield Lack("kostnader", "Budget", f"Det finns belopp för {said}, som ligger utanför perioden. Flytta dem.")
    if missing := [str(year) for year in years if not written.costs.get(year)]:
        yield Lack("kostnader", "Kostnader", f"Skriv vad insatsen kostar {listed(missing)}.")
    if written.costs and not any(written.sought.values()):
        yield Lack("finansiering", "Finansiering", "Skriv hur mycket ni söker av förbundet.")
    for year in sorted({*written.costs, *written.sought, *written.others}):
        if fault := unbalanced(written, year):
            yield Lack("finansiering", f"Finansiering {year}", fault)


def unbalanced(written: Written, year: int) -> str:
    """Return what does not sum in a year, with the difference in kronor; empty when costs are what is paid for."""
    cost, paid = written.costs.get(year, 0), written.sought.get(year, 0) + written.others.get(year, 0)
    if cost == paid or not cost:
        return "" if cost == paid else f"Finansieringen är {amount(paid)} kr men inga kostnader är skrivna."
    more = "mer" if paid > cost else "mindre"
    return (
        f"Kostnaderna är {amount(cost)} kr, sökt och medfinansierat {amount(paid)} kr. Det är "
        f"{amount(abs(paid - cost))} kr {more}. Ändra så att de blir lika."
    )


def _answers(written: Written) -> Iterable[Lack]:
    for asked in written.asked:
        if asked.required and not written.answers.get(asked.key, "").strip():
            yield Lack(f"id_answer-{asked.key}", asked.label, "Besvara frågan.")


def call_fault(*, title: str, opens_on: date, closes_on: date | None, on: date, contact: str) -> str:
    """Return why an application is not taken in on the day; empty when the call is open. The last day is open."""
    if on < opens_on:
        return f"”{title}” öppnar {day(opens_on)}. Utkastet är sparat; skicka det då."
    if closes_on is None or on <= closes_on:
        return ""
    ask = f"Frågor: {contact}." if contact else "Hör av dig till förbundet om du har frågor."
    return f"”{title}” stängde {day(closes_on)} och tar inte emot fler ansökningar. Utkastet är sparat. {capital(ask)}"
