"""A follow-up report on a page: its sections with figures and words side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.forms import BoundField

from finsam.core.models import Association
from finsam.figures.audience import Audience
from finsam.funding.forms.progress import BASE, ProgressForm
from finsam.funding.models import ProgressReport, ProgressVersion, Writer
from finsam.funding.queries.progress_figures import Filled, FilledTable, book_of, filled_slots, kept_figures, kept_slots
from finsam.funding.queries.progress_reports import intervention_of
from finsam.funding.rules.report_changes import Differing, figure_differences
from finsam.funding.rules.report_text import WHY, Section
from finsam.ui.tables import ShownCell, ShownTable


@dataclass(frozen=True)
class Words:
    """A text: as a field to write in, or as paragraphs. `theirs` is what somebody else wrote in it meanwhile."""

    field: BoundField | None = None
    paragraphs: Sequence[str] = ()
    theirs: Sequence[str] = ()


@dataclass(frozen=True)
class FigurePart:
    """The figures of a slot with the words that explain them."""

    filled: Filled
    why: Words


@dataclass(frozen=True)
class SectionPart:
    """A section: its figures, and its own words."""

    key: str
    title: str
    figures: Sequence[FigurePart]
    words: Words


@dataclass(frozen=True)
class Figures:
    """A report's figures of today, whole for insiders and protected for others, and what differs from a version."""

    slots: Mapping[str, Filled]
    differing: Sequence[Differing] = ()


def figures_for(report: ProgressReport, audience: Audience, version: ProgressVersion | None = None) -> Figures:
    """Return the figures of today; beside a version that was sent, marked where they are not what they were then."""
    intervention, asked = intervention_of(report), report.asked
    book, goals = book_of(intervention, asked.period_from, asked.period_to), list(intervention.goals.all())
    slots = filled_slots(book, intervention, goals, audience)
    if version is None or not version.figures.get("tables"):  # of one that was sent before, elsewhere, none are known
        return Figures(slots)
    open_slots = filled_slots(book, intervention, goals, Audience.PUBLIC)
    now = kept_figures(open_slots, asked.period_to)["tables"]
    differing = figure_differences(version.figures.get("tables", []), now)
    if audience is Audience.PUBLIC:
        return Figures(_marked(kept_slots(version.figures), differing, now=True), differing)
    return Figures(_marked(slots, differing, now=False), differing)


def _marked(slots: Mapping[str, Filled], differing: Sequence[Differing], *, now: bool) -> dict[str, Filled]:
    """Write beside each number that differs what it is now, or what it was then."""
    at = {(one.table, one.row, one.column): f"nu {one.now}" if now else f"då {one.then}" for one in differing}
    if not at:
        return dict(slots)
    return {
        slot: replace(filled, tables=[_marked_table(table, at) for table in filled.tables])
        for slot, filled in slots.items()
    }


def _marked_table(table: FilledTable, at: Mapping[tuple[str, str, str], str]) -> FilledTable:
    shown = table.shown
    heads = [column.label for column in shown.columns]
    rows = [
        replace(row, cells=[_marked_cell(shown, row.cells[0].text, head, cell, at)
                            for head, cell in zip(heads, row.cells, strict=False)])
        for row in shown.rows
    ]  # fmt: skip
    return replace(table, shown=replace(shown, rows=rows))


def _marked_cell(
    shown: ShownTable, row: str, head: str, cell: ShownCell, at: Mapping[tuple[str, str, str], str]
) -> ShownCell:
    said = at.get((shown.caption, row, head))
    return replace(cell, text=f"{cell.text} ({said})", tone="worse") if said else cell


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def written_parts(
    sections: Sequence[Section], slots: Mapping[str, Filled], texts: Mapping[str, str]
) -> list[SectionPart]:
    """Return a report's sections to read."""

    def words(key: str) -> Words:
        return Words(paragraphs=paragraphs(texts.get(key, "")))

    return [
        SectionPart(
            one.key, one.title, [FigurePart(slots[slot], words(f"{WHY}{slot}")) for slot in one.slots], words(one.key)
        )
        for one in sections
    ]


def fields_parts(form: ProgressForm, slots: Mapping[str, Filled], theirs: Mapping[str, str]) -> list[SectionPart]:
    """Return a report's sections to write in; `theirs` holds what others have written where both have."""

    def words(key: str) -> Words:
        return Words(form[key], theirs=paragraphs(theirs.get(key, "")))

    return [
        SectionPart(
            one.key, one.title, [FigurePart(slots[slot], words(f"{WHY}{slot}")) for slot in one.slots], words(one.key)
        )
        for one in form.sections
    ]


def hidden_of(form: ProgressForm) -> list[BoundField]:
    """Return the marks of what each text was written from."""
    return [form[f"{BASE}{key}"] for key in form.keys]


def last_version(association: Association, report: ProgressReport) -> ProgressVersion | None:
    """Return the report as it was last sent."""
    return ProgressVersion.objects.filter(association=association, report=report).order_by("-number").first()


def belongs_to(report: ProgressReport, writer: Writer) -> bool:
    """Tell whether the report follows up the writer's application."""
    return report.asked.agreement.grant.application_id == writer.application_id
