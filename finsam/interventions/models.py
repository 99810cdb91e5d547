"""Tables of the interventions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from finsam.core.tenancy import TenantModel


class Direction(models.TextChoices):
    """Whom an intervention works with (inriktning)."""

    INDIVIDUAL = "individual", "Individinriktad"
    STRUCTURAL = "structural", "Strukturövergripande"


class Intervention(TenantModel):
    """An intervention (insats). Those with the same `pool` share their cost and their heads."""

    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    direction = models.CharField(max_length=12, choices=Direction)
    pool = models.SlugField(max_length=60, blank=True)
    ledger_objects = ArrayField(models.CharField(max_length=20), default=list)
    position = models.PositiveSmallIntegerField()
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    partners = models.TextField(blank=True)
    owner = models.TextField(blank=True)
    funder = models.TextField(blank=True)
    form = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    target_group = models.TextField(blank=True)
    goal = models.TextField(blank=True)
    fulfilment = models.CharField(max_length=60, blank=True)
    remarks = ArrayField(models.TextField(), default=list)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "key", name="intervention_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Target(TenantModel):
    """How many participants an intervention was budgeted for in a year."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)  # as it is called in the statistics
    participants = models.PositiveIntegerField()
    volume_registered = models.BooleanField()  # counted, not registered one by one
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "intervention", name="target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.year}: {self.participants}"
