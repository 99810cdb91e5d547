"""Tables of the reports: their texts, where they have been sent, and what was sealed of them."""

from django.db import models
from django.db.models import Q

from finsam.cases.models import Case, Document
from finsam.core.models import Person
from finsam.core.tenancy import TenantModel
from finsam.meetings.models import Item, Meeting
from finsam.signing.models import Signing


class ReportKind(models.TextChoices):
    """What a report is."""

    ANNUAL_REPORT = "annual-report", "Årsredovisning"
    ANNUAL_ACCOUNTS = "annual-accounts", "Årsbokslut"
    HALF_YEAR_ACCOUNTS = "half-year-accounts", "Delårsbokslut"
    ECONOMIC_REPORT = "economic-report", "Ekonomisk rapport"


class Report(TenantModel):
    """A report for a year up to a month. Without a text of its own it follows the shipped outline."""

    kind = models.CharField(max_length=24, choices=ReportKind)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=12)  # the last of its period, which begins in January
    text = models.TextField(blank=True)  # Markdown in which figures stand by name; empty: the shipped outline
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # where its documents are registered
    changed_at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=0)  # raised by every change; a save names the one it was made from

    class Meta(TenantModel.Meta):
        ordering = ["-year", "-month"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "kind", "year", "month", name="report_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="report_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}" + (f"-{self.month:02}" if self.month < 12 else "")


class SentReport(TenantModel):
    """That a report was sent, to a meeting as annex or to somebody by other means (rule R16). Each time a version."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sent")
    version = models.PositiveSmallIntegerField()
    to = models.CharField(max_length=200)  # "Styrelsemöte fredag 21 november 2025", "Region Örebro län"
    sent_on = models.DateField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64)  # of what it said: the same again is no new version
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(condition=~Q(to=""), name="sent_report_to_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.to}"


class SealedReport(TenantModel):
    """What a report said when it was handed over to be signed. Sealed when all have approved; then it never changes."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rounds")
    signing = models.ForeignKey(Signing, on_delete=models.PROTECT, related_name="+")  # one a round
    content = models.JSONField()  # chapters and every figure, in canonical form
    sha256 = models.CharField(max_length=64)  # of the content; what each signatory approves
    decided_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # the §
    sealed_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "signing", name="sealed_report_one_a_round"),
            models.UniqueConstraint(
                fields=["association", "report"], condition=Q(sealed_at__isnull=False), name="report_sealed_once"
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None, document=None) | Q(sealed_at__isnull=False, document__isnull=False),
                name="sealed_report_has_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.sha256[:16]}"
