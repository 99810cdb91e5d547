"""The minutes: handed over, changed on request, approved, sealed, announced."""

from django.db import models
from django.db.models import F, Q

from finsam.cases.models import Document
from finsam.core.models import Member, Person
from finsam.core.tenancy import TenantModel
from finsam.meetings.models.meeting import Item, Meeting
from finsam.signing.models import Signing


class Minutes(TenantModel):
    """The minutes (protokoll) of a meeting as handed over for adjustment; the text itself is the items'."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")  # one a meeting
    signing = models.ForeignKey(
        Signing, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the latest
    adjusted_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # sealed

    class Meta(TenantModel.Meta):
        verbose_name_plural = "minutes"
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "meeting", name="minutes_once"),
        ]

    def __str__(self) -> str:
        return f"Protokoll {self.meeting}"


class ChangeRequest(TenantModel):
    """A change an adjuster wants in a §, and what became of it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="change_requests")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField(auto_now_add=True)
    accepted = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["asked_at"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(accepted=None, answered_at=None) | Q(accepted__isnull=False, answered_at__isnull=False),
                name="change_request_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.text[:40]}"


class Masking(TenantModel):
    """Words that are left out of the public minutes (R27): proposed by the program, decided by the secretary."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="maskings")
    phrase = models.CharField(max_length=200)
    why = models.CharField(max_length=120)
    masked = models.BooleanField(null=True)  # null: proposed and not decided, and then left out

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "meeting", "phrase", name="masking_once"),
        ]

    def __str__(self) -> str:
        return self.phrase


class Notice(TenantModel):
    """That the adjustment of a meeting's minutes is announced on a member's notice board (anslag), R25-R26."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notices")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # null: our own
    put_up_on = models.DateField(null=True, blank=True)
    taken_down_on = models.DateField(null=True, blank=True)
    letter_to = models.EmailField(blank=True)  # where the member's office gets the announcement
    letter_at = models.DateTimeField(null=True, blank=True)
    proof = models.CharField(max_length=300, blank=True)  # who acknowledged it, and how
    proof_document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "meeting", "member"], name="notice_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(taken_down_on=None) | Q(taken_down_on__gte=F("put_up_on")), name="notice_down_after_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.member or ''}"
