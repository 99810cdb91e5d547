"""The outbox: letters are written with the act they tell of and sent after it."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from finsam.core.models import Association, Mail, Person

TRY_AGAIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Attached:
    """A file that goes with a letter."""

    name: str
    type: str
    content: bytes


def write_mail(
    *, association: Association, to: Person | str, subject: str, text: str, about: str = "",
    attached: Attached | None = None,
) -> Mail:  # fmt: skip
    """Put a letter to a person or an address in the outbox; `send_waiting` takes it from there.

    Must be called within the association.
    """
    carried = attached or Attached("", "", b"")
    return Mail.objects.create(
        association=association,
        to=to.email if isinstance(to, Person) else to,
        person=to if isinstance(to, Person) else None,
        subject=" ".join(subject.splitlines())[:200],  # a letter's head is one line
        text=text,
        about=about,
        attachment_name=carried.name,
        attachment_type=carried.type,
        attachment=carried.content,
    )


def send_waiting(association: Association) -> int:
    """Send what waits in the association's outbox; return how many were sent. Must be called within it.

    Without a mail server in the settings (`FINSAM_MAIL_HOST`) nothing is sent and everything stays to be read. A letter
    that could not be sent says why and is tried again after a quarter of an hour.
    """
    if not settings.MAIL_HOST:
        return 0
    sent = 0
    lately = Q(failed_at__gt=timezone.now() - TRY_AGAIN)
    for mail in Mail.objects.filter(association=association, sent_at=None).exclude(lately).order_by("pk"):
        try:
            _message(mail).send()
        except (OSError, ValueError) as error:  # ValueError: what no letter can hold
            mail.failed_at, mail.failure = timezone.now(), str(error)[:300]
        else:
            mail.sent_at, mail.failure, sent = timezone.now(), "", sent + 1
        mail.save(update_fields=["sent_at", "failed_at", "failure"])
    return sent


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage(mail.subject, mail.text, settings.MAIL_FROM, [mail.to])
    if mail.attachment_name:
        message.attach(mail.attachment_name, bytes(mail.attachment), mail.attachment_type)
    return message
