"""What an association decides of its own meetings: qualified majorities, and its wording of decisions."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person
from finsam.meetings.models import Item, Majority, TextModule
from finsam.meetings.rules.votes import check_majority

REMOVED = {"majority": "meetings.majority.removed", "text_module": "meetings.text_module.removed"}


@dataclass(frozen=True)
class Asked:
    """What the ordinance asks for a kind of decision: a fraction of those voting, from a day."""

    name: str
    numerator: int
    denominator: int
    source: str
    valid_from: date


@transaction.atomic
def decide_majority(*, association: Association, by: Person, asked: Asked, key: str = "") -> Majority:
    """Write down what the ordinance asks for a kind of decision; with a key the same kind from a new day.

    Raises ValueError for unanimity, for half or less, and for a day that has one already.
    """
    check_majority(asked.numerator, asked.denominator)
    key = key or slugify(asked.name)[:40]
    if not key:
        raise ValueError("Skriv vad det är för slags beslut.")
    if Majority.objects.filter(association=association, key=key, valid_from=asked.valid_from).exists():
        raise ValueError(f"Majoriteten för ”{asked.name}” från den dagen finns redan. Välj en annan dag.")
    last = Majority.objects.filter(association=association).aggregate(last=Max("position"))["last"]
    made = Majority.objects.create(
        association=association, key=key, name=asked.name.strip(), numerator=asked.numerator,
        denominator=asked.denominator, source=asked.source.strip(), valid_from=asked.valid_from,
        position=0 if last is None else last + 1,
    )  # fmt: skip
    audit.record(association, "meetings.majority.decided", made, by=by, key=key, valid_from=str(asked.valid_from))
    return made


@transaction.atomic
def remove_majority(*, association: Association, by: Person, majority: Majority) -> AuditEntry:
    """Remove what was written by mistake; return the entry it can be restored from. Raises ValueError when used."""
    if Item.objects.filter(association=association, decision_type=majority.key).exists():
        raise ValueError(
            f"”{majority.name}” används av en paragraf och står kvar. Skriv in vad som gäller från en ny dag."
        )
    kept = {name: getattr(majority, name) for name in ("key", "name", "numerator", "denominator", "source", "position")}
    return _removed(association, by, "majority", majority, {**kept, "valid_from": str(majority.valid_from)})


@dataclass(frozen=True)
class Worded:
    """A wording of a decision: for which kind of item or case, what its chip says, how the item ends, the text."""

    kind: str
    label: str
    outcome: str
    text: str


@transaction.atomic
def save_text_module(
    *, association: Association, by: Person, worded: Worded, module: TextModule | None = None
) -> TextModule:
    """Add a wording, or change one. Raises ValueError when the kind has one of that label."""
    same = TextModule.objects.filter(association=association, kind=worded.kind, label=worded.label.strip())
    if (same.exclude(pk=module.pk) if module else same).exists():
        raise ValueError(
            f"”{worded.label}” finns redan för det slaget. Kalla den något annat, eller ändra den som finns."
        )
    last = TextModule.objects.filter(association=association).aggregate(last=Max("position"))["last"]
    row = module or TextModule(association=association, position=0 if last is None else last + 1)
    row.kind, row.label, row.outcome = worded.kind, worded.label.strip(), worded.outcome
    row.text = "\n".join(filter(None, (att_left_out(line) for line in worded.text.splitlines())))
    if not row.text:
        raise ValueError("Skriv minst en att-sats.")
    row.save()
    audit.record(association, "meetings.text_module.saved", row, by=by, module=row.pk, kind=row.kind, text=row.text)
    return row


def att_left_out(line: str) -> str:
    """Return the att-sats of a line without its "att": it is written by the program."""
    return re.sub(r"^att(\s+|$)", "", line.strip())


@transaction.atomic
def remove_text_module(*, association: Association, by: Person, module: TextModule) -> AuditEntry:
    """Remove a wording; return the entry it can be restored from. Minutes keep what they say."""
    kept = {name: getattr(module, name) for name in ("kind", "label", "outcome", "text", "position")}
    return _removed(association, by, "text_module", module, kept)


def _removed(
    association: Association, by: Person, what: str, row: Majority | TextModule, kept: dict[str, object]
) -> AuditEntry:
    row.delete()
    return AuditEntry.objects.create(
        association=association, by=by, action=REMOVED[what], subject=str(row)[:200], detail=kept
    )


@transaction.atomic
def restore_rule(*, association: Association, by: Person, entry: AuditEntry) -> None:
    """Put back what was removed. Raises ValueError when something else has taken its place."""
    table: type[Majority | TextModule] = Majority if entry.action == REMOVED["majority"] else TextModule
    unique = ("key", "valid_from") if table is Majority else ("kind", "label")
    if table.objects.filter(association=association, **{name: entry.detail[name] for name in unique}).exists():
        raise ValueError("En annan har tagit platsen. Det borttagna läggs inte tillbaka.")
    table.objects.create(association=association, **entry.detail)
    audit.record(association, f"{entry.action.rpartition('.')[0]}.restored", entry.subject, by=by, entry=entry.pk)
