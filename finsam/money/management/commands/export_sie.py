"""`finsam export-sie`: write a year's ledger and budget as a SIE file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.money.queries.sie_export import SieExport, sie_export


class Command(BaseCommand):
    """Export a ledger."""

    help = "Skriv ett års huvudbok och budget som en SIE 4-fil. Vad som inte gick att få med skrivs på standard error."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the association, the year, the file, and whether the budget goes alone."""
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--out", type=Path, metavar="FIL", help="utan den: standard output")
        parser.add_argument("--budget-only", action="store_true", help="bara kontoplan, objekt och budget")

    def handle(self, **options: Any) -> None:
        """Write the file. Exit status 1 when there is no such association, no ledger or no budget."""
        association = Association.objects.filter(slug=options["association"]).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {options['association']}.")
        try:
            with within(association):
                made = sie_export(
                    association, options["year"], on=timezone.localdate(), budget_only=options["budget_only"]
                )
            self._write(made, options["out"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Filen gick inte att skriva: {error}") from error

    def _write(self, made: SieExport, out: Path | None) -> None:
        for remark in made.remarks:
            self.stderr.write(remark)
        if out is None:
            self._write_out(made.content)
            return
        out.write_bytes(made.content)
        self.stderr.write(f"{out}: {len(made.content)} byte")

    def _write_out(self, content: bytes) -> None:
        """Write the bytes as they are; a stream of text alone gets the text."""
        stream: Any = self.stdout._out  # noqa: SLF001
        if hasattr(stream, "buffer"):
            stream.buffer.write(content)
        else:
            self.stdout.write(content.decode("cp437"), ending="")
