"""Forms of what is decided about a budget, in a § or before the minutes were here."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.meetings.models import Item
from finsam.money.actions.budget_transfers import Moved
from finsam.money.forms.budgets import AMOUNT
from finsam.money.models import BudgetGroup, BudgetLine
from finsam.money.queries.budget_sections import Sections
from finsam.money.rules.budget_amounts import typed_amount
from finsam.money.rules.budget_warnings import Warned
from finsam.ui.forms import day_field

UNDECIDED = "Välj paragrafen, eller skriv vilken dag det beslutades."


class SectionForm(forms.Form):
    """Where something was decided: in a § of the board, or in minutes that are not here."""

    section = forms.ChoiceField(label="Beslutat i", required=False)
    decided_on = day_field(
        "Beslutat den", required=False, help_text="Bara när protokollet inte finns här. Annars räcker paragrafen."
    )

    def __init__(self, *args: Any, sections: Sections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items: dict[str, Item] = {str(item.pk): item for item in sections.every}
        field: Any = self.fields["section"]
        field.choices = [("", "ingen paragraf här"), *sections.choices]
        field.help_text = "Styrelsens avslutade paragrafer. De som ser ut att handla om budgeten står först."

    def clean(self) -> dict[str, Any]:
        """Want one of them."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("section") and not said.get("decided_on") and not self.errors:
            self.add_error("section", UNDECIDED)
        return said

    @property
    def item(self) -> Item | None:
        """The § that is chosen, if any."""
        return self.items.get(self.cleaned_data.get("section", ""))


def reason_field(warned: Warned) -> forms.CharField:
    """Return the field where the reason that a warning asks for is written."""
    return forms.CharField(
        label=warned.ask, help_text=warned.text, required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ReasonsForm(forms.Form):
    """The reasons that warnings ask for."""

    before = "innan skälen kan sparas"
    quiet = True

    def __init__(self, *args: Any, warned: Sequence[Warned], said: dict[str, str], **kwargs: Any) -> None:
        kwargs["initial"] = {f"reason-{kind}": text for kind, text in said.items()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.warned = warned
        for one in warned:
            self.fields[f"reason-{one.kind}"] = reason_field(one)

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons, by kind of warning; the form must be valid."""
        return {one.kind: self.cleaned_data[f"reason-{one.kind}"] for one in self.warned}


class DecideForm(SectionForm, ReasonsForm):
    """The § that decides a budget, and the reasons for what it is warned of."""

    before = "innan budgeten kan fastställas"
    quiet = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.warned:
            self.fields["anyway"] = forms.BooleanField(
                label="Fastställ ändå och skriv de skäl som saknas senare", required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the reasons that are missing, unless they are to come later."""
        said = super().clean()
        if not said.get("anyway"):
            for one in self.warned:
                name = f"reason-{one.kind}"
                if not said.get(name, "").strip() and name not in self.errors:
                    self.add_error(name, "Skriv skälet. Finns det inte än, kryssa i rutan sist.")
        return said


class TransferForm(SectionForm):
    """Money moved from a line to another by a decision."""

    before = "innan pengarna kan flyttas"

    giver = forms.ChoiceField(label="Från", error_messages={"required": "Välj vilken rad pengarna tas från."})
    taker = forms.ChoiceField(label="Till", error_messages={"required": "Välj vilken rad pengarna går till."})
    amount = forms.CharField(
        label="Belopp", max_length=24, help_text="Kronor.",
        widget=forms.TextInput(attrs=AMOUNT | {"class": "amount short"}),
        error_messages={"required": "Skriv beloppet."},
    )  # fmt: skip
    year = forms.TypedChoiceField(label="År", coerce=int)
    text = forms.CharField(label="Vad det gäller", required=False, max_length=300)

    field_order = ("giver", "taker", "amount", "year", "section", "decided_on", "text")

    def __init__(
        self,
        *args: Any,
        groups: Sequence[tuple[BudgetGroup, Sequence[BudgetLine]]],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(line.pk): line for _, lines in groups for line in lines}
        choices = [(group.label, [(str(line.pk), line.label) for line in lines]) for group, lines in groups]
        giver, taker, year = (self.fields[name] for name in ("giver", "taker", "year"))
        giver.choices = taker.choices = [("", "välj en rad"), *choices]  # type: ignore[attr-defined]
        year.choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]

    def clean_amount(self) -> int:
        """Return the amount in öre."""
        try:
            ore = typed_amount(self.cleaned_data["amount"], "")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if not ore or ore < 0:
            raise forms.ValidationError("Skriv ett belopp över noll.")
        return ore

    @property
    def moved(self) -> Moved:
        """What is moved; the form must be valid."""
        said = self.cleaned_data
        return Moved(self.lines[said["giver"]], self.lines[said["taker"]], said["year"], said["amount"], said["text"])
