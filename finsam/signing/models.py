"""Tables of approvals, certificates and seals."""

from django.db import models
from django.db.models import Q

from finsam.core.models import Person
from finsam.core.tenancy import TenantModel


class Certificate(TenantModel):
    """A certificate the association seals with, or has sealed with. The private key is encrypted, or kept elsewhere."""

    fingerprint = models.CharField(max_length=64)  # SHA-256 of the certificate
    certificate = models.BinaryField()  # DER
    chain = models.JSONField(default=list)  # further certificates, base64 of DER
    key = models.BinaryField(
        blank=True, default=b""
    )  # PKCS#12, encrypted with the installation's secret; empty: elsewhere
    made_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["-made_at"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "fingerprint", name="certificate_once"),
        ]

    def __str__(self) -> str:
        return self.fingerprint[:16]


class SigningState(models.TextChoices):
    """How far the approvals of a content have come."""

    OPEN = "open", "väntar på godkännande"
    DECLINED = "declined", "tillbakaskickat"
    FALLEN = "fallen", "ändrat efter godkännande"
    SEALED = "sealed", "förseglat"


class Signing(TenantModel):
    """One round of approvals of one content, by persons in order. Another content is another round."""

    about = models.CharField(max_length=80)  # what is approved, as "minutes:17"
    title = models.CharField(max_length=200)  # as the persons and the evidence page read it
    content_hash = models.CharField(max_length=64)  # SHA-256 of the content in canonical form
    state = models.CharField(max_length=10, choices=SigningState, default=SigningState.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-opened_at", "-pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "about"], condition=Q(state__in=["open", "sealed"]), name="signing_one_alive"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Approval(TenantModel):
    """One person's place in a round: role, order, and when and how the content was approved or declined."""

    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="approvals")
    order = models.PositiveSmallIntegerField()  # those of the same order may approve in any order
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=80)  # "ordförande"
    approved_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)  # what was on the screen when approving
    method = models.CharField(max_length=120, blank=True)  # "inloggning med lösenord, upprepad"
    declined_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["order", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "signing", "person", "role", name="approval_once"),
            models.CheckConstraint(
                condition=Q(approved_at=None, content_hash="") | (Q(approved_at__isnull=False) & ~Q(content_hash="")),
                name="approval_has_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person}"


class Seal(TenantModel):
    """A sealed file: its hash, when, with which certificate. The bytes stand in the diary."""

    signing = models.ForeignKey(Signing, on_delete=models.PROTECT, related_name="+")  # one a round
    file = models.ForeignKey("cases.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the sealed file
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    timestamped_by = models.CharField(max_length=200, blank=True)  # the timestamp authority, if one was asked

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "signing", name="seal_one_a_round"),
            models.UniqueConstraint("association", "sha256", name="seal_once"),
        ]

    def __str__(self) -> str:
        return self.sha256[:16]
