"""What a person does with the money."""

import hashlib

from django.db import transaction

from finsam.core.models import Association
from finsam.money.models import Account, Ledger, Posting, Voucher
from finsam.money.rules.sie import SieFile, postings, prior_postings


@transaction.atomic
def store_ledger(*, association: Association, file_name: str, content: bytes, sie: SieFile) -> Ledger:
    """Store a ledger that has been read, in place of the same year's before it.

    Every account must have been mapped before. The postings are those of `rules.sie.postings`.
    """
    starts_on, ends_on = sie.years[0]
    Ledger.objects.filter(association=association, year=starts_on.year).delete()
    ledger = Ledger.objects.create(
        association=association,
        year=starts_on.year,
        starts_on=starts_on,
        ends_on=ends_on,
        sie_type=sie.sie_type,
        file_name=file_name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    _store_postings(association, ledger, sie, _store_vouchers(association, ledger, sie))
    return ledger


def _store_vouchers(association: Association, ledger: Ledger, sie: SieFile) -> dict[int, Voucher]:
    rows = [
        Voucher(
            association=association, ledger=ledger, series=v.series, number=v.number, booked_on=v.on, text=v.text[:300]
        )
        for v in sie.vouchers
    ]
    Voucher.objects.bulk_create(rows, batch_size=5000)
    return {voucher.line: row for voucher, row in zip(sie.vouchers, rows, strict=True)}


def _store_postings(association: Association, ledger: Ledger, sie: SieFile, vouchers: dict[int, Voucher]) -> None:
    accounts = {account.number: account for account in Account.objects.filter(association=association)}
    dimension = association.ledger_dimension
    years = ((ledger.year, postings(sie, dimension)), (ledger.year - 1, prior_postings(sie)))
    Posting.objects.bulk_create(
        (
            Posting(
                association=association,
                ledger=ledger,
                account=accounts[posting.account],
                voucher=vouchers[posting.voucher.line] if posting.voucher else None,
                kind=posting.kind,
                year=year,
                month=posting.month,
                ledger_object=posting.object_code,
                amount_ore=posting.amount_ore,
                text=(posting.entry.text if posting.entry else "")[:300],
            )
            for year, of_year in years
            for posting in of_year
        ),
        batch_size=5000,
    )
