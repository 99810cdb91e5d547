"""The page of adjustment: what to look at closely, who has approved, what is wanted changed. Made for a phone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from finsam.core.models import Association
from finsam.kernel.swedish import SPACE, amount, capital, day, listed
from finsam.meetings.forms.after_adjustment import AnswerForm, ChangeForm, DeclineForm
from finsam.meetings.minutes_text import minutes_hash, minutes_text
from finsam.meetings.models import ChangeRequest, Item, Meeting, MeetingState, Minutes
from finsam.meetings.queries.after_minutes import Reader, last_adjustment_day
from finsam.meetings.queries.after_places import crumbs_of, titled
from finsam.meetings.records import Record, meeting_key, read_record
from finsam.meetings.stages import address_of
from finsam.meetings.words import meeting_title, sections, short_day
from finsam.signing.forms import ApproveForm
from finsam.signing.queries import SigningShown, round_of
from finsam.signing.signatures import Signature, short_hash, short_moment, signature
from finsam.ui.parts import Link


@dataclass(frozen=True)
class Look:
    """A § to look at closely, why, and where it stands in the minutes."""

    what: str
    why: str
    url: str


@dataclass(frozen=True)
class Change:
    """A wanted change in a § and what became of it. `form` for whoever may answer."""

    what: str
    by: str
    text: str
    answer: str
    form: AnswerForm | None
    url: str


@dataclass(frozen=True)
class AdjustmentPage:
    """The adjustment of a meeting's minutes. Without `signatures` it has not begun, and `nothing` says so."""

    title: str
    heading: str
    state: str
    crumbs: Sequence[Link]
    minutes_url: str
    nothing: str = ""
    warning: str = ""
    done: str = ""
    looks: Sequence[Look] = ()
    signatures: Sequence[Signature] = ()
    changes: Sequence[Change] = ()
    hash_shown: str = ""
    approve: ApproveForm | None = None
    approve_url: str = ""
    decline: DeclineForm | None = None
    decline_url: str = ""
    change: ChangeForm | None = None
    change_url: str = ""
    opened: str = ""  # which form was refused: it stands open
    file_url: str = ""


@dataclass(frozen=True)
class Tried:
    """The form that was refused, kept as it was typed. `answered` is the id of the change it answers."""

    approve: ApproveForm | None = None
    decline: DeclineForm | None = None
    change: ChangeForm | None = None
    answer: AnswerForm | None = None
    answered: int | None = None


def change_choices(association: Association, meeting: Meeting) -> list[tuple[int, str]]:
    """Return the §§ a change may be asked for in."""
    items = Item.objects.filter(association=association, meeting=meeting, number__isnull=False)
    return [(item.pk, f"§ {item.number} {item.title}") for item in items]


def adjustment_page(
    association: Association, meeting: Meeting, reader: Reader, tried: Tried | None = None
) -> AdjustmentPage:
    """Return the page as the reader may see it; `tried` is what was refused."""
    key, tried = meeting_key(meeting), tried or Tried()
    minutes = Minutes.objects.filter(association=association, meeting=meeting).first()
    shown = round_of(association, f"minutes:{minutes.pk}") if minutes else None
    asked = bool(shown and any(one.person_id == reader.person.pk for one in shown.signatories))
    answer = partial(
        AdjustmentPage,
        title=titled("Justering", meeting),
        crumbs=crumbs_of(association, meeting, "Justering"),
        minutes_url=address_of("minutes", association, key),
    )
    if shown is None or not (reader.keeps or reader.adjusts or asked):
        heading = f"Justera protokollet, {short_day(meeting.held_on)}"
        return answer(heading=heading, state=meeting_title(meeting), nothing=_nothing(meeting))
    record = read_record(association, meeting, deep=True)
    content_hash = minutes_hash(minutes_text(record))
    is_open = shown.is_open and meeting.state == MeetingState.ADJUSTING
    same = content_hash == shown.signing.content_hash
    turn = is_open and same and shown.is_turn_of(reader.person)
    left = any(one.person_id == reader.person.pk and one.state in {"next", "waiting"} for one in shown.signatories)
    url = partial(_url, association, key)
    return answer(
        heading=_heading(record),
        state=_state(shown, record),
        warning=_warning(shown, meeting, same=same),
        done=_done(shown, meeting, asked=asked, left=left, turn=turn),
        looks=list(_looks(record, address_of("minutes", association, key))),
        signatures=[signature(one, reader.person, last_adjustment_day(record)) for one in shown.signatories],
        changes=list(_changes(association, meeting, key, reader, tried)),
        hash_shown=short_hash(content_hash),
        approve=tried.approve or (ApproveForm(initial={"content_hash": content_hash}) if turn else None),
        approve_url=url("approve-minutes"),
        decline=tried.decline or (DeclineForm() if is_open and left else None),
        decline_url=url("decline-minutes"),
        change=tried.change or (_change_form(record) if is_open and reader.adjusts else None),
        change_url=url("ask-change"),
        opened="decline" if tried.decline else "change" if tried.change else "",
        file_url=address_of("minutes-file", association, key),
    )


