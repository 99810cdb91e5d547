"""`finsam minutes`: write the minutes of a meeting: the sealed file as it is, or else the draft."""

import json
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput
from finsam.meetings.minutes_text import minutes_content, minutes_text
from finsam.meetings.models import Meeting, MeetingState, Minutes
from finsam.meetings.printing import minutes_pdf
from finsam.meetings.records import find_meeting, read_record

NOT_HELD = {MeetingState.PLANNED, MeetingState.CALLED, MeetingState.CANCELLED}
SEALED, DRAFT = "förseglat", "utkast, ej justerat"


class Command(BaseCommand):
    """Minutes."""

    help = "Skriv ett protokoll till en fil: .pdf, eller .json med texten som den godkänns."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whose meeting, when and where to."""
        parser.add_argument("--association", required=True, metavar="SLUG")
        parser.add_argument("--meeting", required=True, metavar="DATUM", help="2021-11-19 eller beredning-2021-10-05")
        parser.add_argument("--out", required=True, type=Path, metavar="FIL")

    def handle(self, **options: Any) -> None:
        """Write the file whole. Exit status 1 with the reason when it cannot be made."""
        out: Path = options["out"]
        if out.suffix not in {".pdf", ".json"}:
            raise CommandError(f"{out.name}: filen ska sluta på .pdf eller .json.")
        association = Association.objects.filter(slug=options["association"]).first()
        if not association:
            raise CommandError(f"Det finns inget förbund som heter {options['association']}.")
        with within(association):
            meeting = held_meeting(association, options["meeting"])
            content, said = written(meeting, out.suffix)
        write_whole(out, content)
        size = f"{len(content) // 1000} kB"
        self.stdout.write(f"Protokoll {meeting.held_on}, {association.name}, {said}: {out} ({size}).")


def held_meeting(association: Association, key: str) -> Meeting:
    """Return a meeting that has begun. Raises CommandError."""
    try:
        meeting = find_meeting(association, key)
    except Http404 as error:
        days = Meeting.objects.filter(association=association).exclude(state__in=NOT_HELD).order_by("-held_on")[:3]
        known = ", ".join(str(m.held_on) for m in days) or "inget är hållet än"
        raise CommandError(f"Det finns inget möte {key} i {association.short_name}. De senaste: {known}.") from error
    if meeting.state in NOT_HELD:
        state = meeting.get_state_display().lower()
        raise CommandError(f"Mötet {key} har inget protokoll än: det är {state}, inte hållet.")
    return meeting


def written(meeting: Meeting, ending: str) -> tuple[bytes, str]:
    """Return the minutes as a file of the kind its ending says, and whether they are sealed or a draft."""
    found = Minutes.objects.filter(association=meeting.association, meeting=meeting)
    minutes = found.select_related("document__file").first()
    sealed = minutes.document.file if minutes and minutes.document else None
    if sealed and ending == ".pdf":
        return bytes(sealed.content), SEALED
    text = minutes_text(read_record(meeting.association, meeting, deep=True))
    if ending == ".json":
        content = json.dumps(minutes_content(text), ensure_ascii=False, indent=1).encode()
        return content, SEALED if sealed else DRAFT
    try:
        return minutes_pdf(text, made_at=timezone.now()), DRAFT
    except BadInput as error:
        raise CommandError(str(error)) from error


def write_whole(out: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises CommandError when it cannot be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as half:
            half.write(content)
        Path(half.name).chmod(0o644)
        Path(half.name).replace(out)
    except OSError as error:
        raise CommandError(f"{out} kan inte skrivas: {error.strerror}.") from error
