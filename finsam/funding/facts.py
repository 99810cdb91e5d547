"""What happened to applications, as rows that figures count: a row for each step on its day."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models.functions import ExtractYear
from django.utils import timezone

from finsam.core.models import Association, Provision
from finsam.core.rules.permissions import Permission
from finsam.core.rules.provisions import Decided, Provisions
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import DAYS, Unit
from finsam.funding.links import application_url
from finsam.funding.models import Agreement, Application, CompletionRequest
from finsam.funding.rules.clocks_kept import kept
from finsam.kernel.periods import months_after

APPLICATIONS_UNIT = Unit("applications", "ansökningar", "ansökan")
ANSWER, AGREEMENT = "answer", "agreement"
STEPS = {
    "received": "Kom in",
    "completion": "Ombads komplettera",
    "granted": "Beviljades",
    "rejected": "Avslogs",
    "withdrawn": "Togs tillbaka",
    ANSWER: "Skulle ha fått ett första svar",
    AGREEMENT: "Skulle ha fått avtal",
}
"""The steps of an application, in order."""


def application_steps(scope: Scope) -> list[FactRow]:
    """Return every step of every application, whatever the period, in four queries."""
    found = list(Application.objects.filter(association=scope.association, received_on__isnull=False))
    if not found:
        return []
    steps = [step for application in found for step in _of_application(application)]
    steps += _completions(scope, {application.pk: application for application in found})
    return [*steps, *_clocks(scope, found)]


def _step(application: Application, step: str, on: date, **about: object) -> FactRow:
    return {
        "application": application.pk,
        "title": application.title,
        "step": step,
        "said": STEPS[step],
        "on": on,
        "in_time": "",
        "done": "",
        "count": 1,
        "days": 0,
        **about,
    }


def _of_application(application: Application) -> Iterator[FactRow]:
    if application.received_on:
        yield _step(application, "received", application.received_on)
    if application.state in {"granted", "rejected"} and application.decided_on:
        yield _step(application, str(application.state), application.decided_on)
    if application.withdrawn_on:
        yield _step(application, "withdrawn", application.withdrawn_on)


def _completions(scope: Scope, known: dict[int, Application]) -> list[FactRow]:
    """An application that was asked twice counts once, on the first day."""
    asked = CompletionRequest.objects.filter(association=scope.association, application__in=known).order_by("asked_on")
    first: dict[int, date] = {}
    for pk, on in asked.values_list("application", "asked_on"):
        first.setdefault(pk, on)
    return [_step(known[pk], "completion", on) for pk, on in first.items()]


def _clocks(scope: Scope, found: Sequence[Application]) -> Iterator[FactRow]:
    own = [
        Decided(*row)
        for row in Provision.objects.filter(association=scope.association).values_list("key", "value", "valid_from")
    ]
    first = Agreement.objects.filter(association=scope.association, number=1)
    signed = dict(first.values_list("grant__application", "signed_on"))
    for application in found:
        if application.received_on and not (application.withdrawn_on and not application.answered_on):
            yield from _clock(own, application, ANSWER, application.received_on, application.answered_on)
        if application.state == "granted" and application.decided_on:
            yield from _clock(own, application, AGREEMENT, application.decided_on, signed.get(application.pk))


MONTHS = {ANSWER: "application_answer_months", AGREEMENT: "agreement_months"}


def _clock(
    own: Sequence[Decided], application: Application, step: str, started_on: date, done_on: date | None
) -> Iterator[FactRow]:
    due_on = months_after(started_on, Provisions(own, started_on).months(MONTHS[step]))
    settled = kept(started_on, due_on, done_on, timezone.localdate())
    if settled:
        done = "yes" if settled.days is not None else "no"
        in_time = "yes" if settled.in_time else "no"
        yield _step(application, step, settled.on, in_time=in_time, done=done, days=settled.days or 0)


def _rows(scope: Scope) -> Sequence[FactRow]:
    period = scope.period
    rows = [row for row in scope.once(application_steps) if period.start <= row["on"] <= period.end]
    return sorted(rows, key=lambda row: (row["on"], row["application"]))


def _cube(scope: Scope) -> Cube:
    categories = {"step": [Category(key, label) for key, label in STEPS.items()]}
    return Cube(APPLICATIONS.name, scope.period.name, _rows(scope), categories)


def _page(association: Association, row: FactRow) -> str:
    return application_url(association, row["application"])


APPLICATIONS = facts(
    Facts(
        name="application_steps",
        title="Ansökningarnas väg",
        read=_cube,
        rows=_rows,
        columns=[
            FactColumn("title", "Ansökan", href=_page),
            FactColumn("said", "Vad som hände"),
            FactColumn("on", "Dag", is_date=True),
            FactColumn("days", "Dagar", DAYS),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"count": APPLICATIONS_UNIT, "days": DAYS},
        years=lambda association: [
            Application.objects.filter(association=association, received_on__isnull=False)
            .annotate(year=ExtractYear("received_on"))
            .values_list("year")
        ],
        planned=True,
    )
)
