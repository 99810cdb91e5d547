"""Applications (ansökningar): the calls and forms they answer, what they say, and who writes in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from finsam.cases.models import Case, Document, StoredFile
from finsam.core.models import Person
from finsam.core.tenancy import TenantModel
from finsam.interventions.models import Direction, Intervention
from finsam.meetings.models import Item


class ApplicationForm(TenantModel):
    """The association's own questions, in a version. An application keeps the version it was begun in.

    `questions` is a list of {"key", "label", "help", "required"}: what is asked beside what every form asks.
    """

    version = models.PositiveSmallIntegerField()
    questions = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-version"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "version", name="application_form_version_once"),
        ]

    def __str__(self) -> str:
        return f"Formulär, version {self.version}"


class Call(TenantModel):
    """A call for applications (ansökningsomgång). Without a last day it stands open until it is closed."""

    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)  # what is sought, and for whom
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)  # the last day an application is taken in
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["-opens_on", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")), name="call_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ApplicationState(models.TextChoices):
    """Where an application stands. What may follow what: `rules.applications`."""

    DRAFT = "draft", "Utkast"
    RECEIVED = "received", "Inkommen"
    INCOMPLETE = "incomplete", "Ska kompletteras"
    PROPOSED = "proposed", "Till styrelsen"
    GRANTED = "granted", "Beviljad"
    REJECTED = "rejected", "Avslagen"
    WITHDRAWN = "withdrawn", "Återtagen"


class Application(TenantModel):
    """An application for funding. From reception on it is a document in the diary; what it says then stands."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    form = models.ForeignKey(ApplicationForm, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # when received
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )  # renewed, or made by the grant
    # what it says
    title = models.CharField(max_length=160)
    applicant = models.CharField(max_length=160, blank=True)  # the project owner (projektägare), an organisation
    applicant_number = models.CharField(max_length=11, blank=True)  # its organisation number
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=12, choices=Direction, blank=True)
    purpose = models.TextField(blank=True)
    target_group = models.TextField(blank=True)
    need = models.TextField(blank=True)
    method = models.TextField(blank=True)  # what will be done
    parties = ArrayField(models.CharField(max_length=160), default=list, blank=True)  # who take part
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)  # planned, a year
    risks = models.TextField(blank=True)
    gender_analysis = models.TextField(blank=True)
    afterwards = models.TextField(blank=True)  # what happens when the funding ends
    answers = models.JSONField(default=dict)  # to the association's own questions, by key
    # its way
    begun_at = models.DateTimeField(auto_now_add=True)
    received_on = models.DateField(null=True, blank=True)
    complete_on = models.DateField(null=True, blank=True)  # found complete
    answered_on = models.DateField(null=True, blank=True)  # the first answer: completion asked for, or decided (R8)
    decided_on = models.DateField(null=True, blank=True)
    decided_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # the §
    answer = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the letter that tells the decision
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)  # raised by every change of what it says

    class Meta(TenantModel.Meta):
        ordering = ["-received_on", "-pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="application_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(received_on__isnull=False) | Q(state="withdrawn"),
                name="application_received_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "rejected"]) | Q(decided_on__isnull=False),
                name="application_decided_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CostKind(models.TextChoices):
    """A kind of cost (kostnadsslag) in an application's budget and in a claim."""

    STAFF = "staff", "Personal"
    PREMISES = "premises", "Lokaler"
    SERVICES = "services", "Köpta tjänster"
    MATERIAL = "material", "Material och utrustning"
    TRAVEL = "travel", "Resor och möten"
    INFORMATION = "information", "Information och utbildning"
    OVERHEAD = "overhead", "Gemensamma kostnader"
    OTHER = "other", "Övrigt"


class ApplicationCost(TenantModel):
    """What something costs in a year, by kind. Amounts in öre, not negative."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="costs")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=CostKind)
    remark = models.CharField(max_length=200, blank=True)
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "application", "year", "kind", name="application_cost_once"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0), name="application_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"


class ApplicationSource(TenantModel):
    """Who pays in a year: the association, when `name` is empty, else a co-financier (medfinansiär). Öre."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sources")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "application", "year", "name", name="application_source_once"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0), name="application_source_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name or 'förbundet'}"


class ApplicationGoal(TenantModel):
    """A goal the applicant sets, with what is measured and the value to reach."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(max_length=300)
    measure = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=60, blank=True)  # "15 %", "40 deltagare"
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class ApplicationFile(TenantModel):
    """A file handed in with an application; from reception on it is a document of the case too."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Writer(TenantModel):
    """Somebody at the project owner who writes: the application, then follow-up reports and claims.

    A writer comes by a link that holds until it is taken back; no account is needed. Never a participant.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="writers")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    key = models.CharField(max_length=32)  # what the link holds; a new one makes the old link useless
    invited_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "application", "email", name="writer_once"),
            models.UniqueConstraint("association", "key", name="writer_key_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CompletionRequest(TenantModel):
    """That the association asked for more (komplettering), with a day, and when it came."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="completions")
    text = models.TextField()
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="completion_due_after_asked"),
        ]

    def __str__(self) -> str:
        return f"Komplettering {self.asked_on}"
