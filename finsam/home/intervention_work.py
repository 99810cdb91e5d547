"""What was decided, agreed, reported and claimed for an intervention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.urls import reverse

from finsam.core.models import Association
from finsam.funding.models import (
    ActionPoint,
    Agreement,
    AgreementAmount,
    AgreementState,
    Application,
    ApplicationState,
    Claim,
    ClaimState,
    Grant,
    GrantAmount,
    ProgressReport,
    ProgressState,
    ReportingDate,
)
from finsam.interventions.models import FundingSource, Intervention
from finsam.interventions.queries.whole import joined, rows_in
from finsam.kernel.swedish import amount, day, months
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

LEVELS = {ProgressState.DRAFT: 0, ProgressState.SENT: 2, ProgressState.RETURNED: 1, ProgressState.APPROVED: 3}
"""How high the water stands in the mark of a report."""


@dataclass(frozen=True)
class ReportRow:
    """A follow-up report, or one that is asked for and not begun."""

    name: str
    detail: str
    url: str
    level: int
    word: str
    late: bool = False


@dataclass(frozen=True)
class ActionRow:
    """A deviation and what is done about it."""

    finding: str
    detail: str
    word: str
    late: bool
    url: str = ""


@dataclass(frozen=True)
class ReportsPart:
    """The reports and deviations; `remarks` are those the last annual report told."""

    reports: Sequence[ReportRow]
    actions: Sequence[ActionRow]
    remarks: Sequence[str]

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.reports or self.actions or self.remarks)


@dataclass(frozen=True)
class WorkRow:
    """An application, a grant, an agreement or a claim."""

    name: str
    detail: str
    aside: str
    url: str = ""
    on: date | None = None


@dataclass(frozen=True)
class WorkPart:
    """The way from application to payment: each list, and the amounts by year."""

    applications: Sequence[WorkRow]
    grants: Sequence[WorkRow]
    agreements: Sequence[WorkRow]
    claims: Sequence[WorkRow]
    amounts: ShownTable | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided, sought or claimed."""
        return not (self.applications or self.grants or self.agreements or self.claims)


def address(name: str, *args: object) -> str:
    """Return the address of a page of the funding."""
    return reverse(name, args=args)


# reports


def reports_part(association: Association, row: Intervention, today: date, *, year: int | None = None) -> ReportsPart:
    """Return what is reported and asked for, by day, and the deviations; of a year, or of all. Two queries."""
    of_grant = {"association": association, "agreement__grant__intervention": row}
    asked = ReportingDate.objects.filter(**of_grant).exclude(agreement__state=AgreementState.DRAFT)
    if year:
        asked = asked.filter(period_to__year=year)
    found = asked.annotate(of_reports=joined(ProgressReport, "asked")).order_by("due_on", "pk")
    points = ActionPoint.objects.filter(association=association, intervention=row)
    if year:
        points = points.filter(Q(verified_on=None) | Q(verified_on__year=year))
    return ReportsPart(
        [_report(association, one, today) for one in found],
        [_action(association, point, today) for point in points],
        row.remarks,
    )


def _report(association: Association, asked: ReportingDate, today: date) -> ReportRow:
    report = next(iter(rows_in(ProgressReport, asked.of_reports)), None)  # type: ignore[attr-defined]
    state = ProgressState(report.state) if report else ProgressState.DRAFT
    late = state in {ProgressState.DRAFT, ProgressState.RETURNED} and asked.due_on < today
    word = state.label if report else "Inte börjad"
    due = f"skulle ha lämnats {day(asked.due_on)}" if late else f"ska lämnas senast {day(asked.due_on)}"
    sent = f"inlämnad {day(report.sent_at.date())}" if report and report.sent_at else due
    return ReportRow(
        f"{asked.get_kind_display()} {_period(asked)}", sent,
        address("progress-report", association.slug, report.pk) if report else "", LEVELS[state], word, late,
    )  # fmt: skip


def _period(asked: ReportingDate) -> str:
    if asked.period_from.year == asked.period_to.year:
        return months(asked.period_from, asked.period_to)
    return f"{day(asked.period_from)} – {day(asked.period_to)}"


def _action(association: Association, point: ActionPoint, today: date) -> ActionRow:
    late = point.done_on is None and point.due_on is not None and point.due_on < today
    if point.verified_on:
        word = "Åtgärdad" if point.is_adequate else "Räcker inte"
    elif point.done_on:
        word = "Ska verifieras"
    else:
        word = "Försenad" if late else "Avvikelse"
    said = [point.action, point.owner, f"senast {day(point.due_on)}" if point.due_on else ""]
    url = address("action-point", association.slug, point.pk)
    return ActionRow(point.finding, " · ".join(filter(None, said)), word, word != "Åtgärdad", url)


# from application to payment


