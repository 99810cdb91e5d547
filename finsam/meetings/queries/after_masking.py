"""What is left out of public minutes, and the page where the secretary decides it (R27)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from finsam.cases.queries import is_secret
from finsam.core.models import Association, Member
from finsam.meetings.forms.after_masking import MaskingForm
from finsam.meetings.minutes_text import MinutesText, minutes_text, public_text, without_secrets
from finsam.meetings.models import Masking, Meeting
from finsam.meetings.queries.after_places import crumbs_of, titled
from finsam.meetings.queries.after_sheet import Sheet, sheet_of
from finsam.meetings.records import Record, meeting_key, read_record
from finsam.meetings.rules.masking import Proposal, proposals
from finsam.meetings.stages import address_of
from finsam.ui.parts import Link


@dataclass(frozen=True)
class MaskingPage:
    """The phrases with a decision on each, and the minutes as they then read."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: MaskingForm
    count: str
    undecided: str
    preview: Sheet
    back: Link


def maskings_in_force(association: Association, record: Record, text: MinutesText) -> list[Masking]:
    """Return what is decided, and as undecided what the program proposes in the text as it reads now.

    What is proposed is looked for every time, so that words written after the decisions are not published by mistake.
    Must be called within the association.
    """
    decided = list(Masking.objects.filter(association=association, meeting=record.meeting).order_by("pk"))
    known = {masking.phrase.casefold() for masking in decided}
    return decided + [
        Masking(association=association, meeting=record.meeting, phrase=found.phrase, why=found.why)
        for found in _proposed(association, record, text)
        if found.phrase.casefold() not in known
    ]


def known_maskings(association: Association, meeting: Meeting) -> list[Masking]:
    """Return the maskings of a meeting as it reads now."""
    record = read_record(association, meeting, deep=True)
    return maskings_in_force(association, record, minutes_text(record))


def _proposed(association: Association, record: Record, text: MinutesText) -> list[Proposal]:
    seated = [a for part in (text.deciding, text.not_deciding, text.absent) for a in part]
    guests = [a.name for a in record.attendees if a.seat_id is None and a.name]
    staff = [a.name for a in text.others if a.name not in guests]
    members = Member.objects.filter(association=association).values_list("name", flat=True)
    return proposals(
        list(_words(text)),
        guests=guests,
        secret=[
            annex.title or annex.document.title
            for item in record.items
            for annex in item.annexes.all()
            if is_secret(annex.document)
        ],
        keep=[*(a.name for a in seated), *staff, *members, association.name, association.short_name],
    )


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _words(getattr(value, field.name))
    elif isinstance(value, Sequence):
        for part in value:
            yield from _words(part)


def masking_page(association: Association, meeting: Meeting, form: MaskingForm | None = None) -> MaskingPage:
    """Return the page. `form` is the one that was refused."""
    record = read_record(association, meeting, deep=True)
    text = minutes_text(record)
    maskings = maskings_in_force(association, record, text)
    return MaskingPage(
        title=titled("Maskning", meeting),
        state="Det som inte får stå på webben",
        crumbs=crumbs_of(association, meeting, "Maskning"),
        form=form or MaskingForm(maskings),
        count=_counted(len(maskings)) if maskings else "",
        undecided=_undecided(sum(masking.masked is None for masking in maskings)),
        preview=sheet_of(public_text(without_secrets(text, record), maskings)),
        back=Link("Till anslagen", address_of("notices", association, meeting_key(meeting))),
    )


def _counted(count: int) -> str:
    return "ett" if count == 1 else str(count)


def _undecided(count: int) -> str:
    if not count:
        return ""
    return "Ett ord väntar på ditt val." if count == 1 else f"{count} ord väntar på ditt val."
