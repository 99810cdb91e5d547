"""Forms that say what an account or an object of the ledger belongs to."""

import hashlib
from typing import Any

from django import forms

from finsam.interventions.models import Intervention
from finsam.money.models import BudgetLine
from finsam.money.rules.statements import LINES

NONE = ("", "Ingen")


class MappingForm(forms.Form):
    """A change that is shown before it is made: `seen` is what was shown, and only that is saved."""

    quiet = True
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: dict[str, BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(line.pk): (key, line) for key, line in lines.items()}

    def _choose_among(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    @property
    def line_choices(self) -> list[tuple[str, str]]:
        """The lines of the budget, by their key."""
        return [(pk, key) for pk, (key, _) in self.lines.items()]

    @property
    def digest(self) -> str:
        """What is said, as a short name; the form must be valid."""
        said = {name: value for name, value in sorted(self.cleaned_data.items()) if name != "seen"}
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def is_seen(self) -> bool:
        """Whether just this has been shown."""
        return bool(self.cleaned_data["seen"] == self.digest)

    def shown_once_more(self) -> None:
        """Put what is shown now into the form."""
        self.data = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        self.data["seen"] = self.digest


class AccountForm(MappingForm):
    """What an account belongs to."""

    name = forms.CharField(label="Namn", max_length=160, error_messages={"required": "Skriv vad kontot heter."})
    statement_line = forms.ChoiceField(label="Rad i resultat- eller balansräkningen")
    note = forms.CharField(label="Not", max_length=4, required=False, help_text="Notens nummer i årsredovisningen.")
    note_item = forms.CharField(
        label="Post i noten", max_length=160, required=False, help_text="Konton med samma post läggs ihop."
    )
    budget_line = forms.ChoiceField(
        label="Rad i budgeten", required=False,
        help_text="Välj en rad bara om allt på kontot hör dit. Annars avgör objektet.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose_among("statement_line", [(line.label, line.label) for line in LINES])
        self._choose_among("budget_line", [("", "Objektet avgör"), *self.line_choices])

    @property
    def line(self) -> BudgetLine | None:
        """The line chosen; the form must be valid."""
        chosen = self.cleaned_data["budget_line"]
        return self.lines[chosen][1] if chosen else None


class ObjectForm(MappingForm):
    """What an object belongs to."""

    name = forms.CharField(label="Namn", max_length=160, required=False)
    intervention = forms.ChoiceField(label="Insats", required=False)
    budget_lines = forms.MultipleChoiceField(
        label="Rader i budgeten", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Rader som får sitt utfall från objektet. En kostnadsrad och en intäktsrad kan dela objekt.",
    )  # fmt: skip

    def __init__(self, *args: Any, interventions: list[Intervention], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interventions = {row.key: row for row in interventions}
        self._choose_among("intervention", [NONE, *((row.key, row.title) for row in interventions)])
        self._choose_among("budget_lines", self.line_choices)

    @property
    def owner(self) -> Intervention | None:
        """The intervention chosen; the form must be valid."""
        return self.interventions.get(self.cleaned_data["intervention"])

    @property
    def lines_chosen(self) -> list[BudgetLine]:
        """The lines chosen; the form must be valid."""
        return [self.lines[pk][1] for pk in self.cleaned_data["budget_lines"]]
