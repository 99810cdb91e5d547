"""One row of every table of the reports that a bundle does not fill: for the wall's own tests. All about 2030."""

from datetime import UTC, date, datetime

from finsam.cases.models import Document
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.reports.models import Report, ReportKind, SealedReport, SentReport
from finsam.signing.models import Signing

DAY, MOMENT, YEAR = date(2030, 1, 2), datetime(2030, 1, 2, tzinfo=UTC), 2030


def fill_reports(association: Association) -> None:
    """Give the association a report that has been sent, and sealed. What they say is of no account."""
    with within(association):
        one = {"association": association}
        report = Report.objects.create(**one, kind=ReportKind.ANNUAL_ACCOUNTS, year=YEAR)
        document = Document.objects.filter(**one).first()
        SentReport.objects.create(
            **one, report=report, version=1, to="Prov", sent_on=DAY, content_hash="", document=document
        )
        SealedReport.objects.create(
            **one, report=report, signing=Signing.objects.filter(**one).first(), content={}, sha256="",
            sealed_at=MOMENT, document=document,
        )  # fmt: skip
