"""The page of the template of follow-up reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.funding.forms.report_template import MORE, Sections, TemplateForm, section_rows
from finsam.funding.models import ReportTemplate
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.progress_figures import TITLES
from finsam.funding.rules.report_text import SHIPPED, SLOTS, sections_from
from finsam.kernel.swedish import day, listed
from finsam.ui.parts import Link, Tab


@dataclass(frozen=True)
class SectionPart:
    """A section of the form, what it is called, and which figures stand in it."""

    title: str
    figures: str
    form: forms.Form


@dataclass(frozen=True)
class TemplatePage:
    """The template to change."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    form: TemplateForm
    management: forms.Form
    parts: Sequence[SectionPart]
    versions: Sequence[tuple[str, str]]
    back_url: str


def template_forms(association: Association, data: Any = None) -> tuple[TemplateForm, Any]:
    """Return the form and its sections, as they are now or as they were typed."""
    newest = ReportTemplate.objects.filter(association=association).first()
    sections = sections_from(newest.sections) if newest else list(SHIPPED)
    form = TemplateForm(data, initial={"version": newest.version if newest else 0})
    return form, Sections(data, initial=section_rows(sections), prefix="del")


def template_page(association: Association, form: TemplateForm, sections: Any) -> TemplatePage:
    """Return the page."""
    versions = list(ReportTemplate.objects.filter(association=association).select_related("made_by"))
    back = reverse("progress-reports", args=[association.slug])
    return TemplatePage(
        title="Mall för uppföljning",
        state=f"Version {versions[0].version} gäller" if versions else "Den mall som följer med programmet gäller",
        crumbs=funding_crumbs(association, Link("Uppföljning", back), Link("Mall")),
        tabs=funding_tabs(association, "progress-reports"),
        form=form,
        management=sections.management_form,
        parts=[_part(one, place, len(sections.forms)) for place, one in enumerate(sections.forms, 1)],
        versions=[
            (
                f"Version {one.version}",
                f"{day(timezone.localdate(one.made_at))}{f', {one.made_by.name}' if one.made_by else ''}",
            )
            for one in versions
        ],
        back_url=back,
    )


def _part(form: forms.Form, place: int, count: int) -> SectionPart:
    key, title = form["key"].value() or "", form["title"].value() or ""
    slots = [TITLES[slot].lower() for slot in SLOTS.get(str(key), ())]
    new = place > count - MORE and not title
    return SectionPart(
        f"{place}. {title or ('Nytt avsnitt' if new else 'Borttaget avsnitt')}",
        f"Här står också talen: {listed(slots)}." if slots else "",
        form,
    )
