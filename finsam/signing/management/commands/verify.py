"""`finsam verify FILE.pdf`: whether a file is whole since it was sealed, by whom and when."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from finsam.signing.pages import moment
from finsam.signing.verification import Verdict, verify_file

FAILS, MISSING = 1, 2


class Command(BaseCommand):
    """Verify."""

    help = "Kontrollera en förseglad PDF-fil: slutstatus 0 när den är hel och känd, annars 1, 2 när den inte finns."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and whether the answer is for a program."""
        parser.add_argument("file", type=Path, metavar="FIL.pdf")
        parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    def handle(self, **options: Any) -> None:
        """Write what is known of the file."""
        file: Path = options["file"]
        try:
            verdict = verify_file(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file.name}: filen går inte att läsa.", returncode=MISSING) from error
        if options["json"]:
            self.stdout.write(json.dumps(_data(verdict), ensure_ascii=False, indent=1, default=str))
        elif verdict.check.holds:
            self.stdout.write("\n".join(_told(verdict)))
        else:
            raise CommandError(f"{file.name}: {verdict.check.reason}", returncode=FAILS)
        if not verdict.check.holds:
            sys.exit(FAILS)


def _told(verdict: Verdict) -> list[str]:
    """Write who and when, a line each."""
    check, evidence = verdict.check, verdict.evidence
    lines = [
        f"Filen är hel. Den förseglades av {verdict.association} {moment(check.sealed_at) if check.sealed_at else ''}."
    ]
    if check.timestamped_by:
        lines.append(f"Tiden intygas av {check.timestamped_by}.")
    if evidence:
        lines.append(f"{evidence.title}, godkänt av:")
        lines += [f"  {moment(one.at)}  {one.name}, {one.role} ({one.method})" for one in evidence.rows]
        lines.append(f"Innehållets kontrollsumma: {evidence.content_hash}")
    return [*lines, f"Filens kontrollsumma: {verdict.sha256}"]


def _data(verdict: Verdict) -> dict[str, Any]:
    """Return everything that is known, as JSON takes it; moments in ISO."""
    check, evidence = asdict(verdict.check), verdict.evidence
    told = {
        **check,
        "holds": verdict.check.holds,
        "sealed_at": verdict.check.sealed_at and verdict.check.sealed_at.isoformat(),
        "association": verdict.association,
        "sha256": verdict.sha256,
    }
    if evidence:
        rows = [{**asdict(one), "at": one.at.isoformat()} for one in evidence.rows]
        told |= {"title": evidence.title, "content_hash": evidence.content_hash, "approvals": rows}
    return told
