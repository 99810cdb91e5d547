"""An intervention is laid in or changed, and its lists."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.interventions.actions.entries import KINDS, Kind, remove_entry, save_entry
from finsam.interventions.actions.interventions import change_intervention, create_intervention
from finsam.interventions.forms.entries import FORMS, EntryForm
from finsam.interventions.forms.facts import FactsForm
from finsam.interventions.models import Intervention
from finsam.interventions.queries.editing import WORDS, entries_page, entry_form_page, facts_page, page_url
from finsam.ui.pages import page, tell

REMOVE = "remove"


@allow(Permission.KEEP_FUNDING)
def intervention_new(request: AssociationRequest) -> HttpResponse:
    """Lay in an intervention."""
    association = request.association
    rows = list(Intervention.objects.filter(association=association))
    form = FactsForm(request.POST or None, row=None, all_rows=rows, token=new_token())
    if form.is_valid():
        token = form.cleaned_data["token"]
        said = {"association": association, "by": request.user, "said": form.said, "token": token}
        row = carry_out(form, create_intervention, **said)
        if row:
            tell(request, f"{row.title} är inlagd. Lägg till team, mål och parter härifrån.")
            return redirect(page_url(association, row))
    return page(request, "interventions/form.html", facts_page(association, None, form), status=_status(form))


@allow(Permission.KEEP_FUNDING)
def intervention_edit(request: AssociationRequest, key: str) -> HttpResponse:
    """Change what an intervention is."""
    association = request.association
    rows = list(Intervention.objects.filter(association=association))
    row = get_object_or_404(Intervention, association=association, key=key)
    form = FactsForm(request.POST or None, row=row, all_rows=rows)
    if form.is_valid():
        carry_out(form, change_intervention, association=association, by=request.user, row=row, said=form.said)
        if not form.errors:
            tell(request, f"{form.cleaned_data['title']} är ändrad.")
            return redirect(page_url(association, row))
    return page(request, "interventions/form.html", facts_page(association, row, form), status=_status(form))


@allow(Permission.KEEP_FUNDING)
def entries(request: AssociationRequest, key: str, name: str) -> HttpResponse:
    """Show a list of an intervention, each entry with its way to be changed."""
    row = get_object_or_404(Intervention, association=request.association, key=key)
    kind = KINDS[name]
    found = list(kind.model.objects.filter(association=request.association, intervention=row))
    return page(request, "interventions/entries.html", entries_page(request.association, row, kind, found))


@allow(Permission.KEEP_FUNDING)
def entry(request: AssociationRequest, key: str, name: str, entry: int) -> HttpResponse:
    """Add an entry (0), change it, or take it away."""
    association, kind = request.association, KINDS[name]
    row = get_object_or_404(Intervention, association=association, key=key)
    held = {"association": association, "intervention": row}
    one = get_object_or_404(kind.model, **held, pk=entry) if entry else None
    removes = one is not None and REMOVE in request.POST
    form = FORMS[name](None if removes else request.POST or None, intervention=row, row=one, token=new_token())
    if removes:
        form = FORMS[name](request.POST, intervention=row, row=one)
        form.errors.clear()
        carry_out(form, remove_entry, by=request.user, kind=kind, row=one, **held)
        done = "är borttaget" if not form.errors else ""
    else:
        done = _saved(request, form, row, kind, one)
    if done:
        tell(request, f"{WORDS[name].one}: {'ändringen ' if not removes else ''}{done}.")
        return redirect(f"intervention-{WORDS[name].address}", slug=association.slug, key=row.key)
    content = entry_form_page(association, row, kind, one, form, may_remove=one is not None)
    return page(request, "interventions/form.html", content, status=_status(form))


def _saved(request: AssociationRequest, form: EntryForm, row: Intervention, kind: Kind, one: object) -> str:
    """Save what the form says; return what was done, "" when nothing was."""
    if not form.is_valid():
        return ""
    said = {"values": form.values, "token": form.cleaned_data["token"]}
    carry_out(
        form, save_entry, association=request.association, by=request.user, intervention=row, kind=kind, row=one, **said
    )
    return "" if form.errors else "är sparad"


def _status(form: FactsForm | EntryForm) -> int:
    return 422 if form.is_bound and form.errors else 200
