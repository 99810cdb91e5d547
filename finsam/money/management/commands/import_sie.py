"""`finsam import-sie FILE`: read a SIE file into the ledger, all of it or nothing."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.swedish import amount
from finsam.money.actions.ledger import keep_file
from finsam.money.actions.ledger_files import Mapped, apply_file, examine_file, read_ledger_file
from finsam.money.queries.ledger_comparison import Comparison, files_in_force, state_of
from finsam.money.queries.ledger_mapping import Unmapped
from finsam.money.rules.ledger_checks import check_size
from finsam.money.rules.sie import SieFile, booked_to, year_of
from finsam.money.rules.sie_file import VOUCHERS


@dataclass
class Told:
    """What is told of a file, in the order `--json` writes it."""

    file: str
    year: int | None = None
    type: str = ""
    encoding: str = ""
    booked_to: str = ""
    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    result_before_ore: int = 0
    result_after_ore: int = 0
    unmapped_accounts: list[dict[str, str]] = field(default_factory=list)
    unmapped_objects: list[dict[str, str]] = field(default_factory=list)
    applied: bool = False
    unchanged: bool = False
    faults: list[dict[str, Any]] = field(default_factory=list)


class Command(BaseCommand):
    """Import."""

    help = "Läs in en SIE-fil i huvudboken, hela eller inget. Slutstatus 1 med skälen när den inte kan föras in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the association, and what may be done without asking."""
        parser.add_argument("file", type=Path, metavar="FIL")
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--year", type=int, metavar="ÅR", help="stoppa filen om den gäller ett annat år")
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle ändras och spara ingenting")
        parser.add_argument("--accept-proposals", action="store_true", help="följ förslagen för nya konton och objekt")
        parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    def handle(self, **options: Any) -> None:
        """Read, hold against the ledger, apply and tell."""
        association = Association.objects.filter(slug=options["association"]).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {options['association']}.")
        told = Told(options["file"].name)
        try:
            with within(association), transaction.atomic():
                _import(association, told, options)
        except BadInput as bad:
            told.applied, told.faults = False, [asdict(fault) for fault in bad.faults]
            self._refuse(told, bad, as_json=options["json"])
        self.stdout.write(_as_json(told) if options["json"] else "\n".join(_lines(told)))

    def _refuse(self, told: Told, bad: BadInput, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(_as_json(told))
            raise SystemExit(1) from bad
        proposals = [f"  {line}" for line in _proposals(told)]
        raise CommandError(
            "\n".join(["Inget är infört. Det här behöver rättas:", *(f"  {fault}" for fault in bad.faults), *proposals])
        ) from bad


def _import(association: Association, told: Told, options: dict[str, Any]) -> None:
    name, content = options["file"].name, _content(options["file"])
    sie = read_ledger_file(
        association=association, file_name=name, content=content, today=timezone.localdate(), year=options["year"]
    )
    seen = state_of(files_in_force(association, year_of(sie)))
    found = examine_file(association=association, file_name=name, content=content, sie=sie)
    _tell(told, sie, found)
    if options["dry_run"] or found.is_same:
        return
    mapped = _accepted(found.unmapped) if options["accept_proposals"] else Mapped()
    file = keep_file(association=association, file_name=name[:120], content=content, sie=sie, by=None)
    apply_file(association=association, by=None, file=file, mapped=mapped, seen=seen, sie=sie)
    told.applied = True


def _content(path: Path) -> bytes:
    """Read the file, unless its size alone says no. Raises BadInput."""
    try:
        check_size(path.name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise BadInput(Fault("Filen går inte att läsa. Kontrollera sökvägen.", str(path))) from error


def _tell(told: Told, sie: SieFile, found: Comparison) -> None:
    changes, covers_to = found.changes, booked_to(sie)
    told.year, told.encoding, told.unchanged = found.year, sie.text_encoding, found.is_same
    told.type = f"4{'I' if sie.importing else 'E'}" if sie.sie_type == VOUCHERS else str(sie.sie_type)
    told.booked_to = str(covers_to or "")
    told.new, told.changed = len(changes.new), len(changes.changed)
    told.gone, told.same = len(changes.gone), changes.same
    told.result_before_ore, told.result_after_ore = found.result_before_ore, found.result_after_ore
    told.unmapped_accounts = [
        {"number": one.number, "name": one.name, "proposal": one.proposal.value, "reason": one.proposal.reason}
        for one in found.unmapped.accounts
    ]
    names = dict(found.unmapped.lines)
    told.unmapped_objects = [
        {
            "code": one.code,
            "name": one.name,
            "intervention": one.intervention.value,
            "line": names.get(one.line.value, ""),
            "reason": " ".join(filter(None, (one.intervention.reason, one.line.reason))),
        }
        for one in found.unmapped.objects
    ]


def _accepted(unmapped: Unmapped) -> Mapped:
    """Take the proposals; what has none is left for somebody to say."""
    return Mapped(
        {one.number: one.proposal.value for one in unmapped.accounts if one.proposal.value},
        {one.code: (one.intervention.value, one.line.value) for one in unmapped.objects if one.is_proposed},
    )


def _as_json(told: Told) -> str:
    return json.dumps(asdict(told), ensure_ascii=False, indent=1)


def _lines(told: Told) -> list[str]:
    """Write what a person reads: what the file is, what it changes, and whether it is applied."""
    results = [amount(ore) for ore in (told.result_before_ore, told.result_after_ore)]
    encoding = f", {told.encoding}" if told.encoding else ""
    return [
        f"{told.file}: {told.year}, typ {told.type}{encoding}, bokfört till {told.booked_to or 'ingen dag'}",
        f"  {told.new} nya, {told.changed} ändrade, {told.gone} borta, {told.same} oförändrade",
        f"  resultat {results[0]} kr, blir {results[1]} kr",
        *(f"  {line}" for line in _proposals(told)),
        _outcome(told),
    ]


def _outcome(told: Told) -> str:
    if told.applied:
        return f"Filen är införd. {told.year} är bokfört till och med {told.booked_to or 'ingen dag'}."
    return "Filen är redan inläst, ingenting ändras." if told.unchanged else "Ingenting är sparat (--dry-run)."


def _proposals(told: Told) -> list[str]:
    accounts = [
        f"konto {one['number']} {one['name']}: {one['proposal'] or 'inget förslag'}. {one['reason']}"
        for one in told.unmapped_accounts
    ]
    objects = [
        f"objekt {one['code']} {one['name']}: "
        f"{' och '.join(filter(None, (one['intervention'], one['line']))) or 'inget förslag'}. {one['reason']}".strip()
        for one in told.unmapped_objects
    ]
    how = "Lägg till --accept-proposals för att följa förslagen, eller för in filen på sidan Huvudbok."
    return [*accounts, *objects, how] if accounts or objects else []
