"""The first pages: sign-in, Idag, the association's overview and what it is."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.actions import TooManyAttempts, check_password
from finsam.core.rules.permissions import Permission
from finsam.home import intervention_list, intervention_pages, outbox, queries
from finsam.home.forms import SignInForm
from finsam.home.search import search_page
from finsam.home.today import today_page
from finsam.ui.pages import page


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with e-mail and password."""
    form = SignInForm(request.POST or None)
    if form.is_valid():
        try:
            person = check_password(request=request, **form.cleaned_data)
        except TooManyAttempts:
            form.add_error(None, "För många försök. Vänta en kvart och försök igen.")
        else:
            if person:
                login(request, person)
                return HttpResponseRedirect(_next(request))
            form.add_error(None, "E-posten och lösenordet hör inte ihop. Kontrollera båda och försök igen.")
    return page(
        request, "home/sign_in.html", {"title": "Logga in", "form": form}, status=200 if not form.errors else 422
    )


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else reverse("today")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("sign_in")


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person."""
    assert request.user.is_authenticated
    return page(
        request, "home/today.html", today_page(request.user, timezone.localdate(), request.GET.get("forbund", ""))
    )


@allow(Permission.SEE_ASSOCIATION)
def overview(request: AssociationRequest) -> HttpResponse:
    """Show the association at a glance."""
    return page(request, "home/overview.html", queries.overview_page(request.association, request.GET.get("ar", "")))


@allow(Permission.SEE_ASSOCIATION)
def association(request: AssociationRequest) -> HttpResponse:
    """Show what the association is."""
    sets = Permission.SET_RULES in request.permissions
    content = queries.association_page(request.association, timezone.localdate(), sets=sets)
    return page(request, "home/association.html", content)


@allow(Permission.SEE_ASSOCIATION)
def interventions(request: AssociationRequest) -> HttpResponse:
    """List what the association finances."""
    asked = request.GET.get("ar", "")
    content = intervention_list.interventions_page(request.association, asked, request.permissions)
    return page(request, "home/interventions.html", content)


@allow(Permission.SEE_ASSOCIATION)
def intervention(request: AssociationRequest, key: str) -> HttpResponse:
    """Show everything about one intervention."""
    year, view = request.GET.get("ar", ""), request.GET.get("vy", intervention_pages.WHOLE)
    today = timezone.localdate()
    content = intervention_pages.intervention_page(request.association, key, year, view, request.permissions, today)
    if content is None:
        raise Http404
    return page(request, "home/intervention.html", content)


@allow(Permission.SEE_ASSOCIATION)
def search(request: AssociationRequest) -> HttpResponse:
    """Look for words in everything of the association that has any."""
    found = search_page(request.association, request.GET.get("q", ""), request.permissions, timezone.localdate())
    return page(request, "home/search.html", found)


@allow(Permission.KEEP_MEETINGS)
def mail(request: AssociationRequest) -> HttpResponse:
    """Show the letters written, sent and not."""
    return page(request, "home/mail.html", outbox.outbox_page(request.association, request.GET.get("fran", "")))


@allow(Permission.KEEP_MEETINGS)
def mail_file(request: AssociationRequest, letter: int) -> HttpResponse:
    """Give the file that goes with a letter, always as a download."""
    attached = outbox.attachment_of(request.association, letter)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=attached.name) or ""}
    return HttpResponse(attached.content, content_type=attached.type, headers=headers)
