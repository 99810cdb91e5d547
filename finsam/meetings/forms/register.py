"""Forms of the register of decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.kernel.amounts import parse_ore
from finsam.kernel.swedish import NOTHING
from finsam.meetings.actions.register import Delegated
from finsam.meetings.actions.register_discharges import Answer
from finsam.meetings.models import Discharge, Item
from finsam.meetings.queries.register_discharges import item_words
from finsam.ui.forms import day_field

ANSWERS = (("", "inte känt"), ("ja", "ja"), ("nej", "nej"))
MEANS = {"ja": True, "nej": False, "": None}


class DoneForm(forms.Form):
    """When a decision was carried out, and a remark."""

    done_on = day_field("Klart den")
    remark = forms.CharField(label="Anmärkning", required=False, max_length=200)


class DelegatedForm(forms.Form):
    """A decision made on delegation."""

    before = "innan beslutet kan skrivas in"

    decided_on = day_field("Beslutat den")
    what = forms.CharField(
        label="Vad som är beslutat", max_length=2000, widget=forms.Textarea,
        error_messages={"required": "Skriv vad som är beslutat."},
    )  # fmt: skip
    made_by = forms.CharField(
        label="Beslutat av", max_length=120, help_text="Rollen, som förbundschefen.",
        error_messages={"required": "Skriv vem som har beslutat."},
    )  # fmt: skip
    point = forms.CharField(
        label="Punkt i delegationsordningen", max_length=120, required=False, help_text="Som delegationsordningen 2.3."
    )
    amount = forms.CharField(
        label="Belopp", max_length=20, required=False, help_text="Hela kronor.",
        widget=forms.TextInput(attrs={"class": "amount short", "inputmode": "numeric"}),
    )  # fmt: skip

    def clean_amount(self) -> int | None:
        """Return the amount in öre."""
        written = "".join(str(self.cleaned_data["amount"]).split())
        if not written:
            return None
        try:
            ore = parse_ore(written)
        except ValueError as error:
            raise forms.ValidationError("Skriv beloppet i kronor, som 48 000.") from error
        if ore < 0:
            raise forms.ValidationError("Skriv beloppet utan minustecken.")
        return ore

    @property
    def decided(self) -> Delegated:
        """The decision as written; the form must be valid."""
        said = self.cleaned_data
        return Delegated(said["decided_on"], said["what"], said["made_by"], said["point"], said["amount"])


class DischargeForm(forms.Form):
    """A member's answer on a year."""

    decided_on = day_field(
        "Medlemmens beslut", required=False, help_text="Dagen då fullmäktige eller myndigheten beslutade."
    )
    report_approved = forms.ChoiceField(
        label="Godkände årsredovisningen", choices=ANSWERS, required=False, widget=forms.RadioSelect
    )
    granted = forms.ChoiceField(
        label="Beviljade ansvarsfrihet", choices=ANSWERS, required=False, widget=forms.RadioSelect
    )
    remark = forms.CharField(label="Medlemmens anmärkning", required=False, max_length=300)
    noted_in = forms.ChoiceField(label="Antecknat i", required=False)
    noted_on = day_field(
        "Antecknat den", required=False, help_text="När protokollet inte finns här. Annars räcker paragrafen."
    )

    def __init__(self, *args: Any, items: Sequence[Item], prefix: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        field: Any = self.fields["noted_in"]
        field.choices = [("", NOTHING), *((key, item_words(item, prefix)) for key, item in self.items.items())]

    @property
    def answer(self) -> Answer:
        """The answer as written; the form must be valid."""
        said = self.cleaned_data
        return Answer(
            said["decided_on"], MEANS[said["report_approved"]], MEANS[said["granted"]],
            said["remark"], self.items.get(said["noted_in"]), said["noted_on"],
        )  # fmt: skip


def written(row: Discharge | None) -> dict[str, object]:
    """Return what stands in the form of a row."""
    if row is None:
        return {}
    words = {value: key for key, value in MEANS.items()}
    return {
        "decided_on": row.decided_on, "report_approved": words[row.report_approved], "granted": words[row.granted],
        "remark": row.remark, "noted_in": row.noted_in_id, "noted_on": row.noted_on,
    }  # fmt: skip
