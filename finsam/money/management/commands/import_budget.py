"""`finsam import-budget FILE`: read a budget from Excel or CSV, judge its sums, and store it as a draft."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.kernel.amounts import decimal_kronor
from finsam.kernel.faults import BadInput
from finsam.kernel.swedish import amount
from finsam.money.actions.budget_files import Handed, import_budget
from finsam.money.models import GroupKind
from finsam.money.queries.budget_files import known_groups, placed
from finsam.money.rules.budget_table import PrintedBudget, read_budget
from finsam.money.rules.stated_sums import Verdict, said, summary


class Command(BaseCommand):
    """Import a budget."""

    help = "Läs en budget ur Excel eller CSV, pröva dess summor mot raderna, och spara den som utkast."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, whose budget it is, and whether only to judge it."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--year", type=int, help="budgetåret; annars det första i filen")
        parser.add_argument("--sheet", default="", metavar="BLAD", help="när flera blad har en budget")
        parser.add_argument("--dry-run", action="store_true", help="läs och pröva, men spara inget")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        """Read, judge and store. Exit status 1 when the file is refused, not when its sums differ."""
        association = Association.objects.filter(slug=options["association"]).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {options['association']}.")
        try:
            printed = read_budget(file.read_bytes(), file.name, options["sheet"])
            with within(association):
                handed = self._handed(association, printed, options["year"] or printed.years[0])
                budget = None if dry_run else import_budget(association=association, by=None, handed=handed)
        except OSError as error:
            raise CommandError(f"{file}: filen går inte att öppna ({error.strerror}).") from error
        except (BadInput, ValueError) as error:
            raise CommandError(f"Inget är inläst. Det här behöver rättas:\n{error}") from error
        verdicts = handed.ready.verdicts
        if options["json"]:
            self.stdout.write(json.dumps(_data(handed, verdicts, str(budget or "")), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_lines(handed, verdicts)))
            self.stdout.write(f"Sparad som utkast: {budget}." if budget else "Inget är sparat.")

    def _handed(self, association: Association, printed: PrintedBudget, year: int) -> Handed:
        return Handed(printed, year, placed(printed.from_year(year), known_groups(association)))


def _lines(handed: Handed, verdicts: list[Verdict]) -> list[str]:
    ready = handed.ready
    sheet = f", bladet {handed.printed.sheet}" if handed.printed.sheet else ""
    told = [f"{handed.printed.file}{sheet}: {len(ready.lines)} rader, år {', '.join(map(str, handed.printed.years))}."]
    if ready.is_turned:
        told.append("Filen skriver kostnader utan minus. De läses som minus.")
    for group, place in handed.places.items():
        told.append(f"\n{group} ({GroupKind(place.kind).label}, {f'finns: {place.key}' if place.key else 'ny'})")
        for row in ready.lines:
            if row.group == group:
                amounts = "  ".join(f"{year}: {amount(ore)}" for year, ore in row.amounts.items())
                told.append(f"  {row.label}  {amounts}")
    told.append("\nSkrivna summor mot sina rader")
    told += [f"  {v.stated.label} {v.year}: {amount(v.stated_ore)}. {said(v)}" for v in verdicts]
    return [*told, "", summary(verdicts)]


def _data(handed: Handed, verdicts: list[Verdict], stored: str) -> dict[str, Any]:
    ready, printed = handed.ready, handed.printed
    return {
        "file": printed.file, "sheet": printed.sheet, "year": handed.year, "years": list(printed.years),
        "stored": stored, "unit": printed.unit, "costs_turned": ready.is_turned,
        "columns_not_read": list(printed.unread), "rows_not_read": list(printed.skipped),
        "groups": [{"label": group, "kind": place.kind, "key": place.key} for group, place in handed.places.items()],
        "lines": [
            {"position": row.position, "group": row.group, "label": row.label, "text": row.text,
             "amounts": {str(year): _kronor(ore) for year, ore in row.amounts.items()}}
            for row in ready.lines
        ],
        "sums": [_verdict(verdict) for verdict in verdicts],
        "summary": summary(verdicts),
    }  # fmt: skip


def _verdict(verdict: Verdict) -> dict[str, Any]:
    known = verdict.lines_ore is not None
    return {
        "position": verdict.stated.position, "group": verdict.stated.group, "label": verdict.stated.label,
        "year": verdict.year, "stated": _kronor(verdict.stated_ore),
        "of_lines": _kronor(verdict.lines_ore) if verdict.lines_ore is not None else None,
        "difference": _kronor(verdict.difference_ore) if known else None, "bears": verdict.bears if known else None,
        "sums": verdict.reading.what if verdict.reading else "", "explained": verdict.explained,
        "follows": [{"label": one.stated.label, "year": one.year, "difference": _kronor(one.difference_ore)}
                    for one in verdict.follows],
        "said": said(verdict),
    }  # fmt: skip


def _kronor(ore: int) -> int | float:
    written = decimal_kronor(ore)
    return float(written) if "." in written else int(written)
