"""Who is at a meeting, from which § to which, who is called instead, and who is disqualified."""

from django.db import models
from django.db.models import Q

from finsam.core.models import Person, Seat
from finsam.core.tenancy import TenantModel
from finsam.meetings.models.meeting import Item, Meeting


class Mode(models.TextChoices):
    """How somebody takes part."""

    ROOM = "room", "på plats"
    DISTANCE = "distance", "på distans"


class Attendee(TenantModel):
    """Somebody at a meeting: the holder of a seat, or a guest by role and organisation."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)  # as printed; of a seat: its person's at the meeting
    role = models.CharField(max_length=120, blank=True)  # of a guest: "socialchef"
    organisation = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "meeting", "seat"], condition=Q(seat__isnull=False), name="attendee_seat_once"
            ),
            models.CheckConstraint(condition=Q(seat__isnull=False) | ~Q(name="", role=""), name="attendee_is_somebody"),
        ]

    def __str__(self) -> str:
        return self.name or self.role or str(self.seat)


class Presence(TenantModel):
    """A stretch of items an attendee is present at, both included. No first: from the start; no last: to the end."""

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="presences")
    first_item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    last_item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.ROOM)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.attendee}"


class Absence(TenantModel):
    """That the holder of a seat has said they cannot come."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="absences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    remark = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "meeting", "seat", name="absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.meeting}"


class Summons(TenantModel):
    """That a substitute is called to serve for an absent member, and the answer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="summonses")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")  # the substitute's
    instead_of = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    accepted = models.BooleanField(null=True)  # null: no answer yet
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "meeting", "seat", "instead_of", name="summons_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} för {self.instead_of}"


class Ground(models.TextChoices):
    """The grounds of disqualification (jäv), 6 kap. 28 § kommunallagen."""

    OWN_MATTER = "own_matter", "Saken angår ledamoten själv eller någon närstående (1)"
    GUARDIAN = "guardian", "Ledamoten eller en närstående är ställföreträdare för den som saken angår (2)"
    SUPERVISED = "supervised", "Ärendet rör tillsyn över en verksamhet ledamoten själv är knuten till (3)"
    AGENT = "agent", "Ledamoten har fört talan som ombud eller mot ersättning biträtt någon i saken (4)"
    OTHER = "other", "Annan omständighet som kan rubba förtroendet för opartiskheten (5)"


class Conflict(TenantModel):
    """That somebody is disqualified (jävig) in an item: does not serve, is not counted (R21)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="conflicts")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=Ground)
    text = models.CharField(max_length=300)
    announced_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "item", "seat", name="conflict_once"),
            models.CheckConstraint(condition=~Q(text=""), name="conflict_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.item}"
