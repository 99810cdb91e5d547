"""The form that searches the vouchers. It refuses nothing: what it holds is the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from finsam.kernel.swedish import MONTHS, capital

Choices = Sequence[tuple[str, str]]


class VoucherFilterForm(forms.Form):
    """What vouchers are searched by, as they are called in the address."""

    quiet = True  # every field may be left out, and none says so

    q = forms.CharField(
        label="Sök i verifikationerna",
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Text, konto, objekt eller belopp"}
        ),
    )
    manad = forms.ChoiceField(label="Månad", required=False)
    konto = forms.ChoiceField(label="Konto", required=False)
    objekt = forms.ChoiceField(label="Objekt", required=False)
    rad = forms.ChoiceField(label="Budgetrad", required=False)
    insats = forms.ChoiceField(label="Insats", required=False)

    def __init__(self, asked: Mapping[str, str], choices: Mapping[str, Choices]) -> None:
        super().__init__(initial=dict(asked), auto_id="sok-%s")
        for name, among in {"manad": _MONTHS, **choices}.items():
            field: Any = self.fields[name]
            field.choices = [("", "Alla"), *among]

    @property
    def selects(self) -> list[forms.BoundField]:
        """The fields that are chosen in, those with nothing to choose left out."""
        return [field for field in self if field.name != "q" and len(getattr(field.field, "choices", ())) > 1]


_MONTHS = [(str(number), capital(name)) for number, name in enumerate(MONTHS, start=1)]
