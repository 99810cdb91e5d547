"""The considerations an application is weighed by: those of the bill as shipped, and how a list is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BILL, LOCAL, POLICY = "Propositionen", "Behovet", "Att ta ställning till"
SOURCE = "prop. 2002/03:132 s. 52–54"


@dataclass(frozen=True)
class Question:
    """A question of the checklist. Its key keeps its meaning from version to version."""

    key: str
    question: str
    group: str = ""


SHIPPED = (
    Question(
        "responsibility",
        "Ligger det som ska göras inom parternas samlade ansvar, eller i gränslandet mellan dem?",
        BILL,
    ),
    Question("complements", "Kompletterar det myndigheternas ordinarie uppgifter, utan att ersätta dem?", BILL),
    Question("several", "Behöver målgruppen samordnade insatser, eller stöd från flera aktörer?", BILL),
    Question("ability", "Är syftet att återställa eller öka funktions- och arbetsförmågan?", BILL),
    Question("local-need", "Svarar det mot ett behov som är känt här?", LOCAL),
    Question(
        "employment", "Bidrar det till att deltagarna får eller förbättrar sin förmåga att förvärvsarbeta?", LOCAL
    ),
    Question("whose-need", "Utgår behovet från målgruppen, mer än från parternas organisationer?", LOCAL),
    Question(
        "distance",
        "Gäller det dem som står längst från arbetsmarknaden, eller dem som står närmare? Är det rätt val nu?",
        POLICY,
    ),
)
"""The four of the bill, and what remains to take a position on. An association's own versions take their place."""


def read_questions(rows: Iterable[Mapping[str, str]]) -> list[Question]:
    """Return the questions as a version keeps them."""
    return [Question(row["key"], row["question"], row.get("group", "")) for row in rows]


def written(questions: Iterable[Question]) -> list[dict[str, str]]:
    """Return the questions as a version keeps them in JSON."""
    return [{"key": one.key, "question": one.question, "group": one.group} for one in questions]


def parse_questions(text: str, known: Sequence[Question]) -> list[Question]:
    """Read a checklist written one question a line, groups as lines that end in a colon.

    A question that stood before keeps its key, so that its answers can be compared over the years. Raises ValueError
    with a Swedish sentence when there is none, or the same one twice.
    """
    keys = {one.question: one.key for one in known}
    taken = set(keys.values())
    group, found = "", list[Question]()
    for number, line in enumerate(text.splitlines(), 1):
        words = " ".join(line.split())
        if not words:
            continue
        if words.endswith(":"):
            group = words.removesuffix(":")
            continue
        if any(one.question == words for one in found):
            raise ValueError(f"Rad {number}: frågan står två gånger. Ta bort den ena.")
        key = keys.get(words) or next(f"q{n}" for n in range(1, 1000) if f"q{n}" not in taken)
        taken.add(key)
        found.append(Question(key, words, group))
    if not found:
        raise ValueError("Listan är tom. Skriv minst en fråga, en på varje rad.")
    return found


def as_text(questions: Iterable[Question]) -> str:
    """Write a checklist as `parse_questions` reads it."""
    lines, group = list[str](), None
    for one in questions:
        if one.group != group:
            group = one.group
            lines += [""] * bool(lines) + ([f"{group}:"] if group else [])
        lines.append(one.question)
    return "\n".join(lines)
