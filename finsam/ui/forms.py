"""Every form of the product is drawn the same way: label, help, error, field. And a field for a day."""

from django import forms
from django.forms.renderers import DjangoTemplates


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
