"""Pages of the register of decisions, and of decisions made on delegation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.models import Member
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.meetings.actions import register as actions
from finsam.meetings.actions.register_discharges import note_discharge
from finsam.meetings.forms.register import DelegatedForm, DischargeForm, DoneForm, written
from finsam.meetings.models import Decision, Discharge, Item
from finsam.meetings.queries import register as queries
from finsam.meetings.queries.register_delegated import delegated_form_page, delegated_page
from finsam.meetings.queries.register_discharges import discharge_form_page, discharges_page, noting_items
from finsam.ui.pages import page, tell


def _keeps(request: AssociationRequest) -> bool:
    return Permission.KEEP_MEETINGS in request.permissions


@allow(Permission.SEE_ASSOCIATION)
def decisions(request: AssociationRequest) -> HttpResponse:
    """Show the register of decisions."""
    asked = queries.asked_for(request.GET.get("visa", ""), request.GET.get("ar", ""))
    content = queries.decisions_page(request.association, asked, request.permissions, on=timezone.localdate())
    return page(request, "meetings/register.html", content)


@allow(Permission.SEE_ASSOCIATION)
def decisions_file(request: AssociationRequest) -> HttpResponse:
    """Hand out the register as a file."""
    asked = queries.asked_for(request.GET.get("visa", ""), request.GET.get("ar", ""))
    content = queries.decisions_file(request.association, asked, request.permissions, timezone.localdate())
    named = {"Content-Disposition": f'attachment; filename="{request.association.slug}-beslut.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=named)


@allow(Permission.KEEP_MEETINGS)
def decision_done(request: AssociationRequest, decision: int) -> HttpResponse:
    """Mark a decision as carried out."""
    today = timezone.localdate()
    row = get_object_or_404(queries.decisions_of(request.association), pk=decision)
    form = DoneForm(request.POST or None, initial={"done_on": today})
    if form.is_valid():
        try:
            actions.mark_done(
                association=request.association, by=request.user, decision=row, today=today, **form.cleaned_data
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            undo = reverse("decision-undone", args=[request.association.slug, row.pk])
            tell(request, f"§ {row.item.number} är markerad som klar.", undo_url=undo)
            return redirect("decisions", request.association.slug)
    content = queries.done_form_page(request.association, row, form)
    return page(request, "meetings/register_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def decision_undone(request: AssociationRequest, decision: int) -> HttpResponse:
    """Take back that a decision is carried out."""
    row = get_object_or_404(Decision, association=request.association, pk=decision)
    actions.mark_undone(association=request.association, by=request.user, decision=row)
    tell(request, f"§ {row.item.number} är inte längre markerad som klar.")
    return redirect("decisions", request.association.slug)


@allow(Permission.SEE_ASSOCIATION)
def delegated(request: AssociationRequest) -> HttpResponse:
    """Show the decisions made on delegation."""
    content = delegated_page(request.association, on=timezone.localdate(), keeps=_keeps(request))
    return page(request, "meetings/register_delegated.html", content)


@allow(Permission.KEEP_MEETINGS)
def delegated_new(request: AssociationRequest) -> HttpResponse:
    """Write down a decision made on delegation."""
    today = timezone.localdate()
    form = DelegatedForm(request.POST or None, initial={"decided_on": today, "made_by": "förbundschefen"})
    if form.is_valid():
        try:
            made = actions.decide_by_delegation(
                association=request.association, by=request.user, decided=form.decided, today=today
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"Delegationsbeslut {made.year}:{made.number} är inskrivet.")
            return redirect("delegated", request.association.slug)
    content = delegated_form_page(request.association, form)
    return page(request, "meetings/register_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def delegated_report(request: AssociationRequest, item: int) -> HttpResponse:
    """Report what waits in an item of a coming meeting."""
    row = get_object_or_404(Item.objects.select_related("meeting"), association=request.association, pk=item)
    try:
        count = actions.report_in(association=request.association, by=request.user, item=row)
    except ValueError as error:
        tell(request, str(error))
    else:
        undo = reverse("delegated-wait", args=[request.association.slug, row.pk])
        tell(request, f"{count} beslut anmäls på mötet {row.meeting.held_on}.", undo_url=undo)
    return redirect("delegated", request.association.slug)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def delegated_wait(request: AssociationRequest, item: int) -> HttpResponse:
    """Let what was to be reported in an item wait."""
    row = get_object_or_404(Item, association=request.association, pk=item)
    try:
        actions.take_back_report(association=request.association, by=request.user, item=row)
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, "Besluten väntar på att anmälas.")
    return redirect("delegated", request.association.slug)


@allow(Permission.SEE_ASSOCIATION)
def discharges(request: AssociationRequest) -> HttpResponse:
    """Show the members' approval and discharge of a year."""
    asked = request.GET.get("ar", "")
    content = discharges_page(request.association, asked, on=timezone.localdate(), keeps=_keeps(request))
    return page(request, "meetings/register_discharges.html", content)


@allow(Permission.KEEP_MEETINGS)
def discharge(request: AssociationRequest, year: int, member: int) -> HttpResponse:
    """Write down a member's answer on a year."""
    association, today = request.association, timezone.localdate()
    who = get_object_or_404(Member, association=association, pk=member)
    row = Discharge.objects.filter(association=association, year=year, member=who).first()
    prefix = provisions_of(association, today).text("section_prefix")
    form = DischargeForm(
        request.POST or None, initial=written(row), items=noting_items(association, year), prefix=prefix
    )
    if form.is_valid():
        try:
            note_discharge(
                association=association, by=request.user, year=year, member=who, answer=form.answer, today=today
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"{who.name} är sparad.")
            return redirect(f"{reverse('discharges', args=[association.slug])}?ar={year}")
    content = discharge_form_page(association, who, year, form)
    return page(request, "meetings/register_form.html", content, status=422 if form.errors else 200)
