"""Numbers in a row: the next one of a series, without gap and never twice."""

from django.db import connection, transaction

from finsam.core.models import Association


def next_number(association: Association, series: str, *, first: int = 1) -> int:
    """Take the next number of a series, as "diary-2021". The first ever taken is `first`.

    Must be called in the transaction that uses the number, within the association: others wait for it, and when it
    fails the number is free again, so no gap can come and no number be used twice.
    """
    if not connection.in_atomic_block:
        msg = "A number is taken in the transaction that uses it"
        raise transaction.TransactionManagementError(msg)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_numberseries (association_id, name, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (association_id, name) DO UPDATE SET last = core_numberseries.last + 1 RETURNING last",
            [association.pk, series, first],
        )
        return int(cursor.fetchone()[0])


def reach_number(association: Association, series: str, number: int) -> None:
    """Note that a series has come at least so far: its numbers were taken elsewhere. Must be called within it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_numberseries (association_id, name, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (association_id, name) DO UPDATE SET last = GREATEST(core_numberseries.last, EXCLUDED.last)",
            [association.pk, series, number],
        )
