"""The form of the association's own template of follow-up reports."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.funding.models import ReportKind
from finsam.funding.rules.report_text import Section

MORE = 2
"""How many empty sections the form has at its end."""


class SectionForm(forms.Form):
    """A section. Without a title it is left out."""

    key = forms.SlugField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Rubrik", max_length=120, required=False)
    help = forms.CharField(
        label="Frågan till den som skriver", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kinds = forms.MultipleChoiceField(
        label="Finns i", choices=ReportKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    required = forms.BooleanField(label="Måste skrivas", required=False)
    quiet = True

    def clean(self) -> dict[str, Any]:
        """Refuse words that would be lost for want of a title."""
        said = super().clean() or {}
        if said.get("help") and not said.get("title") and not said.get("key"):
            self.add_error("title", "Skriv en rubrik.")
        if said.get("title") and not said.get("kinds"):
            self.add_error("kinds", "Välj minst ett slag av rapport, eller ta bort rubriken för att ta bort avsnittet.")
        return said

    @property
    def section(self) -> Section | None:
        """What is said; the form must be valid."""
        said = self.cleaned_data
        if not said.get("title"):
            return None
        kinds = tuple(said["kinds"])
        return Section(said["key"], said["title"], said["help"], () if len(kinds) == len(ReportKind) else kinds,
                       said["required"])  # fmt: skip


class TemplateForm(forms.Form):
    """The version that is changed, and what is wrong with the whole."""

    before = "innan mallen kan sparas"

    version = forms.IntegerField(widget=forms.HiddenInput)


Sections: Any = forms.formset_factory(SectionForm, extra=MORE, max_num=30)


def section_rows(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """Return the sections as the forms begin."""
    every = [value for value, _ in ReportKind.choices]
    return [
        {"key": one.key, "title": one.title, "help": one.help, "kinds": [*one.kinds] or every, "required": one.required}
        for one in sections
    ]
