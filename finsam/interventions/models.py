"""Tables of the interventions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from finsam.core.models import Member
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
    owner_number = models.CharField(max_length=11, blank=True)  # the owner's organisation number
    transition = models.TextField(blank=True)  # the path into ordinary operation when the funding ends (implementering)
    locked_on = models.DateField(null=True, blank=True)  # since the first report direction and goals stand (R9)

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


class InterventionParty(TenantModel):
    """A party that takes part in an intervention: a member, or somebody else by name."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="parties")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160)
    part = models.CharField(max_length=160, blank=True)  # what it does
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "intervention", "name", name="intervention_party_once"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamPost(TenantModel):
    """A post (tjänst) in an intervention's team: role and employer, never a name. Vacant from a day on, or filled."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="team")
    role = models.CharField(max_length=120)
    employer = models.CharField(max_length=160, blank=True)
    percent = models.PositiveSmallIntegerField()  # of a full-time post
    funded = models.BooleanField(default=True)  # by the association; else the employer's own
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    vacant_since = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="team_post_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.percent} %"


class SteeringPlace(TenantModel):
    """A place in an intervention's steering group (styrgrupp): organisation and function, never a name."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="steering")
    organisation = models.CharField(max_length=160)
    function = models.CharField(max_length=120, blank=True)
    is_chair = models.BooleanField(default=False)
    is_co_opted = models.BooleanField(default=False)  # adjungerad, as the director is
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.organisation


class InterventionGoal(TenantModel):
    """A goal of an intervention: what is measured and what it should reach. `figure` names what measures it."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(max_length=300)
    measure = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=60, blank=True)  # as written: "15 %"
    figure = models.CharField(max_length=120, blank=True)  # "participants.work_share@key:row/column"
    at_least = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # in the figure's unit
    partly_from = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # from here partly met
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class FundingSource(TenantModel):
    """What an intervention gets in a year from somebody else than the association (medfinansiering), in öre."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="funding_sources")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["year", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "intervention", "year", "name", name="funding_source_once"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0), name="funding_source_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class TransitionStep(TenantModel):
    """A step of the path into ordinary operation: who takes over how much of the cost in a year."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="transition_steps")
    year = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=160)
    percent = models.PositiveSmallIntegerField()  # of the intervention's cost
    remark = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["year", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "intervention", "year", "party", name="transition_step_once"),
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="transition_step_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.party}"
