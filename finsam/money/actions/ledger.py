"""A year's ledger, stored from the SIE files in force."""

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from finsam.core.bulk import delete_rows, insert_rows, new_ids
from finsam.core.models import Association, Person
from finsam.money.models import Account, Ledger, LedgerFile, LedgerObject, Posting, Voucher
from finsam.money.rules.sie import SieFile, booked_to, postings, prior_postings, year_of

Read = tuple[LedgerFile, SieFile]


@transaction.atomic
def store_ledger(
    *, association: Association, file_name: str, content: bytes, sie: SieFile, by: Person | None = None,
    additions: Sequence[tuple[str, bytes, SieFile]] = (),
) -> Ledger:  # fmt: skip
    """Keep a whole file, and additions as (name, content, file), as applied; make the year's ledger of them alone.

    Every account must have been mapped before. The postings are those of `rules.sie.postings`.
    """
    kept: list[Read] = []
    for name, given, read in ((file_name, content, sie), *additions):
        file = keep_file(association=association, file_name=name, content=given, sie=read, by=by)
        file.applied_at, file.applied_by = timezone.now(), by
        file.save(update_fields=["applied_at", "applied_by"])
        kept.append((file, read))
    return build_ledger(association=association, files=kept)


def keep_file(
    *, association: Association, file_name: str, content: bytes, sie: SieFile, by: Person | None
) -> LedgerFile:
    """Keep a file that has been read, waiting to be looked through."""
    return LedgerFile.objects.create(
        association=association,
        year=year_of(sie),
        sie_type=sie.sie_type,
        is_addition=sie.importing,
        file_name=file_name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        text_encoding=sie.text_encoding,
        program=sie.program,
        covers_to=booked_to(sie),
        uploaded_by=by,
    )


@transaction.atomic
def build_ledger(*, association: Association, files: Sequence[Read]) -> Ledger:
    """Make a year's ledger of a whole file and the additions after it, in place of what was there."""
    file, whole = files[0]
    starts_on, ends_on = whole.years[0]
    delete_ledger(association, file.year)
    ledger = Ledger.objects.create(
        association=association,
        year=file.year,
        starts_on=starts_on,
        ends_on=ends_on,
        covers_to=max((kept.covers_to for kept, _ in files if kept.covers_to), default=None),
        file=file,
    )
    for kept, sie in files:
        _store_objects(association, sie)
        _store_postings(association, ledger, sie, _store_vouchers(association, ledger, kept, sie))
    return ledger


def delete_ledger(association: Association, year: int) -> None:
    """Delete a year's ledger with its vouchers and postings; its files are kept."""
    of_year = {"association": association, "ledger__year": year}
    delete_rows(Posting.objects.filter(**of_year))
    delete_rows(Voucher.objects.filter(**of_year))
    Ledger.objects.filter(association=association, year=year).delete()


def _store_objects(association: Association, sie: SieFile) -> None:
    """Learn the names of the objects of the association's dimension."""
    dimension = association.ledger_dimension
    named = {code: name for (of, code), name in sie.objects.items() if of == dimension}
    LedgerObject.objects.bulk_create(
        [LedgerObject(association=association, code=code, name=name[:160]) for code, name in named.items()],
        update_conflicts=True,
        unique_fields=["association", "code"],
        update_fields=["name"],
    )


def _store_vouchers(association: Association, ledger: Ledger, file: LedgerFile, sie: SieFile) -> dict[int, int]:
    """Store the vouchers; return each one's id by its line in the file."""
    ids = dict(zip((voucher.line for voucher in sie.vouchers), new_ids(Voucher, len(sie.vouchers)), strict=True))
    insert_rows(
        Voucher,
        ["id", "association", "ledger", "file", "series", "number", "booked_on", "text"],
        (
            (ids[v.line], association.pk, ledger.pk, file.pk, v.series, v.number, v.on, v.text[:300])
            for v in sie.vouchers
        ),
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
