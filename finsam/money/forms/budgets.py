"""Forms of the budget: a new version, its amounts, a line's months, consultation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from finsam.core.models import Member
from finsam.kernel.swedish import MONTHS
from finsam.money.actions.budget_decisions import Consulted
from finsam.money.actions.budgets import PLANNED, YEARS, Copied, Filled
from finsam.money.models import Budget, BudgetAmount, BudgetGroup, BudgetLine, BudgetState, Consultation
from finsam.money.rules.budget_amounts import spread, typed_amount, typed_percent, written_amount
from finsam.ui.forms import day_field

AMOUNT = {"class": "control amount", "inputmode": "text", "autocomplete": "off"}
WAYS = (
    ("year", "Året som det är, uppräknat ett år i taget"),
    ("plan", "Det som planen säger om varje år, uppräknat en gång"),
)
Typed = tuple[BudgetGroup, Sequence[BudgetLine]]


class NewBudgetForm(forms.Form):
    """What a version begins with. Without a source it begins empty."""

    before = "innan budgeten kan göras"
    quiet = True

    year = forms.IntegerField(
        label="Budgetår", min_value=YEARS.start, max_value=YEARS.stop - 1, widget=forms.NumberInput(),
        error_messages={"required": "Skriv vilket år.", "invalid": "Skriv året som 2026.",
                        "min_value": "Skriv ett år från 2004.", "max_value": "Skriv ett år före 2100."},
        help_text="Planen gäller de två åren efter.",
    )  # fmt: skip
    source = forms.ChoiceField(label="Börja med", required=False)
    way = forms.ChoiceField(
        label="Belopp att börja med", choices=WAYS, widget=forms.RadioSelect, required=False, initial="year"
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, budgets: Sequence[Budget], groups: Sequence[Typed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budgets = {f"{budget.year}-{budget.version}": budget for budget in budgets}
        self.groups = groups
        source: Any = self.fields["source"]
        source.choices = [("", "En tom budget"), *((key, _called(budget)) for key, budget in self.budgets.items())]
        for group, lines in groups:
            self.fields[f"g-{group.pk}"] = _percent(f"Uppräkning av {group.label}, procent")
            for line in lines:
                self.fields[f"p-{line.pk}"] = _percent(f"Uppräkning av {line.label}, procent")
                self.fields[f"z-{line.pk}"] = forms.BooleanField(
                    label=f"Börja {line.label} på noll", required=False,
                    widget=forms.CheckboxInput(attrs={"aria-label": f"Börja {line.label} på noll"}),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the percentages."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in said if name[:2] in {"g-", "p-"}]:
            try:
                said[name] = typed_percent(said[name])
            except ValueError as error:
                self.add_error(name, str(error))
        return said

    @property
    def copied(self) -> Copied | None:
        """What is copied; the form must be valid. A line's own percentage goes before its group's."""
        said = self.cleaned_data
        source = self.budgets.get(said["source"])
        if source is None:
            return None
        percents = {}
        for group, lines in self.groups:
            for line in lines:
                own, shared = said[f"p-{line.pk}"], said[f"g-{group.pk}"]
                percent = shared if own is None else own
                if percent is not None:
                    percents[line.pk] = percent
        zeroed = frozenset(line.pk for _, lines in self.groups for line in lines if said[f"z-{line.pk}"])
        return Copied(source, said["way"] == "plan" or source.year == said["year"], percents, zeroed)


def _called(budget: Budget) -> str:
    return f"Budget {budget.year}, version {budget.version} ({BudgetState(budget.state).label.lower()})"


def _percent(label: str) -> forms.CharField:
    attrs = {"class": "control amount", "inputmode": "decimal", "autocomplete": "off", "aria-label": label}
    return forms.CharField(label=label, required=False, max_length=12, widget=forms.TextInput(attrs=attrs))


class AmountsForm(forms.Form):
    """Every amount and text of a version. `revision` is the one they were read from."""

    before = "innan budgeten kan sparas"

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, budget: Budget, groups: Sequence[Typed], held: Mapping[tuple[int, int], BudgetAmount],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.groups, self.years = groups, range(budget.year, budget.year + PLANNED)
        kinds = [(line, group.kind) for group, lines in groups for line in lines]
        kwargs["initial"] = {"revision": budget.revision, **_written(kinds, self.years, held)}
        super().__init__(*args, **kwargs)
        for line, _ in kinds:
            for year in self.years:
                label = f"{line.label} {year}"
                self.fields[f"a-{line.pk}-{year}"] = forms.CharField(
                    label=label, required=False, max_length=24,
                    widget=forms.TextInput(attrs=AMOUNT | {"aria-label": label}),
                )  # fmt: skip
            self.fields[f"t-{line.pk}"] = forms.CharField(
                label=f"Text om {line.label}", required=False, max_length=400,
                widget=forms.TextInput(attrs={"class": "control", "aria-label": f"Text om {line.label}"}),
                error_messages={"max_length": "Korta texten till högst %(limit_value)d tecken."},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the amounts, with the sign of their group."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for group, lines in self.groups:
            for line in lines:
                names = [f"a-{line.pk}-{year}" for year in self.years]
                for name in names:
                    self._read(said, name, group.kind)
                text = said.get(f"t-{line.pk}")
                if text and all(name in said and said[name] is None for name in names):
                    self.add_error(f"t-{line.pk}", "Skriv ett belopp också, eller ta bort texten. Noll går bra.")
        return said

    def _read(self, said: dict[str, Any], name: str, kind: str) -> None:
        try:
            said[name] = typed_amount(said.get(name, ""), kind)
        except ValueError as error:
            self.add_error(name, str(error))

    @property
    def filled(self) -> dict[int, Filled]:
        """What is written, by line; the form must be valid."""
        said = self.cleaned_data
        return {
            line.pk: Filled({year: said[f"a-{line.pk}-{year}"] for year in self.years}, said[f"t-{line.pk}"])
            for _, lines in self.groups
            for line in lines
        }


def _written(
    kinds: Sequence[tuple[BudgetLine, str]], years: range, held: Mapping[tuple[int, int], BudgetAmount]
) -> dict[str, str]:
    written: dict[str, str] = {}
    for line, kind in kinds:
        rows = {year: held[line.pk, year] for year in years if (line.pk, year) in held}
        written |= {f"a-{line.pk}-{year}": written_amount(row.amount_ore, kind) for year, row in rows.items()}
        written[f"t-{line.pk}"] = next((row.text for row in rows.values() if row.text), "")
    return written


SPREADS = (
    ("even", "Jämnt över året"),
    ("outcome", "Som utfallet året före"),
    ("chosen", "Lika mycket i de månader jag väljer"),
    ("own", "Egna belopp för varje månad"),
)


class MonthsForm(forms.Form):
    """How a line's amount lies over the months of the year."""

    before = "innan fördelningen kan sparas"

    way = forms.ChoiceField(label="Fördela", choices=SPREADS, widget=forms.RadioSelect,
                            error_messages={"required": "Välj hur beloppet ska fördelas."})  # fmt: skip
    chosen = forms.MultipleChoiceField(
        label="Månader", choices=[(str(n), name) for n, name in enumerate(MONTHS, 1)], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, amount_ore: int, kind: str, months: Sequence[int], outcome: Sequence[int], **kwargs: Any
    ) -> None:
        self.amount_ore, self.kind, self.outcome = amount_ore, kind, outcome
        kwargs["initial"] = {f"m-{n}": written_amount(ore, kind) for n, ore in enumerate(months, 1)} | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)
        for number, name in enumerate(MONTHS, 1):
            self.fields[f"m-{number}"] = forms.CharField(
                label=name.capitalize(), required=False, max_length=24, widget=forms.TextInput(attrs=AMOUNT)
            )

    @property
    def own(self) -> list[Any]:
        """The fields of the twelve months."""
        return [self[f"m-{number}"] for number in range(1, 13)]

    def clean(self) -> dict[str, Any]:
        """Lay the amount out."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("way"):
            try:
                said["months"] = self._months(said)
            except ValueError as error:
                self.add_error("chosen" if said["way"] == "chosen" else None, str(error))
        return said

    def _months(self, said: dict[str, Any]) -> list[int] | None:
        way = said["way"]
        if way == "even":
            return None
        if way == "outcome":
            if not any(ore > 0 for ore in self.outcome):
                raise ValueError("Året före är inget bokfört på raden. Välj ett annat sätt.")
            return spread(self.amount_ore, [max(0, ore) for ore in self.outcome])
        if way == "chosen":
            return spread(self.amount_ore, [int(str(n) in said.get("chosen", [])) for n in range(1, 13)])
        return [typed_amount(said.get(f"m-{n}", ""), self.kind) or 0 for n in range(1, 13)]


class ConsultationForm(forms.Form):
    """When each member was consulted and what it said, and why any was not."""

    before = "innan samrådet kan sparas"
    quiet = True

    reason = forms.CharField(
        label="Skäl om någon inte har fått samråd", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, members: Sequence[Member], held: Mapping[int, Consultation], reason: str, **kwargs: Any
    ) -> None:
        self.members = members
        kwargs["initial"] = {"reason": reason} | {
            name: value
            for key, row in held.items()
            for name, value in ((f"d-{key}", row.held_on), (f"r-{key}", row.remark))
        }
        super().__init__(*args, **kwargs)
        for member in members:
            attrs = {"class": "control", "aria-label": f"Samråd med {member.name}, dag"}
            self.fields[f"d-{member.pk}"] = day_field(f"{member.name}, dag", required=False, **attrs)
            self.fields[f"r-{member.pk}"] = forms.CharField(
                label=f"{member.name} sade", required=False, max_length=2000,
                widget=forms.TextInput(attrs={"class": "control", "aria-label": f"Vad {member.name} sade"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Want a day for what was said."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for member in self.members:
            name = f"d-{member.pk}"
            if said.get(f"r-{member.pk}") and name in said and not said[name]:
                self.add_error(name, "Skriv vilken dag samrådet hölls.")
        return said

    @property
    def rows(self) -> list[tuple[str, Any, Any]]:
        """Each member with its two fields."""
        return [(member.name, self[f"d-{member.pk}"], self[f"r-{member.pk}"]) for member in self.members]

    @property
    def held(self) -> dict[int, Consulted]:
        """Who was consulted; the form must be valid."""
        said = self.cleaned_data
        return {
            member.pk: Consulted(said[f"d-{member.pk}"], said[f"r-{member.pk}"].strip())
            for member in self.members
            if said[f"d-{member.pk}"]
        }
