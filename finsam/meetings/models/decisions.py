"""What is proposed, voted on and decided in an item, and what is to be done about it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from finsam.cases.models import Document
from finsam.core.models import Member, Person, Seat
from finsam.core.tenancy import TenantModel
from finsam.meetings.models.meeting import Item


class Majority(TenantModel):
    """A kind of decision for which the ordinance wants more than half: a fraction of those voting (R20)."""

    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)  # "Finansiering av projekt"
    numerator = models.PositiveSmallIntegerField()
    denominator = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=160, blank=True)  # "förbundsordningen 9 §"
    valid_from = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "valid_from"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "key", "valid_from", name="majority_once"),
            models.CheckConstraint(
                condition=Q(numerator__lt=F("denominator")), name="majority_never_all"
            ),  # unanimity is not allowed
            models.CheckConstraint(condition=Q(denominator__lt=F("numerator") * 2), name="majority_more_than_half"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.numerator}/{self.denominator}"


class Standing(models.TextChoices):
    """A party's position in the preparatory group."""

    FOR = "for", "För"
    AGAINST = "against", "Emot"
    NONE = "none", "Tar inte ställning"
    NOT_RECEIVED = "not_received", "Inte inkommet"


class PartyPosition(TenantModel):
    """What a party thinks of the matter of an item, with its reason (ställningstagande)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="party_positions")
    party = models.CharField(max_length=120)
    standing = models.CharField(max_length=14, choices=Standing)
    reason = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_standing_display()}"


class MotionKind(models.TextChoices):
    """What a motion (yrkande) wants."""

    APPROVE = "approve", "Bifall"
    REJECT = "reject", "Avslag"
    AMEND = "amend", "Ändring"
    REFER_BACK = "refer_back", "Återremiss"
    ADJOURN = "adjourn", "Bordläggning"


class Motion(TenantModel):
    """A motion (yrkande) put by somebody serving."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="motions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MotionKind)
    text = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.seat}"


class Ballot(TenantModel):
    """A vote (votering) in an item: the question, the rule, and the result when settled."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="ballots")
    question = models.CharField(max_length=300)  # "Ska ansökan bifallas?"
    yes_means = models.CharField(max_length=200, blank=True)
    no_means = models.CharField(max_length=200, blank=True)
    about_person = models.BooleanField(default=False)  # an election or employment: a tie is settled by lot
    numerator = models.PositiveSmallIntegerField(null=True, blank=True)  # of a qualified majority, null: simple
    denominator = models.PositiveSmallIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    carried = models.BooleanField(null=True)
    settled_by_lot = models.BooleanField(default=False)
    result = models.CharField(max_length=300, blank=True)  # the sentence that is minuted

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(settled_at=None, carried=None) | Q(settled_at__isnull=False, carried__isnull=False),
                name="ballot_settled_has_result",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Choice(models.TextChoices):
    """What somebody votes."""

    YES = "yes", "Ja"
    NO = "no", "Nej"
    ABSTAIN = "abstain", "Avstår"


class Vote(TenantModel):
    """A vote by name."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "ballot", "seat", name="vote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.get_choice_display()}"


class Decision(TenantModel):
    """One att-sats of an item's decision: what, how much, who carries it out, by when, done (beslutsregister)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()  # without "att": "godkänna den ekonomiska rapporten"
    amount_ore = models.BigIntegerField(null=True, blank=True)
    responsible = models.CharField(max_length=120, blank=True)  # who carries it out; empty: nothing to carry out
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_remark = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "item", "position"],
                name="decision_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(done_by=None) | Q(done_on__isnull=False), name="decision_done_has_day"),
        ]

    def __str__(self) -> str:
        return f"att {self.text}"


class Reservation(TenantModel):
    """A reservation (reservation) against an item's decision, announced before the meeting ends (R22)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reservations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    text = models.TextField(blank=True)
    text_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["announced_at", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "item", "seat", name="reservation_once"),
            models.CheckConstraint(
                condition=Q(text="", text_at=None) | (~Q(text="") & Q(text_at__isnull=False)),
                name="reservation_text_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.item}"


class SpeakerRequest(TenantModel):
    """A place in the speaking order (talarlista) of an item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="speakers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    is_reply = models.BooleanField(default=False)  # a reply (replik) goes before the rest
    asked_at = models.DateTimeField(auto_now_add=True)
    spoken_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.seat}"


class TextModule(TenantModel):
    """The association's own wording of a decision, offered by kind of item beside the shipped ones."""

    kind = models.CharField(max_length=20, blank=True)  # an ItemKind or a CaseKind; empty: everywhere
    label = models.CharField(max_length=60)  # on the chip
    outcome = models.CharField(max_length=14, blank=True)
    text = models.TextField()  # one att-sats a line, without "att"
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "kind", "label", name="text_module_once"),
        ]

    def __str__(self) -> str:
        return self.label


class DelegatedDecision(TenantModel):
    """A decision made on delegation, to be reported to the board (R28)."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    decided_on = models.DateField()
    what = models.TextField()
    by = models.CharField(max_length=120)  # role: "förbundschef"
    delegation = models.CharField(max_length=120, blank=True)  # "delegationsordningen 2.3"
    amount_ore = models.BigIntegerField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="delegated")

    class Meta(TenantModel.Meta):
        ordering = ["-year", "-number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "number", name="delegated_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}:{self.number} {self.what}"


class Discharge(TenantModel):
    """A member's decision on a year: annual report approved, discharge granted; and where the board noted it (R29)."""

    year = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    report_approved = models.BooleanField(null=True)
    granted = models.BooleanField(null=True)
    remark = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_in = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="discharges")
    noted_on = models.DateField(null=True, blank=True)  # when noted before the program was in use

    class Meta(TenantModel.Meta):
        ordering = ["-year", "member__position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "member", name="discharge_once"),
            models.CheckConstraint(  # the member's own day, or when only the minutes tell of it the board's
                condition=Q(decided_on__isnull=False)
                | Q(noted_in__isnull=False)
                | Q(noted_on__isnull=False)
                | Q(report_approved=None, granted=None),
                name="discharge_decided_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.year}"

    @property
    def noted(self) -> date | None:
        """The day the board noted it; None while it has not."""
        return self.noted_in.meeting.held_on if self.noted_in else self.noted_on
