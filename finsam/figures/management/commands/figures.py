"""`finsam figures`: print every figure of an association and year."""

import json
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table as Printed

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.figures.files import as_data
from finsam.figures.registry import figure_named
from finsam.figures.shown import cell_words, shown_table, title_of
from finsam.kernel.periods import parse_period


class Command(BaseCommand):
    """Figures."""

    help = "Visa ett förbunds alla tal för ett år, eller ett av dem; med --json som data."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the association, the year and which figures."""
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True, help="ett år, eller två datum med -- emellan")
        parser.add_argument("--figure", default="", metavar="NAMN", help="bara tal vars namn börjar så")
        parser.add_argument("--audience", choices=[a.value for a in Audience], default=Audience.ASSOCIATION.value)
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Print. Exit status 1 when there is no such association, year or figure."""
        association = Association.objects.filter(slug=options["association"]).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {options['association']}.")
        try:
            book = Book(association, parse_period(options["year"]))
        except ValueError as error:
            raise CommandError(str(error)) from error
        with within(association):
            names = [name for name in book.every_name() if name.startswith(options["figure"])]
            if not names:
                raise CommandError(f"Inget tal börjar med {options['figure']}.")
            self._print(book, names, Audience(options["audience"]), as_json=options["json"])

    def _print(self, book: Book, names: list[str], audience: Audience, *, as_json: bool) -> None:
        if as_json:
            figures = [as_data(book, name, table_for(book, name, audience)) for name in names]
            data = {"association": book.association.slug, "period": book.period.name, "figures": figures}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
            return
        console = Console(file=cast("TextIO", self.stdout._out), width=None if self.stdout.isatty() else 160)  # noqa: SLF001
        for name in names:
            _print_figure(console, book, name, audience)


def _print_figure(console: Console, book: Book, name: str, audience: Audience) -> None:
    """Print a number on a line of its own, a table under its title."""
    table, figure = table_for(book, name, audience), figure_named(name)
    if table.is_number:
        value = cell_words(figure, table.columns[0], table.cell(), unit=True)
        console.print(f"{title_of(book, name)} ({name}): {value}\n", highlight=False, markup=False)
        return
    shown = shown_table(book, name, table, linked=False)
    console.print(f"{shown.caption} ({name}, {figure.unit.many})", highlight=False, markup=False)
    printed = Printed()
    for column in shown.columns:
        printed.add_column(column.label, justify="left" if column.kind == "words" else "right")
    for row in shown.rows:
        style = "bold" if row.kind in {"sum", "total", "group"} else ""
        printed.add_row(*(cell.text for cell in row.cells), style=style)
    console.print(printed)
