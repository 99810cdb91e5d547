"""Forms of deviations and actions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.core.models import Person
from finsam.funding.models import ActionPoint
from finsam.interventions.models import Intervention
from finsam.ui.forms import day_field


def _words(label: str, *, rows: int = 3, required: str = "", help_text: str = "", most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(required), max_length=most, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": required},
    )  # fmt: skip


class DeviationForm(forms.Form):
    """What the owner says of a deviation."""

    before = "innan avvikelsen kan anmälas"

    finding = _words("Vad avviker?", required="Skriv vad som avviker.", help_text="Skriv aldrig om en enskild person.")
    action = _words("Vad gör ni åt det?")
    due_on = day_field("När ska det vara klart?", required=False)


class ActionPointForm(forms.Form):
    """Everything the office says of a deviation."""

    before = "innan avvikelsen kan sparas"

    intervention = forms.ChoiceField(label="Insats", error_messages={"required": "Välj insatsen."})
    finding = _words("Vad avviker?", required="Skriv vad som avviker.", help_text="Skriv aldrig om en enskild person.")
    action = _words("Åtgärd", help_text="Vad som ska göras.")
    owner = forms.CharField(
        label="Vem gör det?",
        max_length=120,
        required=False,
        help_text="Roll och organisation, som Enhetschef, Kumla kommun.",
    )
    owner_email = forms.EmailField(
        label="E-post till den som gör det", required=False, error_messages={"invalid": "Skriv en hel e-postadress."}
    )
    due_on = day_field("Klart senast", required=False)
    verifier = forms.ChoiceField(
        label="Vem bedömer om det räckte?", required=False, help_text="Aldrig den som gör åtgärden."
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, interventions: Sequence[Intervention], people: Sequence[Person],
                 point: ActionPoint | None = None, initial: dict[str, Any] | None = None) -> None:  # fmt: skip
        super().__init__(data, initial=initial or (_written(point) if point else None))
        chosen: Any = self.fields["intervention"]
        chosen.choices = [("", "Välj"), *((str(row.pk), row.title) for row in interventions)]
        if point:
            del self.fields["intervention"]
        judge: Any = self.fields["verifier"]
        judge.choices = [("", "Ingen utsedd än"), *((str(person.pk), person.name) for person in people)]


def _written(point: ActionPoint) -> dict[str, Any]:
    said = {name: getattr(point, name) for name in ("finding", "action", "owner", "owner_email", "due_on")}
    return {**said, "verifier": str(point.verifier_id or "")}


class DoneForm(forms.Form):
    """That the action is done."""

    before = "innan åtgärden kan noteras som klar"

    remark = _words("Vad är gjort?", required="Skriv vad som är gjort.", most=300)


class VerdictForm(forms.Form):
    """Whether what was done is enough."""

    before = "innan bedömningen kan sparas"

    verdict = _words("Din bedömning", required="Skriv hur du har bedömt åtgärden.", most=300)
