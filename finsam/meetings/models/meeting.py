"""A meeting, its items and their annexes."""

from django.db import models
from django.db.models import Q

from finsam.cases.models import Case, Document
from finsam.core.models import Body, Person, Seat
from finsam.core.tenancy import TenantModel


class MeetingKind(models.TextChoices):
    """Decides which standing items a new agenda begins with."""

    ORDINARY = "ordinary", "Ordinarie möte"
    CONSTITUTING = "constituting", "Konstituerande möte"
    EXTRA = "extra", "Extra möte"


class MeetingState(models.TextChoices):
    """Where a meeting stands. What may follow what: `rules.states`."""

    PLANNED = "planned", "Planerat"
    CALLED = "called", "Kallat"
    OPEN = "open", "Pågår"
    ENDED = "ended", "Avslutat"  # the secretary writes the minutes clean
    ADJUSTING = "adjusting", "Under justering"  # handed over; the adjusters read and approve
    ADJUSTED = "adjusted", "Justerat"  # sealed
    CANCELLED = "cancelled", "Inställt"


class Meeting(TenantModel):
    """A meeting of a body. At most one a day for each."""

    body = models.CharField(max_length=12, choices=Body, default=Body.BOARD)
    kind = models.CharField(max_length=12, choices=MeetingKind, default=MeetingKind.ORDINARY)
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    distance_url = models.URLField(blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    chair = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    secretary = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # its own documents
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    calling = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # reading copy as sent
    opened_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    first_number = models.PositiveIntegerField(
        null=True, blank=True
    )  # § to start with, once, when the series is new (R23)
    version = models.PositiveIntegerField(default=0)  # raised by every change of the meeting itself

    class Meta(TenantModel.Meta):
        ordering = ["-held_on"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "body", "held_on", name="meeting_once_a_day"),
            models.CheckConstraint(
                condition=Q(called_at=None, called_by=None) | Q(called_at__isnull=False),
                name="meeting_called_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="meeting_closed_was_opened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()} {self.held_on}"


class ItemKind(models.TextChoices):
    """What an item is; decides its default wording and whether a decision is needed to close it."""

    OPENING = "opening", "Mötets öppnande"
    AGENDA = "agenda", "Godkännande av dagordningen"
    ADJUSTER = "adjuster", "Val av justerare"
    PREVIOUS_MINUTES = "previous_minutes", "Föregående protokoll"
    FOLLOW_UP = "follow_up", "Uppföljning av beslut"
    DELEGATED = "delegated", "Anmälan av delegationsbeslut"
    DECISION = "decision", "Beslutsärende"
    FUNDING = "funding", "Ansökan om finansiering"
    REPORT = "report", "Rapport"
    INTERNAL_CONTROL = "internal_control", "Internkontroll"
    DISCHARGE = "discharge", "Anmälan av ansvarsfrihet"
    ELECTION = "election", "Val"
    INFORMATION = "information", "Information"
    OTHER = "other", "Övriga frågor"
    NEXT_MEETING = "next_meeting", "Nästa sammanträde"
    CLOSING = "closing", "Mötets avslutande"


class ItemState(models.TextChoices):
    """Where an item stands."""

    WAITING = "waiting", "Väntar"
    BEGUN = "begun", "Behandlas"
    CLOSED = "closed", "Klar"


class Outcome(models.TextChoices):
    """How an item ended."""

    AS_PROPOSED = "as_proposed", "Enligt förslaget"
    APPROVED = "approved", "Bifall"
    AMENDED = "amended", "Med ändringar"
    REJECTED = "rejected", "Avslag"
    REFERRED_BACK = "referred_back", "Återremiss"
    ADJOURNED = "adjourned", "Bordläggning"
    FILED = "filed", "Till handlingarna"
    ELECTED = "elected", "Val"
    NOTED = "noted", "Utan beslut"  # only for kinds that need no decision


class Item(TenantModel):
    """An item (punkt) of an agenda; once begun it is a paragraph (§) of the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.DECISION)
    title = models.CharField(max_length=200)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    series = models.CharField(max_length=30, blank=True)  # "board-2021" once the number is taken
    number = models.PositiveIntegerField(null=True, blank=True)  # the §, taken when begun (R23)
    presenters = models.CharField(max_length=300, blank=True)
    background = models.TextField(blank=True)  # Ärendet; paragraphs, lists and tables as in report text
    proposal = models.TextField(blank=True)  # one att-sats a line, without "att"
    proposal_by = models.CharField(max_length=80, default="Förbundschefen", blank=True)
    proposal_note = models.CharField(max_length=300, blank=True)  # when there is none: why
    annexes_apart = models.BooleanField(default=False)  # each annex its own number: 11, 12 and not 11.1, 11.2
    annexes_note = models.CharField(max_length=200, blank=True)  # "inkommer vid mötet"
    decision_type = models.SlugField(
        max_length=40, blank=True
    )  # key of a Majority: the ordinance asks for more than half
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    begun_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    reasons = models.TextField(blank=True)  # of the decision; a rejected application needs them
    remarks = models.TextField(blank=True)  # protokollsanteckningar, what was said
    sent_to = models.CharField(max_length=300, blank=True)  # expedieras
    withheld = models.BooleanField(default=False)  # left out of the public minutes but for title and decision
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0)  # raised by every change; a save names the one it was made from

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "meeting", "position"],
                name="item_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["association", "series", "number"], condition=Q(number__isnull=False), name="item_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number=None, series="") | (Q(number__isnull=False) & ~Q(series="")),
                name="item_number_in_series",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", number=None) | (~Q(state="waiting") & Q(number__isnull=False)),
                name="item_begun_has_number",
            ),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(outcome=""), name="item_closed_is_decided"),
        ]

    def __str__(self) -> str:
        return f"§ {self.number} {self.title}" if self.number else self.title


class Annex(TenantModel):
    """A document as annex (bilaga) to an item. Its number follows from where it stands: `rules.annexes`."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="annexes")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="annexes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)  # when it should be called something else than the document
    added_at = models.DateTimeField(auto_now_add=True)  # after the calling: marked as added

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "item", "position"], name="annex_position", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.document)


class Adjuster(TenantModel):
    """Who adjusts the minutes together with the chair (justerare)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="adjusters")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "meeting", "seat", name="adjuster_once"),
        ]

    def __str__(self) -> str:
        return str(self.seat)


class Opened(TenantModel):
    """That a person has opened the papers of a meeting, or one annex, the first and the last time."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="opened")
    annex = models.ForeignKey(Annex, on_delete=models.CASCADE, null=True, blank=True, related_name="opened")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "meeting", "annex", "person"], name="opened_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.meeting}"
