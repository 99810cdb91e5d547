"""The outbox as a page: every letter that was written, to whom, and whether it has gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from finsam.core.invitations import without_links
from finsam.core.models import Association, Mail
from finsam.core.outbox import Attached
from finsam.home.today_words import short
from finsam.ui.parts import Link

A_PAGE = 100
DEMO_NOTE = "Det här är exempel: inga brev lämnar datorn. Här läser du dem i stället."
NO_SERVER_NOTE = "Ingen e-postserver är inställd, så inget skickas. Den som sköter driften anger FINSAM_MAIL_HOST."


@dataclass(frozen=True)
class Letter:
    """A letter as it is shown."""

    when: str
    to: str
    subject: str
    text: str
    state: str
    failed: bool
    file: Link | None


@dataclass(frozen=True)
class OutboxPage:
    """The letters, newest first."""

    title: str
    state: str
    crumbs: Sequence[Link]
    note: str
    letters: Sequence[Letter]
    older_url: str


def outbox_page(association: Association, before: str = "") -> OutboxPage:
    """Return the letters, or those older than the number `before`. Must be called within the association."""
    rows = Mail.objects.filter(association=association).select_related("person").defer("attachment")
    waiting = Mail.objects.filter(association=association, sent_at=None).count()
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: A_PAGE + 1])
    url = reverse("mail", args=[association.slug])
    return OutboxPage(
        title="Utskick",
        state=f"{waiting} väntar på att skickas" if waiting else "Allt är skickat" if found else "",
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        note=DEMO_NOTE if settings.DEMO else "" if settings.MAIL_HOST else NO_SERVER_NOTE,
        letters=[_letter(association, row) for row in found[:A_PAGE]],
        older_url=f"{url}?fran={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else "",
    )


def _letter(association: Association, mail: Mail) -> Letter:
    written = timezone.localtime(mail.written_at)
    this_year = written.year == timezone.localdate().year
    file = None
    if mail.attachment_name:
        file = Link(mail.attachment_name, reverse("mail-file", args=[association.slug, mail.pk]))
    return Letter(
        when=f"{short(written.date())}{'' if this_year else f' {written.year}'} {written:%H.%M}",
        to=f"{mail.person.name}, {mail.to}" if mail.person else mail.to,
        subject=mail.subject,
        text=mail.text if settings.DEMO else without_links(mail.text),
        state=_state(mail),
        failed=bool(mail.failure and not mail.sent_at),
        file=file,
    )


def _state(mail: Mail) -> str:
    if mail.sent_at:
        return "skickat"
    return f"kom inte iväg: {mail.failure}" if mail.failure else "väntar"


def attachment_of(association: Association, letter: int) -> Attached:
    """Return the file of a letter. Raises Http404 when there is none. Must be called within the association."""
    mail = Mail.objects.filter(association=association, pk=letter).exclude(attachment_name="").first()
    if mail is None:
        raise Http404
    return Attached(mail.attachment_name, mail.attachment_type, bytes(mail.attachment))
