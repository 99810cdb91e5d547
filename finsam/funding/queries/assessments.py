"""The page where the director assesses an application, and those of its small forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.urls import reverse

from finsam.core.models import Association, Member
from finsam.funding.forms.assessments import AskForm, AssessmentForm
from finsam.funding.models import Application, Assessment, Checklist, Consideration, Position
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.dossier import positions_due
from finsam.funding.queries.weighing import questions_of, sought_of, weighed_of
from finsam.funding.rules.proposals import faults_of
from finsam.kernel.swedish import day
from finsam.money.models import BudgetLine, GroupKind
from finsam.ui.parts import Link, Tab

DAYS_TO_ANSWER = 14


@dataclass(frozen=True)
class AssessmentPage:
    """The assessment with its form, whom to ask, and what is missing before the board."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    form: AssessmentForm
    ask: AskForm
    positions: Sequence[tuple[str, str, str]]  # party, standing, where to write it down
    positions_due: str
    missing: Sequence[str]
    proposed: str
    open: bool
    checklist: str
    checklist_url: str
    dossier_url: str
    ask_url: str
    propose_url: str


@dataclass(frozen=True)
class FormPage:
    """A page of one form."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    act: str
    back_url: str
    lead: str = ""


def assessment_form(
    data: object, association: Association, application: Application, assessment: Assessment
) -> AssessmentForm:
    """Return the form as the assessment stands; the years are those of what is sought and proposed."""
    sought = sought_of(application)
    amounts = dict(assessment.amounts.values_list("year", "amount_ore")) or (sought if not assessment.version else {})
    rows = Consideration.objects.filter(association=association, assessment=assessment)
    lines = BudgetLine.objects.filter(association=association, group__kind=GroupKind.INTERVENTIONS)
    return AssessmentForm(
        data, assessment=assessment, questions=questions_of(assessment),
        lines=list(lines.select_related("group").order_by("position")), years=sorted({*sought, *amounts}),
        answers={row.key: (row.verdict, row.comment) for row in rows}, amounts=amounts,
    )  # fmt: skip


def ask_form(data: object, association: Association, today: date) -> AskForm:
    """Return the form that asks the members."""
    members = list(Member.objects.filter(association=association).order_by("position"))
    return AskForm(data, members=members, due_on=today + timedelta(days=DAYS_TO_ANSWER))


def assessment_page(
    association: Association, application: Application, assessment: Assessment, form: AssessmentForm, ask: AskForm
) -> AssessmentPage:
    """Return the page. Must be called within the association."""
    slug = association.slug
    is_open = application.state in {"received", "incomplete", "proposed"}
    list_ = assessment.checklist
    rows = Position.objects.filter(association=association, application=application).order_by("position", "pk")
    return AssessmentPage(
        title=f"Bedöm {application.title}",
        state=" · ".join([application.applicant, application.get_state_display().lower()]),
        crumbs=_crumbs(association, application, "Bedömning"),
        tabs=funding_tabs(association, "applications"),
        form=form,
        ask=ask,
        positions=[
            (row.party, row.get_standing_display(), reverse("position", args=[slug, application.pk, row.pk]))
            for row in rows
        ],
        positions_due=positions_due(assessment),
        missing=faults_of(weighed_of(association, application, assessment)) if is_open else [],
        proposed=day(assessment.proposed_on) if assessment.proposed_on else "",
        open=is_open,
        checklist=f"version {list_.version}" if list_ else "propositionens frågor",
        checklist_url=reverse("checklist", args=[slug]),
        dossier_url=reverse("dossier", args=[slug, application.pk]),
        ask_url=reverse("positions-ask", args=[slug, application.pk]),
        propose_url=reverse("application-propose", args=[slug, application.pk]),
    )


def _crumbs(association: Association, application: Application, here: str) -> list[Link]:
    dossier = reverse("dossier", args=[association.slug, application.pk])
    return funding_crumbs(association, Link(application.title, dossier), Link(here))


def position_page(association: Association, position: Position, form: forms.Form) -> FormPage:
    """Return the page where a party's position is written."""
    application = position.application
    return FormPage(
        title=f"Ställningstagande: {position.party}",
        state=f"{application.title} · {application.applicant}",
        crumbs=_crumbs(association, application, "Ställningstagande"),
        form=form,
        act="Spara ställningstagandet",
        back_url=reverse("dossier", args=[association.slug, application.pk]),
        lead=f"Vad tycker {position.party} om att {application.title} får pengar?",
    )


def checklist_page(association: Association, form: forms.Form, current: Checklist | None) -> FormPage:
    """Return the page where a new version of the considerations is made."""
    now = (
        f"version {current.version} gäller från den {day(current.valid_from)}"
        if current
        else "propositionens frågor gäller"
    )
    return FormPage(
        title="Överväganden",
        state=f"Frågorna som varje ansökan bedöms efter · {now}",
        crumbs=funding_crumbs(association, Link("Överväganden")),
        form=form,
        act="Gör en ny version",
        back_url=reverse("interventions", args=[association.slug]),
    )
