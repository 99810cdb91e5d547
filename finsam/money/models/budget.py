"""The budget (budget): its headings and lines, and the versions that say what they come to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from finsam.core.models import Member, Person
from finsam.core.tenancy import TenantModel
from finsam.interventions.models import Intervention
from finsam.meetings.models import Item


class GroupKind(models.TextChoices):
    """What the lines of a budget group are."""

    INCOME = "income", "Intäkter"
    INTERVENTIONS = "interventions", "Insatser"
    ADMINISTRATION = "administration", "Administration"
    FINANCIAL = "financial", "Finansiella poster"
    CLOSING_BALANCE = "closing_balance", "Balansposter"


class BudgetGroup(TenantModel):
    """A heading of the budget, as the association wants it."""

    key = models.CharField(max_length=60)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=GroupKind)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "key", name="budget_group_once"),
        ]

    def __str__(self) -> str:
        return self.label


class BudgetLine(TenantModel):
    """A line of the budget, the same in every version, and what in the ledger is its outcome.

    The outcome is pointed out by an object, or by accounts named, or by neither.
    """

    group = models.ForeignKey(BudgetGroup, on_delete=models.CASCADE, related_name="lines")
    label = models.CharField(max_length=160)
    ledger_object = models.CharField(max_length=20, blank=True)
    accounts = ArrayField(models.CharField(max_length=10), default=list)
    mission = models.CharField(max_length=4, blank=True)
    intervention = models.ForeignKey(
        Intervention, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # when its objects do not tell
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "group", "label", name="budget_line_once"),
        ]

    def __str__(self) -> str:
        return self.label


class BudgetState(models.TextChoices):
    """Where a version stands. What may follow what: `rules.budgets`."""

    DRAFT = "draft", "Utkast"
    CONSULTATION = "consultation", "Samråd med medlemmarna"
    DECIDED = "decided", "Fastställd"


class Budget(TenantModel):
    """The budget of a year and the plan for the two that follow, in one version.

    In force for a year is, of the decided versions that say something about it, the one of the latest budget year not
    after it, and of that year the latest version (`rules.budgets.in_force`).
    """

    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=BudgetState, default=BudgetState.DRAFT)
    decided_on = models.DateField(null=True, blank=True)  # of a decided one without: the day is not known
    decided_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # the §
    deficit_reason = models.TextField(blank=True)  # why costs may be more than income (R3)
    floor_reason = models.TextField(blank=True)  # why equity may end under the floor or over the ceiling
    late_reason = models.TextField(blank=True)  # why it was decided after the day the law sets (R2)
    consultation_reason = models.TextField(blank=True)  # why a member was not consulted (R2)
    income_reason = models.TextField(blank=True)  # why its contributions are not those that are decided (R1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)  # raised by every change; a save names the one it was made from

    class Meta(TenantModel.Meta):
        ordering = ["-year", "-version"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "version", name="budget_version_once"),
            models.CheckConstraint(
                condition=Q(decided_on=None, decided_in=None) | Q(state="decided"), name="budget_day_is_of_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"Budget {self.year}, version {self.version}"


class BudgetTransfer(TenantModel):
    """That a decision moved money between two lines of a decided budget. Its two amounts stand among the amounts."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="transfers")
    decided_on = models.DateField()
    decided_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return self.text or f"{self.decided_on}"


class BudgetAmount(TenantModel):
    """What a version gives a line in a year: income positive, costs negative; or what a transfer adds to that."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="amounts")
    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()
    months = ArrayField(models.BigIntegerField(), size=12, null=True, blank=True)  # öre January-December; null: evenly
    text = models.CharField(max_length=400, blank=True)  # what the line holds, for those who decide
    transfer = models.ForeignKey(
        BudgetTransfer, on_delete=models.CASCADE, null=True, blank=True, related_name="amounts"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "budget", "line", "year"],
                condition=Q(transfer=None),
                name="budget_amount_once",
            ),
            models.UniqueConstraint(
                fields=["association", "transfer", "line"],
                condition=Q(transfer__isnull=False),
                name="budget_transfer_line_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year}"


class StatedSum(TenantModel):
    """A sum as it was written in the document a version was read from, to be held against what the lines bear (R4)."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="stated_sums")
    label = models.CharField(max_length=160)
    group_label = models.CharField(max_length=80, blank=True)  # the heading it stood under
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()
    position = models.PositiveSmallIntegerField()  # among the lines and sums of the document, from 0

    class Meta(TenantModel.Meta):
        ordering = ["position", "year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "budget", "position", "year", name="stated_sum_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.year}"


class Consultation(TenantModel):
    """That a member has been consulted about a budget (samråd, 23 § law 2003:1210)."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="consultations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    remark = models.TextField(blank=True)  # what the member said

    class Meta(TenantModel.Meta):
        ordering = ["held_on", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "budget", "member", name="consultation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.held_on}"
