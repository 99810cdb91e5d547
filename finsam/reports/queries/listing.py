"""The list of reports: by kind and year, with how far each has come."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.registry import Scope, fact_years, outcome_years
from finsam.kernel.periods import Period
from finsam.money.models import Ledger
from finsam.reports.editions import PLURALS, Edition, edition_of
from finsam.reports.forms import NewReportForm
from finsam.reports.models import Report, ReportKind
from finsam.reports.queries.states import ReportState, states_of
from finsam.ui.parts import Link


@dataclass(frozen=True)
class ReportRow:
    """A report in the list."""

    title: str
    detail: str
    url: str
    pdf_url: str
    stage: int
    state: str


@dataclass(frozen=True)
class ReportGroup:
    """The reports of a kind, the newest first."""

    title: str
    rows: Sequence[ReportRow]


@dataclass(frozen=True)
class ReportsPage:
    """The association's reports. `form` for those who may write one."""

    title: str
    crumbs: Sequence[Link]
    groups: Sequence[ReportGroup]
    form: NewReportForm | None


def reports_page(
    association: Association, permissions: Collection[Permission], form: NewReportForm | None = None
) -> ReportsPage:
    """List every report that is begun, and those that the figures are ready for."""
    rows = listed_reports(association)
    may_write = Permission.WRITE_REPORT in permissions
    return ReportsPage(
        title="Rapporter",
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        groups=[
            ReportGroup(PLURALS[kind], [row for edition, row in rows if edition.kind is kind])
            for kind in ReportKind
            if any(edition.kind is kind for edition, _ in rows)
        ],
        form=(form or NewReportForm(timezone.localdate())) if may_write else None,
    )


def reports_to_read(association: Association) -> list[tuple[str, str, str]]:
    """Return title, what its text is and address of the annual reports: for the first page."""
    written = _written(association, {ReportKind.ANNUAL_REPORT})
    editions = _newest_first({*written, *_ready(association, {ReportKind.ANNUAL_REPORT})})
    return [(one.title, _detail(written.get(one)), one.url(association)) for one in editions]


def listed_reports(
    association: Association, kinds: Collection[ReportKind] = tuple(ReportKind)
) -> list[tuple[Edition, ReportRow]]:
    """Return the reports of the kinds with their rows, the newest first."""
    written = _written(association, kinds)
    states = states_of(association, written.values())
    editions = _newest_first({*written, *_ready(association, kinds)})
    return [(one, _row(association, one, written.get(one), states)) for one in editions]


def _written(association: Association, kinds: Collection[ReportKind]) -> dict[Edition, Report]:
    return {edition_of(one): one for one in Report.objects.filter(association=association, kind__in=kinds)}


def _newest_first(editions: Collection[Edition]) -> list[Edition]:
    return sorted(editions, key=lambda one: (-one.year, -one.month))


def _detail(report: Report | None) -> str:
    return "Egen text" if report and report.text else "Mallen fylld med periodens tal"


def _row(
    association: Association, edition: Edition, report: Report | None, states: dict[int, ReportState]
) -> ReportRow:
    state = states[report.pk] if report else ReportState()
    return ReportRow(
        title=edition.title,
        detail=_detail(report),
        url=edition.url(association),
        pdf_url=edition.page("report_file", association, "pdf"),
        stage=state.stage,
        state=state.word,
    )


def _ready(association: Association, kinds: Collection[ReportKind]) -> Iterator[Edition]:
    """The reports that the figures are ready for, begun or not: of the last year with outcomes."""
    years = outcome_years(fact_years(Scope(association, Period.year(timezone.localdate().year))))
    if not years:
        return
    yield Edition(ReportKind.ANNUAL_REPORT, years[-1])
    if ReportKind.ECONOMIC_REPORT not in kinds:
        return
    ledger = Ledger.objects.filter(association=association, covers_to__isnull=False).order_by("-year").first()
    if ledger and (last := ledger.covers_to):
        kind = ReportKind.ANNUAL_ACCOUNTS if last.month == 12 else ReportKind.ECONOMIC_REPORT
        yield Edition(kind, last.year, last.month)
