"""Tables of those who take part. No column can hold who anybody is (rule R40)."""

from django.db import models
from django.db.models import F, Q

from finsam.core.tenancy import TenantModel
from finsam.interventions.models import Intervention


class RegistrationKind(models.TextChoices):
    """How somebody is counted."""

    PERSONAL = "personal", "Med personuppgifter"
    ANONYMOUS = "anonymous", "Anonymt (skyddad identitet)"
    VOLUME = "volume", "Volym (bara antal)"


class Sex(models.TextChoices):
    """Sex, as registered."""

    WOMAN = "woman", "Kvinnor"
    MAN = "man", "Män"
    UNKNOWN = "unknown", "Okänt"


class ExitClass(models.TextChoices):
    """What became of somebody, at the coarsest; a participation belongs to the first class one of its outcomes has."""

    WORK = "work_study_jobseeking", "Arbete, studier eller aktivt arbetssökande"
    REHABILITATION = "continued_rehabilitation", "Fortsatt rehabilitering"
    SICK = "sick", "Allvarligt försämrad hälsa"
    OTHER = "other", "Övrigt: föräldraledighet, flytt, avbrott eller utan mätning"


class SupportYears(models.TextChoices):
    """How long somebody had been supported by public means before the start."""

    NONE = "none", "Ingen"
    UNDER_1 = "under 1", "Under 1 år"
    FROM_1 = "1-2", "1–2 år"
    FROM_3 = "3-5", "3–5 år"
    FROM_6 = "6+", "6 år eller mer"


class Education(models.TextChoices):
    """The longest education."""

    LESS = "less_than_compulsory", "Ej fullgjord grundskola"
    COMPULSORY = "compulsory", "Grundskola"
    UPPER = "upper_secondary", "Gymnasium"
    POST = "post_secondary", "Eftergymnasial"


class CodeField(models.TextChoices):
    """Which column a code is for."""

    REFERRER = "referrer", "Aktualiserad av"
    OUTCOME = "outcome", "Resultat"


class Code(TenantModel):
    """A referrer or an outcome of an intervention: printed label and part, and how it counts (rule R39)."""

    field = models.CharField(max_length=8, choices=CodeField)
    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    part = models.CharField(max_length=120, blank=True)
    counts_as_step_forward = models.BooleanField(null=True)
    exit_class = models.CharField(max_length=24, choices=ExitClass, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "intervention", "field", "code", name="code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.part}".strip()


class Registration(TenantModel):
    """A participation (one row each), or for volume the number in a month."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="registrations")
    kind = models.CharField(max_length=9, choices=RegistrationKind)
    count = models.PositiveIntegerField(default=1)
    started = models.DateField()
    ended = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=7, choices=Sex)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    municipality = models.CharField(max_length=60, blank=True)  # "protected": not shown
    referrer = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    outcome_2 = models.CharField(max_length=60, blank=True)
    steps_forward = models.BooleanField(null=True, blank=True)
    support_years = models.CharField(max_length=8, choices=SupportYears, blank=True)
    education = models.CharField(max_length=20, choices=Education, blank=True)
    position = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        indexes = [models.Index(fields=["association", "started", "ended"], name="registration_period")]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "position", name="registration_position"),
            models.CheckConstraint(condition=Q(count=1) | Q(kind="volume"), name="registration_one_each"),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")), name="registration_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.started}"


class Activity(TenantModel):
    """A structural activity: how many came, what it cost, and the association's part of that (rule R36b)."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(max_length=160)
    date_from = models.DateField()
    date_to = models.DateField()
    volume_registered = models.BooleanField()
    attendees = models.PositiveIntegerField()
    organisations = models.CharField(max_length=300, blank=True)
    organiser = models.CharField(max_length=200, blank=True)
    total_cost_ore = models.BigIntegerField(null=True)  # for all who share
    own_cost_ore = models.BigIntegerField(null=True)
    own_share_rule = models.CharField(max_length=120, blank=True)
    ledger_object = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        indexes = [models.Index(fields=["association", "date_from"], name="activity_by_date")]

    def __str__(self) -> str:
        return self.title
