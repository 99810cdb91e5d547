"""Forms of a follow-up report: what the owner writes, and why the office gives it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from finsam.funding.actions.progress import mark_of
from finsam.funding.queries.progress_figures import TITLES
from finsam.funding.rules.report_text import WHY, Section

BASE = "base-"


class ProgressForm(forms.Form):
    """A text for each section and each figure. Hidden beside each: a mark of the text it was written from."""

    before = "innan rapporten kan skickas"
    quiet = True

    def __init__(self, data: Any, *, sections: Sequence[Section], texts: Mapping[str, str],
                 stored: Mapping[str, str] | None = None) -> None:  # fmt: skip
        super().__init__(data)
        self.sections = sections
        kept = texts if stored is None else stored
        for section in sections:
            self._add(section.key, section.help or "Din text", texts, kept, rows=6 if not section.slots else 4)
            for slot in section.slots:
                self._add(f"{WHY}{slot}", f"Varför? {TITLES[slot]}", texts, kept, rows=3)

    def _add(self, key: str, label: str, texts: Mapping[str, str], kept: Mapping[str, str], *, rows: int) -> None:
        self.fields[key] = forms.CharField(
            label=label, required=False, initial=texts.get(key, ""), widget=forms.Textarea(attrs={"rows": rows})
        )
        self.fields[f"{BASE}{key}"] = forms.CharField(
            required=False, initial=mark_of(kept.get(key, "")), widget=forms.HiddenInput
        )

    @property
    def keys(self) -> list[str]:
        """The keys of the texts."""
        return [name for name in self.fields if not name.startswith(BASE)]

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by key; the form must be valid."""
        return {key: self.cleaned_data[key] for key in self.keys if key in self.data}

    @property
    def base(self) -> dict[str, str]:
        """The mark of what each text was written from; the form must be valid."""
        return {key: self.cleaned_data[f"{BASE}{key}"] for key in self.keys}


class ReturnForm(forms.Form):
    """Why a report is given back."""

    before = "innan rapporten kan lämnas tillbaka"

    reason = forms.CharField(
        label="Vad behöver rättas?", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Går i ett brev till dem som skriver.",
        error_messages={"required": "Skriv vad som behöver rättas, så att de som skriver vet vad de ska göra."},
    )  # fmt: skip
