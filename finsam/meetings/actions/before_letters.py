"""The letters around a meeting: calling, additions, called off, summons."""

from collections.abc import Sequence

from django.urls import reverse

from finsam.cases.queries import SECRET
from finsam.core.models import Association, Mail, Seat, SeatRole
from finsam.core.outbox import Attached, write_mail
from finsam.meetings.links import absence_token, absolute, summons_token
from finsam.meetings.models import Item, Meeting, Summons
from finsam.meetings.queries.before_meeting import section_of
from finsam.meetings.records import Record, meeting_key
from finsam.meetings.words import full_day, hours, meeting_name, meeting_title


def recipients(seats: Sequence[Seat]) -> list[Seat]:
    """Return the seats a calling goes to: all with a person, substitutes too (6 kap. 17 § KL), each person once."""
    found: dict[int, Seat] = {}
    for seat in seats:
        if seat.person_id is not None:
            found.setdefault(seat.person_id, seat)
    return list(found.values())


def when_and_where(meeting: Meeting) -> list[str]:
    """Write when and where on lines of their own."""
    lines = [
        f"{full_day(meeting.held_on).capitalize()}{f', {hours(meeting)}' if hours(meeting) else ''}",
        f"Plats: {meeting.place}" if meeting.place else "",
        f"På distans: {meeting.distance_url}" if meeting.distance_url else "",
    ]
    return [line for line in lines if line]


def agenda_in_lines(record: Record) -> list[str]:
    """Write the agenda, a line an item; of a secret case only that it is secret."""
    return [f"{section_of(record, item.pk)} {open_title(item)}" for item in record.items]


def open_title(item: Item) -> str:
    """Return the title as it may stand in a letter: of a secret case only that it is secret, and its number."""
    return f"{SECRET}, {item.case.diary_number}" if item.case and item.case.secret else item.title


def calling_text(record: Record, seat: Seat, *, sender: str) -> str:
    """Write the calling to the one in a seat."""
    meeting = record.meeting
    as_what = (
        "Du kallas som ersättare. Du tjänstgör om en ledamot får förhinder, och får då ett eget besked."
        if seat.role == SeatRole.SUBSTITUTE
        else f"Du kallas till {meeting_name(meeting)}."
    )
    return _letter(
        [as_what],
        when_and_where(meeting),
        ["Dagordning", *agenda_in_lines(record)],
        [*links_for(record.association, meeting, seat)],
        [sender, record.association.name],
    )


def additions_text(record: Record, seat: Seat, news: Sequence[str], *, message: str, sender: str) -> str:
    """Write what is new since the calling."""
    return _letter(
        [f"Kallelsen till {meeting_title(record.meeting).lower()} är kompletterad."],
        [message] if message else [],
        ["Nytt", *news],
        when_and_where(record.meeting),
        [*links_for(record.association, record.meeting, seat)],
        [sender, record.association.name],
    )


def links_for(association: Association, meeting: Meeting, seat: Seat) -> list[str]:
    """Write the links to the papers and to the page where absence is reported."""
    args = [association.slug, meeting_key(meeting)]
    token = absence_token(meeting.pk, seat.pk, seat.person_id)
    return [
        f"Läs handlingarna: {absolute(reverse('papers', args=args))}",
        f"Kan du inte komma? Anmäl förhinder: {absolute(reverse('absence', args=[*args, token]))}",
    ]


def write_to(
    association: Association, meeting: Meeting, seat: Seat, subject: str, text: str, attached: Attached | None = None
) -> Mail | None:
    """Put a letter about the meeting to the one in a seat in the outbox."""
    if seat.person is None:
        return None
    about = f"meeting:{meeting_key(meeting)}"
    return write_mail(
        association=association, to=seat.person, subject=subject, text=text, about=about, attached=attached
    )


def write_summons(association: Association, meeting: Meeting, summons: Summons) -> None:
    """Tell a substitute that they are to serve, and ask for an answer."""
    args = [association.slug, meeting_key(meeting), summons_token(summons.pk, summons.seat.person_id)]
    text = _letter(
        [f"Du kallas att tjänstgöra i stället för {seat_words(summons.instead_of)}, som har fått förhinder."],
        when_and_where(meeting),
        [f"Svara om du kan komma: {absolute(reverse('summons', args=args))}"],
        [f"Läs handlingarna: {absolute(reverse('papers', args=args[:2]))}"],
        [association.name],
    )
    write_to(association, meeting, summons.seat, f"Du behövs: {meeting_title(meeting).lower()}", text)


def write_release(association: Association, meeting: Meeting, summons: Summons) -> None:
    """Tell a substitute that they need not serve after all."""
    text = _letter(
        [f"{seat_words(summons.instead_of)} kan komma ändå. Du behöver inte tjänstgöra."],
        when_and_where(meeting),
        [association.name],
    )
    write_to(association, meeting, summons.seat, f"Du behövs inte: {meeting_title(meeting).lower()}", text)


def write_cancelled(association: Association, meeting: Meeting, seat: Seat, *, sender: str) -> None:
    """Tell that the meeting is called off."""
    title = meeting_title(meeting)
    text = _letter([f"{title} är inställt."], when_and_where(meeting), [sender, association.name])
    write_to(association, meeting, seat, f"Inställt: {title.lower()}", text)


def seat_words(seat: Seat) -> str:
    """Write who has a seat: "Droppa Älvsdotter, Nora kommun", or the role when nobody is known."""
    who = seat.person.name if seat.person else seat.get_role_display()
    return f"{who}, {seat.member.name}" if seat.member else who


def _letter(*parts: Sequence[str]) -> str:
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"
