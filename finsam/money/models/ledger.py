"""The ledger (huvudbok) as SIE files gave it: files, accounts, objects, vouchers, postings."""

from django.db import models
from django.db.models import F, Q

from finsam.core.models import Person
from finsam.core.tenancy import TenantModel


class LedgerFile(TenantModel):
    """A SIE file as it came: waiting to be looked through, applied, or undone. A file is kept for ever once applied.

    A year's ledger is made of the last whole file that is applied and not undone, and the additions (4I) after it.
    """

    year = models.PositiveSmallIntegerField()
    sie_type = models.PositiveSmallIntegerField()
    is_addition = models.BooleanField(default=False)  # type 4I: vouchers without balances
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    text_encoding = models.CharField(max_length=20, blank=True)  # as found from the bytes
    program = models.CharField(max_length=120, blank=True)
    covers_to = models.DateField(null=True)  # the last day something is booked on, or its period ends
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(applied_at__isnull=False), name="ledger_file_undone_was_applied"
            ),
            models.CheckConstraint(
                condition=Q(undone_by=None) | Q(undone_at__isnull=False), name="ledger_file_undone_by_at"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Ledger(TenantModel):
    """One year's ledger, made of its files in force."""

    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    covers_to = models.DateField(null=True)  # booked up to and including
    file = models.ForeignKey(LedgerFile, on_delete=models.PROTECT, related_name="+")  # the whole file it begins with

    class Meta(TenantModel.Meta):
        ordering = ["year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", name="ledger_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class Account(TenantModel):
    """An account and the line of the statements, and of a note, that it belongs to (rule R13)."""

    number = models.CharField(max_length=10)
    name = models.CharField(max_length=160)
    statement_line = models.CharField(max_length=80)
    note = models.CharField(max_length=4, blank=True)
    note_item = models.CharField(max_length=160, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "number", name="account_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class LedgerObject(TenantModel):
    """An object of the ledger's dimension for interventions: its name, and whether it is known to belong to none.

    What it belongs to stands where it is used: `Intervention.ledger_objects`, `BudgetLine.ledger_object`.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=160, blank=True)
    stands_alone = models.BooleanField(default=False)  # said to belong to no line and no intervention

    class Meta(TenantModel.Meta):
        ordering = ["code"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "code", name="ledger_object_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class Voucher(TenantModel):
    """A voucher (verifikation)."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="vouchers")
    file = models.ForeignKey(LedgerFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.CharField(max_length=10, blank=True)
    number = models.CharField(max_length=20)
    booked_on = models.DateField()
    text = models.CharField(max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["booked_on", "pk"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["association", "ledger", "series", "number"], condition=~Q(number=""), name="voucher_once"
            ),
        ]
        indexes = [models.Index(F("association"), F("booked_on").desc(), F("id").desc(), name="voucher_by_day")]

    def __str__(self) -> str:
        return f"{self.series} {self.number}".strip()


class PostingKind(models.TextChoices):
    """Where a posting comes from."""

    OPENING = "opening", "Ingående balans"
    VOUCHER = "voucher", "Verifikation"
    MOVEMENT = "movement", "Årets eller månadens förändring"


class Posting(TenantModel):
    """An amount on an account: the opening balance (month 0), a voucher's row, or a sum of a file without vouchers.

    The postings of a year sum to the closing balance of a balance account and to the result of a result account.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="postings", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings", db_index=False)
    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE, null=True, related_name="postings")
    kind = models.CharField(max_length=8, choices=PostingKind)
    year = models.PositiveSmallIntegerField()  # the ledger's own, or the one before as its file remembers it
    month = models.PositiveSmallIntegerField()
    ledger_object = models.CharField(max_length=20, blank=True)
    amount_ore = models.BigIntegerField()
    text = models.CharField(max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["association", "year", "account"], name="posting_by_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount_ore}"
