"""Forms of calls: how the contributions are called in, and which have been paid."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from finsam.money.actions.contribution_calls import Due
from finsam.money.models import ContributionCall, Contributor
from finsam.ui.forms import day_field

COUNTS = ((1, "en gång"), (2, "två gånger"), (4, "fyra gånger"), (12, "varje månad"))
DUE_DAYS = 30
_DAYS_APART = re.compile(r"[\s,;]+")


class CallForm(forms.Form):
    """How many times the contributions are called in, when, and from whom."""

    before = "innan bidragen kan rekvireras"

    count = forms.TypedChoiceField(label="Rekvireras", choices=COUNTS, coerce=int, initial=1)
    first_on = day_field("Första gången", help_text="De andra gångerna sprids jämnt över ett år.")
    dates = forms.CharField(
        label="Egna dagar", required=False, max_length=200,
        help_text="I stället för jämnt spridda, som 2026-01-15, 2026-09-01.",
    )  # fmt: skip
    due_days = forms.IntegerField(
        label="Betalas inom, dagar", min_value=0, max_value=365, initial=DUE_DAYS,
        widget=forms.TextInput(attrs={"class": "amount short", "inputmode": "numeric"}),
        error_messages={"required": "Skriv hur många dagar medlemmen har på sig.", "invalid": "Skriv ett helt tal."},
    )  # fmt: skip
    contributors = forms.TypedMultipleChoiceField(
        label="Från", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kryssa i minst en bidragsgivare."},
    )  # fmt: skip

    def __init__(self, *args: Any, contributors: Sequence[Contributor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contributors"]
        field.choices = [(row.pk, row.name) for row in contributors]

    def clean_dates(self) -> list[date]:
        """Return the days written."""
        try:
            return [date.fromisoformat(word) for word in _DAYS_APART.split(self.cleaned_data["dates"].strip()) if word]
        except ValueError as error:
            raise forms.ValidationError("Skriv dagarna som 2026-01-15, med komma emellan.") from error

    @property
    def dues(self) -> list[Due]:
        """The days of the calls; the form must be valid."""
        said = self.cleaned_data
        days = said["dates"] or spread(said["first_on"], said["count"])
        return [Due(day, day + timedelta(days=said["due_days"])) for day in days]


def spread(first: date, count: int) -> list[date]:
    """Return days evenly through a year from the first, the same day of the month where the month has it."""
    months = [first.month - 1 + 12 // count * place for place in range(count)]
    return [_in_month(first.year + month // 12, month % 12 + 1, first.day) for month in months]


def _in_month(year: int, month: int, day: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - timedelta(days=1))


class ReceivedForm(forms.Form):
    """Which calls have been paid, and when."""

    on = day_field("Kom den", required=False)
    call = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Kryssa i minst en rekvisition.",
            "invalid_choice": "En av rekvisitionerna finns inte längre. Läs om sidan.",
        },
    )

    def __init__(self, *args: Any, calls: Sequence[ContributionCall], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["call"]
        field.choices = [(row.pk, row.reference) for row in calls]
