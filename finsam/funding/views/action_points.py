"""Pages of deviations and what is done about them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.models import Person
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.action_points import Finding, change_action_point, judge_action, note_deviation, note_done
from finsam.funding.forms.action_points import ActionPointForm, DoneForm, VerdictForm
from finsam.funding.models import ActionPoint, ProgressReport
from finsam.funding.queries.action_points import judges_of, point_form_page, point_page, points_page
from finsam.interventions.models import Intervention
from finsam.ui.pages import page, tell

FORM, ONE = "funding/action_point_form.html", "funding/action_point.html"


@allow(Permission.SEE_ASSOCIATION)
def action_points(request: AssociationRequest) -> HttpResponse:
    """Show every deviation, the late ones first."""
    content = points_page(request.association, request.permissions, timezone.localdate(), request.GET.get("insats", ""))
    return page(request, "funding/action_points.html", content)


@allow(Permission.SEE_ASSOCIATION)
def action_point(request: AssociationRequest, pk: int) -> HttpResponse:
    """Show a deviation."""
    return _page(request, _point(request, pk))


@allow(Permission.KEEP_FUNDING)
def action_point_new(request: AssociationRequest) -> HttpResponse:
    """Note a deviation, on its own or from a report."""
    association, report = request.association, _report(request)
    interventions = list(Intervention.objects.filter(association=association))
    chosen = report.asked.agreement.grant.intervention_id if report else request.GET.get("insats", "")
    keyed = next((row.pk for row in interventions if chosen in {row.pk, row.key}), "")
    form = ActionPointForm(
        request.POST or None, interventions=interventions, people=judges_of(association, timezone.localdate()),
        initial={"intervention": str(keyed), "token": new_token()},
    )  # fmt: skip
    if form.is_valid():
        intervention = next(row for row in interventions if str(row.pk) == form.cleaned_data["intervention"])
        try:
            point = note_deviation(
                association=association, by=request.user, intervention=intervention, finding=_finding(form),
                report=report, token=form.cleaned_data["token"],
            )  # fmt: skip
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Avvikelsen är sparad.")
            return redirect("action-point", association.slug, point.pk)
    return page(request, FORM, point_form_page(association, form), status=422 if form.errors else 200)


@allow(Permission.KEEP_FUNDING)
def action_point_change(request: AssociationRequest, pk: int) -> HttpResponse:
    """Change what is said of a deviation."""
    association, point = request.association, _point(request, pk)
    people = judges_of(association, timezone.localdate())
    form = ActionPointForm(request.POST or None, interventions=(), people=people, point=point)
    if form.is_valid():
        try:
            change_action_point(association=association, by=request.user, point=point, finding=_finding(form))
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Avvikelsen är sparad.")
            return redirect("action-point", association.slug, pk)
    return page(request, FORM, point_form_page(association, form, point), status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_FUNDING)
def action_point_done(request: AssociationRequest, pk: int) -> HttpResponse:
    """Note that the action is done."""
    point, form = _point(request, pk), DoneForm(request.POST)
    same: dict[str, Any] = {"association": request.association, "by": request.user, "today": timezone.localdate()}
    if form.is_valid():
        try:
            note_done(**same, point=point, remark=form.cleaned_data["remark"])
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Åtgärden är noterad som klar. Nu ska den bedömas.")
            return redirect("action-point", request.association.slug, pk)
    return _page(request, point, done=form)


@require_POST
@allow(Permission.SEE_ASSOCIATION)
def action_point_verify(request: AssociationRequest, pk: int) -> HttpResponse:
    """Judge whether what was done is enough."""
    point, form = _point(request, pk), VerdictForm(request.POST)
    adequate = request.POST.get("adequate") == "ja"
    same: dict[str, Any] = {"association": request.association, "by": request.user, "today": timezone.localdate()}
    if form.is_valid():
        try:
            judge_action(**same, point=point, adequate=adequate, verdict=form.cleaned_data["verdict"])
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, "Åtgärden är bedömd som tillräcklig." if adequate else "Avvikelsen är öppen igen.")
            return redirect("action-point", request.association.slug, pk)
    return _page(request, point, verdict=form)


def _page(request: AssociationRequest, point: ActionPoint, **forms: Any) -> HttpResponse:
    content = point_page(request.association, request.user, request.permissions, point, timezone.localdate(), **forms)
    refused = [form for form in forms.values() if form.errors]
    if refused and not (content.done or content.verdict):  # nothing to show the refusal in
        tell(request, " ".join(str(text) for form in refused for texts in form.errors.values() for text in texts))
        return redirect("action-point", request.association.slug, point.pk)
    return page(request, ONE, content, status=422 if refused else 200)


def _point(request: AssociationRequest, pk: int) -> ActionPoint:
    rows = ActionPoint.objects.select_related("intervention", "verifier", "report")
    return get_object_or_404(rows, association=request.association, pk=pk)


def _report(request: AssociationRequest) -> ProgressReport | None:
    asked = request.GET.get("rapport", "")
    rows = ProgressReport.objects.filter(association=request.association).select_related("asked__agreement__grant")
    return rows.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None


def _finding(form: ActionPointForm) -> Finding:
    said = {name: form.cleaned_data[name] for name in ("finding", "action", "owner", "owner_email", "due_on")}
    chosen = form.cleaned_data["verifier"]
    return Finding(**said, verifier=Person.objects.get(pk=int(chosen)) if chosen else None)
