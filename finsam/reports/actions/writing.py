"""A report's text: begun, written, given back to the outline."""

from django.db import transaction
from django.db.models import F

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.kernel.faults import BadInput
from finsam.kernel.identity import looks_like_identity_number
from finsam.reports.composition import unknown_names
from finsam.reports.editions import Edition
from finsam.reports.models import Report, SealedReport
from finsam.reports.queries.composed import shipped_outline
from finsam.reports.queries.states import about_of
from finsam.reports.rules.outline import faults_in
from finsam.signing.models import Signing, SigningState

LOCKED = "Rapporten undertecknas nu, så texten är låst. Avbryt undertecknandet om något ska ändras."
SEALED = "Rapporten är förseglad och ändras aldrig mer. Det som ändrats sedan dess visas på dess sida."
CHANGED = (
    "Någon annan har sparat texten sedan du öppnade den. Din text står kvar här. Öppna rapporten i en annan flik, "
    "jämför och spara sedan igen: då gäller din."
)
IDENTITY_NUMBER = "Texten innehåller något som ser ut som ett personnummer. Förbundet får inte spara det."


@transaction.atomic
def begin_report(*, association: Association, by: Person, edition: Edition) -> Report:
    """Return the report's row, made the first time, held until the transaction ends."""
    report, made = Report.objects.get_or_create(association=association, **edition.key)
    if made:
        audit.record(association, "reports.report.begun", report, by=by)
    return Report.objects.select_for_update(of=("self",)).select_related("case").get(pk=report.pk)


@transaction.atomic
def save_text(*, association: Association, by: Person, edition: Edition, text: str, revision: int) -> Report:
    """Save the report's own text as written from a revision; a text that is the outline's is not kept.

    Raises BadInput with the line of every name that does not exist, ValueError when the text is locked, or somebody
    else has saved it meanwhile.
    """
    report = begin_report(association=association, by=by, edition=edition)
    check_open(association, report)
    if report.revision != revision:
        raise ValueError(CHANGED)
    written = text.replace("\r\n", "\n").strip() + "\n"
    if faults := [*faults_in(written, ""), *unknown_names(written, "")]:
        raise BadInput(*faults)
    if looks_like_identity_number(written):
        raise ValueError(IDENTITY_NUMBER)
    report.text = "" if written.strip() in {"", shipped_outline(edition.kind).strip()} else written
    report.revision += 1
    report.save(update_fields=["text", "revision", "changed_at"])
    audit.record(association, "reports.text.saved", report, by=by, revision=report.revision)
    return report


def check_open(association: Association, report: Report) -> None:
    """Raise ValueError when the report is being signed, or is sealed."""
    if SealedReport.objects.filter(association=association, report=report, sealed_at__isnull=False).exists():
        raise ValueError(SEALED)
    if Signing.objects.filter(association=association, about=about_of(report), state=SigningState.OPEN).exists():
        raise ValueError(LOCKED)


def text_is_open(association: Association, report: Report) -> bool:
    """Tell whether a report's text may be changed: it is not being signed, nor sealed."""
    try:
        check_open(association, report)
    except ValueError:
        return False
    return True


def forget_texts(association: Association) -> None:
    """Take away every report that nothing has been done with, and of the others the texts that may be changed."""
    of_association = Report.objects.filter(association=association)
    of_association.filter(sent=None, rounds=None, case=None).delete()
    for report in of_association:
        if text_is_open(association, report):
            of_association.filter(pk=report.pk).update(text="", revision=F("revision") + 1)
