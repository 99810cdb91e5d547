"""What is done with decisions after the meeting: carried out, made on delegation and reported."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.numbers import next_number
from finsam.kernel.swedish import day
from finsam.meetings.models import Decision, DelegatedDecision, Item, ItemKind, ItemState, MeetingState
from finsam.meetings.queries.register import unreported


@transaction.atomic
def mark_done(
    *, association: Association, by: Person, decision: Decision, done_on: date, remark: str = "", today: date
) -> Decision:
    """Note that a decision is carried out. Raises ValueError when it already is, is not made yet, or on a wrong day."""
    locked = _locked(association, decision)
    if locked.done_on:
        raise ValueError(f"Beslutet är redan markerat som klart {day(locked.done_on)}.")
    if locked.item.state != ItemState.CLOSED:
        raise ValueError("Paragrafen är inte avslutad än. Ett beslut kan bli klart när det är fattat.")
    if done_on > today:
        raise ValueError(f"Den {day(done_on)} har inte varit än. Skriv dagen då det blev klart.")
    if done_on < locked.item.meeting.held_on:
        raise ValueError(
            f"Beslutet fattades {day(locked.item.meeting.held_on)}. Det kan inte ha blivit klart före det."
        )
    locked.done_on, locked.done_by, locked.done_remark = done_on, by, remark.strip()
    locked.save(update_fields=["done_on", "done_by", "done_remark"])
    audit.record(association, "meetings.decision.done", locked, by=by, decision=locked.pk, on=str(done_on))
    return locked


@transaction.atomic
def mark_undone(*, association: Association, by: Person, decision: Decision) -> Decision:
    """Take back that a decision is carried out. Its remark goes to the trail."""
    locked = _locked(association, decision)
    audit.record(
        association, "meetings.decision.undone", locked, by=by, decision=locked.pk,
        was=str(locked.done_on or ""), remark=locked.done_remark,
    )  # fmt: skip
    locked.done_on, locked.done_by, locked.done_remark = None, None, ""
    locked.save(update_fields=["done_on", "done_by", "done_remark"])
    return locked


def _locked(association: Association, decision: Decision) -> Decision:
    rows = Decision.objects.filter(association=association).select_for_update(of=("self",))
    return rows.select_related("item__meeting").get(pk=decision.pk)


@dataclass(frozen=True)
class Delegated:
    """A decision on delegation as it is written down. `by` is a role, `point` where the delegation says so."""

    decided_on: date
    what: str
    by: str
    point: str = ""
    amount_ore: int | None = None


@transaction.atomic
def decide_by_delegation(*, association: Association, by: Person, decided: Delegated, today: date) -> DelegatedDecision:
    """Write down a decision made on delegation, with the next number of its year. Raises ValueError."""
    if decided.decided_on > today:
        raise ValueError(f"Den {day(decided.decided_on)} har inte varit än. Skriv dagen då beslutet fattades.")
    if not decided.what.strip() or not decided.by.strip():
        raise ValueError("Skriv vad som är beslutat, och vem som har beslutat det.")
    year = decided.decided_on.year
    made = DelegatedDecision.objects.create(
        association=association,
        year=year,
        number=next_number(association, f"delegated-{year}"),
        decided_on=decided.decided_on,
        what=decided.what.strip(),
        by=decided.by.strip(),
        delegation=decided.point.strip(),
        amount_ore=decided.amount_ore,
    )
    audit.record(association, "meetings.delegated.decided", made, by=by, year=year, number=made.number)
    return made


@transaction.atomic
def report_in(*, association: Association, by: Person, item: Item) -> int:
    """Report every delegated decision not yet reported in the item; return how many there were (R28: none missing).

    Those made after the day of the meeting wait for the next. May be called again: what is new is added. Raises
    ValueError when the item is of another kind or its minutes are adjusted.
    """
    if item.kind != ItemKind.DELEGATED:
        raise ValueError("Delegationsbeslut anmäls i en punkt av slaget Anmälan av delegationsbeslut.")
    if item.meeting.state in {MeetingState.ADJUSTED, MeetingState.CANCELLED}:
        raise ValueError("Mötets protokoll är justerat eller mötet inställt. Anmäl besluten på nästa möte.")
    rows = unreported(association).reverse().select_for_update()
    waiting = list(rows.filter(decided_on__lte=item.meeting.held_on))
    DelegatedDecision.objects.filter(association=association, pk__in=[row.pk for row in waiting]).update(
        reported_in=item
    )
    if waiting:
        numbers = [f"{row.year}:{row.number}" for row in waiting]
        audit.record(association, "meetings.delegated.reported", item, by=by, item=item.pk, decisions=numbers)
    return len(waiting)


@transaction.atomic
def take_back_report(*, association: Association, by: Person, item: Item) -> int:
    """Let the item's delegated decisions wait for another meeting: before it is removed, or its meeting called off.

    Raises ValueError when the board has already been told of them there.
    """
    if item.state == ItemState.CLOSED and item.meeting.state != MeetingState.CANCELLED:
        raise ValueError("Punkten är avslutad: styrelsen har fått besluten anmälda där.")
    taken = DelegatedDecision.objects.filter(association=association, reported_in=item).update(reported_in=None)
    if taken:
        audit.record(association, "meetings.delegated.waiting", item, by=by, item=item.pk, decisions=taken)
    return taken
