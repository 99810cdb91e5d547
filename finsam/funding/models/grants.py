"""Grants (beviljade medel), which are decisions of the board, and the agreements (avtal) made on them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from finsam.cases.models import Document
from finsam.core.models import Person
from finsam.core.tenancy import TenantModel
from finsam.funding.models.applications import Application
from finsam.interventions.models import Intervention
from finsam.meetings.models import Item
from finsam.money.models import BudgetLine
from finsam.signing.models import Signing


class Grant(TenantModel):
    """What a § granted an application. It is made when the § is closed and gone when the § is taken up again."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="grants")  # one
    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="grants")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_in = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(TenantModel.Meta):
        ordering = ["decided_on", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "application", name="grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention} {self.decided_on}"


class GrantAmount(TenantModel):
    """What is granted for a year, in öre."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "grant", "year", name="grant_amount_once"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0), name="grant_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class AgreementTemplate(TenantModel):
    """The text of agreements in a version; words in {braces} are filled in. Without a row the shipped one applies."""

    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-version"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "version", name="agreement_template_version_once"),
        ]

    def __str__(self) -> str:
        return f"Avtalsmall, version {self.version}"


class AgreementState(models.TextChoices):
    """Where an agreement stands. What may follow what: `rules.agreements`."""

    DRAFT = "draft", "Utkast"
    SIGNING = "signing", "För underskrift"
    SIGNED = "signed", "Gäller"
    REPLACED = "replaced", "Ersatt av tillägg"
    ENDED = "ended", "Avslutat"


class Agreement(TenantModel):
    """An agreement with the project owner on a grant. An amendment (tilläggsavtal) is the next number of the grant.

    Signed it never changes; in force is the signed one of the highest number.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField(default=1)  # 1: the agreement; 2 and on: amendments
    state = models.CharField(max_length=8, choices=AgreementState, default=AgreementState.DRAFT)
    text = models.TextField()
    reason = models.TextField(blank=True)  # of an amendment
    counterpart = models.CharField(max_length=160)
    counterpart_number = models.CharField(max_length=11, blank=True)  # organisation number
    signatory_name = models.CharField(max_length=120, blank=True)  # who signs for the counterpart
    signatory_email = models.EmailField(blank=True)
    signatory_role = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)  # a month after the decision (R8); null of amendments
    signing = models.ForeignKey(Signing, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(default=dict)  # what is signed, fixed when it is sent for signing
    signed_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["grant", "number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "grant", "number", name="agreement_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "replaced"]) | Q(signed_on__isnull=False),
                name="agreement_signed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Avtal {self.number} med {self.counterpart}"

    @property
    def last_day(self) -> date:
        """The day until which costs are paid: the agreed, or the day it was ended."""
        return self.ended_on or self.ends_on


class AgreementAmount(TenantModel):
    """What is agreed for a year, in öre: never more than is granted."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "agreement", "year", name="agreement_amount_once"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0), name="agreement_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class ReportKind(models.TextChoices):
    """What a follow-up report is about."""

    QUARTER = "quarter", "Kvartalsrapport"
    HALF_YEAR = "half_year", "Halvårsrapport"
    FINAL = "final", "Slutrapport"


class ReportingDate(TenantModel):
    """A follow-up report that the agreement asks for: its period and its last day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reporting_dates")
    kind = models.CharField(max_length=10, choices=ReportKind)
    period_from = models.DateField()
    period_to = models.DateField()
    due_on = models.DateField()

    class Meta(TenantModel.Meta):
        ordering = ["due_on", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                "association", "agreement", "kind", "period_from", "period_to", name="reporting_date_once"
            ),
            models.CheckConstraint(
                condition=Q(period_from__lt=F("period_to")) & Q(period_to__lt=F("due_on")),
                name="reporting_date_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period_from} - {self.period_to}"
