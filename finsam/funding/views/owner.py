"""The project owner's pages, by link: where it stands, the form, sending, taking back, attachments."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from finsam.cases.forms import carry_out
from finsam.cases.views.handing_out import handed_out
from finsam.funding.access import OwnerRequest, as_writer, owner_path
from finsam.funding.actions.application_saving import OPEN
from finsam.funding.actions.application_sending import Incomplete, receive_application
from finsam.funding.actions.application_withdrawal import withdraw_application
from finsam.funding.actions.completion import answer_completion
from finsam.funding.actions.writers import invite_writer, renew_link, take_back_link
from finsam.funding.forms.apply import AnswerForm, InviteForm, WithdrawForm
from finsam.funding.models import ApplicationFile, ApplicationState, Writer
from finsam.funding.queries.application_form_page import Place
from finsam.funding.queries.owner import open_request, owner_page
from finsam.funding.queries.owner_read import read_page
from finsam.funding.queries.owner_send import owner_crumbs, send_page, withdraw_page
from finsam.funding.views.application_editing import Editing, edit
from finsam.ui.pages import page, tell
from finsam.ui.parts import Link


@as_writer
def owner(request: OwnerRequest) -> HttpResponse:
    """Show where the application stands; invite, give a new link, take one back."""
    form = InviteForm(request.POST if request.POST.get("gor") == "bjud-in" else None)
    if request.method == "POST" and (done := _of_writers(request, form)):
        return done
    content = owner_page(request.association, request.writer, timezone.localdate(), form)
    return page(request, "funding/owner.html", content, status=422 if form.errors else 200)


def _of_writers(request: OwnerRequest, form: InviteForm) -> HttpResponse | None:
    """Do what was asked of who writes; return where to go, None when it was refused on the form."""
    association, application = request.association, request.writer.application
    here = redirect(owner_path(association, request.writer))
    if request.POST.get("gor") == "bjud-in":
        if not form.is_valid():
            return None
        invited = carry_out(
            form, invite_writer, association=association, by=None, application=application,
            inviter=request.writer.name, **form.cleaned_data,
        )  # fmt: skip
        if invited:
            tell(request, f"{invited.name} har fått en länk till {invited.email}.")
        return here if invited else None
    chosen = request.POST.get("skribent", "")
    writers = Writer.objects.filter(association=association, application=application, ended_at=None)
    writer = get_object_or_404(writers, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 12 else 0)
    if request.POST.get("gor") == "ny-lank":
        renewed = renew_link(association=association, by=None, writer=writer)
        tell(request, f"En ny länk är skickad till {renewed.email}.")
        return redirect(owner_path(association, renewed)) if writer.pk == request.writer.pk else here
    try:
        take_back_link(association=association, by=None, writer=writer)
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, f"Länken till {writer.name} är tillbakatagen.")
    return here


@as_writer
def owner_application(request: OwnerRequest) -> HttpResponse:
    """Write in the application while it may change; read it when it stands."""
    association, writer = request.association, request.writer
    application = writer.application
    if application.state not in OPEN:
        if request.method == "POST":
            tell(request, "Inget är ändrat: ansökan är inskickad och det som står i den gäller.")
        return page(request, "funding/owner_read.html", read_page(association, writer))
    completes = application.state == ApplicationState.INCOMPLETE
    place = Place(
        url=owner_path(association, writer, "owner-application"), back_url=owner_path(association, writer),
        next_url=owner_path(association, writer, "owner-send"), next_word="Granska och skicka",
        crumbs=owner_crumbs(association, writer, Link("Ansökan")), file_name="owner-file",
        file_args=(association.slug, writer.key),
    )  # fmt: skip
    asked = open_request(association, application) if completes else None
    return edit(Editing(request, application, None, place, asked_for=asked.text if asked else ""))


@as_writer
def owner_send(request: OwnerRequest) -> HttpResponse:
    """Check the whole application and send it, or its completion."""
    association, application, today = request.association, request.writer.application, timezone.localdate()
    form = AnswerForm(request.POST or None)
    fault = ""
    if request.method == "POST" and (application.state != ApplicationState.INCOMPLETE or form.is_valid()):
        try:
            if application.state == ApplicationState.INCOMPLETE:
                answer_completion(
                    association=association, by=None, application=application, on=today,
                    answer=form.cleaned_data["answer"],
                )  # fmt: skip
            else:
                receive_application(association=association, by=None, application=application, received_on=today)
        except Incomplete:
            fault = "lacks"  # the page lists them
        except ValueError as error:
            fault = str(error)
        else:
            tell(request, "Tack, den är inskickad. En bekräftelse är på väg till er e-post.")
            return redirect(owner_path(association, request.writer))
    content = send_page(association, request.writer, today, form)
    return page(request, "funding/owner_send.html", content, status=422 if fault or form.errors else 200)


@as_writer
def owner_withdraw(request: OwnerRequest) -> HttpResponse:
    """Take the application back, with a reason."""
    association, writer = request.association, request.writer
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        done = carry_out(
            form, withdraw_application, association=association, by=None, application=writer.application,
            reason=form.cleaned_data["reason"], on=timezone.localdate(), who=f"{writer.name}, {writer.email}",
        )  # fmt: skip
        if done:
            tell(request, "Ansökan är återtagen.")
            return redirect(owner_path(association, writer))
    content = withdraw_page(association, writer, form)
    return page(request, "funding/owner_withdraw.html", content, status=422 if form.errors else 200)


@as_writer
def owner_file(request: OwnerRequest, file: int) -> HttpResponse:
    """Hand out an attachment."""
    files = ApplicationFile.objects.filter(association=request.association, application=request.writer.application)
    return handed_out(get_object_or_404(files, pk=file).file_id)


@as_writer
def owner_letter(request: OwnerRequest) -> HttpResponse:
    """Hand out the letter that tells what was decided, as it was sent."""
    answer = request.writer.application.answer
    if answer is None or answer.file_id is None:
        raise Http404
    return handed_out(answer.file_id)
