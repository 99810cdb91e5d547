"""The owner's pages of deviations: to report one, and to say that an action is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms

from finsam.core.models import Association
from finsam.funding.access import owner_path
from finsam.funding.models import ActionPoint, ProgressReport, Writer
from finsam.funding.queries.action_point_rows import stage_now
from finsam.funding.queries.progress_reports import report_name
from finsam.funding.rules.action_points import WORDS
from finsam.kernel.swedish import day
from finsam.ui.parts import Fact, Link


@dataclass(frozen=True)
class DeviationPage:
    """A form for a deviation."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    back_url: str


@dataclass(frozen=True)
class OwnerPointPage:
    """A deviation, and the form for what is done about it when it waits for that."""

    title: str
    state: str
    crumbs: Sequence[Link]
    facts: Sequence[Fact]
    again: str
    form: forms.Form | None
    back_url: str


def deviation_page(association: Association, writer: Writer, report: ProgressReport, form: forms.Form) -> DeviationPage:
    """Return the page where the owner reports a deviation."""
    back = owner_path(association, writer, "owner-report", report.pk)
    name = report_name(report)
    crumbs = [
        Link(writer.application.title, owner_path(association, writer)), Link(name, back), Link("Anmäl en avvikelse")
    ]  # fmt: skip
    return DeviationPage(
        f"Anmäl en avvikelse i {name[:1].lower()}{name[1:]}", "Förbundet ser den på en gång.", crumbs, form, back
    )


def owner_point_page(
    association: Association, writer: Writer, point: ActionPoint, form: forms.Form, today: date
) -> OwnerPointPage:
    """Return the page where the owner says that an action is done."""
    stage = stage_now(point, today)
    home = owner_path(association, writer)
    return OwnerPointPage(
        title=f"Avvikelse i {point.intervention.title}",
        state=WORDS[stage],
        crumbs=[Link(writer.application.title, home), Link("Avvikelse")],
        facts=point_facts(point),
        again=point.verdict if point.verdict and not point.done_on else "",
        form=form if stage in {"late", "open"} and point.action else None,
        back_url=owner_path(association, writer, "owner-report", point.report_id) if point.report_id else home,
    )


def point_facts(point: ActionPoint) -> list[Fact]:
    """Say what a deviation is, what is done about it and how it was judged."""
    said = [
        ("Vad avviker", point.finding),
        ("Åtgärd", point.action or "Ingen är bestämd än"),
        ("Görs av", point.owner),
        ("Klart senast", day(point.due_on) if point.due_on else ""),
        ("Klart", f"{day(point.done_on)}: {point.done_remark}" if point.done_on else ""),
        ("Bedömd", f"{day(point.verified_on)}: {point.verdict}" if point.verified_on else ""),
    ]
    return [Fact(term, text) for term, text in said if text]
