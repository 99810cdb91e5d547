"""Forms of the equity: a new rule, and what to try in a scenario."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms

from finsam.money.actions.equity import Rule
from finsam.money.forms.fields import KronorField
from finsam.money.models import EquityBase
from finsam.money.rules.equity import Bracket, parse_brackets
from finsam.money.rules.scenarios import Changes, ContributionChange, CostChange, Grant
from finsam.ui.forms import day_field

ADMINISTRATION = "administration"


class EquityRuleForm(forms.Form):
    """A rule for the equity, from a day on."""

    before = "innan regeln kan sparas"

    valid_from = day_field("Gäller från", required=True)
    base = forms.ChoiceField(
        label="Taket räknas på", choices=EquityBase.choices, widget=forms.RadioSelect, initial=EquityBase.CONTRIBUTIONS,
        error_messages={"required": "Välj vad taket räknas på."},
    )  # fmt: skip
    ceiling_percent = forms.IntegerField(
        label="Högst, procent av basen", min_value=0, max_value=100, required=False,
        widget=forms.TextInput(attrs={"class": "amount short", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Skriv procentsatsen med siffror, som 20.",
            "min_value": "Procentsatsen kan inte vara under noll.", "max_value": "Procentsatsen är högst 100.",
        },
    )  # fmt: skip
    brackets = forms.CharField(
        label="Steg", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bara om taket beror på hur stor basen är. Ett steg per rad, som 2 000 000: 30 % eller "
        "däröver: 600 000 kr. Steget som hela basen ligger i gäller.",
    )  # fmt: skip
    floor_ore = KronorField(label="Förbundets eget golv", help_text="Kronor som eget kapital inte ska gå under.")
    source = forms.CharField(
        label="Enligt", max_length=200, required=False, help_text="Som ägarsamrådet den 12 november 2025, § 4."
    )

    def clean_brackets(self) -> tuple[Bracket, ...]:
        """Return the steps."""
        try:
            return tuple(parse_brackets(self.cleaned_data["brackets"]))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Ask for a percentage where there are no steps."""
        said = super().clean() or {}
        unsaid = said.get("ceiling_percent") is None and "ceiling_percent" not in self.errors
        if unsaid and not said.get("brackets") and "brackets" not in self.errors:
            self.add_error("ceiling_percent", "Skriv procentsatsen, som 20, eller steg.")
        return said

    @property
    def rule(self) -> Rule:
        """The rule as written; the form must be valid."""
        said = self.cleaned_data
        return Rule(**{**said, "base": EquityBase(said["base"]), "ceiling_percent": said["ceiling_percent"] or 0})


def _narrow(field: forms.Field, called: str) -> forms.Field:
    """Let a field stand beside others in the form of a scenario."""
    field.widget.attrs = {**field.widget.attrs, "class": f"amount {called}"}
    return field


def _since(years: Sequence[tuple[str, str]]) -> forms.Field:
    """Return the field for the year that a change begins."""
    widget = forms.Select(attrs={"class": "scenario-year"})
    return forms.ChoiceField(label="Från", required=False, choices=years, widget=widget)


class ScenarioForm(forms.Form):
    """What to try. Nothing is stored: the address holds it. Names are Swedish since they stand in the address."""

    before = "innan det går att räkna"
    quiet = True

    def __init__(self, data: Any, *, lines: Sequence[tuple[str, str, str]], years: Sequence[int]) -> None:
        """Take the budget's cost lines (key, label, kind of group), and the years of the plan."""
        super().__init__(data)
        self.years = list(years)
        self.kinds = {key: kind for key, _, kind in lines}
        choices = [(key, label) for key, label, _ in lines]
        later = [(str(year), str(year)) for year in self.years]
        self.fields["till"] = forms.ChoiceField(
            label="Bevilja pengar till", required=False, choices=[("", "en ny insats"), *choices]
        )
        for year in self.years:
            self.fields[f"bevilja_{year}"] = _narrow(KronorField(label=f"Kronor {year}"), "scenario-year")
        self.fields["bidrag"] = forms.CharField(
            label="Ändra medlemsbidragen med", required=False, max_length=30,
            help_text="Procent eller kronor om året, som −5 % eller 200 000.",
            widget=forms.TextInput(attrs={"class": "amount scenario-change"}),
        )  # fmt: skip
        self.fields["bidrag_fran"] = _since(later)
        self.fields["rad"] = forms.ChoiceField(
            label="Ändra kostnaden för", required=False, choices=[("", "ingen rad"), *choices]
        )
        change = KronorField(label="Kronor om året", help_text="Minus betyder lägre kostnad.", may_be_negative=True)
        self.fields["rad_kr"] = _narrow(change, "scenario-change")
        self.fields["rad_fran"] = _since(later)

    def clean_bidrag(self) -> tuple[Fraction, int]:
        """Return the change as a part and as öre, one of them nothing."""
        text = "".join(str(self.cleaned_data["bidrag"]).split()).replace("\N{MINUS SIGN}", "-")
        if text.endswith("%"):
            try:
                return Fraction(text.removesuffix("%").replace(",", ".")) / 100, 0
            except (ValueError, ZeroDivisionError) as error:
                raise forms.ValidationError("Skriv ändringen som −5 % eller 200 000.") from error
        return Fraction(0), KronorField(label="", may_be_negative=True).clean(text) or 0

    def clean(self) -> dict[str, Any]:
        """Refuse a change of a line without a line, and the other way around, and contributions under nothing."""
        said = super().clean() or {}
        if said.get("rad_kr") and not said.get("rad"):
            self.add_error("rad", "Välj vilken rad som ändras.")
        if "bidrag" in said and said["bidrag"][0] < -1:
            self.add_error("bidrag", "Bidragen kan inte minska med mer än 100 %.")
        return said

    @property
    def changes(self) -> Changes:
        """What to try; nothing of a form that is not sent or not valid."""
        if not self.is_valid():
            return Changes()
        said = self.cleaned_data
        amounts = {year: ore for year in self.years if (ore := said[f"bevilja_{year}"])}
        grants = [Grant(amounts, said["till"], self._of_administration(said["till"]))] if amounts else []
        costs = []
        if said["rad"] and said["rad_kr"]:
            since = int(said["rad_fran"] or self.years[0])
            costs = [CostChange(said["rad"], said["rad_kr"], since, self._of_administration(said["rad"]))]
        share, ore = said["bidrag"]
        since = int(said["bidrag_fran"] or self.years[0]) if self.years else 0
        return Changes(grants, costs, ContributionChange(since, share, ore) if share or ore else None)

    def _of_administration(self, line: str) -> bool:
        return self.kinds.get(line) == ADMINISTRATION
