"""Forms of a claim: what is claimed, why one is returned, the day one is paid, the voucher it is matched to."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from finsam.cases.files import ALLOWED
from finsam.cases.forms import IDENTITY_NUMBER, FilesField
from finsam.funding.actions.claims import ClaimSaid, LineSaid
from finsam.funding.models import Claim, CostKind, PayeeKind
from finsam.funding.rules.claim_accounts import read_account, written_account
from finsam.kernel.identity import looks_like_identity_number
from finsam.kernel.periods import YEARS
from finsam.money.forms.fields import KronorField
from finsam.ui.forms import day_field

FEWEST_LINES, EMPTY_LINES, MOST_LINES = 4, 2, 60
PARTS = ("kind", "text", "amount")


def no_identity_number(text: str) -> None:
    """Refuse what looks like a personal identity number (R40)."""
    if looks_like_identity_number(text):
        raise ValidationError(IDENTITY_NUMBER)


class ClaimForm(forms.Form):
    """A claim: its period, its lines, its files, the account and the reference."""

    before = "innan rekvisitionen kan sparas"

    period_from = day_field("Från och med")
    period_to = day_field("Till och med")
    payee_kind = forms.ChoiceField(label="Betalas till", choices=PayeeKind.choices)
    payee_account = forms.CharField(
        label="Nummer", max_length=40, required=False, help_text="Som 5050-1055. Behövs när rekvisitionen lämnas in."
    )
    payee_reference = forms.CharField(
        label="Er referens", max_length=35, required=False, validators=[no_identity_number],
        help_text="Det ni vill se på inbetalningen.",
    )  # fmt: skip
    remark = forms.CharField(
        label="Meddelande till förbundet", required=False, max_length=2000, validators=[no_identity_number],
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Skriv inget om enskilda deltagare.",
    )  # fmt: skip
    receipts = FilesField(
        label="Kvitton och andra underlag", required=False,
        help_text=f"En eller flera filer. {ALLOWED}. Stryk över namn på deltagare.",
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, claim: Claim | None = None, **given: Any) -> None:
        if claim:
            given["initial"] = {**_written(claim), **given.get("initial", {})}
        super().__init__(*args, **given)
        self.count = self._counted(claim)
        for place in range(self.count):
            name = f"på rad {place + 1}"
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=f"Kostnadsslag {name}", choices=[("", "Välj"), *CostKind.choices], required=False
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label=f"Vad {name}", max_length=200, required=False, validators=[no_identity_number]
            )
            self.fields[f"amount_{place}"] = KronorField(label=f"Kronor {name}", may_be_negative=True)

    def _counted(self, claim: Claim | None) -> int:
        """How many lines are shown: those that are written, and a few empty ones; asked for more, as many more."""
        written = len(claim.lines.all()) if claim else 0
        if self.is_bound:
            sent = [int(name[5:]) for name in self.data if name.startswith("kind_") and name[5:].isdecimal()]
            written = max([place + 1 for place in sent], default=0) - EMPTY_LINES
        return min(max(FEWEST_LINES, written + EMPTY_LINES), MOST_LINES)

    @property
    def rows(self) -> Iterator[tuple[BoundField, ...]]:
        """The fields of each line."""
        for place in range(self.count):
            yield tuple(self[f"{part}_{place}"] for part in PARTS)

    def clean_period_from(self) -> date:
        return _known(self.cleaned_data["period_from"])

    def clean_period_to(self) -> date:
        return _known(self.cleaned_data["period_to"])

    def clean(self) -> dict[str, Any]:
        """Hold the period, the account and each line together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "Perioden slutar innan den börjar. Rätta en av dagarna.")
        if account := cleaned.get("payee_account"):
            try:
                cleaned["payee_account"] = read_account(cleaned.get("payee_kind", ""), account)
            except ValueError as error:
                self.add_error("payee_account", str(error))
        for place in range(self.count):
            self._clean_line(cleaned, place)
        return cleaned

    def _clean_line(self, cleaned: dict[str, Any], place: int) -> None:
        kind, text, amount = (cleaned.get(f"{part}_{place}") for part in PARTS)
        if amount is not None and not kind:
            self.add_error(f"kind_{place}", "Välj kostnadsslag.")
        if amount is None and (kind or text) and f"amount_{place}" not in self.errors:
            self.add_error(f"amount_{place}", "Skriv beloppet, eller töm raden.")

    @property
    def said(self) -> ClaimSaid:
        """What is said; the form must be valid."""
        values = self.cleaned_data
        lines = [
            LineSaid(values[f"kind_{place}"], values[f"text_{place}"].strip(), values[f"amount_{place}"])
            for place in range(self.count)
            if values[f"amount_{place}"] is not None
        ]
        names = ("period_from", "period_to", "payee_kind", "payee_account", "payee_reference", "remark")
        return ClaimSaid(**{name: values[name] for name in names}, lines=lines)

    @property
    def total_ore(self) -> int:
        """The sum of what is written so far, as far as it can be read."""
        return sum(self._amount(place) for place in range(self.count))

    def _amount(self, place: int) -> int:
        name = f"amount_{place}"
        if self.is_bound:
            return int(getattr(self, "cleaned_data", {}).get(name) or 0)
        return int(self.initial.get(name) or 0)


class PaperClaimForm(ClaimForm):
    """A claim that came on paper, written in by the office."""

    arrived_on = day_field("Kom till förbundet")
    field_order = ("arrived_on", "period_from", "period_to")


class ReturnForm(forms.Form):
    """Why a claim is returned."""

    before = "innan rekvisitionen kan återlämnas"
    reason = forms.CharField(
        label="Vad ska rättas?", max_length=2000, validators=[no_identity_number],
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Skickas i ett mejl till dem som skriver för projektet.",
        error_messages={"required": "Skriv vad som ska rättas, så att projektägaren vet."},
    )  # fmt: skip


class PaidForm(forms.Form):
    """The day the bank paid."""

    before = "innan betalningen kan noteras"
    paid_on = day_field("Betald den")


class VoucherForm(forms.Form):
    """A voucher by its name."""

    before = "innan verifikationen kan väljas"
    year = forms.IntegerField(label="År", min_value=YEARS.start, max_value=YEARS.stop, widget=forms.NumberInput)
    series = forms.CharField(label="Serie", max_length=10, required=False)
    number = forms.CharField(
        label="Nummer", max_length=20, error_messages={"required": "Skriv verifikationens nummer."}
    )


def _known(day: date) -> date:
    if day.year not in YEARS:
        raise ValidationError("Kontrollera årtalet.")
    return day


def _written(claim: Claim) -> dict[str, Any]:
    names = ("period_from", "period_to", "payee_kind", "payee_reference", "remark", "revision")
    written: dict[str, Any] = {name: getattr(claim, name) for name in names}
    written["payee_account"] = written_account(claim.payee_kind, claim.payee_account)
    for place, line in enumerate(claim.lines.all()):
        written |= {f"kind_{place}": line.kind, f"text_{place}": line.text, f"amount_{place}": line.amount_ore}
    return written
