"""Claims (rekvisitioner) against agreements: specified, attested by two, paid by file, found in the ledger."""

from django.db import models
from django.db.models import F, Q

from finsam.cases.models import Document, StoredFile
from finsam.core.models import Person
from finsam.core.tenancy import TenantModel
from finsam.funding.models.applications import CostKind, Writer
from finsam.funding.models.grants import Grant


class ClaimState(models.TextChoices):
    """Where a claim stands. What may follow what: `rules.claims`."""

    DRAFT = "draft", "Utkast"
    SENT = "sent", "Inlämnad"
    RETURNED = "returned", "Återlämnad"
    ATTESTED = "attested", "Attesterad"
    ORDERED = "ordered", "I betalfil"
    PAID = "paid", "Betald"


class PayeeKind(models.TextChoices):
    """How an account is written."""

    BANKGIRO = "bankgiro", "Bankgiro"
    PLUSGIRO = "plusgiro", "Plusgiro"
    IBAN = "iban", "IBAN"


class PaymentFile(TenantModel):
    """A payment file (betalfil), ISO 20022 pain.001.001.09, as it was handed to the bank."""

    message_id = models.CharField(max_length=35)
    pay_on = models.DateField()
    total_ore = models.BigIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.BinaryField(default=b"")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "message_id", name="payment_file_message_once"),
        ]

    def __str__(self) -> str:
        return self.message_id


class PaymentAccount(TenantModel):
    """The association's own account that claims are paid from, from a day on."""

    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    name = models.CharField(max_length=70)
    valid_from = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-valid_from", "-pk"]

    def __str__(self) -> str:
        return self.iban


class Claim(TenantModel):
    """A claim (rekvisition) for a period. Checked against what is left of the agreement's year."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField()  # within the grant
    state = models.CharField(max_length=8, choices=ClaimState, default=ClaimState.DRAFT)
    period_from = models.DateField()
    period_to = models.DateField()
    payee_kind = models.CharField(max_length=8, choices=PayeeKind, default=PayeeKind.BANKGIRO)
    payee_account = models.CharField(max_length=34, blank=True)
    payee_reference = models.CharField(max_length=35, blank=True)  # what the owner wants to see on the payment
    remark = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    writer = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    payment = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    paid_on = models.DateField(null=True, blank=True)
    voucher_year = models.PositiveSmallIntegerField(null=True, blank=True)  # the voucher that books it, by its name:
    voucher_series = models.CharField(max_length=20, blank=True)  # a year that is read again keeps the match
    voucher_number = models.CharField(max_length=20, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["grant", "number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "grant", "number", name="claim_number_once"),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="claim_period_in_order"),
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid_on__isnull=False), name="claim_paid_has_day"),
        ]

    def __str__(self) -> str:
        return f"Rekvisition {self.number}"


class ClaimLine(TenantModel):
    """A line of a claim's specification, in öre; a negative one takes back what was claimed before."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=12, choices=CostKind)
    text = models.CharField(max_length=200, blank=True)
    amount_ore = models.BigIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text or self.get_kind_display()


class ClaimFile(TenantModel):
    """A receipt or other file that goes with a claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Attestation(TenantModel):
    """That somebody with the right to attest (attesträtt) has attested a claim: two, never the same person.

    `person` is null of what a bundle told: it holds no persons.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="attestations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=80)  # the seat it was done in
    amount_ore = models.BigIntegerField()  # what was attested
    attested_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "claim", "person", name="attestation_never_the_same"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.attested_at}"
