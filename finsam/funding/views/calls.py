"""Calls for applications: list, new, change, close; and the association's own questions."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.calls import close_call, save_call, save_questions
from finsam.funding.forms.calls import CallForm, QuestionsForm
from finsam.funding.models import Call
from finsam.funding.queries.calls import asked_of, call_page, calls_page, newest_form, questions_page
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def calls(request: AssociationRequest) -> HttpResponse:
    """List the calls."""
    content = calls_page(request.association, request.permissions, timezone.localdate())
    return page(request, "funding/calls.html", content)


@allow(Permission.KEEP_FUNDING)
def call_new(request: AssociationRequest) -> HttpResponse:
    """Make a call."""
    form = CallForm(request.POST or None, call=None, token=new_token(), opens_on=timezone.localdate())
    return _saved(request, form, None)


@allow(Permission.KEEP_FUNDING)
def call(request: AssociationRequest, call: int) -> HttpResponse:
    """Change a call, or close it."""
    association, today = request.association, timezone.localdate()
    found = get_object_or_404(Call, association=association, pk=call)
    if "stang" in request.POST:
        close_call(association=association, by=request.user, call=found, today=today)
        tell(request, f"”{found.title}” är stängd. Utkast finns kvar men kan inte skickas.")
        return redirect("calls", association.slug)
    return _saved(request, CallForm(request.POST or None, call=found), found)


def _saved(request: AssociationRequest, form: CallForm, found: Call | None) -> HttpResponse:
    association = request.association
    if form.is_valid():
        saved = carry_out(form, save_call, association=association, by=request.user, call=found, **form.cleaned_data)
        if saved:
            tell(request, f"”{saved.title}” är sparad.")
            return redirect("calls", association.slug)
    content = call_page(association, found, form, timezone.localdate())
    return page(request, "funding/call_form.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_FUNDING)
def application_form(request: AssociationRequest) -> HttpResponse:
    """Change the association's own questions: a new version."""
    association = request.association
    newest = newest_form(association)
    form = QuestionsForm(request.POST or None, asked=asked_of(newest))
    if form.is_valid():
        made = carry_out(form, save_questions, association=association, by=request.user, asked=form.said)
        if not form.errors:
            tell(
                request,
                f"Frågorna gäller från och med nästa ansökan: version {made.version}." if made else "Inget är ändrat.",
            )
            return redirect("calls", association.slug)
    content = questions_page(association, newest, form)
    return page(request, "funding/call_questions.html", content, status=422 if form.errors else 200)
