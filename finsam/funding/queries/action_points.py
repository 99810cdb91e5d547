"""The office's pages of deviations: one list of all interventions, and each with what may be done with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from finsam.core.models import Association, Person, Seat
from finsam.core.rules.permissions import ROLES, Permission
from finsam.funding.forms.action_points import DoneForm, VerdictForm
from finsam.funding.models import ActionPoint
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.action_point_owner import point_facts
from finsam.funding.queries.action_point_rows import PointRow, office_points, points_of, stage_now
from finsam.funding.rules.action_points import WORDS, Stage
from finsam.ui.parts import Chip, Fact, Link, Tab

GROUPS: Mapping[Stage, str] = {
    "late": "Försenade",
    "done": "Klara, ska bedömas",
    "open": "Att göra",
    "adequate": "Bedömda tillräckliga",
}


@dataclass(frozen=True)
class PointsPage:
    """Every deviation by where it stands, the late ones first."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    chips: Sequence[Chip]
    groups: Sequence[tuple[str, Sequence[PointRow], bool]]
    new_url: str


@dataclass(frozen=True)
class PointPage:
    """A deviation. Forms of what may not be done now are missing, and `waits` says why."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    facts: Sequence[Fact]
    late: bool
    again: str
    waits: str
    report: Link | None
    done: forms.Form | None
    done_url: str
    verdict: forms.Form | None
    verdict_url: str
    change_url: str


@dataclass(frozen=True)
class PointFormPage:
    """A form of a deviation."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    back_url: str


def list_url(association: Association) -> str:
    """Return the address of the list."""
    return reverse("action-points", args=[association.slug])


def points_page(association: Association, permissions: Collection[Permission], today: date, key: str) -> PointsPage:
    """Return the list, of one intervention when its key is given."""
    every = list(points_of(association))
    shown = [point for point in every if not key or point.intervention.key == key]
    groups = [
        (label, office_points(association, found, today, named=True), stage == "late")
        for stage, label in GROUPS.items()
        if (found := [point for point in shown if stage_now(point, today) == stage])
    ]
    late = sum(stage_now(point, today) == "late" for point in every)
    waiting = sum(not point.is_adequate for point in every)
    return PointsPage(
        title="Avvikelser och åtgärder",
        state=f"Öppna: {waiting}. Försenade: {late}." if waiting else "Inga öppna",
        crumbs=funding_crumbs(association, Link("Avvikelser")),
        tabs=funding_tabs(association, "progress-reports"),
        chips=_chips(association, every, key),
        groups=groups,
        new_url=reverse("action-point-new", args=[association.slug]) if Permission.KEEP_FUNDING in permissions else "",
    )


def _chips(association: Association, every: Sequence[ActionPoint], key: str) -> list[Chip]:
    titles = {point.intervention.key: point.intervention.title for point in every}
    if len(titles) < 2 and not key:
        return []
    url = list_url(association)
    return [
        Chip(title, url if one == key else f"{url}?{urlencode({'insats': one})}", on=one == key)
        for one, title in titles.items()
    ]


def point_page(
    association: Association, person: Person, permissions: Collection[Permission], point: ActionPoint, today: date, *,
    done: forms.Form | None = None, verdict: forms.Form | None = None,
) -> PointPage:  # fmt: skip
    """Return the page of one; `done` and `verdict` are forms that were refused."""
    stage, keeps = stage_now(point, today), Permission.KEEP_FUNDING in permissions
    slug, judges = association.slug, point.verifier_id == person.pk
    may_do = stage in {"late", "open"} and keeps and bool(point.action) and not judges
    may_judge = stage == "done" and judges and point.done_by_id != person.pk
    report = point.report
    return PointPage(
        title=f"Avvikelse: {point.finding[:70]}",
        state=f"{point.intervention.title} · {WORDS[stage].lower()}",
        crumbs=funding_crumbs(association, Link("Avvikelser", list_url(association)), Link("Avvikelse")),
        tabs=funding_tabs(association, "progress-reports"),
        facts=[*point_facts(point), Fact("Bedöms av", point.verifier.name if point.verifier else "Ingen utsedd än")],
        late=stage == "late",
        again=point.verdict if point.verdict and not point.done_on else "",
        waits=_waits(point, stage, judges=judges, may_judge=may_judge),
        report=Link("Rapporten där den skrevs", reverse("progress-report", args=[slug, report.pk])) if report else None,
        done=(done or DoneForm()) if may_do else None,
        done_url=reverse("action-point-done", args=[slug, point.pk]),
        verdict=(verdict or VerdictForm()) if may_judge else None,
        verdict_url=reverse("action-point-verify", args=[slug, point.pk]),
        change_url=reverse("action-point-change", args=[slug, point.pk]) if keeps and not point.is_adequate else "",
    )


def _waits(point: ActionPoint, stage: Stage, *, judges: bool, may_judge: bool) -> str:
    """Say what it waits for when nothing can be done here."""
    if stage == "done" and not may_judge:
        if point.verifier is None:
            return "Åtgärden är klar, men ingen är utsedd att bedöma den. Ändra avvikelsen och välj någon."
        return f"Åtgärden är klar. {point.verifier.name} ska bedöma om den räcker."
    if stage in {"late", "open"} and not point.action:
        return "Ingen åtgärd är bestämd än. Ändra avvikelsen och skriv vad som ska göras, av vem och till när."
    if stage in {"late", "open"} and judges:
        return "Du ska bedöma åtgärden, så någon annan noterar att den är klar."
    return ""


def point_form_page(association: Association, form: forms.Form, point: ActionPoint | None = None) -> PointFormPage:
    """Return the page of a form; of a new deviation without `point`."""
    slug = association.slug
    back = reverse("action-point", args=[slug, point.pk]) if point else list_url(association)
    title = f"Ändra avvikelsen i {point.intervention.title}" if point else "Ny avvikelse"
    state = "Vad som avviker, vad som görs åt det, av vem och till när, och vem som bedömer om det räckte."
    crumbs = funding_crumbs(association, Link("Avvikelser", list_url(association)), Link(title))
    return PointFormPage(title, state, crumbs, form, back)


def judges_of(association: Association, today: date) -> list[Person]:
    """Return everybody with a seat that sees the association: who may judge an action."""
    insiders = [role for role, may in ROLES.items() if Permission.SEE_ASSOCIATION in may]
    seats = Seat.objects.in_force(today).filter(association=association, role__in=insiders, person__is_active=True)
    return list(Person.objects.filter(pk__in=seats.values("person")).order_by("name"))
