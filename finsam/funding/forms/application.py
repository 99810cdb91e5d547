"""The form of an application: what every form asks, costs and who pays, goals, the association's questions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finsam.funding.actions.application_saving import Goal, Said
from finsam.funding.models import CostKind
from finsam.funding.queries.application_held import WORDS
from finsam.funding.rules.applications import Asked
from finsam.interventions.models import Direction
from finsam.kernel.identity import looks_like_identity_number
from finsam.money.forms.fields import KronorField
from finsam.ui.forms import OrganisationNumberField, day_field

IDENTITY_NUMBER = "Det här ser ut som ett personnummer. Förbundet får inte spara det. Ta bort det och spara igen."
TOO_LONG = "Korta texten till högst %(limit_value)d tecken. Den är nu %(show_value)d."
MIXED = "mixed"
SPLIT = (
    "En insats är antingen individinriktad eller strukturövergripande. Dela upp den: gör en ansökan för delen med "
    "deltagare och en för resten. Då går båda att följa upp."
)
LONGEST = 8000
SPARE_ROWS, LEAST_ROWS = 1, 3
AMOUNT = {"class": "control amount", "inputmode": "decimal", "autocomplete": "off"}
YEAR = "(20[0-9]{2}|21[0-9]{2})"
PLACE = "([0-9]{1,2})"
KEYS = re.compile(
    rf"[a-z_]+|goal-{PLACE}-(text|measure|target)|cost-{YEAR}-[a-z]+|remark-[a-z]+|sought-{YEAR}"
    rf"|source-{PLACE}-(name|{YEAR})|answer-[-a-z0-9_]{{1,40}}"
)
"""The names that a field of the form can have."""


@dataclass(frozen=True)
class Shape:
    """How large the form is: its years, its rows, the questions, the interventions that can go on."""

    years: Sequence[int]
    goals: int
    sources: int
    asked: Sequence[Asked]
    renewable: Sequence[tuple[str, str]]


def no_identity_number(text: str) -> None:
    """Refuse what looks like a personal identity number (R40). Raises ValidationError."""
    if looks_like_identity_number(text):
        raise ValidationError(IDENTITY_NUMBER)


def words(label: str, *, rows: int = 0, longest: int = LONGEST, **about: Any) -> forms.CharField:
    """Return a field of words that may be empty; with `rows` of several lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    about.setdefault("required", False)
    return forms.CharField(
        label=label, max_length=longest, widget=about.pop("widget", widget), validators=[no_identity_number],
        error_messages={"max_length": TOO_LONG, **about.pop("error_messages", {})}, **about,
    )  # fmt: skip


