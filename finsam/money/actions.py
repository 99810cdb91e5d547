"""What a person does with the money."""

import hashlib

from django.db import transaction

from finsam.core.bulk import insert_rows, new_ids
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


def _store_vouchers(association: Association, ledger: Ledger, sie: SieFile) -> dict[int, int]:
    """Store the vouchers; return each one's id by its line in the file."""
    ids = dict(zip((voucher.line for voucher in sie.vouchers), new_ids(Voucher, len(sie.vouchers)), strict=True))
    insert_rows(
        Voucher,
        ["id", "association", "ledger", "series", "number", "booked_on", "text"],
        ((ids[v.line], association.pk, ledger.pk, v.series, v.number, v.on, v.text[:300]) for v in sie.vouchers),
    )
    return ids


def _store_postings(association: Association, ledger: Ledger, sie: SieFile, vouchers: dict[int, int]) -> None:
    accounts = dict(Account.objects.filter(association=association).values_list("number", "pk"))
    dimension = association.ledger_dimension
    years = ((ledger.year, postings(sie, dimension)), (ledger.year - 1, prior_postings(sie)))
    insert_rows(
        Posting,
        ["association", "ledger", "account", "voucher", "kind", "year", "month", "ledger_object", "amount_ore", "text"],
        (
            (
                association.pk,
                ledger.pk,
                accounts[posting.account],
                vouchers[posting.voucher.line] if posting.voucher else None,
                posting.kind,
                year,
                posting.month,
                posting.object_code,
                posting.amount_ore,
                posting.entry.text[:300] if posting.entry else "",
            )
            for year, of_year in years
            for posting in of_year
        ),
    )
