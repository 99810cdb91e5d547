"""How much equity (eget kapital) an association may and should keep (rule R5)."""

from django.db import models

from finsam.core.tenancy import TenantModel


class EquityBase(models.TextChoices):
    """What the ceiling of the equity is a percentage of."""

    CONTRIBUTIONS = "contributions", "medlemsbidragen"
    INCOME = "income", "alla intäkter"


class EquityRule(TenantModel):
    """How much equity an association may keep, from a day on: one percentage, or brackets; and its own floor.

    `brackets` is a list of [up to and including (öre of the base; null: without end), percent of the base or null,
    öre or null], in rising order; a bracket gives a percentage or an amount. Empty: `ceiling_percent` for every base.
    """

    valid_from = models.DateField()
    base = models.CharField(max_length=16, choices=EquityBase)
    ceiling_percent = models.PositiveSmallIntegerField()
    brackets = models.JSONField(default=list, blank=True)
    floor_ore = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)  # "Nationella rådets rekommendation 2016"
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "valid_from", name="equity_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ceiling_percent} % av {self.base}"
