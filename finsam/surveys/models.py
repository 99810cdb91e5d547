"""Tables of the surveys."""

from django.db import models

from finsam.core.tenancy import TenantModel


class ResponseAccount(TenantModel):
    """How many a group was asked, declined and answered in a year's survey. Unknown is null."""

    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=120)
    survey = models.CharField(max_length=40)
    asked = models.PositiveIntegerField(null=True)
    declined = models.PositiveIntegerField(null=True)
    answered = models.PositiveIntegerField()
    reported = models.BooleanField()  # whether the answers are reported, not too few
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "group", "survey", name="response_account_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.year}"
