"""Follow-up reports (uppföljningsrapporter) of funded interventions, and the actions that deviations become."""

from django.db import models
from django.db.models import F, Q

from finsam.cases.models import Document
from finsam.core.models import Person
from finsam.core.tenancy import TenantModel
from finsam.funding.models.applications import Writer
from finsam.funding.models.grants import ReportingDate
from finsam.interventions.models import Intervention


class ReportTemplate(TenantModel):
    """What the project owner is asked to write, in a version. Without a row the shipped one applies.

    `sections` is a list of {"key", "title", "help", "kinds"}; no kinds: in reports of every kind.
    """

    version = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-version"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "version", name="report_template_version_once"),
        ]

    def __str__(self) -> str:
        return f"Rapportmall, version {self.version}"


class ProgressState(models.TextChoices):
    """Where a follow-up report stands. What may follow what: `rules.follow_up`."""

    DRAFT = "draft", "Utkast"
    SENT = "sent", "Inlämnad"
    RETURNED = "returned", "Återlämnad"
    APPROVED = "approved", "Godkänd"


class ProgressReport(TenantModel):
    """A follow-up report: the figures are the program's, the words the owner's, by section of the template."""

    asked = models.ForeignKey(ReportingDate, on_delete=models.PROTECT, related_name="reports")  # one
    template = models.ForeignKey(ReportTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=ProgressState, default=ProgressState.DRAFT)
    texts = models.JSONField(default=dict)  # by key of the section
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["asked__due_on", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "asked", name="progress_report_once"),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None) | Q(approved_at__isnull=False),
                name="progress_report_approved_by_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}"


class ProgressVersion(TenantModel):
    """A follow-up report as it was sent: words and figures then, and why it came back if it did. Never changed."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)  # names, values and their bases as shown
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    return_reason = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "report", "number", name="progress_version_once"),
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(return_reason=""), name="progress_version_returned_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class ActionPoint(TenantModel):
    """A deviation (avvikelse) and what is done about it (åtgärd): by whom, by when, verified by somebody else."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="action_points")
    report = models.ForeignKey(
        ProgressReport, on_delete=models.SET_NULL, null=True, blank=True, related_name="action_points"
    )
    finding = models.TextField()
    action = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True)  # who does it, by role and organisation
    owner_email = models.EmailField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    verifier = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_remark = models.CharField(max_length=300, blank=True)
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # null: by the owner, who came by link
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_adequate = models.BooleanField(null=True)  # what the verifier found
    verdict = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(verified_on=None, is_adequate=None) | Q(verified_on__isnull=False, done_on__isnull=False),
                name="action_point_verified_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.finding[:80]
