"""Forms of a year's contributions: how they are shared, the amounts of a stage, and how they are called in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from finsam.kernel.swedish import NOTHING, capital, exact
from finsam.meetings.models import Item
from finsam.meetings.queries.register_discharges import item_words
from finsam.money.actions.contributions import Amounts, Plan
from finsam.money.forms.fields import SHORT, KronorField
from finsam.money.models import Basis
from finsam.money.queries.contribution_sharing import Computed, Known, Sharing
from finsam.money.rules.contribution_stages import AmountStage
from finsam.money.rules.contributions import INDEXED, OF_PARTIES, WHOLE

WEIGHTS = {"population": "invånare", "agreement": "avtalad andel", "fixed": "kronor"}


class CountField(forms.IntegerField):
    """A whole number; spaces may stand between its digits."""

    def to_python(self, value: Any) -> int | None:
        """Return the number without its spaces."""
        return super().to_python("".join(str(value or "").split()))


def known_parts(sharing: Sharing) -> list[tuple[str, str]]:
    """Return what may be known: the whole, or a party's part."""
    return [(WHOLE, "Alla bidrag tillsammans"), *((k, f"{capital(OF_PARTIES[k])} del") for k in sharing.shares)]


class SharingForm(forms.Form):
    """How a year's contributions are shared, and from what they are computed."""

    before = "innan bidragen kan fördelas"

    quiet = True

    known = forms.ChoiceField(label="Räkna från")
    amount = KronorField(label="Kronor", help_text="Behövs inte när förra året räknas upp.")
    index_percent = forms.DecimalField(
        label="Uppräkning, procent", required=False, max_digits=6, decimal_places=3, min_value=-50, max_value=100,
        localize=True, widget=forms.TextInput(attrs=SHORT), help_text="På förra årets bidrag, som 2,1.",
        error_messages={"invalid": "Skriv procenten som 2,1."},
    )  # fmt: skip
    index_source = forms.CharField(
        label="Uppräkningen bygger på", required=False, max_length=120, help_text="Som KPV, juni."
    )
    basis = forms.ChoiceField(label="Kommunernas del fördelas", choices=Basis.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Varför ändras det som är beslutat", required=False, max_length=300)

    def __init__(self, *args: Any, sharing: Sharing, decided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sharing = sharing
        known: Any = self.fields["known"]
        again = [(INDEXED, f"{sharing.year - 1} års bidrag, uppräknade")] if any(sharing.before.values()) else []
        known.choices = [*again, *known_parts(sharing)]
        for row in sharing.weighed:
            self.fields[f"weight_{row.pk}"] = CountField(
                label=row.name, required=False, min_value=0, max_value=2_000_000_000,
                widget=forms.TextInput(attrs={**SHORT, "inputmode": "numeric"}),
                error_messages={"invalid": "Skriv ett helt tal, som 6 900. Andelar i procent skrivs utan decimaler, "
                                "som 125 och 875 i stället för 12,5 och 87,5.",
                                "min_value": "Skriv noll eller mer.", "max_value": "Talet är för stort."},
            )  # fmt: skip
        if not sharing.weighed:
            self.fields["basis"].widget = forms.HiddenInput()
        if not (decided and sharing.row):
            del self.fields["reason"]

    @property
    def weights(self) -> list[forms.BoundField]:
        """The fields of the weights."""
        return [self[f"weight_{row.pk}"] for row in self.sharing.weighed]

    @property
    def asked(self) -> Known:
        """What is known; the form must be valid."""
        said = self.cleaned_data
        weights = {row.pk: said.get(f"weight_{row.pk}") for row in self.sharing.weighed}
        return Known(said["known"], said["amount"], said["basis"], weights, said["index_percent"])

    def plan(self, computed: Computed) -> Plan:
        """Return the plan that is saved; the form must be valid."""
        said, asked = self.cleaned_data, self.asked
        weights = {key: weight for key, weight in asked.weights.items() if weight is not None}
        return Plan(asked.basis, computed.whole, weights, said["index_percent"], said["index_source"])


def sharing_initial(sharing: Sharing) -> dict[str, object]:
    """Return what stands in the form of a year, taken from its round or the latest before."""
    row, model, total = sharing.row, sharing.model, sharing.total
    return {
        "known": WHOLE if total or not any(sharing.before.values()) else INDEXED,
        "amount": exact(total) if total else "",
        "index_percent": row.index_percent.normalize() if row and row.index_percent is not None else None,
        "index_source": model.index_source if model else "",
        "basis": model.basis if model else Basis.POPULATION,
        **{f"weight_{key}": weight for key, weight in sharing.weights.items()},
    }


class AmountsForm(forms.Form):
    """The amounts of a stage, one for each contributor, and what decided them."""

    before = "innan beloppen kan sparas"
    quiet = True

    known = forms.ChoiceField(label="Det som är känt", required=False)
    amount = KronorField(label="Kronor")
    on = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen som 2025-11-21."},
    )  # fmt: skip
    item = forms.ChoiceField(label="Beslutat i", required=False)
    reason = forms.CharField(required=False, max_length=300)

    def __init__(
        self,
        *args: Any,
        sharing: Sharing,
        stage: AmountStage,
        items: Sequence[Item],
        section_prefix: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sharing, self.items = sharing, {str(item.pk): item for item in items}
        self.fields["on"].label = f"{stage.done} den"
        self.fields["reason"].label = "Varför" if stage.column != "decided" else "Varför ändras eller avviker beloppen"
        self.fields[
            "reason"
        ].help_text = "Behövs när beloppen inte följer andelarna, eller när beslutade bidrag ändras."
        known: Any = self.fields["known"]
        known.choices = known_parts(sharing)
        for row in sharing.contributors:
            self.fields[f"ore_{row.pk}"] = KronorField(label=f"{row.name}, kronor")
            self.fields[f"remark_{row.pk}"] = forms.CharField(
                label=f"Anmärkning, {row.name}", required=False, max_length=300
            )
        item: Any = self.fields["item"]
        item.choices = [("", NOTHING), *((key, item_words(row, section_prefix)) for key, row in self.items.items())]
        if stage.column != "decided":
            del self.fields["item"]

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each contributor with its fields."""
        return [(row.name, self[f"ore_{row.pk}"], self[f"remark_{row.pk}"]) for row in self.sharing.contributors]

    @property
    def amounts(self) -> Amounts:
        """The amounts as written; the form must be valid."""
        said = self.cleaned_data
        keys = [row.pk for row in self.sharing.contributors]
        return Amounts(
            ore={key: said[f"ore_{key}"] for key in keys},
            on=said["on"],
            item=self.items.get(said.get("item", "")),
            remarks={key: said[f"remark_{key}"] for key in keys},
            reason=said["reason"],
        )


def amounts_initial(ore: Mapping[int, int | None], **said: object) -> dict[str, object]:
    """Return what stands in the form of amounts: öre by contributor, and the rest as said."""
    return {**{f"ore_{key}": exact(amount) for key, amount in ore.items() if amount is not None}, **said}
