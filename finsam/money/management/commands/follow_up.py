"""`finsam follow-up`: print the follow-up of a month."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.money.queries.follow_up_words import NAME, follow_up_data, follow_up_text
from finsam.money.rules.months import Month


class Command(BaseCommand):
    """Follow up a month."""

    help = (
        "Visa en månads uppföljning: budget, utfall, avvikelse och prognos för varje rad. "
        "Med --json som data, med alla belopp i hela ören."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the association and the month."""
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--month", required=True, type=int, help="1-12")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Print. Exit status 1 when there is no such association or month, or nothing booked or budgeted in it."""
        association = Association.objects.filter(slug=options["association"]).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {options['association']}.")
        try:
            month = Month.named(f"{options['year']:04}-{options['month']:02}")
        except ValueError as error:
            raise CommandError(str(error)) from error
        with within(association):
            book = Book(association, month.period)
            if book.table(NAME).is_empty:
                raise CommandError(f"Inget är bokfört eller budgeterat för {month.said} i {association.short_name}.")
            as_json = options["json"]
            words = json.dumps(follow_up_data(book), ensure_ascii=False, indent=1) if as_json else follow_up_text(book)
        self.stdout.write(words)
