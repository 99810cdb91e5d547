"""The posting list (bokföringsunderlag) of a payment file, with accounts proposed from what was booked before."""

import io
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Sum
from openpyxl import Workbook

from finsam.core.models import Association
from finsam.figures.files import csv_rows, label_cell
from finsam.funding.models import Claim, PaymentFile
from finsam.funding.queries.claim_amounts import with_totals
from finsam.funding.queries.matching import COST_LINES
from finsam.funding.rules.posting import HEADS, PaidClaim, PostingRow, most_used, posting_rows
from finsam.money.models import Posting, PostingKind
from finsam.money.rules.contributions import KRONA

BANK_LINE = "Kassa och bank"
Value = str | int | float


def payment_claims(association: Association, payment: PaymentFile) -> list[Claim]:
    """Return the claims of a payment file with their totals. Must be called within the association."""
    rows = Claim.objects.select_related("grant__intervention", "grant__application__case")
    return list(with_totals(rows.filter(association=association, payment=payment)).order_by("grant", "number"))


def posting_list(association: Association, payment: PaymentFile, claims: Sequence[Claim]) -> list[PostingRow]:
    """Return the rows to book: a debit for each claim, one credit on the bank's account."""
    codes = {code for claim in claims for code in claim.grant.intervention.ledger_objects}
    accounts = _cost_accounts(association, codes)
    paid = [_paid(claim, accounts) for claim in claims]
    return posting_rows(paid, _bank_account(association), f"Betalfil {payment.message_id}")


def posting_csv(rows: Sequence[PostingRow]) -> bytes:
    """Write the posting list as CSV with decimal comma."""
    return csv_rows(
        [[one if isinstance(one, str) else f"{one}".replace(".", ",") for one in row] for row in _values(rows)]
    )


def posting_excel(rows: Sequence[PostingRow]) -> bytes:
    """Write the posting list as an Excel sheet."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Bokföringsunderlag")
    sheet.column_dimensions["A"].width = 48
    for row in _values(rows):
        sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _values(rows: Sequence[PostingRow]) -> list[list[Value]]:
    heads: list[Value] = list(HEADS)
    return [
        heads,
        *(
            [
                label_cell(row.text), row.account, row.code, _kronor(row.debit_ore), _kronor(row.credit_ore),
                label_cell(row.claim), label_cell(row.diary_number), label_cell(row.payee),
            ]
            for row in rows
        ),
    ]  # fmt: skip


def _kronor(ore: int) -> Value:
    if not ore:
        return ""
    return ore / KRONA if ore % KRONA else ore // KRONA


def _paid(claim: Claim, accounts: dict[str, list[tuple[str, int]]]) -> PaidClaim:
    intervention, application = claim.grant.intervention, claim.grant.application
    used = [pair for code in intervention.ledger_objects for pair in accounts.get(code, [])]
    return PaidClaim(
        name=f"Rekvisition {claim.number}",
        intervention=intervention.title,
        payee=application.applicant,
        diary_number=application.case.diary_number if application.case else "",
        account=most_used(used),
        code=intervention.ledger_objects[0] if intervention.ledger_objects else "",
        amount_ore=int(claim.total),  # type: ignore[attr-defined]  # annotated by with_totals
    )


def _cost_accounts(association: Association, codes: set[str]) -> dict[str, list[tuple[str, int]]]:
    """The accounts of costs that have been booked on each object, with the sum."""
    rows = Posting.objects.filter(
        association=association, ledger_object__in=codes, kind=PostingKind.VOUCHER,
        account__statement_line__in=COST_LINES,
    )  # fmt: skip
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for code, number, total in rows.values_list("ledger_object", "account__number").annotate(Sum("amount_ore")):
        found[code].append((number, total))
    return found


def _bank_account(association: Association) -> str:
    """The account of cash and bank that has most rows."""
    rows = Posting.objects.filter(association=association, kind=PostingKind.VOUCHER, account__statement_line=BANK_LINE)
    return most_used(list(rows.values_list("account__number").annotate(Count("pk"))))
