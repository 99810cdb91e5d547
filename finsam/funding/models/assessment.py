"""The assessment (bedömning) of an application: considerations, positions, proposal."""

from django.db import models

from finsam.core.models import Member, Person
from finsam.core.tenancy import TenantModel
from finsam.funding.models.applications import Application
from finsam.meetings.models import Standing
from finsam.money.models import BudgetLine


class Checklist(TenantModel):
    """The considerations (överväganden) in a version, from a day on. Without a row the shipped ones apply.

    `questions` is a list of {"key", "question", "group"}; a key keeps its meaning from version to version.
    """

    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    source = models.CharField(max_length=200, blank=True)  # "prop. 2002/03:132 s. 52-54; finansieringspolicyn"
    questions = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-version"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "version", name="checklist_version_once"),
        ]

    def __str__(self) -> str:
        return f"Överväganden, version {self.version}"


class Recommendation(models.TextChoices):
    """What the director proposes."""

    GRANT = "grant", "Bevilja"
    REJECT = "reject", "Avslå"
    NONE = "none", "Inget förslag"


class Assessment(TenantModel):
    """The director's assessment of an application. `checklist` null: the shipped considerations."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assessments")  # one
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(blank=True)  # the director's words, shown first to the group and the board
    policy = models.TextField(blank=True)  # how it stands to the association's financing policy
    recommendation = models.CharField(max_length=8, choices=Recommendation, blank=True)
    reason = models.TextField(blank=True)  # of the proposal; of a rejection compulsory; why there is none
    prepared_on = models.DateField(null=True, blank=True)  # by the preparatory group
    positions_due_on = models.DateField(null=True, blank=True)  # asked for at the latest
    proposed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # raised by every change

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "application", name="assessment_once"),
        ]

    def __str__(self) -> str:
        return f"Bedömning av {self.application_id}"


class ProposedAmount(TenantModel):
    """What the director proposes to grant in a year, in öre."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "assessment", "year", name="proposed_amount_once"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Verdict(models.TextChoices):
    """What the answer to a consideration comes to."""

    YES = "yes", "Ja"
    PARTLY = "partly", "Delvis"
    NO = "no", "Nej"
    UNCLEAR = "unclear", "Går inte att bedöma"


class Consideration(TenantModel):
    """The answer (övervägande) to one question of the checklist, with the director's comment."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="considerations")
    key = models.SlugField(max_length=40)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    comment = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "assessment", "key", name="consideration_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Position(TenantModel):
    """What a party thinks of an application (ställningstagande): asked for, and as received.

    Shown as not received until it has a standing. `party` names whom several members stand behind.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="positions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    party = models.CharField(max_length=120)
    standing = models.CharField(max_length=14, choices=Standing, default=Standing.NOT_RECEIVED)
    reason = models.CharField(max_length=300, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "application", "party", name="position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_standing_display()}"
