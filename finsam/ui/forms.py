"""Every form of the product is drawn the same way: label, help, error, field. Set as FORM_RENDERER."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's form renderer with our templates for form, formset and field."""

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"