class ApplicationFields(forms.Form):
    """A whole application. Nothing is required: a draft may be as incomplete as it likes."""

    before = "innan ansökan kan sparas"
    quiet = True  # says of no field that it is optional: what is missing is told when it is sent

    applicant = words(
        "Sökande organisation", longest=160, help_text="Den som blir projektägare, som Lindesbergs kommun."
    )
    applicant_number = OrganisationNumberField()
    contact_name = words("Kontaktperson", longest=120)
    contact_email = forms.EmailField(
        label="E-post", required=False, max_length=254, error_messages={"invalid": "Skriv e-post som namn@kommun.se."}
    )
    contact_phone = forms.RegexField(
        r"^[-+() 0-9]*$", label="Telefon", required=False, max_length=40,
        error_messages={"invalid": "Skriv bara siffror, som 0581-810 00."},
    )  # fmt: skip
    title = words("Vad insatsen heter", longest=160)
    renews = forms.ChoiceField(
        label="Ny eller fortsatt", required=False, help_text="Välj insatsen om ni söker för en till period."
    )
    direction = forms.ChoiceField(
        label="Inriktning", required=False, widget=forms.RadioSelect,
        choices=[
            (Direction.INDIVIDUAL, "Individinriktad: vänder sig till deltagare"),
            (Direction.STRUCTURAL, "Strukturövergripande: utvecklar samverkan, kunskap eller metoder"),
            (MIXED, "Både och"),
        ],
    )  # fmt: skip
    purpose = words("Syfte", rows=4, help_text="Vad ska insatsen leda till?")
    target_group = words("Målgrupp", rows=3, help_text="Vilka är insatsen till för? Beskriv gruppen, aldrig en person.")
    need = words("Behov", rows=4, help_text="Vilket behov svarar insatsen mot, och hur vet ni det?")
    method = words("Vad ni ska göra", rows=6, help_text="Hur arbetar ni, och vilka tjänster behövs?")
    parties = words("Parter", rows=4, longest=2000, help_text="De som deltar, en per rad.")
    starts_on = day_field("Från och med", required=False)
    ends_on = day_field("Till och med", required=False)
    participants = forms.IntegerField(
        label="Deltagare per år", required=False, min_value=0, max_value=100_000,
        help_text="Hur många ni räknar med. Lämna tomt för en strukturövergripande insats.",
        error_messages={"invalid": "Skriv ett heltal.", "min_value": "Skriv ett heltal som inte är mindre än noll.",
                        "max_value": "Det är fler än vad som kan stämma. Kontrollera antalet."},
    )  # fmt: skip
    risks = words("Risker", rows=3, help_text="Vad kan gå fel, och vad gör ni då?")
    gender_analysis = words(
        "Jämställdhet", rows=3, help_text="Hur ser behoven ut för kvinnor och män, och vad gör ni för att nå båda?"
    )
    afterwards = words(
        "När pengarna tar slut", rows=3, help_text="Hur kommer arbetet in i ordinarie verksamhet, och vem tar över?"
    )

    def __init__(self, data: Mapping[str, str] | None, *, shape: Shape, initial: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(initial))
        self.shape = shape
        self.fields["renews"].choices = [("", "En ny insats"), *shape.renewable]  # type: ignore[attr-defined]
        self.fields.update(_goal_fields(shape))
        self.fields.update(_money_fields(shape))
        for asked in shape.asked:
            self.fields[f"answer-{asked.key}"] = words(asked.label, rows=4, help_text=asked.help)

    def clean_direction(self) -> str:
        """Refuse what is both (R9)."""
        if self.cleaned_data["direction"] == MIXED:
            raise ValidationError(SPLIT)
        return str(self.cleaned_data["direction"])

    def clean(self) -> dict[str, Any]:
        """Hold the period together, and every amount with the name of who pays it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Slutet ligger före början. Ändra en av dagarna.")
        elif starts and ends and ends.year - starts.year > 9:
            self.add_error("ends_on", "Perioden är längre än tio år. Kontrollera årtalen.")
        parties = [line for line in cleaned.get("parties", "").splitlines() if len(line.strip()) > 160]
        if parties:
            self.add_error("parties", "Skriv varje part på en egen rad, högst 160 tecken.")
        self._check_sources(cleaned)
        for place in range(self.shape.goals):
            goal = _goal(cleaned, place)
            if (goal.measure or goal.target) and not goal.text:
                self.add_error(f"goal-{place}-text", "Skriv målet som ska mätas.")
        return cleaned

    def _check_sources(self, cleaned: Mapping[str, Any]) -> None:
        names: set[str] = set()
        for place in range(self.shape.sources):
            name = f"source-{place}-name"
            text = (cleaned.get(name) or "").strip()
            if any(cleaned.get(f"source-{place}-{year}") for year in self.shape.years) and not text:
                self.add_error(name, "Skriv vem som betalar.")
            if text and text.lower() in names:
                self.add_error(name, f"{text} står redan på en annan rad. Lägg ihop dem.")
            names.add(text.lower())

    @property
    def said(self) -> Said:
        """What is said; the form must be valid."""
        given, shape = self.cleaned_data, self.shape
        values = {name: given[name].strip() if isinstance(given[name], str) else given[name] for name in WORDS}
        values |= {name: given[name] for name in ("starts_on", "ends_on", "participants")}
        values["parties"] = [line.strip() for line in given["parties"].splitlines() if line.strip()]
        values["answers"] = {one.key: text for one in shape.asked if (text := given[f"answer-{one.key}"].strip())}
        return Said(
            values=values,
            renews=int(given["renews"]) if given["renews"] else None,
            goals=tuple(goal for place in range(shape.goals) if (goal := _goal(given, place)).text),
            costs=self._costs(given),
            remarks={kind: given[f"remark-{kind}"].strip() for kind in CostKind.values},
            sought={year: ore for year in shape.years if (ore := given[f"sought-{year}"]) is not None},
            others=self._others(given),
        )

    def _costs(self, given: Mapping[str, Any]) -> dict[tuple[int, str], int]:
        """Amounts by year and kind; a kind with only a remark keeps it at zero kronor."""
        found: dict[tuple[int, str], int] = {}
        for kind in CostKind.values:
            amounts = {year: given[f"cost-{year}-{kind}"] for year in self.shape.years}
            amounts = {year: ore for year, ore in amounts.items() if ore is not None}
            if not amounts and given[f"remark-{kind}"].strip() and self.shape.years:
                amounts = {self.shape.years[0]: 0}
            found |= {(year, kind): ore for year, ore in amounts.items()}
        return found

    def _others(self, given: Mapping[str, Any]) -> dict[tuple[str, int], int]:
        """Amounts by who pays and year; a name without amounts stays at zero kronor."""
        found: dict[tuple[str, int], int] = {}
        for place in range(self.shape.sources):
            name = given[f"source-{place}-name"].strip()
            amounts = {year: given[f"source-{place}-{year}"] for year in self.shape.years}
            amounts = {year: ore for year, ore in amounts.items() if ore is not None}
            if name and not amounts and self.shape.years:
                amounts = {self.shape.years[0]: 0}
            found |= {(name, year): ore for year, ore in amounts.items()}
        return found


def _goal(given: Mapping[str, Any], place: int) -> Goal:
    return Goal(*((given.get(f"goal-{place}-{name}") or "").strip() for name in ("text", "measure", "target")))


def _goal_fields(shape: Shape) -> Iterable[tuple[str, forms.Field]]:
    for place in range(shape.goals):
        yield f"goal-{place}-text", _cell(f"Mål {place + 1}", 300)
        yield f"goal-{place}-measure", _cell(f"Mäts genom, mål {place + 1}", 200)
        yield f"goal-{place}-target", _cell(f"Värde att nå, mål {place + 1}", 60)


def _money_fields(shape: Shape) -> Iterable[tuple[str, forms.Field]]:
    for kind, label in CostKind.choices:
        for year in shape.years:
            yield f"cost-{year}-{kind}", _kronor(f"{label} {year}")
        yield f"remark-{kind}", _cell(f"Vad {label.lower()} består av", 200)
    for year in shape.years:
        yield f"sought-{year}", _kronor(f"Sökt av förbundet {year}")
    for place in range(shape.sources):
        yield f"source-{place}-name", _cell(f"Medfinansiär {place + 1}", 120)
        for year in shape.years:
            yield f"source-{place}-{year}", _kronor(f"Medfinansiär {place + 1}, {year}")


def _cell(label: str, longest: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "control", "autocomplete": "off", "aria-label": label})
    return words(label, longest=longest, widget=widget)


def _kronor(label: str) -> KronorField:
    field = KronorField(label=label)
    field.widget.attrs.update(AMOUNT, **{"aria-label": f"{label}, kronor"})
    return field


def shape_of(
    keys: Iterable[str], *, years: Iterable[int], asked: Sequence[Asked], renewable: Sequence[tuple[str, str]]
) -> Shape:
    """Return how large the form is that holds the fields, with a row or more to spare."""
    keys = list(keys)
    return Shape(
        years=sorted({*years, *(int(found[1]) for key in keys if (found := re.search(rf"-{YEAR}(?:-|$)", key)))}),
        goals=max(LEAST_ROWS, _rows(keys, "goal") + SPARE_ROWS),
        sources=max(LEAST_ROWS, _rows(keys, "source") + SPARE_ROWS),
        asked=asked,
        renewable=renewable,
    )


def _rows(keys: Iterable[str], kind: str) -> int:
    return max((int(key.split("-")[1]) + 1 for key in keys if key.startswith(f"{kind}-")), default=0)


def typed_in(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what of a posted form are fields of an application, without what no text can hold."""
    return {name: text.replace("\0", "") for name, text in posted.items() if KEYS.fullmatch(name)}
