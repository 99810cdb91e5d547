"""Every form is drawn the same way: label, help, error, field. And fields for a day and an organisation's number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates

from finsam.kernel.identity import is_organisation_number, organisation_number


class Renderer(DjangoTemplates):
    """Django's form renderer with our templates for form, formset and field. Set as FORM_RENDERER."""

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"


def day_field(label: str, *, required: bool = True, help_text: str = "", **attrs: str) -> forms.DateField:
    """Return a field for a day; `attrs` are further attributes of its control."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d"),
        error_messages={"required": "Ange vilken dag.", "invalid": "Skriv dagen som 2025-11-21."},
    )


class OrganisationNumberField(forms.CharField):
    """An organisation number, whose check digit must be right; kept as 212000-1234. May be left empty."""

    def __init__(self, **options: Any) -> None:
        about: dict[str, Any] = {
            "label": "Organisationsnummer",
            "help_text": "Som 212000-1234.",
            "max_length": 20,
            "required": False,
        }
        super().__init__(**(about | options))

    def clean(self, value: Any) -> str:
        """Return the number as it is kept. Raises ValidationError."""
        text: str = super().clean(value).strip()
        if text and not is_organisation_number(text):
            raise ValidationError(
                "Kontrollera organisationsnumret: tio siffror, som 212000-1234. Kontrollsiffran är fel."
            )
        return organisation_number(text)
