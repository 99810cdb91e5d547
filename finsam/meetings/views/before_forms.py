"""Forms of planning, agenda and calling."""

from typing import Any

from django import forms

from finsam.meetings.actions.before_items import TEXTS
from finsam.meetings.actions.before_planning import Plan
from finsam.meetings.models import ItemKind, Meeting, MeetingKind
from finsam.meetings.queries.before_planning import BODIES

MOST_DAYS = 9


def day_field(label: str, *, required: bool = True) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Ange vilken dag.", "invalid": "Skriv dagen som 2025-11-21."},
    )


def time_field(label: str) -> forms.TimeField:
    """Return a field for a time of day that may be left empty."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Skriv tiden som 09:00."},
    )


class PlaceForm(forms.Form):
    """What every planned meeting says: body, hours, place."""

    quiet = True

    body = forms.ChoiceField(label="Vilka möts", choices=BODIES)
    starts_at = time_field("Börjar")
    ends_at = time_field("Slutar")
    place = forms.CharField(label="Plats", required=False, max_length=200)
    distance_url = forms.URLField(
        label="Länk för den som deltar på distans", required=False, max_length=200, assume_scheme="https",
        error_messages={"invalid": "Skriv hela länken, som https://mote.exempel.se/styrelsen."},
    )  # fmt: skip


class MeetingForm(PlaceForm):
    """One meeting."""

    kind = forms.ChoiceField(label="Slag", choices=MeetingKind.choices, initial=MeetingKind.ORDINARY)
    held_on = day_field("Dag")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("body", "kind", "held_on", "starts_at", "ends_at", "place", "distance_url")

    @property
    def plan(self) -> Plan:
        """The plan as written; the form must be valid."""
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})


class YearForm(PlaceForm):
    """The ordinary meetings of a year: the same hours and place, up to nine days."""

    before = "innan mötena kan planeras"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_DAYS + 1):
            self.fields[f"day_{place}"] = day_field(f"Möte {place}", required=False)

    def clean(self) -> dict[str, Any]:
        """Want at least one day, and none twice."""
        cleaned = super().clean() or {}
        days = [cleaned[f"day_{place}"] for place in range(1, MOST_DAYS + 1) if cleaned.get(f"day_{place}")]
        if not days and not self.errors:
            self.add_error("day_1", "Ange minst en dag.")
        for place in range(2, MOST_DAYS + 1):
            day = cleaned.get(f"day_{place}")
            if day and day in [cleaned.get(f"day_{earlier}") for earlier in range(1, place)]:
                self.add_error(f"day_{place}", "Samma dag står två gånger.")
        return cleaned

    @property
    def plans(self) -> list[Plan]:
        """A plan for each day; the form must be valid."""
        same = {name: self.cleaned_data[name] for name in PlaceForm.base_fields}
        days = sorted(filter(None, (self.cleaned_data[f"day_{place}"] for place in range(1, MOST_DAYS + 1))))
        return [Plan(kind=MeetingKind.ORDINARY, held_on=day, **same) for day in days]


def form_of_meeting(meeting: Meeting) -> dict[str, Any]:
    """Return what the form of a meeting begins with."""
    names = ("body", "kind", "held_on", "starts_at", "ends_at", "place", "distance_url", "version")
    return {name: getattr(meeting, name) for name in names}


class NewItemForm(forms.Form):
    """An item of its own."""

    title = forms.CharField(label="Rubrik", max_length=200, error_messages={"required": "Skriv vad punkten ska heta."})
    kind = forms.ChoiceField(label="Slag", choices=ItemKind.choices, initial=ItemKind.DECISION)


class FirstNumberForm(forms.Form):
    """The § a new series begins with."""

    number = forms.IntegerField(
        label="Årets första paragraf",
        min_value=1,
        max_value=9999,
        help_text="Kan ändras till dess att första paragrafen tagits på ett möte.",
        error_messages={"required": "Skriv ett nummer.", "invalid": "Skriv numret med siffror, som 1."},
    )


class UploadForm(forms.Form):
    """A new file as annex."""

    before = "innan filen kan läggas till"
    quiet = True

    paper = forms.FileField(label="Ny fil", error_messages={"required": "Välj en fil.", "empty": "Filen är tom."})
    title = forms.CharField(label="Titel", required=False, max_length=200, help_text="Tom: efter filens namn.")


class ItemForm(forms.Form):
    """The texts of an item. `version` is the one they were written from."""

    before = "innan punkten kan sparas"
    quiet = True  # nearly everything may be left empty

    title = forms.CharField(label="Rubrik", max_length=200, error_messages={"required": "Skriv vad punkten ska heta."})
    kind = forms.ChoiceField(label="Slag", choices=ItemKind.choices)
    presenters = forms.CharField(
        label="Föredragande",
        required=False,
        max_length=300,
        help_text="Roll och organisation, flera med komma emellan.",
    )
    background = forms.CharField(
        label="Ärendet", required=False, widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Tom rad ger nytt stycke, - i början av raden en lista.",
    )  # fmt: skip
    proposal = forms.CharField(
        label="Förslag till beslut", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En att-sats på varje rad. Ordet att sätts dit.",
    )  # fmt: skip
    proposal_by = forms.CharField(label="Vems förslag", required=False, max_length=80)
    proposal_note = forms.CharField(
        label="Om inget förslag lämnas: varför", required=False, max_length=300,
        help_text="Till exempel: Förbundschefen lämnar inget förslag utan överlåter åt styrelsen.",
    )  # fmt: skip
    decision_type = forms.ChoiceField(label="Majoritet", required=False)
    annexes_apart = forms.BooleanField(
        label="Varje bilaga får ett eget nummer (11, 12 i stället för 11.1, 11.2)", required=False
    )
    annexes_note = forms.CharField(
        label="Anmärkning om bilagorna", required=False, max_length=200, help_text="Till exempel: inkommer vid mötet."
    )
    sent_to = forms.CharField(label="Beslutet skickas till", required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, majorities: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision_type = self.fields["decision_type"]
        assert isinstance(decision_type, forms.ChoiceField)
        decision_type.choices = [("", "Enkel majoritet"), *majorities.items()]

    def clean_proposal(self) -> str:
        """Keep one att-sats a line, without the word att."""
        lines = (line.strip().removeprefix("att ").strip() for line in self.cleaned_data["proposal"].splitlines())
        return "\n".join(line for line in lines if line)

    def clean_background(self) -> str:
        """Write line breaks one way."""
        return "\n".join(self.cleaned_data["background"].splitlines())

    @property
    def wanted(self) -> dict[str, Any]:
        """The texts as written; the form must be valid."""
        return {name: self.cleaned_data[name] for name in TEXTS}
