"""What a follow-up report asks for, section by section, and which of the program's figures stand in each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

QUARTER, HALF_YEAR, FINAL = "quarter", "half_year", "final"
KINDS = ("quarter", "half_year", "final")
WHY = "why-"
"""What stands before the name of a figure's slot in the key of the text that explains it."""

LONGEST = 6000


@dataclass(frozen=True)
class Section:
    """A section that the owner writes; without kinds in reports of every kind. `slots` are the figures in it."""

    key: str
    title: str
    help: str = ""
    kinds: tuple[str, ...] = ()
    required: bool = True
    slots: tuple[str, ...] = ()


SLOTS: Mapping[str, tuple[str, ...]] = {
    "deltagare": ("people", "referrers"),
    "resultat": ("results", "goals", "answers"),
    "ekonomi": ("money", "cost"),
}
"""Which figures stand in the section of a key, in any version of the template."""

EVERY_SLOT = tuple(slot for slots in SLOTS.values() for slot in slots)
HAPPENED, DEVIATIONS, GENDER = "handelser", "avvikelser", "jamstalldhet"
APPENDIX = (HAPPENED, DEVIATIONS, GENDER)
"""The sections whose texts go into the annual report's appendix."""

SHIPPED = (
    Section(HAPPENED, "Vad har hänt", "Det viktigaste i perioden: vad ni gjorde, startade och avslutade."),
    Section(
        DEVIATIONS,
        "Avvikelser från planen",
        "Vad blev inte som det var tänkt, och varför? Skriv ”Inga” om allt följde planen.",
    ),
    Section("deltagare", "Deltagare och anvisningar", "Vad säger talen? Når ni dem ni är till för?"),
    Section("resultat", "Resultat och mål", "Vad har det lett till för deltagarna, och hur ligger ni till mot målen?"),
    Section("ekonomi", "Ekonomi", "Varför ligger kostnaden över eller under budget?"),
    Section(
        GENDER,
        "Jämställdhetsanalys",
        "Får kvinnor och män samma stöd och samma resultat? Vad gör ni åt skillnader?",
    ),
    Section(
        "samverkan",
        "Samverkan mellan parterna",
        "Vad har fungerat mellan parterna och i styrgruppen, och vad behöver bli bättre?",
    ),
    Section("framat", "Vad kommer härnäst", "Det ni gör i nästa period.", (QUARTER, HALF_YEAR)),
    Section("lovat", "Vad ni lovade och vad som blev gjort", "Utgå från ansökan och avtalet.", (FINAL,)),
    Section("kvar", "Vad som är kvar", "Det som inte blev klart, och vem som tar det vidare.", (FINAL,)),
    Section(
        "ordinarie",
        "Vägen in i ordinarie verksamhet",
        "Vad tar parterna över när förbundets pengar tar slut, från när och till vilken kostnad?",
        (FINAL,),
    ),
    Section("lardomar", "Lärdomar", "Det ni vill att nästa insats ska veta.", (FINAL,)),
)
"""What the program ships: sections by kind, in the order they are read."""


def sections_from(written: Iterable[Mapping[str, Any]]) -> list[Section]:
    """Return the sections of a template as they are kept."""
    return [
        Section(
            str(row["key"]), str(row["title"]), str(row.get("help", "")), tuple(row.get("kinds") or ()),
            bool(row.get("required", True)), SLOTS.get(str(row["key"]), ()),
        )
        for row in written
    ]  # fmt: skip


def written_sections(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Return the sections as they are kept in a template."""
    return [
        {"key": one.key, "title": one.title, "help": one.help, "kinds": [*one.kinds], "required": one.required}
        for one in sections
    ]


def sections_of(sections: Sequence[Section], kind: str) -> list[Section]:
    """Return the sections that a report of the kind has.

    Figures that no section bears stand in one of their own at the end: they are in every report.
    """
    placed = [Section(**{**vars(one), "slots": SLOTS.get(one.key, ())}) for one in sections]
    kept = [one for one in placed if not one.kinds or kind in one.kinds]
    borne = {slot for one in kept for slot in one.slots}
    if left := tuple(slot for slot in EVERY_SLOT if slot not in borne):
        kept.append(Section("tal", "Tal om insatsen", "Förklara det som behöver förklaras.", (), required=False,
                            slots=left))  # fmt: skip
    return kept


def keys_of(sections: Iterable[Section]) -> list[str]:
    """Return the key of every text the sections ask for: each section's own, then that of each of its figures."""
    return [key for one in sections for key in (one.key, *(f"{WHY}{slot}" for slot in one.slots))]


def missing_of(sections: Iterable[Section], texts: Mapping[str, str]) -> list[Section]:
    """Return the sections that must be written and are not; an explanation beside a figure counts as words."""
    return [one for one in sections if one.required and not any(texts.get(key, "").strip() for key in keys_of([one]))]


def check_sections(sections: Sequence[Section]) -> None:
    """Refuse a template that cannot be used. Raises ValueError with a Swedish sentence."""
    if not sections:
        raise ValueError("Mallen behöver minst ett avsnitt.")
    titles = [one.title.strip().lower() for one in sections]
    if "" in titles:
        raise ValueError("Ett avsnitt saknar rubrik. Skriv en, eller ta bort avsnittet.")
    if twice := next((one.title for one, title in zip(sections, titles, strict=True) if titles.count(title) > 1), ""):
        raise ValueError(f"Två avsnitt heter ”{twice}”. Ge dem olika rubriker.")
    for kind, said in (("quarter", "kvartalsrapporten"), ("half_year", "halvårsrapporten"), ("final", "slutrapporten")):
        if not any(not one.kinds or kind in one.kinds for one in sections):
            raise ValueError(f"Inget avsnitt hör till {said}. Välj minst ett.")
