"""Tables of the diary: cases, documents, files, retention, requests for documents."""

from typing import Any, ClassVar

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from finsam.core.models import Body, Person
from finsam.core.tenancy import TenantModel


class RetentionClass(TenantModel):
    """How long a kind of document is kept (gallringsklass): years after the case is closed; null: for ever."""

    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)  # the decision or plan it stands in
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "key", name="retention_class_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CaseKind(models.TextChoices):
    """What a case is about; decides what wording its decision is offered."""

    GENERAL = "general", "Allmänt"
    APPLICATION = "application", "Projektansökan"
    BUDGET = "budget", "Verksamhetsplan och budget"
    ECONOMY = "economy", "Ekonomisk rapport"
    ANNUAL_REPORT = "annual_report", "Årsredovisning"
    DISCHARGE = "discharge", "Ansvarsfrihet"
    FOLLOW_UP = "follow_up", "Redovisning av insats"
    INTERNAL_CONTROL = "internal_control", "Internkontroll"
    GOVERNING = "governing", "Styrdokument"
    REFERRAL = "referral", "Remiss"
    MEETING = "meeting", "Sammanträde"
    STAFF = "staff", "Personal"


class Case(TenantModel):
    """A case (ärende) in the diary. Its number is taken once and never again."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    diary_number = models.CharField(max_length=60)  # as written: "SOFINT 2021-41"
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=CaseKind, default=CaseKind.GENERAL)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    counterpart = models.CharField(max_length=200, blank=True)  # who it came from or concerns
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    awaits = models.CharField(max_length=12, choices=Body, blank=True)  # the body whose next meeting should take it up
    awaits_on = models.DateField(null=True, blank=True)  # not before
    proposal = models.TextField(blank=True)  # what the director proposes, one att-sats a line, without "att"
    summary = models.TextField(blank=True)  # what the case is about, for the agenda
    secret = models.BooleanField(default=False)
    secrecy_ground = models.CharField(max_length=120, blank=True)  # as "OSL 26 kap. 1 §"
    retention = models.ForeignKey(RetentionClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    search = SearchVectorField(null=True, editable=False)  # title, counterpart, summary, in Swedish
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-year", "-number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "number", name="case_number_once"),
            models.UniqueConstraint("association", "diary_number", name="case_diary_number_once"),
            models.CheckConstraint(condition=Q(secret=False) | ~Q(secrecy_ground=""), name="case_secrecy_has_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.diary_number} {self.title}"


class StoredFile(TenantModel):
    """The bytes of a file, kept once by their hash and never changed (ADR 0013)."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    pages = models.PositiveIntegerField(null=True, blank=True)  # of a PDF
    content = models.BinaryField()
    text = models.TextField(blank=True)  # what could be read out of it, for search
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "sha256", name="stored_file_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Direction(models.TextChoices):
    """Where a document comes from or goes, 2 ch. TF."""

    INCOMING = "incoming", "Inkommen"
    OUTGOING = "outgoing", "Utgående"
    DRAWN_UP = "drawn_up", "Upprättad"


class Document(TenantModel):
    """A document (handling) in a case: date, sender, secrecy, retention (R42). Its file, if any, never changes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField()  # within the case
    title = models.CharField(max_length=200)
    direction = models.CharField(max_length=10, choices=Direction)
    dated_on = models.DateField()  # came in, went out or was drawn up
    counterpart = models.CharField(max_length=200, blank=True)  # sender or recipient
    secret = models.BooleanField(default=False)
    secrecy_ground = models.CharField(max_length=120, blank=True)
    retention = models.ForeignKey(RetentionClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    search = SearchVectorField(null=True, editable=False)  # title, counterpart and the text of the file
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["case", "number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "case", "number", name="document_number_once"),
            models.CheckConstraint(
                condition=Q(secret=False) | ~Q(secrecy_ground=""), name="document_secrecy_has_ground"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReleaseOutcome(models.TextChoices):
    """How a request for documents was answered."""

    RELEASED = "released", "Utlämnat"
    PARTLY = "partly", "Utlämnat med strykningar"
    REFUSED = "refused", "Avslag"
    MISSING = "missing", "Handlingen finns inte"


class ReleaseRequest(TenantModel):
    """A request to see documents and how it was answered (utlämnande). Who asks need not say who they are."""

    asked_on = models.DateField()
    asked_for = models.TextField()
    asked_by = models.CharField(max_length=200, blank=True)
    documents = models.ManyToManyField(Document, blank=True, through="ReleasedDocument")
    outcome = models.CharField(max_length=10, choices=ReleaseOutcome, blank=True)
    ground = models.CharField(max_length=200, blank=True)  # of a refusal or of what was struck out
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = models.Manager()

    class Meta(TenantModel.Meta):
        ordering = ["-asked_on", "-pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None) | (~Q(outcome="") & Q(answered_on__isnull=False)),
                name="release_answer_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["partly", "refused"]) | ~Q(ground=""), name="release_refusal_has_ground"
            ),
        ]

    def __str__(self) -> str:
        return f"Begäran {self.asked_on}"


class ReleasedDocument(TenantModel):
    """A document that a request concerned."""

    request = models.ForeignKey(ReleaseRequest, on_delete=models.CASCADE, related_name="released")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="releases")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "request", "document", name="released_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document}"
