"""Files handed in with an application: put there and taken away while it may change."""

from collections.abc import Sequence

from django.db import transaction

from finsam.cases.files import Checked, store_file, title_of
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.actions.application_saving import check_open, locked
from finsam.funding.models import Application, ApplicationFile

MOST = 20


@transaction.atomic
def add_files(
    *, association: Association, by: Person | None, application: Application, files: Sequence[Checked]
) -> list[ApplicationFile]:
    """Keep the files with the application; one that is there already is not kept twice.

    Raises ValueError with a Swedish sentence. Must be called within the association.
    """
    row = locked(association, application)
    check_open(row)
    there = set(ApplicationFile.objects.filter(association=association, application=row).values_list("file", flat=True))
    added = []
    for checked in files:
        stored = store_file(association=association, incoming=checked)
        if stored.pk in there:
            continue
        there.add(stored.pk)
        added.append(
            ApplicationFile.objects.create(
                association=association, application=row, file=stored, title=title_of(checked.name)
            )
        )
    if len(there) > MOST:
        raise ValueError(f"En ansökan kan ha högst {MOST} bilagor. Lägg ihop några, eller ta bort en.")
    if added:
        audit.record(association, "funding.application.attached", row, by=by, application=row.pk, count=len(added))
    return added


@transaction.atomic
def remove_file(*, association: Association, by: Person | None, application: Application, pk: int) -> str:
    """Take a file away; return its title. What is registered in the diary stays. Raises ValueError."""
    row = locked(association, application)
    check_open(row)
    found = ApplicationFile.objects.filter(association=association, application=row, pk=pk).first()
    if found is None:
        return ""
    if found.document_id:
        raise ValueError(f"”{found.title}” är inskickad och ligger i diariet. Den kan inte tas bort.")
    found.delete()
    audit.record(association, "funding.application.detached", row, by=by, application=row.pk, title=found.title)
    return found.title
