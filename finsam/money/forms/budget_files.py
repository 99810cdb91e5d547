"""Forms of a budget that comes in a file: the file, and where its groups go."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from finsam.core.once import new_token
from finsam.kernel.faults import BadInput
from finsam.money.actions.budget_files import Handed
from finsam.money.models import GroupKind
from finsam.money.queries.budget_files import place_choices
from finsam.money.rules.budget_grid import MOST_BYTES
from finsam.money.rules.budget_placing import Known, Place
from finsam.money.rules.budget_table import PrintedBudget, PrintedRow, read_budget

SALT, AN_EVENING = "finsam.money.budget_file", 12 * 3600
OVERAGED = "Det har gått för lång tid sedan filen lästes. Välj filen igen."


class FileForm(forms.Form):
    """A file with a budget, and when the file leaves it open, whose year and which sheet."""

    before = "innan budgeten kan läsas in"
    file = forms.FileField(
        label="Fil", help_text="Excel (.xlsx) eller CSV, högst 5 MB. Årtalen ska stå över beloppen.",
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom. Välj filen med budgeten."},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}), max_length=200,
    )  # fmt: skip
    year = forms.IntegerField(
        label="Budgetår", required=False, min_value=2004, max_value=2099,
        help_text="Det första året i filen, om du inte skriver något.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={"invalid": "Skriv ett år, som 2026."},
    )  # fmt: skip
    sheet = forms.CharField(label="Blad", required=False, max_length=60, help_text="När budgetar finns på flera blad.")

    def clean(self) -> dict[str, Any]:
        """Read the file; every fault of it is told at the field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload and not self.errors:
            try:
                content = upload.read(MOST_BYTES + 1)
                cleaned["printed"] = read_budget(content, upload.name, cleaned.get("sheet", ""))
                cleaned["year"] = cleaned["year"] or cleaned["printed"].years[0]
                cleaned["printed"].from_year(cleaned["year"])
            except BadInput as error:
                self.add_error("file", ValidationError([str(fault) for fault in error.faults[:20]]))
        return cleaned


class PlacesForm(forms.Form):
    """Where the groups of a read file go. Carries the file as it was read, signed, so that nothing is stored before."""

    quiet = True
    before = "innan budgeten kan sparas"

    def __init__(self, *args: Any, printed: PrintedBudget, known: Sequence[Known], **given: Any) -> None:
        super().__init__(*args, **given)
        self.known = known
        choices = place_choices(known, {kind.value: kind.label for kind in GroupKind})
        self.groups = {f"group_{place}": group for place, group in enumerate(printed.groups)}
        for name, group in self.groups.items():
            self.fields[name] = forms.ChoiceField(
                label=group, choices=choices, error_messages={"required": "Välj var raderna hör hemma."}
            )

    @property
    def places(self) -> dict[str, Place]:
        """What is chosen; the form must be valid."""
        kinds = {one.key: one.kind for one in self.known}
        chosen = {}
        for name, group in self.groups.items():
            way, _, value = self.cleaned_data[name].partition(" ")
            chosen[group] = Place(value, kinds[value]) if way == "key" else Place("", value)
        return chosen


def proposed(places: Mapping[str, Place]) -> dict[str, str]:
    """Return what the form begins with."""
    return {
        f"group_{number}": f"key {place.key}" if place.key else f"new {place.kind}"
        for number, place in enumerate(places.values())
    }


def sealed(handed: Handed, slug: str) -> str:
    """Write a read file so that it can wait on the page: signed, for one association and one storing."""
    printed = handed.printed
    rows = [
        [row.position, row.group, row.label, row.amounts, row.is_sum, row.place, row.text, row.ledger_object,
         list(row.accounts), row.is_typed]
        for row in printed.rows
    ]  # fmt: skip
    about = [printed.file, printed.sheet, list(printed.years), printed.unit, printed.unread, printed.skipped]
    told = {"slug": slug, "year": handed.year, "token": new_token(), "about": about, "rows": rows}
    return signing.dumps(json.dumps(told), salt=SALT, compress=True)


def unsealed(written: str, slug: str) -> tuple[PrintedBudget, int, str]:
    """Return a read file, its budget year and its token. Raises ValueError when it is too old or not ours."""
    try:
        told = json.loads(signing.loads(written, salt=SALT, max_age=AN_EVENING))
    except signing.BadSignature as error:
        raise ValueError(OVERAGED) from error
    if told["slug"] != slug:
        raise ValueError(OVERAGED)
    rows = [
        PrintedRow(position, group, label, {int(year): ore for year, ore in amounts.items()}, *rest)
        for position, group, label, amounts, *rest in told["rows"]
    ]
    file, sheet, years, unit, unread, skipped = told["about"]
    return PrintedBudget(file, sheet, years, rows, unit, unread, skipped), told["year"], told["token"]
