"""The form of an extract."""

from collections.abc import Iterable
from typing import Any

from django import forms


class ExtractForm(forms.Form):
    """Which §§, and the password of whoever certifies them."""

    quiet = True
    numbers = forms.TypedMultipleChoiceField(
        label="Paragrafer",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en paragraf.", "invalid_choice": "Protokollet har inte § %(value)s."},
    )
    password = forms.CharField(
        label="Ditt lösenord",
        help_text="Du intygar att utdraget stämmer med protokollet. Ditt namn och tiden skrivs på det.",
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Skriv ditt lösenord för att bestyrka utdraget."},
    )

    def __init__(self, choices: Iterable[tuple[int, str]], chosen: Iterable[int] = (), data: Any = None) -> None:
        super().__init__(data, initial={"numbers": list(chosen)})
        self.fields["numbers"].choices = list(choices)  # type: ignore[attr-defined]
