"""Pages of the association's own rules."""

from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.actions import decide_provision, describe_association, take_back_provision
from finsam.core.models import AuditEntry, Provision
from finsam.core.rules.permissions import Permission
from finsam.core.rules.provisions import BY_KEY
from finsam.home import rules_pages
from finsam.home.rules_forms import AssociationForm, MajorityForm, ProvisionForm, TextModuleForm
from finsam.meetings.actions import rules as actions
from finsam.meetings.models import Majority, TextModule
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def rules(request: AssociationRequest) -> HttpResponse:
    """Show every rule."""
    sets = Permission.SET_RULES in request.permissions
    content = rules_pages.rules_page(request.association, on=timezone.localdate(), sets=sets)
    return page(request, "home/rules.html", content)


@allow(Permission.SET_RULES)
def details(request: AssociationRequest) -> HttpResponse:
    """Write down what the association is."""
    association = request.association
    form = AssociationForm(request.POST or None, initial=model_to_dict(association, list(AssociationForm.base_fields)))
    if form.is_valid():
        describe_association(association=association, by=request.user, **form.cleaned_data)
        tell(request, "Uppgifterna är sparade.")
        return redirect("association", association.slug)
    content = rules_pages.details_page(association, form)
    return page(request, "home/rules_form.html", content, status=422 if form.errors else 200)


@allow(Permission.SET_RULES)
def rule(request: AssociationRequest, key: str) -> HttpResponse:
    """Decide a new value of a provision."""
    known, today = BY_KEY.get(key), timezone.localdate()
    if known is None:
        raise Http404
    form = ProvisionForm(request.POST or None, known=known, initial={"valid_from": today})
    if form.is_valid():
        try:
            made = decide_provision(association=request.association, by=request.user, key=key, **form.cleaned_data)
        except ValueError as error:
            form.add_error("value", str(error))
        else:
            undo = reverse("rule-remove", args=[request.association.slug, made.pk]) if made.valid_from >= today else ""
            tell(request, f"{known.label}: {made.value or 'inget'} från {made.valid_from}.", undo_url=undo)
            return redirect("rules", request.association.slug)
    content = rules_pages.rule_page(request.association, known, form, today)
    return page(request, "home/rules_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SET_RULES)
def rule_remove(request: AssociationRequest, provision: int) -> HttpResponse:
    """Remove a value that has not been in force before today."""
    row = get_object_or_404(Provision, association=request.association, pk=provision)
    try:
        take_back_provision(association=request.association, by=request.user, provision=row, today=timezone.localdate())
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, "Värdet är borttaget.")
    return redirect("rules", request.association.slug)


@allow(Permission.SET_RULES)
def majority(request: AssociationRequest, key: str = "") -> HttpResponse:
    """Write down a qualified majority."""
    rows = Majority.objects.filter(association=request.association, key=key).order_by("-valid_from")
    known = rows.first() if key else None
    if key and known is None:
        raise Http404
    initial = (
        {"name": known.name, "source": known.source, "fraction": f"{known.numerator}/{known.denominator}"}
        if known
        else {}
    )
    form = MajorityForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = actions.decide_majority(association=request.association, by=request.user, asked=form.asked, key=key)
        except ValueError as error:
            form.add_error("fraction", str(error))
        else:
            undo = reverse("majority-remove", args=[request.association.slug, made.pk])
            tell(request, f"{made} från {made.valid_from}.", undo_url=undo)
            return redirect("rules", request.association.slug)
    content = rules_pages.majority_page(request.association, known.name if known else "", form)
    return page(request, "home/rules_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SET_RULES)
def majority_remove(request: AssociationRequest, majority: int) -> HttpResponse:
    """Remove a qualified majority written by mistake."""
    row = get_object_or_404(Majority, association=request.association, pk=majority)
    try:
        entry = actions.remove_majority(association=request.association, by=request.user, majority=row)
    except ValueError as error:
        tell(request, str(error))
    else:
        undo = reverse("rule-restore", args=[request.association.slug, entry.pk])
        tell(request, f"{row.name} är borttagen.", undo_url=undo)
    return redirect("rules", request.association.slug)


@allow(Permission.SET_RULES)
def text_module(request: AssociationRequest, module: int = 0) -> HttpResponse:
    """Write a wording of a decision, or change one."""
    row = get_object_or_404(TextModule, association=request.association, pk=module) if module else None
    initial = {"kind": row.kind, "label": row.label, "outcome": row.outcome, "text": row.text} if row else {}
    form = TextModuleForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.save_text_module(association=request.association, by=request.user, worded=form.worded, module=row)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"”{form.cleaned_data['label']}” är sparad.")
            return redirect("rules", request.association.slug)
    content = rules_pages.module_page(request.association, str(initial.get("label", "")), form)
    return page(request, "home/rules_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SET_RULES)
def text_module_remove(request: AssociationRequest, module: int) -> HttpResponse:
    """Remove a wording."""
    row = get_object_or_404(TextModule, association=request.association, pk=module)
    entry = actions.remove_text_module(association=request.association, by=request.user, module=row)
    undo = reverse("rule-restore", args=[request.association.slug, entry.pk])
    tell(request, f"”{row.label}” är borttagen.", undo_url=undo)
    return redirect("rules", request.association.slug)


@require_POST
@allow(Permission.SET_RULES)
def rule_restore(request: AssociationRequest, entry: int) -> HttpResponse:
    """Put back a majority or a wording that was removed."""
    removed = AuditEntry.objects.filter(association=request.association, action__in=actions.REMOVED.values())
    row = get_object_or_404(removed, pk=entry)
    try:
        actions.restore_rule(association=request.association, by=request.user, entry=row)
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, f"{row.subject} är tillbaka.")
    return redirect("rules", request.association.slug)
