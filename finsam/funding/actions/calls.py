"""Calls for applications, and the association's own questions in versions."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.text import slugify

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.once import already_done
from finsam.funding.models import ApplicationForm, Call
from finsam.funding.rules.applications import Asked

MADE = "funding.call.made"


@transaction.atomic
def save_call(
    *, association: Association, by: Person, call: Call | None, title: str, text: str, opens_on: date,
    closes_on: date | None, token: str = "",
) -> Call:  # fmt: skip
    """Make a call, or change one. Raises ValueError with a Swedish sentence. Must be called within the association."""
    if call is None and (done := already_done(association=association, by=by, action=MADE, token=token)):
        return Call.objects.get(association=association, pk=done.detail["call"])
    if closes_on and closes_on < opens_on:
        raise ValueError("Sista dagen ligger före den första. Ändra en av dem.")
    row = call or Call(association=association)
    row.title, row.text, row.opens_on, row.closes_on = title.strip(), text.strip(), opens_on, closes_on
    row.save()
    form = {"form": token} if token and call is None else {}
    audit.record(association, MADE if call is None else "funding.call.changed", row, by=by, call=row.pk, **form)
    return row


@transaction.atomic
def close_call(*, association: Association, by: Person, call: Call, today: date) -> Call:
    """Close a call: yesterday becomes its last day, also of one that opened today or has not opened yet."""
    row = Call.objects.select_for_update().get(association=association, pk=call.pk)
    if row.closes_on and row.closes_on < today:
        return row
    row.opens_on = min(row.opens_on, today - timedelta(days=1))
    row.closes_on = today - timedelta(days=1)
    row.save(update_fields=["opens_on", "closes_on"])
    audit.record(association, "funding.call.closed", row, by=by, call=row.pk)
    return row


@transaction.atomic
def save_questions(*, association: Association, by: Person, asked: Sequence[Asked]) -> ApplicationForm | None:
    """Make a new version of the questions; applications keep theirs. The same questions make no new version."""
    newest = ApplicationForm.objects.select_for_update().filter(association=association).order_by("-version").first()
    taken: set[str] = {one.key for one in asked if one.key}
    questions = []
    for one in asked:
        key = one.key or _key(one.label, taken)
        taken.add(key)
        questions.append({"key": key, "label": one.label, "help": one.help, "required": one.required})
    if questions == (newest.questions if newest else []):
        return newest
    version = newest.version + 1 if newest else 1
    made = ApplicationForm.objects.create(association=association, version=version, questions=questions, made_by=by)
    audit.record(association, "funding.application_form.made", made, by=by, version=version)
    return made


def _key(label: str, taken: set[str]) -> str:
    base = slugify(label.lower().translate(str.maketrans("åäöé", "aaoe")))[:30] or "fraga"
    return next(f"{base}{end}" for end in ("", *(f"-{n}" for n in range(2, 1000))) if f"{base}{end}" not in taken)
