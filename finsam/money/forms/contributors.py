"""Forms of who pays contributions, and of the parties' shares."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms

from finsam.core.models import Member, MemberKind
from finsam.money.actions.contributors import Payer
from finsam.money.models import Contributor
from finsam.money.rules.contributions import FIRST_YEAR, KINDS, PARTIES
from finsam.ui.forms import day_field

LAST_YEAR = 2199


def _year_field(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=help_text,
        widget=forms.TextInput(attrs={"class": "amount short", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Skriv ett år, som 2026."),
    )  # fmt: skip


class ContributorForm(forms.Form):
    """A contributor."""

    before = "innan bidragsgivaren kan sparas"

    name = forms.CharField(label="Namn", max_length=120, error_messages={"required": "Skriv vad bidragsgivaren heter."})
    kind = forms.ChoiceField(label="Part", choices=MemberKind.choices, widget=forms.RadioSelect)
    members = forms.MultipleChoiceField(
        label="Betalar för", widget=forms.CheckboxSelectMultiple, help_text="En eller flera medlemmar av samma part.",
        error_messages={"required": "Kryssa i vilka medlemmar bidragsgivaren betalar för."},
    )  # fmt: skip
    ledger_account = forms.RegexField(
        r"^ *[0-9]{0,10} *$", label="Konto i huvudboken", required=False, help_text="Där bidraget bokförs.",
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"invalid": "Skriv kontots nummer med siffror."},
    )  # fmt: skip
    from_year = _year_field("Första året", "Lämna tomt om den har betalat från början.")
    until_year = _year_field("Sista året", "Lämna tomt så länge den betalar.")

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.choices = [(member.name, member.name) for member in members]

    @property
    def payer(self) -> Payer:
        """The contributor as written; the form must be valid."""
        return Payer(**self.cleaned_data)


def contributor_initial(row: Contributor) -> dict[str, object]:
    """Return what stands in the form of a contributor."""
    names = ("name", "kind", "members", "ledger_account", "from_year", "until_year")
    return {name: getattr(row, name) for name in names}


class SharesForm(forms.Form):
    """The parties' shares from a day on."""

    before = "innan andelarna kan sparas"

    valid_from = day_field("Gäller från")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            self.fields[kind] = forms.RegexField(
                r"^ *[0-9]{1,4}( */ *[1-9][0-9]{0,3})? *$", label=PARTIES[kind].capitalize(),
                widget=forms.TextInput(attrs={"class": "short"}),
                error_messages=dict.fromkeys(("required", "invalid"), "Skriv ett bråk, som 1/4, eller 0."),
            )  # fmt: skip

    @property
    def shares(self) -> dict[str, Fraction]:
        """The shares; the form must be valid."""
        return {kind: Fraction("".join(self.cleaned_data[kind].split())) for kind in KINDS}