def work_part(association: Association, row: Intervention, sources: Sequence[FundingSource]) -> WorkPart:
    """Return everything from application to payment, newest first. Four queries."""
    mine = {"association": association, "intervention": row}
    applications = list(
        Application.objects.filter(**mine).exclude(state=ApplicationState.DRAFT).order_by("-received_on", "-pk")
    )
    grants = list(
        Grant.objects.filter(**mine)
        .select_related("application", "decided_in__meeting")
        .annotate(of_amounts=joined(GrantAmount, "grant"))
        .order_by("-decided_on", "-pk")
    )
    by_grant = {"association": association, "grant__in": [grant.pk for grant in grants]}
    agreements = list(
        Agreement.objects.filter(**by_grant).annotate(of_amounts=joined(AgreementAmount, "agreement")).order_by("-pk")
        if grants
        else []
    )
    claims = list(Claim.objects.filter(**by_grant).annotate(ore=Sum("lines__amount_ore")) if grants else [])
    return WorkPart(
        [_application(association, one) for one in applications],
        [_grant(association, one) for one in grants],
        [_agreement(association, one) for one in agreements],
        [_claim(association, one) for one in claims],
        _amounts(grants, agreements, claims, sources),
    )


def _application(association: Association, one: Application) -> WorkRow:
    came = f"inkom {day(one.received_on)}" if one.received_on else ""
    detail = " · ".join(filter(None, [one.applicant, came]))
    return WorkRow(one.title, detail, one.get_state_display(), address("application", association.slug, one.pk))


def _grant(association: Association, one: Grant) -> WorkRow:
    item = one.decided_in
    total = _total(_by_year(rows_in(GrantAmount, one.of_amounts)))  # type: ignore[attr-defined]
    number = f"§ {item.number}" if item.number else "Beslut"
    url = address("minutes", association.slug, item.meeting.held_on.isoformat())
    return WorkRow(
        f"{number}, {day(one.decided_on)}", one.application.title, f"{amount(total)} kr", url, one.decided_on
    )


def _agreement(association: Association, one: Agreement) -> WorkRow:
    total = _total(_by_year(rows_in(AgreementAmount, one.of_amounts)))  # type: ignore[attr-defined]
    called = "Avtal" if one.number == 1 else f"Tilläggsavtal {one.number - 1}"
    held = f"{day(one.starts_on)} – {day(one.last_day)} · {amount(total)} kr"
    url = address("agreement", association.slug, one.pk)
    return WorkRow(f"{called} med {one.counterpart}", held, one.get_state_display(), url, one.signed_on)


def _claim(association: Association, one: Claim) -> WorkRow:
    ore = one.ore or 0  # type: ignore[attr-defined]
    detail = f"{day(one.period_from)} – {day(one.period_to)} · {amount(ore)} kr"
    state = f"Betald {day(one.paid_on)}" if one.paid_on else one.get_state_display()
    return WorkRow(f"Rekvisition {one.number}", detail, state, address("claim", association.slug, one.pk))


# amounts by year


def _total(found: dict[int, int]) -> int:
    return sum(found.values())


def _amounts(
    grants: Sequence[Grant], agreements: Sequence[Agreement], claims: Sequence[Claim], sources: Sequence[FundingSource]
) -> ShownTable | None:
    """Lay what was granted, agreed, claimed and paid, and what others pay, year beside year."""
    granted = _by_year(each for one in grants for each in rows_in(GrantAmount, one.of_amounts))  # type: ignore[attr-defined]
    in_force = [one for one in agreements if one.state in {AgreementState.SIGNED, AgreementState.ENDED}]
    agreed = _by_year(each for one in in_force for each in rows_in(AgreementAmount, one.of_amounts))  # type: ignore[attr-defined]
    told = [one for one in claims if one.state not in {ClaimState.DRAFT, ClaimState.RETURNED}]
    claimed = _summed((one.period_to.year, one.ore or 0) for one in told)  # type: ignore[attr-defined]
    paid = _summed((one.period_to.year, one.ore or 0) for one in told if one.state == ClaimState.PAID)  # type: ignore[attr-defined]
    lines = [("Beviljat", granted), ("Avtalat", agreed), ("Rekvirerat", claimed), ("Betalt", paid)]
    others = list(dict.fromkeys(one.name for one in sources))
    of_others = [(name, _by_year(one for one in sources if one.name == name)) for name in others]
    years = sorted({year for _, found in (*lines, *of_others) for year in found})
    if not years:
        return None
    rows = [_line(label, found, years) for label, found in lines if found]
    if of_others:
        rows += [ShownRow([ShownCell("Från andra")], "group")] if rows else []
        rows += [_line(label, found, years) for label, found in of_others]
    columns = [ShownColumn("Vad", "words"), *(ShownColumn(str(year)) for year in years)]
    return ShownTable("Belopp per år", columns, rows, unit="kronor", wide=len(years) > 4)


def sources_table(sources: Sequence[FundingSource]) -> ShownTable | None:
    """Lay what others than the association pay, year beside year."""
    return _amounts([], [], [], sources)


def _by_year(rows: object) -> dict[int, int]:
    return _summed((row.year, row.amount_ore) for row in rows)  # type: ignore[attr-defined]


def _summed(pairs: object) -> dict[int, int]:
    found: dict[int, int] = {}
    for year, ore in pairs:  # type: ignore[attr-defined]
        found[year] = found.get(year, 0) + ore
    return found


def _line(label: str, found: dict[int, int], years: Sequence[int]) -> ShownRow:
    cells = [ShownCell(amount(found[year]) if year in found else "–") for year in years]
    return ShownRow([ShownCell(label), *cells])
