"""The director's assessment of an application: considerations, summary, proposal; and the checklist in versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.models import (
    Application,
    ApplicationState,
    Assessment,
    Checklist,
    Consideration,
    ProposedAmount,
)
from finsam.funding.rules.considerations import Question, written
from finsam.money.models import BudgetLine

OVER = frozenset(
    {ApplicationState.DRAFT, ApplicationState.WITHDRAWN, ApplicationState.GRANTED, ApplicationState.REJECTED}
)


@dataclass(frozen=True)
class Assessed:
    """What an assessment says. `considerations`: (verdict, comment) by key; `amounts`: öre by year."""

    summary: str
    policy: str
    line: BudgetLine | None
    recommendation: str
    reason: str
    prepared_on: date | None
    considerations: Mapping[str, tuple[str, str]]
    amounts: Mapping[int, int]


@transaction.atomic
def open_assessment(*, association: Association, application: Application, today: date) -> Assessment:
    """Return the assessment of an application; begin it with the checklist in force, and what is sought as proposed."""
    found = Assessment.objects.filter(association=association, application=application).first()
    if found:
        return found
    own = Checklist.objects.filter(association=association, valid_from__lte=today).order_by("valid_from", "version")
    return Assessment.objects.create(association=association, application=application, checklist=own.last())


@transaction.atomic
def save_assessment(
    *, association: Association, by: Person, assessment: Assessment, version: int, said: Assessed
) -> Assessment:
    """Write the assessment as it was written from a version.

    Raises ValueError with a Swedish sentence when somebody else has changed it since, or the application is decided.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("application").get(pk=assessment.pk)
    if locked.application.state in OVER:
        raise ValueError("Ansökan är avgjord. Bedömningen kan inte ändras längre.")
    if locked.version != version:
        raise ValueError(
            "Någon annan har ändrat bedömningen medan du skrev. Det du skrev står kvar här. Öppna bedömningen i en ny "
            "flik, jämför och spara igen."
        )
    for name in ("summary", "policy", "line", "recommendation", "reason", "prepared_on"):
        setattr(locked, name, getattr(said, name))
    locked.version += 1
    locked.save()
    same = {"association": association, "assessment": locked}
    Consideration.objects.filter(**same).delete()
    Consideration.objects.bulk_create(
        Consideration(**same, key=key, verdict=verdict, comment=comment)
        for key, (verdict, comment) in said.considerations.items()
        if verdict or comment
    )
    ProposedAmount.objects.filter(**same).delete()
    ProposedAmount.objects.bulk_create(
        ProposedAmount(**same, year=year, amount_ore=ore) for year, ore in sorted(said.amounts.items()) if ore
    )
    audit.record(
        association, "funding.assessment.saved", locked.application, by=by, application=locked.application_id,
        version=locked.version, recommendation=locked.recommendation,
    )  # fmt: skip
    return locked


@transaction.atomic
def decide_checklist(
    *, association: Association, by: Person, questions: list[Question], valid_from: date, source: str
) -> Checklist:
    """Make the next version of the checklist, in force from a day. What is assessed already keeps its own."""
    last = Checklist.objects.filter(association=association).aggregate(last=Max("version"))["last"] or 0
    made = Checklist.objects.create(
        association=association, version=last + 1, valid_from=valid_from, source=source.strip(),
        questions=written(questions), made_by=by,
    )  # fmt: skip
    audit.record(association, "funding.checklist.decided", made, by=by, version=made.version, questions=len(questions))
    return made
