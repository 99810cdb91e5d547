"""The page where a report is handed over, signed and sealed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from finsam.core.models import Association, Body, Person, Seat, SeatRole
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import capital, day
from finsam.meetings.models import Item, Meeting
from finsam.reports.actions.signing import drop_if_changed
from finsam.reports.blocks import Composed
from finsam.reports.completeness import in_the_way, looked_at
from finsam.reports.editions import Edition
from finsam.reports.forms import ReturnForm, SignatoriesForm
from finsam.reports.models import Report
from finsam.reports.queries.composed import composed_report, text_of
from finsam.reports.queries.report import crumbs_of
from finsam.reports.queries.states import about_of
from finsam.signing.forms import ApproveForm
from finsam.signing.models import SigningState
from finsam.signing.queries import SigningShown, round_of
from finsam.signing.signatures import Signature, short_hash, short_moment, signature
from finsam.ui.parts import Link

SIGNING_ROLES = (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.MEMBER)
LATELY = timedelta(days=500)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what, what was found, and its mark."""

    what: str
    found: str
    verdict: str  # of goal_mark: met, partly, not
    word: str


@dataclass(frozen=True)
class SigningPage:
    """How far the signing has come. Forms that are not for the reader, or not for now, are None."""

    title: str
    state: str
    crumbs: Sequence[Link]
    report_url: str
    report_title: str
    pdf_url: str
    warning: str
    done: str
    checks: Sequence[Check]
    signatures: Sequence[Signature]
    hash_shown: str
    hand_over: SignatoriesForm | None
    why_not: str
    approve: ApproveForm | None
    decline: ReturnForm | None
    declining: bool
    calls_off: bool


@dataclass(frozen=True)
class Tried:
    """The form that was refused, as it was filled in; its password is never shown again."""

    hand_over: SignatoriesForm | None = None
    approve: ApproveForm | None = None
    decline: ReturnForm | None = None


def signing_page(
    association: Association, edition: Edition, reader: Person, permissions: Collection[Permission],
    tried: Tried | None = None,
) -> SigningPage:  # fmt: skip
    """Return the page as the reader may see it. A round whose content has changed falls when it is looked at."""
    tried = tried or Tried()
    report = edition.found(association)
    if report:
        drop_if_changed(association=association, report=report)
    shown = round_of(association, about_of(report)) if report else None
    writes = Permission.WRITE_REPORT in permissions
    is_open, is_sealed = bool(shown and shown.is_open), bool(shown and shown.signing.state == SigningState.SEALED)
    looked = [] if is_sealed else looked_at(_composed(association, report, edition), edition.kind)
    may_begin = writes and not is_open and not is_sealed
    places = [one for one in shown.signatories if one.person_id == reader.pk] if shown else []
    turn = bool(shown and is_open and shown.is_turn_of(reader))
    left = is_open and any(one.state in {"next", "waiting"} for one in places)
    return SigningPage(
        title=f"Underteckna {edition.title[:1].lower()}{edition.title[1:]}",
        state=_state(shown),
        crumbs=crumbs_of(association, Link(edition.title, edition.url(association)), Link("Underskrifter")),
        report_url=edition.url(association),
        report_title=edition.title,
        pdf_url=edition.page("report_file", association, "pdf"),
        warning=_warning(shown),
        done=_done(shown, asked=bool(places), left=left, turn=turn),
        checks=[
            Check(one.what, one.found, "met" if one.holds else "not" if one.blocks else "partly", _word(one.holds))
            for one in looked
        ],
        signatures=[signature(one, reader) for one in shown.signatories] if shown else [],
        hash_shown=short_hash(shown.signing.content_hash) if shown else "",
        hand_over=(tried.hand_over or signatories_form(association)) if may_begin else None,
        why_not=in_the_way(looked),
        approve=(tried.approve or ApproveForm(initial={"content_hash": shown.signing.content_hash}))
        if turn and shown
        else None,
        decline=(tried.decline or ReturnForm()) if left else None,
        declining=tried.decline is not None,
        calls_off=writes and is_open,
    )


def signing_seats(association: Association) -> list[Seat]:
    """Return the seats that may sign: the board's ordinary ones in force today, and the director's."""
    in_force = Seat.objects.in_force(timezone.localdate()).filter(association=association).select_related("person")
    board = in_force.filter(body=Body.BOARD, role__in=SIGNING_ROLES)
    return [*board.order_by("position"), *in_force.filter(role=SeatRole.DIRECTOR).order_by("position")]


def signatories_form(association: Association, data: object = None) -> SignatoriesForm:
    """Return the form with every ordinary seat of the board that has somebody chosen."""
    seats = signing_seats(association)
    named = [(seat.pk, f"{capital(seat.get_role_display())}: {_sits(seat)}") for seat in seats]
    chosen = [seat.pk for seat in seats if seat.person_id and seat.role != SeatRole.DIRECTOR]
    return SignatoriesForm(named, deciding_items(association), chosen, data)


def deciding_items(association: Association) -> list[tuple[int, str]]:
    """Return the §§ of the board's latest meetings that a report may have been adopted by, the newest first."""
    meetings = Meeting.objects.filter(
        association=association, body=Body.BOARD, held_on__gte=timezone.localdate() - LATELY
    )
    items = Item.objects.filter(association=association, meeting__in=meetings, number__isnull=False)
    newest = items.select_related("meeting").order_by("-meeting__held_on", "number")[:200]
    return [(one.pk, f"{day(one.meeting.held_on)}, § {one.number} {one.title}") for one in newest]


def _composed(association: Association, report: Report | None, edition: Edition) -> Composed:
    return composed_report(association, edition, text=text_of(report, edition))


def _sits(seat: Seat) -> str:
    return seat.person.name if seat.person else "ingen med inloggning"


def _word(holds: bool) -> str:  # noqa: FBT001
    return "stämmer" if holds else "se efter"


def _state(shown: SigningShown | None) -> str:
    if shown is None:
        return "Inte lämnad för underskrift"
    if shown.sealed:
        return f"Förseglad {short_moment(shown.sealed.sealed_at)}"
    given = sum(one.state == "approved" for one in shown.signatories)
    if shown.is_open:
        said = f"{given} av {len(shown.signatories)} har godkänt"
        return f"Lämnad för underskrift {short_moment(shown.signing.opened_at)}, {said}"
    return "Inte lämnad för underskrift"


def _warning(shown: SigningShown | None) -> str:
    if shown is None or shown.is_open or shown.sealed:
        return ""
    if shown.signing.state == SigningState.DECLINED:
        return f"Rapporten är skickad tillbaka. {shown.signing.ended_reason}"
    return f"Undertecknandet är avslutat, så godkännandena nedan gäller inte längre. {shown.signing.ended_reason}"


def _done(shown: SigningShown | None, *, asked: bool, left: bool, turn: bool) -> str:
    if shown and shown.sealed:
        return "Alla har godkänt. Filen är förseglad och ändras aldrig mer."
    if shown is None or not shown.is_open:
        return ""
    if shown.is_complete:
        return "Alla har godkänt. Filen förseglas så snart det går; ingen behöver göra något mer."
    if asked and not left:
        return "Du har godkänt. Du får ett mejl när alla har gjort det."
    return "Det är inte din tur än. Du får ett mejl när det är det." if asked and not turn else ""
