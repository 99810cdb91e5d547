"""Reads of the seats: who sits where on a day, who sat before, how the board should be made up (R19)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse

from finsam.core.models import Association, Body, Member, Seat, SeatRole
from finsam.core.rules.seating import BoardSeat, seating_faults
from finsam.home.rules_pages import RuleFormPage, rules_crumbs
from finsam.kernel.swedish import capital, day
from finsam.ui.parts import Link

SERVING = (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.MEMBER, SeatRole.SUBSTITUTE)


@dataclass(frozen=True)
class SeatLine:
    """A seat: who, for whom, as what, in which order called, how long; and what can be done with it."""

    id: int
    who: str
    is_known: bool
    role: str
    member: str
    remark: str
    term: str
    is_substitute: bool
    order: str
    end_url: str
    fill_url: str
    invite_url: str


@dataclass(frozen=True)
class SeatsPage:
    """The seats of an association on a day."""

    title: str
    state: str
    crumbs: Sequence[Link]
    on: str
    is_today: bool
    today_url: str
    warnings: Sequence[str]
    bodies: Sequence[tuple[str, str, Sequence[SeatLine]]]  # key, label, seats
    others: Sequence[tuple[str, SeatLine]]  # of other times, with the body
    new_url: str
    order_url: str
    sets: bool
    fault: str


def seats_page(
    association: Association,
    *,
    on: date,
    today: date,
    sets: bool,
    fault: str = "",
    typed: Mapping[int, str] | None = None,
) -> SeatsPage:
    """Return the seats in force on the day, and those of other times. Must be called within the association."""
    every = list(Seat.objects.filter(association=association).select_related("person", "member"))
    members = list(Member.objects.filter(association=association))
    here = [seat for seat in every if _in_force(seat, on)]
    lines = {seat.pk: _line(association, seat, sets=sets, today=today, typed=typed or {}) for seat in every}
    others = sorted(
        (seat for seat in every if not _in_force(seat, on)), key=lambda s: s.since or date.min, reverse=True
    )
    board = [seat for seat in here if seat.body == Body.BOARD and seat.role in SERVING]
    return SeatsPage(
        title="Uppdrag" if on == today else f"Uppdrag {day(on)}",
        state="Vilka som sitter i styrelsen, beredningsgruppen, revisionen och kansliet",
        crumbs=rules_crumbs(association, "Uppdrag"),
        on=str(on),
        is_today=on == today,
        today_url=reverse("seats", args=[association.slug]),
        warnings=seating_faults([member.name for member in members], [_board_seat(seat) for seat in board]),
        bodies=[
            (body.value, body.label, [lines[seat.pk] for seat in here if seat.body == body])
            for body in Body
            if any(seat.body == body for seat in here)
        ],
        others=[(Body(seat.body).label, lines[seat.pk]) for seat in others],
        new_url=reverse("seat-new", args=[association.slug]),
        order_url=reverse("seat-order", args=[association.slug]),
        sets=sets,
        fault=fault,
    )


def _in_force(seat: Seat, on: date) -> bool:
    return (seat.since is None or seat.since <= on) and (seat.until is None or on <= seat.until)


def _board_seat(seat: Seat) -> BoardSeat:
    return BoardSeat(seat.member.name if seat.member else "", seat.role == SeatRole.SUBSTITUTE)


def _line(association: Association, seat: Seat, *, sets: bool, today: date, typed: Mapping[int, str]) -> SeatLine:
    args = [association.slug, seat.pk]
    goes_on = sets and (seat.until is None or seat.until >= today)
    waits = bool(seat.person and not seat.person.has_usable_password())
    return SeatLine(
        id=seat.pk,
        who=seat.person.name if seat.person else "ingen inskriven",
        is_known=seat.person is not None,
        role=capital(seat.get_role_display()),
        member=seat.member.name if seat.member else "",
        remark=seat.remark,
        term=_term(seat),
        is_substitute=seat.role == SeatRole.SUBSTITUTE,
        order=typed.get(seat.pk, str(seat.call_order or "")),
        end_url=reverse("seat-end", args=args) if goes_on else "",
        fill_url=reverse("seat-fill", args=args) if goes_on and seat.person is None else "",
        invite_url=reverse("seat-invite", args=args) if goes_on and waits else "",
    )


def _term(seat: Seat) -> str:
    if seat.since is None and seat.until is None:
        return "tills vidare"
    return f"{seat.since or ''} – {seat.until or 'tills vidare'}".strip()


def seat_page(
    association: Association, form: forms.Form, title: str, *, state: str = "", lead: str = "", act: str
) -> RuleFormPage:
    """Return the page of a form about a seat."""
    back = reverse("seats", args=[association.slug])
    way = [*rules_crumbs(association, "")[:-1], Link("Uppdrag", back), Link(title)]
    return RuleFormPage(title, state, way, lead, form, act, back)


def seat_words(seat: Seat) -> str:
    """Write "ledamot, Nora kommun" or "mötessekreterare, Kansliet"."""
    return f"{seat.get_role_display()}, {seat.member.name if seat.member else seat.get_body_display()}"
