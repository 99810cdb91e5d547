"""The page of a meeting's notices: one row per board, the days that hold, what is late, the letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.core.rules.provisions import Provisions
from finsam.kernel.swedish import capital, day, listed
from finsam.meetings.forms.after_notices import LetterForm, NoticeForm
from finsam.meetings.models import Meeting, MeetingState, Minutes, Notice
from finsam.meetings.queries.after_places import crumbs_of, titled
from finsam.meetings.records import meeting_key
from finsam.meetings.rules.notices import Posted, Times, faults_of, times_of
from finsam.meetings.stages import address_of
from finsam.ui.parts import Fact, Link, Moment


@dataclass(frozen=True)
class NoticeRow:
    """One board: where its notice stands, what is wrong with it, and the form to note it."""

    name: str
    state: str
    faults: str
    proof: str
    proof_file: Link | None
    form: NoticeForm | None
    url: str
    open: bool


@dataclass(frozen=True)
class NoticesPage:
    """The notices of a meeting. Without `rows` the minutes are not adjusted."""

    title: str
    state: str
    crumbs: Sequence[Link]
    minutes: Link
    rows: Sequence[NoticeRow] = ()
    moments: Sequence[Moment] = ()
    facts: Sequence[Fact] = ()
    warning: str = ""
    letter: LetterForm | None = None
    letter_url: str = ""
    letters_sent: str = ""
    own_url: str = ""
    public: Link | None = None
    proof_url: str = ""
    until: str = ""
    masking_url: str = ""


def notices_of(association: Association, meeting: Meeting) -> list[Notice]:
    """Return the notices, our own first and then the members in order. Must be called within the association."""
    found = Notice.objects.filter(association=association, meeting=meeting)
    ordered = found.select_related("member", "proof_document__case", "noted_by")
    return sorted(ordered, key=lambda n: n.member.position if n.member else -1)


def times_of_notices(notices: Sequence[Notice], adjusted_on: date, provisions: Provisions) -> Times:
    """Return the days that hold for the notices (R25, R26)."""
    return times_of(
        [posted(notice) for notice in notices],
        adjusted_on,
        announce=provisions.days("announce_days"),
        appeal=provisions.days("appeal_days"),
        moves=provisions.holds("appeal_moves"),
    )


def announced(association: Association, meeting: Meeting, provisions: Provisions) -> tuple[bool, date | None]:
    """Tell whether the adjustment is announced on some board, and the last day to appeal once it is on every one."""
    if meeting.state != MeetingState.ADJUSTED:
        return False, None
    minutes = Minutes.objects.filter(association=association, meeting=meeting).first()
    notices = notices_of(association, meeting)
    if minutes is None or minutes.adjusted_on is None:
        return False, None
    times = times_of_notices(notices, minutes.adjusted_on, provisions)
    return any(notice.put_up_on for notice in notices), times.appeal_until


def posted(notice: Notice) -> Posted:
    """Return a notice as the rules see it: the law counts the members' boards (FL 19 §)."""
    return Posted(notice.put_up_on, notice.taken_down_on, counts=notice.member_id is not None)


def notices_page(
    association: Association, meeting: Meeting, *, keeps: bool, tried: NoticeForm | None = None,
    tried_on: int | None = None, letter: LetterForm | None = None,
) -> NoticesPage:  # fmt: skip
    """Return the page. `tried` is the form of the notice `tried_on` when it was refused, `letter` likewise."""
    key = meeting_key(meeting)
    answer = partial(
        NoticesPage,
        title=titled("Anslag", meeting),
        crumbs=crumbs_of(association, meeting, "Anslag"),
        minutes=Link("Läs protokollet", address_of("minutes", association, key)),
    )
    minutes = Minutes.objects.filter(association=association, meeting=meeting).first()
    adjusted_on = minutes.adjusted_on if minutes and meeting.state == MeetingState.ADJUSTED else None
    if adjusted_on is None:
        return answer(state="Protokollet är inte justerat än")
    notices = notices_of(association, meeting)
    provisions = provisions_of(association, adjusted_on)
    times = times_of_notices(notices, adjusted_on, provisions)
    today = timezone.localdate()
    own = next((n for n in notices if n.member_id is None), None)
    return answer(
        state=f"Protokollet justerades {day(adjusted_on)}",
        rows=[
            _row(association, key, notice, times, today, keeps=keeps, tried=tried if tried_on == notice.pk else None)
            for notice in notices
        ],
        moments=_moments(meeting, adjusted_on, times, notices, today),
        facts=[Fact("Protokollet förvaras", provisions.text("kept_at") or "inte inskrivet än")],
        warning=_warning(notices, times, today),
        letter=(letter or _letter(association, notices)) if keeps else None,
        letter_url=reverse("announce", args=[association.slug, key]),
        letters_sent=_letters_sent(notices),
        own_url=reverse("put-up-own", args=[association.slug, key]) if keeps and own and not own.put_up_on else "",
        public=_public(association, own),
        proof_url=address_of("notices-file", association, key),
        masking_url=address_of("masking", association, key) if keeps else "",
        until=f"senast {day(times.announce_by)}",
    )


