"""What is written down of a member's decision on a year."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Member, Person
from finsam.kernel.swedish import day
from finsam.meetings.models import Discharge, Item

FIRST_YEAR = 2004  # the law is of 2003


@dataclass(frozen=True)
class Answer:
    """A member's answer on a year. None: not known. Noted in an item, or on a day before the program was in use."""

    decided_on: date | None = None
    report_approved: bool | None = None
    granted: bool | None = None
    remark: str = ""
    noted_in: Item | None = None
    noted_on: date | None = None


@transaction.atomic
def note_discharge(
    *, association: Association, by: Person, year: int, member: Member, answer: Answer, today: date
) -> Discharge:
    """Write down what the member has decided on the year (R29). Raises ValueError with a Swedish sentence."""
    _check(year, answer, today)
    row, _ = Discharge.objects.select_for_update().get_or_create(association=association, year=year, member=member)
    row.decided_on, row.report_approved, row.granted = answer.decided_on, answer.report_approved, answer.granted
    row.remark, row.noted_in = answer.remark.strip(), answer.noted_in
    row.noted_on = None if answer.noted_in else answer.noted_on
    row.save()
    audit.record(
        association, "meetings.discharge.noted", row, by=by, year=year, member=member.name,
        granted=row.granted, approved=row.report_approved,
        decided=str(row.decided_on or ""), noted=str(row.noted or ""),
    )  # fmt: skip
    return row


def _check(year: int, answer: Answer, today: date) -> None:
    if not FIRST_YEAR <= year < today.year:
        raise ValueError(f"Året {year} är inte slut, eller är före förbundens tid. Välj ett avslutat år.")
    noted_on = answer.noted_in.meeting.held_on if answer.noted_in else answer.noted_on
    for when, what in ((answer.decided_on, "Medlemmens beslut"), (noted_on, "Anteckningen")):
        if when and when.year <= year:
            raise ValueError(f"{what} {day(when)} kan inte gälla {year}: året var inte slut.")
    if answer.decided_on and answer.decided_on > today:
        raise ValueError(f"Den {day(answer.decided_on)} har inte varit än. Skriv dagen då medlemmen beslutade.")
    if answer.decided_on and noted_on and noted_on < answer.decided_on:
        raise ValueError("Styrelsen kan inte ha antecknat beslutet innan det fattades. Kontrollera de två dagarna.")
    answered = answer.granted is not None or answer.report_approved is not None
    if answered and not answer.decided_on and not noted_on:
        raise ValueError("Skriv vilken dag medlemmen beslutade, eller när styrelsen antecknade det.")
