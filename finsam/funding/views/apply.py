"""The public way in: what is funded, open calls, beginning an application."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, public
from finsam.core.once import new_token
from finsam.funding.access import owner_path
from finsam.funding.actions.apply import begin_application
from finsam.funding.forms.apply import BeginForm
from finsam.funding.queries.apply_page import apply_page, calls_on
from finsam.ui.pages import page, tell


@public
def apply(request: AssociationRequest) -> HttpResponse:
    """Show what is funded and begin an application, when a call is open or the association has no calls."""
    association, today = request.association, timezone.localdate()
    opened, coming, has_calls = calls_on(association, today)
    form = BeginForm(request.POST or None, calls=opened, token=new_token()) if opened or not has_calls else None
    if form and form.is_valid():
        if form.cleaned_data["webbplats"]:
            return redirect(request.path)  # a program filled in what no person sees
        writer = carry_out(
            form, begin_application, association=association, said=form.said, token=form.cleaned_data["token"]
        )
        if writer:
            tell(request, f"Ansökan är påbörjad. Länken hit är också skickad till {writer.email}.")
            return redirect(owner_path(association, writer))
    content = apply_page(association, form, opened, coming, today)
    return page(request, "funding/apply.html", content, status=422 if form and form.errors else 200)