def _row(
    association: Association, key: str, notice: Notice, times: Times, today: date, *, keeps: bool,
    tried: NoticeForm | None,
) -> NoticeRow:  # fmt: skip
    file = notice.proof_document
    return NoticeRow(
        name=str(notice.member or f"{association.short_name}, på webben"),
        state=_standing(notice, times),
        faults=capital("; ".join(faults_of(posted(notice), times, today))),
        proof=notice.proof,
        proof_file=Link(file.title, address_of("document", association, file.case.year, file.case.number, file.number))
        if file
        else None,
        form=(tried or NoticeForm(notice)) if keeps else None,
        url=reverse("note-notice", args=[association.slug, key, notice.pk]),
        open=tried is not None,
    )


def _standing(notice: Notice, times: Times) -> str:
    if notice.put_up_on is None:
        return f"Inte uppsatt. Senast {day(times.announce_by)}"
    if notice.taken_down_on:
        return f"Uppe {notice.put_up_on} – {notice.taken_down_on}"
    if times.take_down_from is None:
        return f"Uppsatt {notice.put_up_on}. Får tas ned först när alla anslag är uppe och tiden gått ut"
    return f"Uppsatt {notice.put_up_on}. Får tas ned tidigast {day(times.take_down_from)}"


def _warning(notices: Sequence[Notice], times: Times, today: date) -> str:
    early = [n for n in notices if n.taken_down_on and (times.take_down_from or date.max) > n.taken_down_on]
    if early:
        names = listed([str(n.member or "förbundet") for n in early])
        return (
            f"Anslaget togs ned för tidigt hos {names}. Tiden för överklagande hade inte gått ut. "
            "Sätt upp det igen och ta bort dagen då det togs ned."
        )
    missing = [str(n.member or "förbundet") for n in notices if n.put_up_on is None]
    if missing and today > times.announce_by:
        return f"Anslaget skulle ha suttit uppe senast {day(times.announce_by)} hos {listed(missing)}."
    return ""


def _moments(meeting: Meeting, adjusted_on: date, times: Times, notices: Sequence[Notice], today: date) -> list[Moment]:
    last_up = max((n.put_up_on for n in notices if n.member_id and n.put_up_on), default=None)
    counted = times.appeal_until is not None
    days = [
        (meeting.held_on, "Sammanträde", ""),
        (adjusted_on, "Justerat", ""),
        (times.announce_by, "Sista dag att sätta upp", ""),
        (last_up if counted else None, "Sista anslaget uppe", "Härifrån räknas tiden för överklagande"),
        (times.appeal_until, "Sista dag att överklaga", "" if counted else "Räknas när alla medlemmars anslag är uppe"),
        (times.take_down_from, "Får tas ned", ""),
    ]  # fmt: skip
    shown = [row for row in days if row[0] or row[1] == "Sista dag att överklaga"]
    ordered = sorted(shown, key=lambda row: row[0] or date.max)
    return [
        Moment(_short(on), label, detail, state="past" if on and on <= today else "coming")
        for on, label, detail in ordered
    ]


def _short(on: date | None) -> str:
    return f"{on.day}/{on.month}" if on else ""


def _letter(association: Association, notices: Sequence[Notice]) -> LetterForm | None:
    ours = [notice for notice in notices if notice.member_id]
    if not ours:
        return None
    known = dict(
        Notice.objects.filter(association=association)
        .exclude(letter_to="")
        .order_by("letter_at")
        .values_list("member_id", "letter_to")
    )
    return LetterForm([(notice, known.get(notice.member_id or 0, "")) for notice in ours])


def _letters_sent(notices: Sequence[Notice]) -> str:
    sent = [notice.letter_at for notice in notices if notice.letter_at]
    count = "ett kansli" if len(sent) == 1 else f"{len(sent)} kanslier"
    return f"Skickat till {count}, senast {day(timezone.localdate(max(sent)))}" if sent else ""


def _public(association: Association, own: Notice | None) -> Link | None:
    if own is None or own.put_up_on is None:
        return None
    return Link("Så ser anslagstavlan ut", reverse("notice-board", args=[association.slug]))
