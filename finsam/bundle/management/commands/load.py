"""`finsam load DIR`: load a bundle whole, or nothing of it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from finsam.bundle.actions import load_bundle
from finsam.kernel.faults import BadInput

SHOWN = 20


class Command(BaseCommand):
    """Load."""

    help = "Läs in en bunt: en mapp med allt om ett förbund (docs/bundle.md). Allt eller inget."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and whether to leave cases and meetings that are already there."""
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--keep", action="store_true", help="lämna ärenden och möten som redan finns som de är")

    def handle(self, *, folder: Path, keep: bool = False, **options: Any) -> None:
        """Load and tell what happened. Exit status 1 and every fault when the bundle is refused."""
        try:
            with Console(stderr=True).status("Läser in …") as status:
                association, changed = load_bundle(folder, keep=keep, progress=lambda step: status.update(f"{step} …"))
        except BadInput as bad:
            shown = [f"  {fault}" for fault in bad.faults[:SHOWN]]
            more = [f"  och {len(bad.faults) - SHOWN} fel till"] if len(bad.faults) > SHOWN else []
            raise CommandError("\n".join(["Inget är inläst. Det här behöver rättas:", *shown, *more])) from bad
        self.stdout.write(
            f"{association.name} är inläst ({association.slug})."
            if changed
            else f"{association.name}: inget att ändra."
        )
