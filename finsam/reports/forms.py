"""Forms of the reports."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finsam.core.models import Association
from finsam.kernel.periods import YEARS
from finsam.kernel.swedish import MONTHS, capital
from finsam.meetings.models import Item
from finsam.reports.editions import MONTHS_OF, Edition
from finsam.reports.models import ReportKind


class NewReportForm(forms.Form):
    """Which report to begin."""

    kind = forms.ChoiceField(label="Rapport", choices=ReportKind.choices)
    year = forms.IntegerField(
        label="År",
        min_value=YEARS[0],
        max_value=YEARS[-1],
        error_messages={"required": "Skriv ett år, som 2025.", "invalid": "Skriv ett år, som 2025."},
    )
    month = forms.TypedChoiceField(
        label="Till och med",
        coerce=int,
        choices=[(number, capital(name)) for number, name in enumerate(MONTHS, 1)],
        help_text="Årsredovisning och årsbokslut gäller alltid hela året.",
    )

    def __init__(self, today: date, data: Any = None) -> None:
        last = date(today.year - (today.month == 1), today.month - 1 or 12, 1)
        super().__init__(data, initial={"kind": ReportKind.ECONOMIC_REPORT, "year": last.year, "month": last.month})

    def clean(self) -> dict[str, Any]:
        """Refuse a month that a report of the kind cannot end with."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        kind = ReportKind(values["kind"])
        ends = MONTHS_OF[kind]
        month = ends[0] if len(ends) == 1 else values["month"]
        if month not in ends:
            raise ValidationError(
                {"month": f"Ett delårsbokslut slutar med {MONTHS[ends[0] - 1]}, juli eller {MONTHS[ends[-1] - 1]}."}
            )
        values["edition"] = Edition(kind, values["year"], month)
        return values


class TextForm(forms.Form):
    """A report's text, and the revision it was written from."""

    before = "innan texten kan sparas"
    quiet = True
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "true", "class": "report-text"}),
        help_text="Lämna tomt för att gå tillbaka till mallen.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class MeetingForm(forms.Form):
    """Which meeting to send a report to."""

    meeting = forms.TypedChoiceField(
        label="Möte", coerce=int, error_messages={"required": "Välj ett möte.", "invalid_choice": "Välj ett möte."}
    )

    def __init__(self, meetings: Iterable[tuple[int, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["meeting"].choices = list(meetings)  # type: ignore[attr-defined]


class SentForm(forms.Form):
    """To whom a report was sent by other means, and when."""

    to = forms.CharField(
        label="Skickad till",
        max_length=200,
        help_text="En medlem eller revisorerna. Dokumentet märks ”Ej fastställd”.",
        error_messages={"required": "Skriv vem rapporten är skickad till."},
    )
    sent_on = forms.DateField(
        label="Dag",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Ange en dag, som 2025-08-01.", "invalid": "Skriv dagen som 2025-08-01."},
    )


class SignatoriesForm(forms.Form):
    """Who is to sign a report, in which order, and the decision it rests on."""

    before = "innan rapporten kan lämnas för underskrift"
    seats = forms.TypedMultipleChoiceField(
        label="Undertecknas av",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en som ska underteckna."},
    )
    order = forms.ChoiceField(
        label="Ordning",
        choices=[("any", "I vilken ordning som helst"), ("chair_last", "Ordföranden sist")],
    )
    decided_in = forms.TypedChoiceField(
        label="Beslut om fastställande",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="Den paragraf där styrelsen fastställde rapporten. Kan lämnas tomt.",
    )

    def __init__(
        self, seats: Iterable[tuple[int, str]], items: Iterable[tuple[int, str]], chosen: Iterable[int] = (),
        data: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"seats": list(chosen), "order": "any"})
        self.fields["seats"].choices = list(seats)  # type: ignore[attr-defined]
        self.fields["decided_in"].choices = [("", "Ingen paragraf"), *items]  # type: ignore[attr-defined]

    def item(self, association: Association) -> Item | None:
        """Return the § that was chosen, if any."""
        chosen = self.cleaned_data["decided_in"]
        found = Item.objects.filter(association=association, pk=chosen) if chosen else Item.objects.none()
        return found.select_related("meeting").first()


class ReturnForm(forms.Form):
    """Why somebody does not sign a report."""

    quiet = True
    reason = forms.CharField(
        label="Varför godkänner du inte?",
        help_text="Kansliet rättar och lämnar rapporten för underskrift igen. Alla godkänner då på nytt.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv varför du inte godkänner, så att det går att rätta."},
    )
