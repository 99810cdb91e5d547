"""`finsam archive`: write the diary with its files to a folder or a zip, or check one."""

import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from finsam.cases.archive import Folder, Packed, Written, check_archive, write_archive
from finsam.cases.wording import size
from finsam.core import audit
from finsam.core.models import Association
from finsam.core.tenancy import within


class Command(BaseCommand):
    """Archive."""

    help = "Skriv diariet med alla filer till en mapp eller en .zip, eller kontrollera ett arkiv med --check."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whose and where to, or what to check."""
        parser.add_argument("--association", metavar="SLUG")
        parser.add_argument("--out", type=Path, metavar="MAPP_ELLER_ZIP")
        parser.add_argument("--check", type=Path, metavar="MAPP_ELLER_ZIP")

    def handle(self, **options: Any) -> None:
        """Write or check. Exit status 1 with the reason when something is not as it should be."""
        if options["check"]:
            self._check(options["check"])
        elif options["association"] and options["out"]:
            self._write(options["association"], options["out"])
        else:
            raise CommandError("Ange --association och --out, eller --check.")

    def _check(self, path: Path) -> None:
        try:
            faults = check_archive(path)
        except (OSError, zipfile.BadZipFile, ValueError) as error:
            raise CommandError(f"{path.name} går inte att läsa: {error}") from error
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{path.name}: varje fil är som när arkivet skrevs.")

    def _write(self, slug: str, out: Path) -> None:
        association = Association.objects.filter(slug=slug).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {slug}.")
        if out.exists() and (out.is_file() or any(out.iterdir())):
            raise CommandError(f"{out.name} finns redan. Ange en ny mapp eller fil.")
        with within(association):
            written = _written(association, out)
            audit.record(association, "cases.archive.written", out.name, by=None, documents=written.documents)
        self.stdout.write(
            f"{association.name}: {written.cases} ärenden, {written.documents} handlingar, {size(written.size)}: {out}"
        )
        if written.damaged:
            raise CommandError("Filer som inte är som när de registrerades: " + ", ".join(written.damaged))


def _written(association: Association, out: Path) -> Written:
    """Write the archive; a zip gets its name when it is whole."""
    made_at = timezone.localtime()
    if out.suffix.lower() != ".zip":
        return write_archive(association, Folder(out), made_at)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w") as archive:
        written = write_archive(association, Packed(archive, made_at), made_at)
    unfinished.replace(out)
    return written
