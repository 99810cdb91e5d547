"""`finsam report KIND`: write a report as PDF, web document or data."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.figures.audience import Audience
from finsam.kernel.faults import BadInput
from finsam.reports.blocks import Composed
from finsam.reports.data import report_data
from finsam.reports.editions import parse_edition
from finsam.reports.models import ReportKind
from finsam.reports.printing import printed_report
from finsam.reports.queries.composed import composed_report
from finsam.reports.web import web_document


def written(composed: Composed, ending: str) -> bytes:
    """Return the report as a file of the kind its ending says. Raises KeyError on an ending we do not write."""
    if ending == ".json":
        return json.dumps(report_data(composed), ensure_ascii=False, indent=1).encode()
    if ending == ".html":
        return web_document(composed).encode()
    if ending == ".pdf":
        return printed_report(composed, made_at=timezone.now())
    raise KeyError(ending)


class Command(BaseCommand):
    """Report."""

    help = "Skriv en rapport till en fil: .pdf, .html eller .json."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take which report, whose, when and where to."""
        parser.add_argument("kind", choices=[kind.value for kind in ReportKind])
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--month", type=int, help="sista månaden, 1-12, för en rapport som inte gäller hela året")
        parser.add_argument("--out", required=True, type=Path, metavar="FIL")
        parser.add_argument("--audience", choices=[a.value for a in Audience], default=Audience.ASSOCIATION.value)

    def handle(self, **options: Any) -> None:
        """Write the file whole. Exit status 1 with the reason when it cannot be made."""
        out: Path = options["out"]
        association = Association.objects.filter(slug=options["association"]).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {options['association']}.")
        if out.suffix not in {".pdf", ".html", ".json"}:
            raise CommandError(f"{out.name}: filen ska sluta på .pdf, .html eller .json.")
        try:
            month = f"-{options['month']:02}" if options["month"] else ""
            edition = parse_edition(ReportKind(options["kind"]), f"{options['year']}{month}")
            with within(association):
                composed = composed_report(association, edition, Audience(options["audience"]))
                content = written(composed, out.suffix)
        except (KeyError, ValueError, BadInput) as error:
            raise CommandError(str(error.args[0])) from error
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
        self.stdout.write(f"{composed.title}, {association.name}: {out} ({len(content) // 1000} kB).")
