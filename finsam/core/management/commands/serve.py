"""`finsam serve`: run the server until it is stopped, and beside it what happens by itself."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from granian.constants import Interfaces
from granian.server import Server

from finsam.core.ticking import start_ticking

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    """Serve."""

    help = "Starta servern. Den vägrar starta med en inställning som inte är säker."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the number of workers."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1)

    def handle(self, *, host: str, port: int, workers: int, **options: Any) -> None:
        """Check the settings, then serve. Raises CommandError on an unsafe one."""
        for fault in unsafe_settings(host):
            raise CommandError(fault)
        connection.close()
        start_ticking()
        Server(
            "finsam.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers,
            blocking_threads=4, log_access=False,
        ).serve()  # fmt: skip


def unsafe_settings(host: str) -> list[str]:
    """Return every reason not to start: what is unsafe and what to do."""
    faults = []
    origin = urlsplit(settings.ORIGIN)
    public = host not in LOOPBACK or origin.hostname not in LOOPBACK
    if settings.DEBUG and public:
        faults.append("FINSAM_DEBUG=1 får bara användas på den egna datorn. Ta bort den.")
    if settings.DEMO and public:
        faults.append("Exempelinstallationen har kända lösenord och får bara användas på den egna datorn.")
    if public and origin.scheme != "https":
        faults.append("FINSAM_ORIGIN måste börja med https:// när servern nås utifrån.")
    if len(settings.SECRET_KEY) < 32:
        faults.append("FINSAM_SECRET_KEY är för kort. Ta bort den, så gör Finsam en egen.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            faults.append("Databasrollen är superuser eller BYPASSRLS och går förbi muren mellan förbunden. Byt roll.")
    return faults
