"""What people add to the ledger when a month is followed up: forecasts, comments, commitments (rule R7)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from finsam.core.models import Person
from finsam.core.tenancy import TenantModel
from finsam.interventions.models import Intervention
from finsam.meetings.models import Item
from finsam.money.models.budget import BudgetLine


class ForecastMethod(models.TextChoices):
    """How a line's year is foretold from its outcome so far (`rules.forecasts`)."""

    BUDGET = "budget", "Resten enligt budget"
    LINEAR = "linear", "I samma takt"
    LAST_YEAR = "last_year", "Som förra årets profil"
    HAND = "hand", "För hand"


class Forecast(TenantModel):
    """That somebody chose, in the follow-up of a month, how a line's year is foretold. The newest counts, all are kept.

    A line without one is foretold by the rest of its budget.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="forecasts")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()  # holds for this month and those after, until another is made
    method = models.CharField(max_length=10, choices=ForecastMethod)
    amount_ore = models.BigIntegerField(null=True, blank=True)  # of the whole year, by hand alone
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["month", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(method="hand", amount_ore__isnull=False) | (~Q(method="hand") & Q(amount_ore=None)),
                name="forecast_by_hand_has_amount",
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="forecast_month"),
        ]
        indexes = [models.Index(fields=["association", "year", "line"], name="forecast_by_line")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year}-{self.month}"


class LineComment(TenantModel):
    """Why a line deviates, as said in the follow-up of a month."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="comments")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    written_at = models.DateTimeField(auto_now=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "line", "year", "month", name="line_comment_once"),
            models.CheckConstraint(condition=~Q(text=""), name="line_comment_has_text"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="line_comment_month"),
        ]

    def __str__(self) -> str:
        return self.text


class MonthClosing(TenantModel):
    """That a month is followed up and closed, with its table as it stood then."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)  # what the director says of the month, for the board
    closed_at = models.DateTimeField(null=True, blank=True)  # null: the summary is written, the month is open
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(default=dict, blank=True)  # the follow-up as it stood: {line: {column: öre}}

    class Meta(TenantModel.Meta):
        ordering = ["-year", "-month"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "month", name="month_closing_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="month_closing_month"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


class ExternalProject(TenantModel):
    """A project with money from others (ESF, Tillväxtverket, statliga stimulansmedel), followed by its objects."""

    name = models.CharField(max_length=160)
    funder = models.CharField(max_length=120)
    ledger_objects = ArrayField(models.CharField(max_length=20), default=list)
    granted_ore = models.BigIntegerField(null=True, blank=True)  # over the whole project
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    intervention = models.ForeignKey(Intervention, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "name", name="external_project_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Commitment(TenantModel):
    """What a line is bound to pay in a year: decided, contracted, claimed (rekvirerat), paid. Amounts positive, öre."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="commitments")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    counterpart = models.CharField(max_length=120, blank=True)
    decided_ore = models.BigIntegerField()
    decided_on = models.DateField(null=True, blank=True)
    decided_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # the §
    contracted_ore = models.BigIntegerField(null=True, blank=True)
    contracted_on = models.DateField(null=True, blank=True)
    claimed_ore = models.BigIntegerField(null=True, blank=True)
    paid_ore = models.BigIntegerField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(contracted_ore=None, contracted_on=None) | Q(contracted_ore__isnull=False),
                name="commitment_contract_has_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.title
