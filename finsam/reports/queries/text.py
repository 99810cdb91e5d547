"""The page where a report's text is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.core.models import Association
from finsam.figures.registry import all_figures
from finsam.reports import charts
from finsam.reports.editions import Edition
from finsam.reports.forms import TextForm
from finsam.reports.queries.composed import text_of
from finsam.reports.queries.report import crumbs_of
from finsam.ui.parts import Link

EXAMPLES = (
    ("# Rubrik", "ett kapitel; ## är ett avsnitt"),
    ("{{money.result}}", "ett tal i löpande text"),
    ("{{money.income_statement:costs:before}}", "en ruta i en tabell: rad och kolumn"),
    ("{{table money.balance_sheet}}", "en hel tabell, på en egen rad"),
    ("{{chart balance}}", "ett diagram, på en egen rad"),
    ("{{typed 203}}", "ett tal som inte räknas ut här"),
    ("{{comments}}", "månadens kommentarer till raderna"),
)
"""What can stand in the text, and what it shows."""


@dataclass(frozen=True)
class TextPage:
    """A report's text, and the names that can be used in it."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: TextForm
    back_url: str
    examples: Sequence[tuple[str, str]]
    figures: Sequence[tuple[str, str]]
    charts: Sequence[tuple[str, str]]


def text_page(association: Association, edition: Edition, form: TextForm | None = None) -> TextPage:
    """Return the page; `form` is what was refused."""
    report = edition.found(association)
    initial = {"text": text_of(report, edition), "revision": report.revision if report else 0}
    return TextPage(
        title=f"Skriv {edition.title[:1].lower()}{edition.title[1:]}",
        state="Texten är Markdown. Tal, tabeller och diagram sätts in med sina namn och kan därför aldrig skilja sig.",
        crumbs=crumbs_of(association, Link(edition.title, edition.url(association)), Link("Text")),
        form=form or TextForm(initial=initial),
        back_url=edition.url(association),
        examples=EXAMPLES,
        figures=[(f"{figure.name}@…" if figure.per else figure.name, figure.title) for figure in all_figures()],
        charts=[(chart.name, chart.title) for chart in charts.CHARTS.values()],
    )
