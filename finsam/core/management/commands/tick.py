"""`finsam tick`: what happens by itself: letters are sent, reminders written, what stopped halfway finished."""

from typing import Any

from django.core.management.base import BaseCommand

from finsam.core.ticking import tick


class Command(BaseCommand):
    """Tick."""

    help = "Skicka brev som väntar och skriv påminnelser. finsam serve gör det själv varje minut."

    def handle(self, **options: Any) -> None:
        """Do everything once, and tell what was done."""
        done = tick()
        self.stdout.write(", ".join(f"{count} {what}" for what, count in done.items() if count) or "Inget att göra.")
