"""The members' contributions (bidrag): from what is asked for to what has come in (rule R1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from finsam.core.models import MemberKind
from finsam.core.tenancy import TenantModel
from finsam.meetings.models import Item


class Contributor(TenantModel):
    """Who pays a contribution, alone or for several members, and the account it is booked on."""

    name = models.CharField(max_length=120)
    members = ArrayField(models.CharField(max_length=120))
    kind = models.CharField(max_length=12, choices=MemberKind)
    ledger_account = models.CharField(max_length=10, blank=True)
    position = models.PositiveSmallIntegerField()
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)  # the first it pays; null: from the beginning
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)  # the last

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "name", name="contributor_once"),
            models.CheckConstraint(
                condition=Q(from_year=None) | Q(until_year=None) | Q(until_year__gte=models.F("from_year")),
                name="contributor_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Basis(models.TextChoices):
    """How the municipalities share their part."""

    POPULATION = "population", "Efter invånare"
    AGREEMENT = "agreement", "Efter avtalade andelar"
    FIXED = "fixed", "Fasta belopp"


class ContributionRound(TenantModel):
    """A year's contributions: how they are shared, and when they were asked for, announced and decided."""

    year = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.POPULATION)
    total_ore = models.BigIntegerField(null=True, blank=True)  # of all contributors together
    index_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)  # on the year before
    index_source = models.CharField(max_length=120, blank=True)  # as "KPV, juni"
    requested_on = models.DateField(null=True, blank=True)  # äskat
    announced_on = models.DateField(null=True, blank=True)  # preliminär tilldelning
    decided_on = models.DateField(null=True, blank=True)
    decided_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # the §
    remark = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", name="contribution_round_once"),
        ]

    def __str__(self) -> str:
        return f"Bidrag {self.year}"


class ContributionWeight(TenantModel):
    """What a contributor weighs when its party's part is shared: its inhabitants, or its parts of an agreement."""

    round = models.ForeignKey(ContributionRound, on_delete=models.CASCADE, related_name="weights")
    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="+")
    weight = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "round", "contributor", name="contribution_weight_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} {self.weight}"


class Contribution(TenantModel):
    """What a contributor pays a year: asked for, preliminarily allocated, and decided. Null: not yet."""

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="contributions")
    year = models.PositiveSmallIntegerField()
    requested_ore = models.BigIntegerField(null=True, blank=True)
    announced_ore = models.BigIntegerField(null=True, blank=True)
    amount_ore = models.BigIntegerField(null=True, blank=True)  # decided
    remark = models.CharField(max_length=300, blank=True)  # why it is not what the shares say

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "contributor", name="contribution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} {self.year}"

    @property
    def latest_ore(self) -> int | None:
        """What is decided, else announced, else asked for."""
        stages = (self.amount_ore, self.announced_ore, self.requested_ore)
        return next((ore for ore in stages if ore is not None), None)


class ContributionCall(TenantModel):
    """A part of a contribution that is called in (rekvireras), and when it came."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="calls")
    amount_ore = models.BigIntegerField()
    called_on = models.DateField()
    due_on = models.DateField()
    reference = models.CharField(max_length=60, blank=True)  # the invoice's number
    received_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["due_on", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="contribution_call_is_positive"),
            models.CheckConstraint(condition=Q(due_on__gte=models.F("called_on")), name="contribution_call_due_after"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.due_on}"
