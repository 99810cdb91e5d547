"""Forms of an agreement: its time when it is begun, everything it says, who signs it, why it changes or ends."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finsam.funding.actions.agreements import Plan, Written
from finsam.funding.models import Agreement, ReportKind
from finsam.funding.queries.agreement_content import is_amendment
from finsam.funding.rules.reporting_dates import DAYS, Asked
from finsam.kernel.identity import looks_like_identity_number
from finsam.money.forms.fields import KronorField
from finsam.ui.forms import OrganisationNumberField, day_field

IDENTITY_NUMBER = "Det här ser ut som ett personnummer. Förbundet får inte spara det. Ta bort det och spara igen."
SPARE = 3
"""Empty rows for further reports."""
DATE_FIELDS = ("kind", "from", "to", "due")


def no_identity_number(text: str) -> None:
    """Refuse words that hold something like an identity number (R40)."""
    if looks_like_identity_number(text):
        raise ValidationError(IDENTITY_NUMBER)


def reason_field(label: str, empty: str, *, help_text: str = "") -> forms.CharField:
    """Return a field for why something is done."""
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), validators=[no_identity_number],
        help_text=help_text, error_messages={"required": empty},
    )  # fmt: skip


class NewAgreementForm(forms.Form):
    """The time of a new agreement, and which reports to propose."""

    before = "innan avtalet kan skrivas"

    starts_on = day_field("Från och med")
    ends_on = day_field("Till och med")
    kinds = forms.MultipleChoiceField(
        label="Rapporter", choices=[(ReportKind.QUARTER, "Varje kvartal"), (ReportKind.HALF_YEAR, "Varje halvår"),
        (ReportKind.FINAL, "När avtalstiden är slut")], widget=forms.CheckboxSelectMultiple,
        help_text="Ett förslag, som du kan ändra i avtalet. Halvårsrapporten ersätter kvartalets, slutrapporten den "
        "sista.", error_messages={"required": "Välj minst en sorts rapport."},
    )  # fmt: skip
    days = forms.IntegerField(
        label="Lämnas senast, dagar efter perioden", min_value=1, max_value=180,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Skriv ett antal dagar, som 20.", "invalid": "Skriv ett antal dagar, som 20."},
    )  # fmt: skip
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] <= said["starts_on"]:
            self.add_error("ends_on", "Avtalet slutar innan det börjar. Ange en senare dag.")
        return said

    @property
    def plan(self) -> Plan:
        """What is said; the form must be valid."""
        return Plan(**{name: self.cleaned_data[name] for name in ("starts_on", "ends_on", "kinds", "days")})


def new_initial(starts_on: date | None, ends_on: date | None, token: str) -> dict[str, Any]:
    """Return what stands in the form of a new agreement."""
    return {
        "starts_on": starts_on, "ends_on": ends_on, "days": DAYS, "token": token,
        "kinds": [ReportKind.QUARTER, ReportKind.FINAL],
    }  # fmt: skip


class AgreementForm(forms.Form):
    """Everything a draft says. The amounts are those of the years that were granted, in öre."""

    before = "innan avtalet kan sparas"
    quiet = True

    counterpart = forms.CharField(
        label="Projektägare", max_length=160, help_text="Organisationen, som den heter i beslutet.",
        error_messages={"required": "Skriv vilken organisation avtalet är med."},
    )  # fmt: skip
    counterpart_number = OrganisationNumberField(
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"})
    )
    starts_on = day_field("Från och med")
    ends_on = day_field("Till och med")
    reason = reason_field("Varför avtalet ändras", "Skriv varför avtalet ändras.")
    signatory_name = forms.CharField(
        label="Namn", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    signatory_email = forms.EmailField(
        label="E-postadress", required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "Skriv adressen som namn@kommun.se."},
    )  # fmt: skip
    signatory_role = forms.CharField(
        label="Roll", max_length=80, required=False, help_text="Som förvaltningschef.", validators=[no_identity_number]
    )
    text = forms.CharField(
        label="Avtalstext", max_length=60_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true"}),
        error_messages={"required": "Skriv avtalets text."},
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, agreement: Agreement, granted: Mapping[int, int], known: Written) -> None:
        super().__init__(data, initial={**_initial(known), "revision": agreement.revision})
        self.years = sorted({*granted, *known.amounts})
        for year in self.years:
            self.fields[f"amount_{year}"] = KronorField(label=f"{year}, kronor")
        self.places = range(max(len(known.dates) + SPARE, _places(data)))
        for place in self.places:
            self._add_date(place)
        if not is_amendment(agreement):
            del self.fields["reason"]

    def _add_date(self, place: int) -> None:
        said = f"Rapport {place + 1}"
        self.fields[f"kind_{place}"] = forms.ChoiceField(
            label=f"{said}, sort", required=False, choices=[("", "Ingen"), *ReportKind.choices]
        )
        for name, label in (("from", "från och med"), ("to", "till och med"), ("due", "sista dag")):
            self.fields[f"{name}_{place}"] = day_field(f"{said}, {label}", required=False)

    @property
    def amount_fields(self) -> list[forms.BoundField]:
        """The fields of the amounts, year by year."""
        return [self[f"amount_{year}"] for year in self.years]

    @property
    def date_rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each report, by its number."""
        return [(place + 1, [self[f"{name}_{place}"] for name in DATE_FIELDS]) for place in self.places]

    def clean(self) -> dict[str, Any]:
        """Refuse a report that is filled in by half."""
        said: dict[str, Any] = super().clean() or {}
        for place in self.places:
            values = {name: said.get(f"{name}_{place}") for name in DATE_FIELDS}
            if not values["kind"]:
                continue
            for name in DATE_FIELDS[1:]:
                if not values[name] and f"{name}_{place}" not in self.errors:
                    self.add_error(f"{name}_{place}", "Ange dagen, eller välj Ingen för att ta bort rapporten.")
        return said

    @property
    def written(self) -> Written:
        """What is said; the form must be valid."""
        said = self.cleaned_data
        words = ("counterpart", "counterpart_number", "signatory_name", "signatory_email", "signatory_role",
                 "starts_on", "ends_on", "text")  # fmt: skip
        return Written(
            **{name: said[name] for name in words}, reason=said.get("reason", ""),
            amounts={year: said[f"amount_{year}"] or 0 for year in self.years}, dates=self._dates(said),
        )  # fmt: skip

    def _dates(self, said: Mapping[str, Any]) -> list[Asked]:
        return [
            Asked(said[f"kind_{place}"], said[f"from_{place}"], said[f"to_{place}"], said[f"due_{place}"])
            for place in self.places
            if said.get(f"kind_{place}")
        ]


