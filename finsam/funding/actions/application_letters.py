"""The letters around an application: to those who write in it, and to the office."""

from collections.abc import Sequence

from django.utils import timezone

from finsam.core.models import Association, Person, Seat, SeatRole
from finsam.core.outbox import write_mail
from finsam.funding.access import owner_path
from finsam.funding.models import Application, Writer
from finsam.meetings.links import absolute


def director_of(association: Association) -> Person | None:
    """Return who leads the office today, None when nobody does. Must be called within the association."""
    seats = Seat.objects.in_force(timezone.localdate()).filter(association=association, role=SeatRole.DIRECTOR)
    seat = seats.filter(person__isnull=False).select_related("person").first()
    return seat.person if seat else None


def contact_of(association: Association) -> str:
    """Return whom an applicant can ask: the director's name and address, else what the association has."""
    director = director_of(association)
    return f"{director.name}, {director.email}" if director else association.website or association.name


def write_link(*, association: Association, writer: Writer, why: str) -> None:
    """Send a writer the link to the application. `why` is the first sentence."""
    application = writer.application
    _write(
        association, writer, f"Din länk till ansökan ”{application.title}”",
        [f"Hej {writer.name}!", why,
         "Här skriver ni ansökan, följer var den står och gör det som behövs sedan:",
         absolute(owner_path(association, writer)),
         "Länken är din egen och den som har den kan skriva, så skicka den inte vidare. Bjud in fler från sidan."],
    )  # fmt: skip


def write_to_writers(
    *, association: Association, application: Application, subject: str, lines: Sequence[str], name: str = "owner"
) -> int:
    """Send everybody who writes in an application a letter that ends in their own link; return how many."""
    writers = Writer.objects.filter(association=association, application=application, ended_at=None)
    rows = list(writers.select_related("application"))
    for writer in rows:
        link = absolute(owner_path(association, writer, name))
        _write(association, writer, subject, [f"Hej {writer.name}!", *lines, f"Öppna ansökan: {link}"])
    return len(rows)


def write_to_office(*, association: Association, application: Application, subject: str, lines: Sequence[str]) -> None:
    """Send the director a letter, if there is one."""
    if director := director_of(association):
        text = "\n\n".join([f"Hej {director.name}!", *lines])
        write_mail(
            association=association,
            to=director,
            subject=subject,
            text=f"{text}\n",
            about=f"application:{application.pk}",
        )


def _write(association: Association, writer: Writer, subject: str, lines: Sequence[str]) -> None:
    text = "\n\n".join([*lines, f"Frågor? {contact_of(association)}", association.name])
    write_mail(
        association=association, to=writer.email, subject=subject, text=f"{text}\n",
        about=f"application:{writer.application_id}",
    )  # fmt: skip
