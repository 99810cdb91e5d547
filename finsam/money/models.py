"""Tables of the money. Every amount is whole öre; in the ledger debit is positive, credit negative."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from finsam.core.models import MemberKind
from finsam.core.tenancy import TenantModel


class Ledger(TenantModel):
    """One year's ledger, as one SIE file gave it. The file is kept as it came."""

    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    sie_type = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        ordering = ["year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", name="ledger_once"),
        ]

    def __str__(self) -> str:
        return self.file_name


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


class Voucher(TenantModel):
    """A voucher (verifikation)."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="vouchers")
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


class GroupKind(models.TextChoices):
    """What the lines of a budget group are."""

    INCOME = "income", "Intäkter"
    INTERVENTIONS = "interventions", "Insatser"
    ADMINISTRATION = "administration", "Administration"
    FINANCIAL = "financial", "Finansiella poster"
    CLOSING_BALANCE = "closing_balance", "Balansposter"


class BudgetGroup(TenantModel):
    """A heading of the budget, as the association wants it."""

    key = models.CharField(max_length=60)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=GroupKind)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "key", name="budget_group_once"),
        ]

    def __str__(self) -> str:
        return self.label


class BudgetLine(TenantModel):
    """A line of the budget, and what in the ledger is its outcome: an object, or accounts named, or neither."""

    group = models.ForeignKey(BudgetGroup, on_delete=models.CASCADE, related_name="lines")
    label = models.CharField(max_length=160)
    ledger_object = models.CharField(max_length=20, blank=True)
    accounts = ArrayField(models.CharField(max_length=10), default=list)
    mission = models.CharField(max_length=4, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "group", "label", name="budget_line_once"),
        ]

    def __str__(self) -> str:
        return self.label


class BudgetAmount(TenantModel):
    """What a line was budgeted at in a year: income positive, costs negative."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "line", name="budget_amount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year}"


class Contributor(TenantModel):
    """Who pays a contribution, alone or for several members, and the account it is booked on."""

    name = models.CharField(max_length=120)
    members = ArrayField(models.CharField(max_length=120))
    kind = models.CharField(max_length=12, choices=MemberKind)
    ledger_account = models.CharField(max_length=10, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "name", name="contributor_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(TenantModel):
    """What a contributor pays a year."""

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="contributions")
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "year", "contributor", name="contribution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} {self.year}"


class EquityBase(models.TextChoices):
    """What the ceiling of the equity is a percentage of."""

    CONTRIBUTIONS = "contributions", "medlemsbidragen"
    INCOME = "income", "alla intäkter"


class EquityRule(TenantModel):
    """How much equity an association may keep (rule R5), from a day on."""

    valid_from = models.DateField()
    base = models.CharField(max_length=16, choices=EquityBase)
    ceiling_percent = models.PositiveSmallIntegerField()
    floor_ore = models.BigIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "valid_from", name="equity_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ceiling_percent} % av {self.base}"
