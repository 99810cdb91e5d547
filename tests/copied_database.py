"""A copy of the test database, for what must commit: servers, and many connections at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def copied_database() -> Iterator[None]:
    """Work in a copy of the test database, so that what is committed there is gone afterwards."""
    name = connection.settings_dict["NAME"]
    copy = f"{name}_copy"
    assert name.startswith("test_")  # never a copy of what somebody works in
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
