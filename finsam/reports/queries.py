"""Reads of the reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.figures.audience import Audience
from finsam.figures.book import Book
from finsam.figures.files import as_data
from finsam.figures.registry import Scope, Use, fact_years, outcome_years, uses
from finsam.kernel.periods import Period
from finsam.reports import blocks
from finsam.reports.blocks import Composed
from finsam.reports.composition import compose
from finsam.reports.models import Report, ReportKind
from finsam.ui.parts import Link

ADDRESSES = {ReportKind.ANNUAL_REPORT: "arsredovisning"}
KINDS = {address: kind for kind, address in ADDRESSES.items()}


@cache
def shipped_outline(kind: ReportKind) -> str:
    """Return the outline that every association's report starts from."""
    return (Path(__file__).parent / "outlines" / f"{kind.value}.md").read_text(encoding="utf-8")


def report_text(association: Association, kind: ReportKind, year: int) -> str:
    """Return the association's own text, else the shipped outline."""
    own = Report.objects.filter(association=association, kind=kind, year=year).first()
    return own.text if own else shipped_outline(kind)


def composed_report(
    association: Association, kind: ReportKind, year: int, audience: Audience = Audience.ASSOCIATION
) -> Composed:
    """Compose an association's report. Raises KeyError when its text names what does not exist."""
    book = Book(association, Period.year(year))
    return compose(book, report_text(association, kind, year), f"{kind.label} {year}", str(kind.label), audience)


@uses
def uses_in_reports(association: Association, name: str) -> list[Use]:
    """Tell which of the association's reports a figure is used in."""
    found = Report.objects.filter(association=association, text__contains=name.partition("@")[0])
    return [Use(str(report), report_url(association, ReportKind(report.kind), report.year)) for report in found]


def report_url(association: Association, kind: ReportKind, year: int) -> str:
    """Return the address of a report's page."""
    return reverse("report", args=[association.slug, ADDRESSES[kind], year])


@dataclass(frozen=True)
class ReportPage:
    """A report as a web document."""

    title: str
    state: str
    crumbs: Sequence[Link]
    composed: Composed
    pdf_url: str
    data_url: str
    typed: Sequence[str]


def report_page(association: Association, kind: ReportKind, year: int) -> ReportPage:
    """Return a report's page."""
    composed = composed_report(association, kind, year)
    own = Report.objects.filter(association=association, kind=kind, year=year).exists()
    files = [
        reverse("report_file", args=[association.slug, ADDRESSES[kind], year, ending]) for ending in ("pdf", "json")
    ]
    return ReportPage(
        title=composed.title,
        state=association.name if own else f"{association.name} · efter mallen, utan egen text",
        crumbs=[
            Link(association.short_name, reverse("overview", args=[association.slug])),
            Link("Rapporter", reverse("reports", args=[association.slug])),
            Link(composed.title),
        ],
        composed=composed,
        pdf_url=files[0],
        data_url=files[1],
        typed=composed.typed,
    )


@dataclass(frozen=True)
class ReportRow:
    """A report in the list."""

    title: str
    year: str
    detail: str
    url: str
    pdf_url: str


@dataclass(frozen=True)
class ReportsPage:
    """The association's reports."""

    title: str
    crumbs: Sequence[Link]
    reports: Sequence[ReportRow]


def reports_page(association: Association) -> ReportsPage:
    """List a report for every year that has outcomes, written or not."""
    scope = Scope(association, Period.year(timezone.localdate().year))
    written = set(Report.objects.filter(association=association).values_list("year", flat=True))
    kind = ReportKind.ANNUAL_REPORT
    years = sorted(written | set(outcome_years(fact_years(scope))[-1:]))
    rows = [
        ReportRow(
            f"{kind.label} {year}",
            str(year),
            "Egen text" if year in written else "Mallen fylld med årets tal",
            report_url(association, kind, year),
            reverse("report_file", args=[association.slug, ADDRESSES[kind], year, "pdf"]),
        )
        for year in reversed(years)
    ]
    return ReportsPage("Rapporter", [Link(association.short_name, reverse("overview", args=[association.slug]))], rows)


def report_data(composed: Composed) -> dict[str, Any]:
    """Return the report as plain data: chapters with their text and tables, and every figure."""
    book = composed.book
    return {
        "association": book.association.slug,
        "report": composed.title,
        "period": book.period.name,
        "chapters": [
            {"number": c.number, "title": c.title, "blocks": [_block_data(block) for block in c.blocks]}
            for c in composed.chapters
        ],
        "figures": [as_data(book, name, composed.table(name)) for name in composed.figure_names],
    }


def _block_data(block: blocks.Block) -> dict[str, Any]:  # noqa: C901, PLR0911  one case a kind
    match block:
        case blocks.Paragraph(text):
            return {"kind": "paragraph", "text": _plain(text)}
        case blocks.Bullets(items):
            return {"kind": "list", "items": [_plain(item) for item in items]}
        case blocks.Heading(level, text, number):
            return {"kind": "heading", "level": level, "number": number, "text": text}
        case blocks.TableBlock(number, name, shown):
            rows = [[cell.text for cell in row.cells] for row in shown.rows]
            heads = [column.label for column in shown.columns]
            return {
                "kind": "table",
                "number": number,
                "figure": name,
                "caption": shown.caption,
                "columns": heads,
                "rows": rows,
            }
        case blocks.ChartBlock(number, caption, chart):
            return {"kind": "chart", "number": number, "caption": caption, "figures": list(chart.figures)}
        case blocks.KeyFigure(value, unit, label, comparison):
            return {"kind": "key_figure", "value": value, "unit": unit, "label": label, "comparison": comparison}
        case blocks.FactList(facts):
            return {"kind": "facts", "rows": [list(row) for row in facts]}
        case blocks.Signatures(roles):
            return {"kind": "signatures", "roles": list(roles)}
        case blocks.Margin(text):
            return {"kind": "margin", "text": text}
        case blocks.Derivation(derived):
            return {
                "kind": "derivation",
                "rows": [{"id": r.id, "value": r.value, "what": r.what, "base": r.base} for r in derived],
            }


def _plain(text: blocks.Text) -> str:
    return "".join(words.text for words in text)
