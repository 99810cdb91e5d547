"""The association's own template of follow-up reports: every change is a new version."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.models import ReportTemplate
from finsam.funding.rules.report_text import SHIPPED, Section, check_sections, sections_from, written_sections


@transaction.atomic
def save_template(
    *, association: Association, by: Person, sections: Sequence[Section], version: int
) -> ReportTemplate | None:
    """Keep the sections as the next version; reports that are opened keep theirs. None when nothing is changed.

    `version` is what was changed (0: the shipped one). Raises ValueError when it cannot be used, or somebody else has
    changed the template meanwhile.
    """
    Association.objects.select_for_update(no_key=True).get(pk=association.pk)
    newest = ReportTemplate.objects.filter(association=association).first()
    if (newest.version if newest else 0) != version:
        raise ValueError(
            "Någon annan har ändrat mallen sedan du öppnade den. Det du skrev står kvar här. Öppna mallen i en annan "
            "flik, jämför och spara sedan igen därifrån."
        )
    check_sections(sections)
    kept = written_sections(_keyed(sections))
    before = newest.sections if newest else written_sections(SHIPPED)
    if written_sections(sections_from(before)) == kept:
        return None
    template = ReportTemplate.objects.create(association=association, version=version + 1, sections=kept, made_by=by)
    audit.record(association, "funding.report_template.saved", template, by=by, version=template.version)
    return template


def _keyed(sections: Sequence[Section]) -> list[Section]:
    """Give each section without a key one of its title; a key keeps its meaning from version to version."""
    taken = {one.key for one in sections if one.key}
    keyed: list[Section] = []
    for one in sections:
        key = one.key
        if not key:
            plain = slugify(one.title.lower().translate(str.maketrans("åäö", "aao")))[:40] or "avsnitt"
            key = next(
                f"{plain}{end}" for end in ("", *(f"-{n}" for n in range(2, 100))) if f"{plain}{end}" not in taken
            )
            taken.add(key)
        keyed.append(Section(key, one.title.strip(), one.help.strip(), one.kinds, one.required))
    return keyed
