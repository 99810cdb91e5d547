"""Forms of the follow-up: what is said of a line, and the summary for the board."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.money.actions.follow_up import Said
from finsam.money.forms.fields import KronorField
from finsam.money.models import Forecast, ForecastMethod


class LineForm(forms.Form):
    """Why a line deviates, and how its year is foretold."""

    before = "innan raden kan sparas"
    quiet = True

    comment = forms.CharField(
        label="Kommentar", required=False, max_length=400, help_text="Står i grått under raden, och i rapporten.",
        error_messages={"max_length": "Skriv kommentaren med högst 400 tecken."},
    )  # fmt: skip
    method = forms.ChoiceField(label="Prognos", choices=ForecastMethod.choices, initial=ForecastMethod.BUDGET)
    amount = KronorField(
        label="Belopp för hela året, kronor", help_text="När prognosen sätts för hand.", may_be_negative=True
    )
    reason = forms.CharField(label="Skäl", required=False, max_length=300)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            method = self.fields["method"]
            assert isinstance(method, forms.ChoiceField)
            method.choices = offered

    def clean(self) -> dict[str, Any]:
        """Ask for amount and reason when the forecast is set by hand."""
        cleaned = super().clean() or {}
        if cleaned.get("method") == ForecastMethod.HAND:
            if cleaned.get("amount") is None and "amount" not in self.errors:
                self.add_error("amount", "Skriv vad hela året kommer att sluta på.")
            if not cleaned.get("reason"):
                self.add_error("reason", "Skriv varför. Skälet följer med till styrelsen.")
        return cleaned

    @property
    def said(self) -> Said:
        """What has been said."""
        given = self.cleaned_data
        return Said(given["comment"], given["method"], given["amount"], given["reason"])


def written(comment: str, held: Forecast | None) -> dict[str, object]:
    """Return what a line's form holds before anything is typed."""
    return {
        "comment": comment,
        "method": held.method if held else ForecastMethod.BUDGET,
        "amount": held.amount_ore if held else None,
        "reason": held.reason if held else "",
    }


class SummaryForm(forms.Form):
    """What the director says of the month."""

    before = "innan sammanfattningen kan sparas"
    quiet = True

    summary = forms.CharField(
        label="Sammanfattning för styrelsen", required=False, max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}), help_text="Står först i rapporten till styrelsen.",
        error_messages={"max_length": "Skriv sammanfattningen med högst 6 000 tecken."},
    )  # fmt: skip
