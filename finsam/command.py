"""The `finsam` command: every management command of the rooms under one name."""

import os
import sys


def main() -> None:
    """Run `finsam COMMAND ...`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finsam.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  after the setting above

    execute_from_command_line(["finsam", *sys.argv[1:]])
