"""Tables of the association: members, shares, ordinance, persons, seats, audit."""

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from finsam.core.rules.ordinance import POINTS
from finsam.core.tenancy import TenantModel


class Association(models.Model):
    """A samordningsförbund, law 2003:1210. The one thing that is not itself inside an association."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    purpose = models.TextField(blank=True)
    formed = models.CharField(max_length=10, blank=True)  # as exactly as is known: 2008, 2008-11 or a day
    seat = models.CharField(max_length=80, blank=True)
    organisation_number = models.CharField(max_length=11, blank=True)
    address = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True)
    ledger_dimension = models.CharField(max_length=4, default="6")  # the SIE dimension that holds the interventions

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name


class MemberKind(models.TextChoices):
    """Which of the three parties a member belongs to, 1 § law 2003:1210."""

    STATE = "state", "Staten"
    REGION = "region", "Region"
    MUNICIPALITY = "municipality", "Kommun"


class Member(TenantModel):
    """An authority, region or municipality that forms the association."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=MemberKind)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "name", name="member_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Share(TenantModel):
    """How much of the contributions one of the three parties pays, 5 § (rule R1)."""

    kind = models.CharField(max_length=12, choices=MemberKind)
    numerator = models.PositiveSmallIntegerField()
    denominator = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "kind", "valid_from", name="share_once"),
            models.CheckConstraint(condition=Q(denominator__gt=0), name="share_denominator"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fraction}"

    @property
    def fraction(self) -> Fraction:
        """The share as a fraction of the whole."""
        return Fraction(self.numerator, self.denominator)


class OrdinancePoint(TenantModel):
    """What the members' ordinance says on one of the points of 9 §."""

    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "number", name="ordinance_point_once"),
            models.CheckConstraint(condition=Q(number__range=(1, len(POINTS))), name="ordinance_point_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"

    @property
    def heading(self) -> str:
        """The law's words for the point."""
        return POINTS[self.number]


class PersonManager(BaseUserManager["Person"]):
    """Makes persons."""

    def create_person(self, *, email: str, name: str, password: str) -> "Person":
        """Make a person who can sign in. The e-mail address is kept in lower case."""
        person = self.model(email=email.strip().lower(), name=name)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in: staff, board, auditors. Never a participant."""

    email = models.EmailField("E-post", unique=True)
    name = models.CharField("Namn", max_length=120)
    is_active = models.BooleanField(default=True)
    associations = models.ManyToManyField(Association, blank=True)  # where to look for the person's seats

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name


class Body(models.TextChoices):
    """Where a seat is."""

    BOARD = "board", "Styrelsen"
    PREPARATORY = "preparatory", "Beredningsgruppen"
    SECRETARIAT = "secretariat", "Kansliet"
    AUDIT = "audit", "Revisorerna"
    TEAM = "team", "Teamen"
    OWNERS = "owners", "Projektägarna"


class SeatRole(models.TextChoices):
    """What the one in a seat is. The keys are those of `rules.permissions.ROLES`."""

    CHAIR = "chair", "ordförande"
    VICE_CHAIR = "vice_chair", "vice ordförande"
    MEMBER = "member", "ledamot"
    SUBSTITUTE = "substitute", "ersättare"
    DIRECTOR = "director", "förbundschef"
    SECRETARY = "secretary", "mötessekreterare"
    ECONOMIST = "economist", "ekonom"
    AUDITOR = "auditor", "revisor"
    COORDINATOR = "coordinator", "samordnare"
    PREPARATORY_MEMBER = "preparatory_member", "ledamot i beredningsgruppen"
    PROJECT_OWNER = "project_owner", "projektägare"


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats by day."""

    def in_force(self, on: date) -> "SeatQuerySet":
        """Keep the seats in force on the day."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on))


class Seat(TenantModel):
    """A seat (uppdrag) with role and term. Who sits in it may be unknown to us; `since` null = from the beginning."""

    body = models.CharField(max_length=12, choices=Body)
    role = models.CharField(max_length=20, choices=SeatRole)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    remark = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    call_order = models.PositiveSmallIntegerField(null=True, blank=True)  # of substitutes, decided at election, FL 12 §
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = SeatQuerySet.as_manager()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "position", name="seat_position"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="seat_term"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.get_body_display()}"


class Provision(TenantModel):
    """The association's own value of a deadline, legal number or choice, from a day on (rule R47).

    Without a row the value shipped in `rules.provisions` applies.
    """

    key = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    valid_from = models.DateField()
    source = models.CharField(max_length=200, blank=True)  # where it was decided: an ordinance point, a §

    class Meta(TenantModel.Meta):
        ordering = ["key", "valid_from"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "key", "valid_from", name="provision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.value} från {self.valid_from}"


class NumberSeries(TenantModel):
    """The last number taken in a series, as "diary-2021" or "board-2021": no gap, no number twice (R23, R42)."""

    name = models.CharField(max_length=60)
    last = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["association", "name"], name="number_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class Mail(TenantModel):
    """A letter by e-mail in the outbox. Written with the act it tells of, sent after it, kept."""

    to = models.EmailField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    attachment_name = models.CharField(max_length=120, blank=True)
    attachment_type = models.CharField(max_length=80, blank=True)
    attachment = models.BinaryField(blank=True, default=b"")
    about = models.CharField(max_length=80, blank=True)  # what it concerns, as "meeting:2021-11-19"
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["association", "-written_at"], name="mail_by_time")]

    def __str__(self) -> str:
        return f"{self.subject} till {self.to}"


class AuditEntry(TenantModel):
    """What somebody did in the association, and when. Never changed, never removed."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # null: the program itself
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        ordering = ["-at"]
        indexes = [models.Index(fields=["association", "-at"], name="audit_by_time")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class SignInAttempt(models.Model):
    """One try to sign in; many failed ones in a short time close the door for a while."""

    email = models.EmailField(db_index=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    succeeded = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.email} {self.at:%F %T}"
