"""Forms of the adjustment."""

from collections.abc import Iterable
from typing import Any

from django import forms


class DeclineForm(forms.Form):
    """Why somebody does not approve."""

    quiet = True
    reason = forms.CharField(
        label="Varför godkänner du inte?",
        help_text="Sekreteraren rättar och lämnar protokollet till justering igen. Alla godkänner då på nytt.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv varför du inte godkänner, så att det går att rätta."},
    )


class ChangeForm(forms.Form):
    """What should be changed in a §."""

    quiet = True
    item = forms.TypedChoiceField(
        label="Paragraf", coerce=int, error_messages={"required": "Välj vilken paragraf ändringen gäller."}
    )
    text = forms.CharField(
        label="Vad ska ändras?",
        help_text="Skriv hur det ska stå.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad som ska ändras."},
    )

    def __init__(self, items: Iterable[tuple[int, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["item"].choices = [("", "Välj paragraf"), *items]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the secretary answers to a wanted change."""

    quiet = True
    answer = forms.CharField(
        label="Svar", help_text="Behövs om ändringen inte görs: skriv varför.", max_length=300, required=False
    )

    def __init__(self, change: int, data: Any = None) -> None:
        super().__init__(data, prefix=f"andring-{change}")
