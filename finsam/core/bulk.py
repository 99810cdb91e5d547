"""Writing and deleting very many rows at once, faster than one object each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of the fields; defaults and signals of the model do not apply.

    They are copied into a table of the transaction's own first, since PostgreSQL copies nothing into a table
    under row-level security. Must be called in a transaction, within the association.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001
    columns = ", ".join(quote(str(model._meta.get_field(field).column)) for field in fields)  # type: ignore[union-attr]  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")  # noqa: S608  our own names
        with cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming")  # noqa: S608
        cursor.execute("DROP TABLE incoming")


def delete_rows(rows: models.QuerySet[Any]) -> None:
    """Delete rows without reading them first. What points at them must be deleted before: nothing follows along."""
    rows.order_by()._raw_delete(rows.db)  # noqa: SLF001


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """Take ids for rows to be inserted, in ascending order."""
    table = model._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]
