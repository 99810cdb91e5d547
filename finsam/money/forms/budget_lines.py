"""Forms of the budget's headings and lines."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.interventions.models import Intervention
from finsam.money.actions.budget_lines import Described
from finsam.money.models import BudgetGroup, BudgetLine, GroupKind

_ACCOUNT = re.compile("[0-9]{3,8}")


class LineForm(forms.Form):
    """A line: where it stands, what it is called, and what in the ledger is its outcome."""

    before = "innan raden kan sparas"

    group = forms.ChoiceField(label="Rubrik")
    label = forms.CharField(label="Namn", max_length=160, error_messages={"required": "Skriv vad raden heter."})
    ledger_object = forms.CharField(
        label="Objekt i huvudboken", max_length=20, required=False,
        help_text="Det som bokförs på objektet blir radens utfall. Som 10.",
    )  # fmt: skip
    accounts = forms.CharField(
        label="Konton i huvudboken", max_length=400, required=False,
        help_text="I stället för objekt: kontonummer med mellanslag emellan. Som 4010 4011.",
    )  # fmt: skip
    intervention = forms.ChoiceField(
        label="Insats", required=False, help_text="När objektet inte redan säger vilken insats det är."
    )
    mission = forms.CharField(
        label="Uppdrag i verksamhetsplanen", max_length=4, required=False, help_text="Numret, som 1.",
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, groups: Sequence[BudgetGroup], interventions: Sequence[Intervention],
        line: BudgetLine | None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.groups = {str(group.pk): group for group in groups}
        self.interventions = {str(row.pk): row for row in interventions}
        kwargs["initial"] = _written(line) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        group, intervention = self.fields["group"], self.fields["intervention"]
        group.choices = [(key, row.label) for key, row in self.groups.items()]  # type: ignore[attr-defined]
        named = [(key, row.title) for key, row in self.interventions.items()]
        intervention.choices = [("", "ingen"), *named]  # type: ignore[attr-defined]

    def clean_accounts(self) -> list[str]:
        """Return the account numbers."""
        numbers = [word for word in re.split(r"[\s,;|]+", self.cleaned_data["accounts"]) if word]
        if wrong := [word for word in numbers if not _ACCOUNT.fullmatch(word)]:
            raise forms.ValidationError(f"{', '.join(wrong)} är inget kontonummer. Skriv siffror, som 4010.")
        return list(dict.fromkeys(numbers))

    @property
    def described(self) -> Described:
        """The line; the form must be valid."""
        said = self.cleaned_data
        return Described(
            self.groups[said["group"]], said["label"], said["ledger_object"].strip(), said["accounts"],
            said["mission"].strip(), self.interventions.get(said["intervention"]),
        )  # fmt: skip


def _written(line: BudgetLine | None) -> dict[str, Any]:
    if line is None:
        return {}
    return {
        "group": line.group_id, "label": line.label, "ledger_object": line.ledger_object,
        "accounts": " ".join(line.accounts), "intervention": line.intervention_id, "mission": line.mission,
    }  # fmt: skip


class GroupForm(forms.Form):
    """A heading, and what kind of lines stand under it."""

    before = "innan rubriken kan sparas"

    label = forms.CharField(label="Namn", max_length=80, error_messages={"required": "Skriv vad rubriken heter."})
    kind = forms.ChoiceField(
        label="Vad raderna är", choices=GroupKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Välj vad raderna är."},
        help_text="Avgör om beloppen är kostnader eller intäkter, och vad som räknas som administration.",
    )  # fmt: skip
