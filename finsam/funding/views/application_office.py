"""An application that came on paper or by e-mail: the office fills in the same form and registers it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.application_sending import Incomplete, receive_application
from finsam.funding.actions.apply import begin_for_applicant
from finsam.funding.actions.completion import answer_completion
from finsam.funding.forms.application_office import ReceiveForm, RegisterForm
from finsam.funding.models import Application, ApplicationState, Call, Writer
from finsam.funding.places import funding_crumbs
from finsam.funding.queries.application_form_page import Place
from finsam.funding.queries.application_page import may_fill_in
from finsam.funding.queries.application_register import receive_page, register_page
from finsam.funding.views.application_editing import Editing, edit
from finsam.funding.views.applications import find_application
from finsam.ui.pages import page, tell
from finsam.ui.parts import Link


@allow(Permission.KEEP_FUNDING)
def application_new(request: AssociationRequest) -> HttpResponse:
    """Begin an application that came on paper or by e-mail."""
    association = request.association
    calls = list(Call.objects.filter(association=association))
    form = RegisterForm(request.POST or None, calls=calls, token=new_token())
    if form.is_valid():
        made = carry_out(form, begin_for_applicant, association=association, by=request.user, **form.said)
        if made:
            return redirect("application-edit", association.slug, made.pk)
    content = register_page(association, form)
    return page(request, "funding/application_new.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_FUNDING)
def application_edit(request: AssociationRequest, pk: int) -> HttpResponse:
    """Fill in an application for the applicant."""
    association, found = request.association, find_application(request, pk)
    if not _may_fill_in(request, found):
        tell(request, "Sökanden skriver själv i ansökan, eller så är den inskickad. Du kan läsa den här.")
        return redirect("application", association.slug, pk)
    here = [association.slug, pk]
    crumbs = funding_crumbs(
        association, Link("Ansökningar", reverse("applications", args=[association.slug])),
        Link(found.title, reverse("application", args=here)), Link("Fyll i"),
    )  # fmt: skip
    place = Place(
        url=reverse("application-edit", args=here), back_url=reverse("application", args=here),
        next_url=reverse("application-receive", args=here), next_word="Granska och registrera", crumbs=crumbs,
        file_name="application-file", file_args=tuple(here),
    )  # fmt: skip
    return edit(Editing(request, found, request.user, place))


@allow(Permission.KEEP_FUNDING)
def application_receive(request: AssociationRequest, pk: int) -> HttpResponse:
    """Check the whole application and register that it came."""
    association, found = request.association, find_application(request, pk)
    if not _may_fill_in(request, found):
        return redirect("application", association.slug, pk)
    form = ReceiveForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        try:
            _receive(request, found, form)
        except Incomplete:
            form.add_error(None, "Rätta det som saknas först.")
        except ValueError as error:
            form.add_error("received_on", str(error))
        else:
            tell(request, "Ansökan är registrerad.")
            return redirect("application", association.slug, pk)
    content = receive_page(association, found, form)
    return page(request, "funding/application_receive.html", content, status=422 if form.errors else 200)


def _receive(request: AssociationRequest, found: Application, form: ReceiveForm) -> None:
    on = form.cleaned_data["received_on"]
    if found.state == ApplicationState.INCOMPLETE:
        answer_completion(
            association=request.association, by=request.user, application=found, answer="Inlagd av kansliet.", on=on
        )
    else:
        receive_application(association=request.association, by=request.user, application=found, received_on=on)


def _may_fill_in(request: AssociationRequest, found: Application) -> bool:
    writers = Writer.objects.filter(association=request.association, application=found, ended_at=None)
    return may_fill_in(found, list(writers))
