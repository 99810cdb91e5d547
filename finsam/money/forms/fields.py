"""The field for kronor that the forms of the money share."""

from typing import Any

from django import forms

from finsam.kernel.amounts import decimal_kronor, parse_ore

SHORT = {"class": "amount short", "inputmode": "decimal", "autocomplete": "off"}


class KronorField(forms.CharField):
    """An amount in kronor, cleaned to öre; empty gives None. Spaces, "kr" and a true minus may stand in it.

    With `may_be_negative` left out an amount under zero is refused.
    """

    def __init__(
        self, *, label: str, required: bool = False, help_text: str = "", may_be_negative: bool = False
    ) -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, max_length=30, widget=forms.TextInput(attrs=SHORT)
        )
        self.may_be_negative = may_be_negative

    def prepare_value(self, value: Any) -> Any:
        """Write öre as one types kronor: 1993000 or 12,50. What was typed is shown as it was typed."""
        return decimal_kronor(value).replace(".", ",") if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """Return öre. Raises ValidationError when it is no amount, or less than zero."""
        text = "".join(str(super().clean(value) or "").lower().removesuffix("kr").split())
        if not text:
            return None
        try:
            ore = parse_ore(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError as error:
            raise forms.ValidationError("Skriv beloppet i kronor, som 1 993 000.") from error
        if ore < 0 and not self.may_be_negative:
            raise forms.ValidationError("Skriv beloppet utan minustecken.")
        return ore
