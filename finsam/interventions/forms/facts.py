"""The form of what an intervention is."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finsam.interventions.actions.interventions import OWN_POOL, Facts
from finsam.interventions.forms.fields import SeenForm, words
from finsam.interventions.models import Direction, Intervention
from finsam.kernel.swedish import day, listed
from finsam.ui.forms import day_field

BOTH = "both"
_NUMBER = re.compile(r"[0-9]{6}-?[0-9]{4}")


class FactsForm(SeenForm):
    """What an intervention is, as the association keeps it."""

    before = "innan insatsen kan sparas"
    fields_of = (
        "title", "direction", "since", "until", "owner", "owner_number", "form", "target_group", "purpose", "funder",
        "goal", "transition", "ledger_objects", "pool",
    )  # fmt: skip

    title = words("Namn", "Skriv vad insatsen heter.", longest=160)
    direction = forms.ChoiceField(
        label="Inriktning", widget=forms.RadioSelect,
        choices=[
            (Direction.INDIVIDUAL, "Individinriktad: människor får stöd"),
            (Direction.STRUCTURAL, "Strukturövergripande: parterna utvecklar sitt samarbete"),
            (BOTH, "Båda"),
        ],
        error_messages={"required": "Välj inriktning."},
    )  # fmt: skip
    purpose = words("Syfte", rows=3, help_text="En eller två meningar. De står först på insatsens sida.")
    target_group = words("Målgrupp", rows=2)
    form = words("Form", rows=2, help_text="Vad det är: team, projekt, utbildning, mässa.")
    goal = words("Mål i ord", rows=2, help_text="Mål som mäts läggs in för sig, under Mål.")
    since = day_field("Första dag", required=False)
    until = day_field("Sista dag", required=False, help_text="Tomt: tills vidare.")
    owner = words("Ägare", longest=200, help_text="Den organisation som driver insatsen.")
    owner_number = words("Ägarens organisationsnummer", longest=11, help_text="Som 212000-1223.")
    funder = words("Annan finansiär", longest=200, help_text="Som ESF. Belopp per år läggs in för sig.")
    ledger_objects = words(
        "Objekt i huvudboken", longest=200, help_text="De objekt som kostnaden bokförs på, med komma emellan."
    )
    pool = forms.ChoiceField(
        label="Kostnad per deltagare", required=False,
        help_text="Insatser som delar personal och lokaler har en kostnad tillsammans, delad med allas deltagare.",
    )  # fmt: skip
    transition = words(
        "När finansieringen tar slut", rows=3, help_text="Vad som ska leva vidare i ordinarie verksamhet, och hos vem."
    )

    def __init__(
        self, data: Any, *, row: Intervention | None, all_rows: Sequence[Intervention], token: str = ""
    ) -> None:
        self.own = row.key if row else ""
        self.pools = _pools(all_rows, self.own)
        super().__init__(data, row=row, initial={"token": token})
        field: Any = self.fields["pool"]
        field.choices = [
            ("", "Räknas inte"), (OWN_POOL, "Räknas för insatsen själv"),
            *((key, f"Räknas tillsammans med {titles}") for key, titles in self.pools.items()),
        ]  # fmt: skip
        if row and row.locked_on:
            self.fields["direction"].disabled = True
            self.fields[
                "direction"
            ].help_text = f"Står fast sedan den första rapporten kom {day(row.locked_on)}, så att åren går att jämföra."

    def written(self, held: dict[str, Any]) -> dict[str, Any]:
        """Write the objects with commas, and a pool nobody shares as the intervention's own."""
        if not held:
            return held
        pool = held["pool"] if held["pool"] in self.pools or not held["pool"] else OWN_POOL
        return {**held, "ledger_objects": ", ".join(held["ledger_objects"]), "pool": pool}

    def clean_direction(self) -> str:
        """Refuse both: R9."""
        chosen: str = self.cleaned_data["direction"]
        if chosen == BOTH:
            raise ValidationError(
                "En insats har en inriktning. Dela den i två, en individinriktad och en strukturövergripande, så att "
                "deltagare och pengar kan redovisas var för sig."
            )
        return chosen

    def clean_owner_number(self) -> str:
        """Write the number with its hyphen."""
        number: str = self.cleaned_data["owner_number"].strip()
        if number and not _NUMBER.fullmatch(number):
            raise ValidationError("Skriv organisationsnumret med tio siffror, som 212000-1223.")
        return f"{number[:6]}-{number[-4:]}" if number else ""

    def clean_ledger_objects(self) -> list[str]:
        """Return the objects' codes, each once."""
        found = [code for part in self.cleaned_data["ledger_objects"].split(",") if (code := part.strip())]
        if too_long := [code for code in found if len(code) > 20]:
            raise ValidationError(f"{listed(too_long)} är längre än 20 tecken. Skriv objektens nummer.")
        return list(dict.fromkeys(found))

    @property
    def said(self) -> Facts:
        """What is said; the form must be valid."""
        return Facts(**{name: self.cleaned_data[name] for name in self.fields_of})


def _pools(rows: Sequence[Intervention], own: str) -> dict[str, str]:
    """The cost pools that other interventions are in, with their names."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.pool and row.key != own:
            found.setdefault(row.pool, []).append(row.title)
    return {key: listed(titles) for key, titles in found.items()}
