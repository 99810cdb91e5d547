"""Forms of payments: which claims, which day, and the account that is paid from."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.funding.actions.payments import AccountSaid
from finsam.funding.rules.claim_accounts import read_bic, read_iban
from finsam.ui.forms import day_field


class PaymentForm(forms.Form):
    """The claims to pay, and the day."""

    before = "innan betalfilen kan göras"

    claims = forms.TypedMultipleChoiceField(
        label="Rekvisitioner", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst en rekvisition.",
            "invalid_choice": "En av rekvisitionerna är inte längre attesterad. Välj bland dem som finns kvar.",
        },
    )  # fmt: skip
    pay_on = day_field("Betalas den", help_text="En vardag, i dag eller senare.")
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, claims: Sequence[tuple[int, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["claims"].choices = claims  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    """The association's own account."""

    before = "innan kontot kan sparas"

    iban = forms.CharField(
        label="IBAN", max_length=40, help_text="Som SE35 5000 0000 0549 1000 0003. Det står på kontots sida i banken.",
        error_messages={"required": "Skriv kontots IBAN."},
    )  # fmt: skip
    bic = forms.CharField(label="BIC", max_length=14, required=False, help_text="Bankens kod, som ESSESESS.")
    name = forms.CharField(
        label="Kontots innehavare", max_length=70, help_text="Förbundets namn, som banken har det.",
        error_messages={"required": "Skriv vem som har kontot."},
    )  # fmt: skip
    valid_from = day_field("Gäller från och med")

    def clean_iban(self) -> str:
        return _read(read_iban, self.cleaned_data["iban"])

    def clean_bic(self) -> str:
        return _read(read_bic, self.cleaned_data["bic"])

    @property
    def said(self) -> AccountSaid:
        """What is said; the form must be valid."""
        return AccountSaid(**self.cleaned_data)


def _read(read: Any, text: str) -> str:
    try:
        return str(read(text))
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error
