"""The forms of the lists of an intervention, one for an entry of each."""

from decimal import Decimal
from typing import Any

from django import forms

from finsam.core.models import Member
from finsam.interventions.forms.fields import OreField, SeenForm, percent_field, words, year_field
from finsam.interventions.models import Intervention
from finsam.interventions.queries.measures import measures_of
from finsam.ui.forms import day_field

NO_NAMES = "Skriv aldrig någons namn."


class EntryForm(SeenForm):
    """An entry of a list."""

    before = "innan raden kan sparas"

    def __init__(self, data: Any, *, intervention: Intervention, row: Any = None, token: str = "") -> None:
        super().__init__(data, row=row, initial={"token": token})
        self.intervention = intervention
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the intervention."""

    @property
    def values(self) -> dict[str, Any]:
        """What is said; the form must be valid."""
        return {name: self.cleaned_data[name] for name in self.fields_of}


class PartyForm(EntryForm):
    """A party: a member, or somebody else by name."""

    fields_of = ("name", "member_id", "part")

    member_id = forms.ChoiceField(label="Medlem", required=False)
    name = words("Annan part", longest=160, help_text="Behövs bara när parten inte är medlem i förbundet.")
    part = words("Vad parten gör", longest=160, help_text="Som: håller lokal och två coacher.")

    def prepare(self) -> None:
        """Offer the members."""
        members = Member.objects.filter(association=self.intervention.association_id)
        self.members = dict(members.values_list("pk", "name"))
        field: Any = self.fields["member_id"]
        field.choices = [("", "Ingen medlem, skriv namnet nedan"), *((str(pk), n) for pk, n in self.members.items())]

    def written(self, held: dict[str, Any]) -> dict[str, Any]:
        """A member needs no name of its own."""
        return {**held, "name": ""} if held.get("member_id") else held

    def clean_member_id(self) -> int | None:
        """Return the member's own number."""
        chosen: str = self.cleaned_data["member_id"]
        return int(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        """Call a member what it is called."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("member_id"):
            said["name"] = self.members[said["member_id"]]
        elif "name" in said and not said["name"]:
            self.add_error("name", "Välj en medlem eller skriv vad parten heter.")
        return said


class PostForm(EntryForm):
    """A post in the team."""

    fields_of = ("role", "employer", "percent", "funded", "since", "until", "vacant_since")

    role = words("Tjänst", "Skriv vad tjänsten är, som Coach, Kumla.", longest=120, help_text=NO_NAMES)
    employer = words("Arbetsgivare", longest=160)
    percent = percent_field("Procent av heltid")
    funded = forms.BooleanField(label="Förbundet betalar tjänsten", required=False, initial=True)
    since = day_field("Första dag", required=False)
    until = day_field("Sista dag", required=False, help_text="När tjänsten upphör. Den står då kvar i historiken.")
    vacant_since = day_field("Vakant sedan", required=False, help_text="Ta bort dagen när tjänsten är tillsatt.")


class PlaceForm(EntryForm):
    """A place in the steering group."""

    fields_of = ("organisation", "function", "is_chair", "is_co_opted")

    organisation = words("Organisation", "Skriv vilken organisation platsen tillhör.", longest=160)
    function = words("Funktion", longest=120, help_text=f"Som enhetschef. {NO_NAMES}")
    is_chair = forms.BooleanField(label="Ordförande", required=False)
    is_co_opted = forms.BooleanField(label="Adjungerad", required=False)


class GoalForm(EntryForm):
    """A goal and the figure that measures it."""

    fields_of = ("text", "measure", "target", "figure", "at_least", "partly_from", "since", "until")

    text = words("Mål", "Skriv vad insatsen ska nå.", longest=300)
    figure = forms.ChoiceField(
        label="Tal som mäter målet", required=False,
        help_text="Finsam räknar talet varje år och bedömer målet. Utan tal står målet som inte bedömt.",
    )  # fmt: skip
    at_least = forms.DecimalField(
        label="Uppfyllt från", required=False, max_digits=12, decimal_places=2, min_value=Decimal(0), localize=True,
        help_text="Ett antal, eller procent utan tecken: 15 är 15 %.",
        error_messages={"invalid": "Skriv ett tal, som 15 eller 7,5.", "min_value": "Skriv talet utan minustecken."},
    )  # fmt: skip
    partly_from = forms.DecimalField(
        label="Delvis uppfyllt från", required=False, max_digits=12, decimal_places=2, min_value=Decimal(0),
        localize=True, help_text="Tomt: målet är antingen uppfyllt eller inte.",
        error_messages={"invalid": "Skriv ett tal, som 10 eller 7,5.", "min_value": "Skriv talet utan minustecken."},
    )  # fmt: skip
    measure = words("Mått i ord", longest=200, help_text="När inget tal i listan passar.")
    target = words("Målvärde i ord", longest=60, help_text="Som 15 %, om det inte redan står i målet.")
    since = day_field("Gäller från", required=False)
    until = day_field("Gäller till och med", required=False)

    def prepare(self) -> None:
        """Offer the figures that can measure the intervention."""
        field: Any = self.fields["figure"]
        offered = measures_of(self.intervention)
        held = self.initial.get("figure")
        kept = [(held, held)] if held and held not in dict(offered) else []
        field.choices = [("", "Inget tal"), *offered, *kept]

    def clean(self) -> dict[str, Any]:
        """A figure needs a limit, and a limit a figure; partly comes before met."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        figure, least, partly = (said.get(name) for name in ("figure", "at_least", "partly_from"))
        if figure and least is None and "at_least" not in self.errors:
            self.add_error("at_least", "Skriv från vilket värde målet är uppfyllt, annars kan det inte bedömas.")
        if least is not None and not figure:
            self.add_error("figure", "Välj vilket tal gränsen gäller.")
        if partly is not None and (least is None or partly >= least):
            self.add_error("partly_from", "Delvis uppfyllt börjar under den gräns där målet är uppfyllt.")
        return said


class SourceForm(EntryForm):
    """What somebody else pays in a year."""

    fields_of = ("name", "year", "amount_ore")

    name = words("Finansiär", "Skriv vem som betalar.", longest=120, help_text="Som ESF eller Lindesbergs kommun.")
    year = year_field()
    amount_ore = OreField(label="Belopp", empty="Skriv beloppet i kronor.")


class StepForm(EntryForm):
    """Who takes over how much of the cost in a year."""

    fields_of = ("year", "party", "percent", "remark")

    year = year_field()
    party = words("Tar över", "Skriv vem som tar över.", longest=160)
    percent = percent_field("Andel av kostnaden, procent", least=0)
    remark = words("Anmärkning", longest=200, help_text="Vad som behövs för att det ska bli så.")


FORMS: dict[str, type[EntryForm]] = {
    "parties": PartyForm, "team": PostForm, "steering": PlaceForm, "goals": GoalForm, "sources": SourceForm,
    "steps": StepForm,
}  # fmt: skip
