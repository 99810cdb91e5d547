"""The `finsam` command: every management command of the rooms under one name."""

import os
import sys


def main() -> None:
    """Run `finsam COMMAND ...`. A setting that is no good is told in one sentence, with exit status 1.

    A command of two words is written with a hyphen: `finsam export-sie`.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finsam.settings")
    from django.conf import settings  # noqa: PLC0415  after the setting above
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        settings.DATABASES  # noqa: B018  reading one reads them all
    except ValueError as error:
        sys.exit(str(error))
    execute_from_command_line(["finsam", *(_module_of(word) for word in sys.argv[1:2]), *sys.argv[2:]])


def _module_of(command: str) -> str:
    return command if command.startswith("-") else command.replace("-", "_")
