"""`finsam demo`: associations alive: database, demo bundles, people to sign in as, the annual report, server."""

import os
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from finsam.bundle.actions import load_bundle
from finsam.core.models import Association, Seat
from finsam.core.tenancy import within
from finsam.home.demo_funding import DRAFT_KEY, add_demo_funding
from finsam.home.demo_meetings import add_demo_meetings
from finsam.home.demo_people import PASSWORD, PEOPLE, seat_demo_people
from finsam.kernel.faults import BadInput
from finsam.reports.editions import edition_of
from finsam.reports.models import Report
from finsam.reports.printing import printed_report
from finsam.reports.queries.composed import composed_report
from finsam.reports.web import web_document

BUNDLES = Path(__file__).parents[2] / "demo"
SHOWN = 5


class Command(BaseCommand):
    """Demo."""

    help = "Ladda exempelförbunden, skriv årsredovisningen till var/demo och starta servern."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port, and whether to stop before serving."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true")

    def handle(self, *, port: int, no_serve: bool, **options: Any) -> None:
        """Prepare everything, tell where it is, and serve until stopped."""
        self.began = monotonic()
        console = Console(stderr=True)
        with Progress(console=console, transient=True) as progress:
            folders = sorted(folder for folder in BUNDLES.iterdir() if folder.is_dir())
            task = progress.add_task("Förbereder databasen", total=len(folders) * 2 + 2)
            call_command("migrate", verbosity=0)
            progress.advance(task)
            for folder in folders:
                progress.update(task, description=f"Läser in {folder.name}")
                load_example(folder, console)
                progress.advance(task)
            seat_demo_people()
            add_demo_meetings(timezone.localdate())
            add_demo_funding(timezone.localdate())
            progress.advance(task)
            written = []
            for association in Association.objects.filter(slug__in=[folder.name for folder in folders]):
                progress.update(task, description=f"Skriver rapporter för {association.short_name}")
                written += write_reports(association, settings.VAR / "demo")
                progress.advance(task)
        self._tell(written, port)
        if not no_serve:
            self.stdout.flush()
            # another program in this process: Typst's threads, which wrote the reports, do not live through a fork
            os.execv(sys.executable, [sys.executable, "-m", "finsam", "serve", f"--port={port}"])  # noqa: S606  our own

    def _tell(self, written: list[Path], port: int) -> None:
        self.stdout.write("")
        for path in written:
            self.stdout.write(f"  {path}")
        self.stdout.write(f"\n  http://127.0.0.1:{port}\n\n  Logga in som någon av dem, lösenord {PASSWORD}")
        for email, name, role in PEOPLE[:SHOWN]:
            self.stdout.write(f"    {email:<26} {name}, {Seat(role=role).get_role_display()}")
        for email, name, role in PEOPLE[-2:]:
            self.stdout.write(f"    {email:<26} {name}, {Seat(role=role).get_role_display()}")
        self.stdout.write("    Alla andra, en för varje plats, står i finsam/home/demo_people.py")
        self.stdout.write("\n  Eller skriv på en ansökan utan att logga in, som den som har fått länken i ett brev")
        self.stdout.write(f"    http://127.0.0.1:{port}/sofint/projektagare/{DRAFT_KEY}/")
        self.stdout.write(f"\n  Klart på {monotonic() - self.began:.0f} s\n")


def load_example(folder: Path, console: Console) -> None:
    """Load a demo bundle. What has been done in an example since the last time is left as it is."""
    try:
        load_bundle(folder, keep=True)
    except BadInput as bad:
        if not Association.objects.filter(slug=folder.name).exists():
            raise
        console.print(f"{folder.name} lämnas som det är: {bad.faults[0].what}")


def write_reports(association: Association, folder: Path) -> list[Path]:
    """Write the association's own reports as PDF and web document; return the files."""
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    with within(association):
        for report in Report.objects.filter(association=association).exclude(text=""):
            edition = edition_of(report)
            composed = composed_report(association, edition, text=report.text)
            for ending, content in (
                ("pdf", printed_report(composed, made_at=timezone.now())),
                ("html", web_document(composed).encode()),
            ):
                path = folder / f"{association.slug}-{report.kind}-{edition.name}.{ending}"
                path.write_bytes(content)
                written.append(path)
    return written
