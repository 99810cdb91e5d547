"""Forms of the ledger's files: which file, and what its new accounts and objects belong to."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from finsam.kernel.faults import BadInput
from finsam.money.actions.ledger_files import Mapped
from finsam.money.queries.ledger_mapping import Unmapped, UnmappedAccount, UnmappedObject
from finsam.money.rules.ledger_checks import MOST_BYTES, check_size
from finsam.money.rules.mapping import Proposal
from finsam.money.rules.statements import LINES, Section

NONE = "-"
CHOOSE = ("", "Välj")
_HEADINGS = {
    "Resultaträkning": (Section.OPERATING, Section.FINANCIAL, Section.EXTRAORDINARY, Section.CLOSING),
    "Tillgångar": (Section.FIXED_ASSETS, Section.CURRENT_ASSETS),
    "Eget kapital och skulder": (Section.EQUITY, Section.PROVISIONS, Section.LIABILITIES),
}
STATEMENT_LINES = [
    CHOOSE,
    *(
        (heading, [(line.label, line.label) for line in LINES if line.section in sections])
        for heading, sections in _HEADINGS.items()
    ),
]
"""The lines of the statements as choices, by heading."""


class LedgerFileForm(forms.Form):
    """A SIE file to read."""

    before = "innan filen kan läsas in. Välj filen igen när det är gjort."
    file = forms.FileField(
        label="SIE-fil",
        allow_empty_file=True,  # `check_size` says what to do
        help_text="SIE 4 eller tidigare, helst typ 4 (4E) med verifikationer för hela året. Ändelsen är .se, .si "
        "eller .sie.",
        error_messages={"required": "Välj en SIE-fil från ekonomisystemet."},
    )  # fmt: skip
    year = forms.IntegerField(
        label="Räkenskapsår",
        required=False,
        min_value=1990,
        max_value=2200,
        help_text="Lämna tomt så gäller det år som står i filen. Anger du ett år stoppas en fil för ett annat.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "ledger-year"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Skriv året med fyra siffror, som 2025, eller lämna tomt."
        ),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse by its size what is too large to be read at all."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            check_size(upload.name or "", upload.size or 0, min(MOST_BYTES, settings.MOST_FILE_BYTES))
        except BadInput as bad:
            raise ValidationError([str(fault) for fault in bad.faults]) from bad
        return upload


class MappingForm(forms.Form):
    """What each new account and object of a file belongs to. Proposals are chosen beforehand, to be confirmed."""

    before = "innan filen kan föras in"
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, unmapped: Unmapped, **given: Any) -> None:
        super().__init__(*args, **given)
        self._unmapped = unmapped
        for account in unmapped.accounts:
            self._ask_account(account)
        for one in unmapped.objects:
            self._ask_object(one)

    def _ask_account(self, account: UnmappedAccount) -> None:
        named = f"Konto {account.number} {account.name}".strip()
        self._ask(f"account-{account.number}", f"{named} hör till", account.proposal, STATEMENT_LINES)

    def _ask_object(self, one: UnmappedObject) -> None:
        named = f"Objekt {one.code} {one.name}".strip()
        owner, line = one.intervention, one.line
        if one.is_proposed:  # the other is then proposed to be none
            owner = owner if owner.value else Proposal(NONE, "Ingen insats har ett liknande namn.")
            line = line if line.value else Proposal(NONE, "Ingen ledig budgetrad har ett liknande namn.")
        else:
            owner = line = Proposal("", "Inget har ett liknande namn. Välj själv.")
        interventions = [CHOOSE, (NONE, "Ingen insats"), *self._unmapped.interventions]
        lines = [CHOOSE, (NONE, "Ingen budgetrad"), *self._unmapped.lines]
        self._ask(f"intervention-{one.code}", f"{named}: insats", owner, interventions)
        self._ask(f"line-{one.code}", f"{named}: budgetrad", line, lines)

    def _ask(self, name: str, label: str, proposal: Proposal, choices: list[Any]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            initial=proposal.value,
            help_text=f"Förslag: {proposal.reason}" if proposal.value else proposal.reason,
            error_messages={"required": "Välj i listan.", "invalid_choice": "Välj i listan igen."},
        )

    @property
    def mapped(self) -> Mapped:
        """What was said."""
        said = self.cleaned_data
        return Mapped(
            accounts={row.number: said[f"account-{row.number}"] for row in self._unmapped.accounts},
            objects={
                one.code: (_chosen(said[f"intervention-{one.code}"]), _chosen(said[f"line-{one.code}"]))
                for one in self._unmapped.objects
            },
        )


def _chosen(value: str) -> str:
    return "" if value == NONE else value
