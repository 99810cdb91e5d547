"""Forms of what lines are bound to pay, and of projects with money from others."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.money.actions.commitments import Committed, Project
from finsam.money.forms.fields import KronorField
from finsam.money.models import BudgetLine, Commitment, ExternalProject
from finsam.money.rules.commitments import STAGES
from finsam.ui.forms import day_field


class CommitmentForm(forms.Form):
    """What is decided on a line, and how far it has come."""

    before = "innan åtagandet kan sparas"

    line = forms.ChoiceField(label="Rad i budgeten", error_messages={"required": "Välj raden."})
    title = forms.CharField(
        label="Åtagande", max_length=160, help_text="Som Coachingteamet 2026.",
        error_messages={"required": "Skriv vad förbundet har åtagit sig."},
    )  # fmt: skip
    counterpart = forms.CharField(label="Motpart", max_length=120, required=False, help_text="Den som ska ha pengarna.")
    decided = KronorField(label="Beslutat", required=True, help_text="Kronor för hela året.")
    decided_on = day_field("Beslutat den", required=False)
    contracted = KronorField(label="Avtalat")
    contracted_on = day_field("Avtal från den", required=False)
    claimed = KronorField(label="Rekvirerat hittills")
    paid = KronorField(label="Betalt hittills")

    def __init__(self, data: Any, *, lines: Sequence[BudgetLine], row: Commitment | None) -> None:
        super().__init__(data, initial=_written(row) if row else None)
        field: Any = self.fields["line"]
        field.choices = [("", "Välj"), *((str(line.pk), f"{line.label} · {line.group.label}") for line in lines)]

    def said(self, line: BudgetLine) -> Committed:
        """Return what is said; the form must be valid."""
        words = {name: self.cleaned_data[name] for name in ("title", "counterpart", "decided_on", "contracted_on")}
        return Committed(line=line, amounts={stage: self.cleaned_data[stage] for stage in STAGES}, **words)


def _written(row: Commitment) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("title", "counterpart", "decided_on", "contracted_on")}
    amounts = {stage: getattr(row, f"{stage}_ore") for stage in STAGES}
    return {**said, **amounts, "line": str(row.line_id)}


class ProjectForm(forms.Form):
    """A project with money from others."""

    before = "innan projektet kan sparas"

    name = forms.CharField(label="Projekt", max_length=160, error_messages={"required": "Skriv vad projektet heter."})
    funder = forms.CharField(
        label="Betalas av", max_length=120, help_text="Som ESF, Tillväxtverket.",
        error_messages={"required": "Skriv vem som betalar."},
    )  # fmt: skip
    ledger_objects = forms.CharField(
        label="Objekt i huvudboken", max_length=200, required=False, help_text="Med komma emellan, som 40, 41."
    )
    granted_ore = KronorField(label="Beviljat", help_text="Kronor för hela projektet.")
    since = day_field("Från den", required=False)
    until = day_field("Till och med den", required=False)

    def __init__(self, data: Any, *, row: ExternalProject | None) -> None:
        names = ("name", "funder", "since", "until")
        written = {name: getattr(row, name) for name in names} if row else {}
        if row:
            written |= {"ledger_objects": ", ".join(row.ledger_objects), "granted_ore": row.granted_ore}
        super().__init__(data, initial=written)

    @property
    def said(self) -> Project:
        """What is said; the form must be valid."""
        return Project(**self.cleaned_data)

    def clean_ledger_objects(self) -> list[str]:
        """Return the objects' codes."""
        return [code for part in self.cleaned_data["ledger_objects"].split(",") if (code := part.strip())]
