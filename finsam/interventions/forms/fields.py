"""What the forms share: words without identity numbers, kronor, and what the row said when the form was shown."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finsam.cases.forms import IDENTITY_NUMBER, TOO_LONG
from finsam.kernel.amounts import decimal_kronor, parse_ore
from finsam.kernel.identity import looks_like_identity_number
from finsam.kernel.periods import YEARS


def no_identity_number(text: str) -> None:
    """Refuse what looks like an identity number (R40)."""
    if looks_like_identity_number(text):
        raise ValidationError(IDENTITY_NUMBER)


def words(label: str, empty: str = "", *, rows: int = 0, longest: int = 4000, help_text: str = "") -> forms.CharField:
    """Return a field of words; `empty` says what to do when it is left empty and may not be."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    errors = {"required": empty, "max_length": TOO_LONG}
    return forms.CharField(
        label=label, required=bool(empty), max_length=longest, validators=[no_identity_number], widget=widget,
        error_messages=errors, help_text=help_text,
    )  # fmt: skip


def year_field(label: str = "År") -> forms.IntegerField:
    """Return a field for a year."""
    last = YEARS.stop - 1
    return forms.IntegerField(
        label=label, min_value=YEARS.start, max_value=last,
        error_messages={"required": "Ange året, som 2027."}
        | dict.fromkeys(("invalid", "min_value", "max_value"), "Skriv året med fyra siffror, som 2027."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def percent_field(label: str, *, least: int = 1, help_text: str = "") -> forms.IntegerField:
    """Return a field for a whole percentage up to 100."""
    between = f"Skriv ett heltal från {least} till 100."
    errors = {"required": between, "invalid": between, "min_value": between, "max_value": between}
    return forms.IntegerField(label=label, min_value=least, max_value=100, error_messages=errors, help_text=help_text)


class OreField(forms.CharField):
    """An amount in kronor, not negative, cleaned to öre."""

    def __init__(self, *, label: str, empty: str) -> None:
        attrs = {"class": "amount short", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            label=label, max_length=30, widget=forms.TextInput(attrs=attrs), error_messages={"required": empty}
        )

    def prepare_value(self, value: Any) -> Any:
        """Write öre as one types kronor; what was typed stays as it was."""
        return decimal_kronor(value).replace(".", ",") if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        """Return öre. Raises ValidationError when it is no amount, or under zero."""
        text = "".join(str(super().clean(value)).lower().removesuffix("kr").split())
        try:
            ore = parse_ore(text)
        except ValueError as error:
            raise ValidationError("Skriv beloppet i kronor, som 1 993 000.") from error
        if ore < 0:
            raise ValidationError("Skriv beloppet utan minustecken.")
        return ore


class SeenForm(forms.Form):
    """A form of something that two may edit at once: it knows what the row said when it was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    fields_of: tuple[str, ...] = ()

    def __init__(self, data: Any, *, row: Any = None, initial: dict[str, Any] | None = None) -> None:
        held = {name: getattr(row, name) for name in self.fields_of} if row is not None else {}
        self.now = _digest(held) if row is not None else ""
        super().__init__(data, initial={**(initial or {}), **self.written(held), "seen": self.now})
        if self.is_bound and row is not None and self.data.get("seen", "") != self.now:
            self._tell_the_other(held)

    def written(self, held: dict[str, Any]) -> dict[str, Any]:
        """Return what a row says as the fields show it."""
        return held

    def _tell_the_other(self, held: dict[str, Any]) -> None:
        """Say what somebody else has written meanwhile; sent again the form replaces it."""
        now = self.written(held)
        mine = [name for name in self.fields_of if str(self.data.get(name, "")) != str(now.get(name) or "")]
        said = "; ".join(
            f"{self.fields[name].label}: {now.get(name) or 'tomt'}" for name in mine if name in self.fields
        )
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was sent, a QueryDict
        data["seen"] = self.now
        self.data = data
        told = "Någon ändrade det här medan du skrev. Det du skrev står kvar nedan. "
        self.add_error(None, f"{told}Nu är sparat: {said or 'samma sak'}. Spara igen för att ersätta det.")


def _digest(held: dict[str, Any]) -> str:
    return sha256(repr(sorted(held.items())).encode()).hexdigest()[:16]