def _url(association: Association, key: str, name: str) -> str:
    return reverse(name, args=[association.slug, key])


def _change_form(record: Record) -> ChangeForm:
    return ChangeForm([(item.pk, f"§ {record.numbers[item.pk]} {item.title}") for item in record.items])


def _nothing(meeting: Meeting) -> str:
    if meeting.state == MeetingState.ADJUSTED:
        return "Protokollet är justerat."
    if meeting.state == MeetingState.ADJUSTING:
        return "Protokollet justeras nu av sekreteraren, ordföranden och justerarna. Du kan läsa det när de är klara."
    return "Protokollet är inte lämnat till justering än."


def _heading(record: Record) -> str:
    numbers = [record.numbers[item.pk] for item in record.items]
    spans = sections(numbers[0], numbers[-1], record.provisions.text("section_prefix")) if numbers else ""
    said = f"{record.meeting.get_body_display()} {short_day(record.meeting.held_on)}"
    return f"{said}, {spans}" if spans else said


def _state(shown: SigningShown, record: Record) -> str:
    until = day(last_adjustment_day(record))
    return f"Lämnat till justering {short_moment(shown.signing.opened_at)}. Justeras senast {until}."


def _warning(shown: SigningShown, meeting: Meeting, *, same: bool) -> str:
    if meeting.state == MeetingState.ADJUSTED:
        return ""
    if shown.signing.state == "fallen" or (shown.is_open and not same):
        return (
            "Protokollet har ändrats efter att det lämnades till justering. Godkännandena nedan gäller inte längre. "
            "Sekreteraren lämnar det på nytt när ändringarna är klara."
        )
    if shown.signing.state == "declined":
        return f"Protokollet är tillbaka hos sekreteraren. {shown.signing.ended_reason}"
    return ""


def _done(shown: SigningShown, meeting: Meeting, *, asked: bool, left: bool, turn: bool) -> str:
    if meeting.state == MeetingState.ADJUSTED:
        return "Alla har godkänt. Protokollet är förseglat."
    if not shown.is_open:
        return ""
    if shown.is_complete:
        return "Alla har godkänt. Protokollet förseglas så snart det går; ingen behöver göra något mer."
    if asked and not left:
        return "Du har godkänt. Du får ett mejl när alla har gjort det."
    if asked and not turn:
        first = next((one for one in shown.signatories if one.state == "next"), None)
        return f"Det är inte din tur än. Du får ett mejl när {first.name} har godkänt." if first else ""
    return ""


def _looks(record: Record, minutes_url: str) -> Iterator[Look]:
    for item in record.items:
        if why := list(_reasons(item)):
            number = record.numbers[item.pk]
            yield Look(f"§ {number} {item.title}", capital(listed(why)), f"{minutes_url}#p{number}")


def _reasons(item: Item) -> Iterator[str]:
    """Why a § wants a closer look: money, qualified majority, reservations, disqualification."""
    for decision in item.decisions.all():
        if decision.amount_ore is not None:
            yield f"{amount(decision.amount_ore)}{SPACE}kr"
    if item.decision_type:
        yield "kvalificerad majoritet"
    if reservations := len(item.reservations.all()):
        yield "en reservation" if reservations == 1 else f"{_count(reservations)} reservationer"
    if conflicts := len(item.conflicts.all()):
        yield "jäv" if conflicts == 1 else f"jäv för {_count(conflicts)}"


def _count(number: int) -> str:
    words = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
    return words[number] if number < len(words) else str(number)


def _changes(association: Association, meeting: Meeting, key: str, reader: Reader, tried: Tried) -> Iterator[Change]:
    found = ChangeRequest.objects.filter(association=association, item__meeting=meeting).select_related("item", "by")
    for one in found:
        waits = one.accepted is None
        refused = tried.answer if tried.answered == one.pk else None
        said = {None: "Väntar på svar", True: "Ändringen görs.", False: "Ändringen görs inte."}[one.accepted]
        yield Change(
            what=f"§ {one.item.number} {one.item.title}",
            by=f"{one.by.name}, {short_moment(one.asked_at)}",
            text=one.text,
            answer=f"{said} {one.answer}".strip(),
            form=refused or (AnswerForm(one.pk) if waits and reader.keeps else None),
            url=reverse("answer-change", args=[association.slug, key, one.pk]),
        )