def _places(data: Any) -> int:
    """How many rows of reports were sent."""
    sent = [int(name[5:]) for name in data or {} if name.startswith("kind_") and name[5:].isdigit()]
    return min(max(sent, default=-1) + 1, 100)


def _initial(known: Written) -> dict[str, Any]:
    words = {name: value for name, value in vars(known).items() if name not in {"amounts", "dates"}}
    amounts = {f"amount_{year}": ore for year, ore in known.amounts.items()}
    dates = {
        f"{name}_{place}": value
        for place, one in enumerate(known.dates)
        for name, value in zip(DATE_FIELDS, (one.kind, one.period_from, one.period_to, one.due_on), strict=True)
    }
    return {**words, **amounts, **dates}


class SeatForm(forms.Form):
    """Who signs for the association."""

    before = "innan avtalet kan lämnas för underskrift"
    seat = forms.TypedChoiceField(
        label="Skriver under för förbundet", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som skriver under för förbundet."},
    )  # fmt: skip

    def __init__(self, seats: Sequence[tuple[int, str]], data: Any = None) -> None:
        super().__init__(data, initial={"seat": seats[0][0]} if seats else None)
        field: Any = self.fields["seat"]
        field.choices = list(seats)


class SendBackForm(forms.Form):
    """Why somebody does not sign."""

    before = "innan avtalet kan skickas tillbaka"
    reason = reason_field(
        "Varför skriver du inte under", "Skriv varför, så att det går att rätta.",
        help_text="Båda parter kan läsa det.",
    )  # fmt: skip


class AmendForm(forms.Form):
    """Why an agreement changes."""

    before = "innan tillägget kan skrivas"
    reason = reason_field(
        "Varför avtalet ändras", "Skriv varför avtalet ändras.", help_text="Står i tillägget. Båda parter läser det."
    )
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class EndForm(forms.Form):
    """When and why an agreement ends."""

    before = "innan avtalet kan avslutas"
    ended_on = day_field("Sista dag", help_text="Kostnader efter den dagen betalas inte.")
    reason = reason_field("Varför", "Skriv varför avtalet avslutas.", help_text="Som uppsägning eller att insatsen är "
                          "klar.")  # fmt: skip


class TemplateForm(forms.Form):
    """The text of agreements, and the version it was written from."""

    before = "innan mallen kan sparas"
    quiet = True
    text = forms.CharField(
        label="Mall", max_length=60_000, strip=False, widget=forms.Textarea(attrs={"rows": 34, "spellcheck": "true"}),
        error_messages={"required": "Skriv mallens text."},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
