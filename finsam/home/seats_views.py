"""Pages of the seats, and the page where a new person chooses a password."""

from datetime import date

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from finsam.core import seating
from finsam.core.access import AssociationRequest, allow
from finsam.core.invitations import choose_password, person_of_link
from finsam.core.models import AuditEntry, Member, Seat
from finsam.core.rules.permissions import Permission
from finsam.core.rules.seating import term_end
from finsam.home import seats_pages
from finsam.home.rules_forms import EndForm, PasswordForm, PersonForm, SeatForm
from finsam.ui.pages import page, tell


def _on(written: str, today: date) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return today


def _seat(request: AssociationRequest, pk: int) -> Seat:
    rows = Seat.objects.filter(association=request.association).select_related("person", "member")
    return get_object_or_404(rows, pk=pk)


@allow(Permission.SEE_ASSOCIATION)
def seats(request: AssociationRequest) -> HttpResponse:
    """Show who sits where on a day."""
    today = timezone.localdate()
    content = seats_pages.seats_page(
        request.association,
        on=_on(request.GET.get("dag", ""), today),
        today=today,
        sets=Permission.SET_RULES in request.permissions,
    )
    return page(request, "home/seats.html", content)


@allow(Permission.SET_RULES)
def seat_new(request: AssociationRequest) -> HttpResponse:
    """Add a seat."""
    association, today = request.association, timezone.localdate()
    members = list(Member.objects.filter(association=association))
    form = SeatForm(request.POST or None, members=members, initial={"since": today, "until": term_end(today)})
    if form.is_valid():
        try:
            made = seating.add_seat(association=association, by=request.user, new=form.new, person=form.called)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            told = f" Ett brev går till {form.called.email}." if form.called else ""
            tell(request, f"Platsen som {seats_pages.seat_words(made)} är tillagd.{told}")
            return redirect("seats", association.slug)
    content = seats_pages.seat_page(association, form, "Ny plats", act="Lägg till platsen")
    return page(request, "home/rules_form.html", content, status=422 if form.errors else 200)


@allow(Permission.SET_RULES)
def seat_fill(request: AssociationRequest, seat: int) -> HttpResponse:
    """Let somebody sit in a free seat."""
    row = _seat(request, seat)
    form = PersonForm(request.POST or None)
    if form.is_valid() and form.called:
        try:
            person = seating.fill_seat(association=request.association, by=request.user, seat=row, person=form.called)
        except ValueError as error:
            form.add_error("name", str(error))
        else:
            tell(request, f"{person.name} är {seats_pages.seat_words(row)}. Ett brev går till {person.email}.")
            return redirect("seats", request.association.slug)
    content = seats_pages.seat_page(
        request.association, form, "Skriv in en person", state=seats_pages.seat_words(row), act="Skriv in personen"
    )
    return page(request, "home/rules_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SET_RULES)
def seat_invite(request: AssociationRequest, seat: int) -> HttpResponse:
    """Send the letter with the link again."""
    row = _seat(request, seat)
    try:
        seating.invite_again(association=request.association, by=request.user, seat=row)
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, f"En ny länk går till {row.person.email if row.person else ''}.")
    return redirect("seats", request.association.slug)


@allow(Permission.SET_RULES)
def seat_end(request: AssociationRequest, seat: int) -> HttpResponse:
    """End a seat; the same member's substitute may step in."""
    association, today = request.association, timezone.localdate()
    row = _seat(request, seat)
    next_one = seating.proposed_successor(association, row, today)
    who = next_one.person.name if next_one and next_one.person else ""
    form = EndForm(request.POST or None, who=who, initial={"last_day": today})
    if form.is_valid():
        said = form.cleaned_data
        try:
            entry = seating.end_seat(
                association=association, by=request.user, seat=row, last_day=said["last_day"], why=said["why"],
                replaced_by=next_one if said.get("steps_in") else None,
            )  # fmt: skip
        except ValueError as error:
            form.add_error("last_day", str(error))
        else:
            undo = reverse("seat-resume", args=[association.slug, entry.pk])
            tell(request, f"Uppdraget som {seats_pages.seat_words(row)} slutar {said['last_day']}.", undo_url=undo)
            return redirect("seats", association.slug)
    name = row.person.name if row.person else "Platsen"
    content = seats_pages.seat_page(
        association, form, "Avsluta uppdrag", state=f"{name}, {seats_pages.seat_words(row)}", act="Avsluta uppdraget"
    )
    return page(request, "home/rules_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SET_RULES)
def seat_resume(request: AssociationRequest, entry: int) -> HttpResponse:
    """Undo the ending of a seat."""
    rows = AuditEntry.objects.filter(association=request.association, action=seating.ACTION_ENDED)
    try:
        seating.resume_seat(association=request.association, by=request.user, entry=get_object_or_404(rows, pk=entry))
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, "Uppdraget är kvar som det var.")
    return redirect("seats", request.association.slug)


@require_POST
@allow(Permission.SET_RULES)
def seat_order(request: AssociationRequest) -> HttpResponse:
    """Set the order in which substitutes are called."""
    typed = {int(key[6:]): request.POST.get(key, "").strip() for key in request.POST if _names_a_seat(key)}
    today = timezone.localdate()
    try:
        orders = {seat: _place(value) for seat, value in typed.items()}
        seating.order_substitutes(association=request.association, by=request.user, orders=orders)
    except ValueError as error:
        content = seats_pages.seats_page(
            request.association, on=today, today=today, sets=True, fault=str(error), typed=typed
        )
        return page(request, "home/seats.html", content, status=422)
    tell(request, "Turordningen är sparad.")
    return redirect("seats", request.association.slug)


def _names_a_seat(key: str) -> bool:
    return key.startswith("order-") and key[6:].isascii() and key[6:].isdigit() and len(key) < 24


def _place(value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= 99):
        raise ValueError(f"”{value}” är ingen plats i turordningen. Skriv ett tal från 1 till 99, eller lämna tomt.")
    return int(value)


@never_cache
def choose(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a password by a link that works once, and sign in."""
    person = person_of_link(uid, token)
    form = PasswordForm(request.POST or None) if person else None
    if form and form.is_valid():
        try:
            chosen = choose_password(uid=uid, token=token, password=form.cleaned_data["password"])
        except ValueError as error:
            form.add_error("password", str(error))
        else:
            login(request, chosen, backend="django.contrib.auth.backends.ModelBackend")
            tell(request, "Lösenordet är sparat. Du är inloggad.")
            return redirect("today")
    content = {
        "title": "Välj ett lösenord" if person else "Länken fungerar inte",
        "state": f"{person.name}, {person.email}" if person else "",
        "form": form,
    }
    return page(request, "home/choose_password.html", content, status=422 if form and form.errors else 200)
