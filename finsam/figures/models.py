"""Tables of the figures."""

from django.db import models

from finsam.core.tenancy import TenantModel


class DisclosureRule(TenantModel):
    """From when counts of people and answers below a minimum are hidden from the public (rule R37)."""

    valid_from = models.DateField()
    minimum = models.PositiveSmallIntegerField()
    hides_zero = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "valid_from", name="disclosure_rule_once"),
        ]

    def __str__(self) -> str:
        return f"minst {self.minimum} från {self.valid_from}"
