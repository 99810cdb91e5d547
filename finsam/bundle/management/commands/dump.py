"""`finsam dump SLUG DIR`: write an association as a bundle."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from finsam.bundle.actions import dump_bundle
from finsam.core.models import Association
from finsam.kernel.faults import BadInput


class Command(BaseCommand):
    """Dump."""

    help = "Skriv ett förbund som en bunt i en ny mapp; samma bunt går att läsa in igen."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the association and the folder."""
        parser.add_argument("slug")
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, slug: str, folder: Path, **options: Any) -> None:
        """Write and tell where."""
        association = Association.objects.filter(slug=slug).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {slug}.")
        try:
            files = dump_bundle(association, folder)
        except BadInput as bad:
            raise CommandError(str(bad)) from bad
        self.stdout.write(f"{len(files)} filer skrivna i {folder}.")
