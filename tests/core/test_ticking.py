"""What happens by itself: once, by one process at a time, and what fails in one association stops no other."""

from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

import psycopg
import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone
from meeting_world import COMING, HELD
from world import Seated

from finsam.core import ticking
from finsam.core.models import Association, Mail, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import Decision, Meeting, MeetingState

BEFORE = date(2030, 11, 20)


def letters(association: Association, about: str) -> list[tuple[str, str]]:
    with within(association):
        return list(Mail.objects.filter(about__startswith=about).order_by("pk").values_list("to", "subject"))


def test_unread_papers_are_reminded_of_once(sydnarke: Association, seated: Seated) -> None:
    member = seated(sydnarke, SeatRole.MEMBER)
    assert ticking.tick(date(2030, 11, 18))["påminnelser skrivna"] == 0
    ticking.tick(BEFORE)
    ticking.tick(BEFORE)
    ticking.tick(COMING)
    assert letters(sydnarke, "reminder:papers") == [
        (member.email, "Påminnelse: handlingarna till styrelsemötet 22\N{NO-BREAK SPACE}november")
    ]


def test_late_decisions_are_reminded_of_to_those_who_keep_the_meetings(sydnarke: Association, seated: Seated) -> None:
    director = seated(sydnarke, SeatRole.DIRECTOR)
    seated(sydnarke, SeatRole.MEMBER)
    ticking.tick(date(2025, 10, 31))
    assert letters(sydnarke, "reminder:decision") == []
    ticking.tick(date(2025, 11, 1))
    ticking.tick(date(2025, 11, 2))
    assert [to for to, _ in letters(sydnarke, "reminder:decision")] == [director.email]


def test_what_was_late_long_ago_is_not_reminded_of(sydnarke: Association, seated: Seated) -> None:
    seated(sydnarke, SeatRole.DIRECTOR)
    ticking.tick(date(2026, 3, 1))
    assert letters(sydnarke, "reminder:decision") == []


def test_a_job_that_fails_in_one_association_is_done_in_the_others(
    sydnarke: Association, neighbour: Association, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def do(association: Association, today: date) -> int:
        if association == sydnarke:
            raise ValueError("trasigt")
        return 1

    monkeypatch.setitem(ticking._jobs, "prov", do)
    assert ticking.tick(HELD)["prov"] == Association.objects.count() - 1
    assert "sydnarke: prov" in caplog.text


def test_only_one_process_at_a_time(sydnarke: Association, seated: Seated) -> None:
    seated(sydnarke, SeatRole.MEMBER)
    settings = connection.get_connection_params()
    with psycopg.connect(**{k: settings[k] for k in ("host", "dbname", "user") if k in settings}) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [ticking.LOCK])
        assert set(ticking.tick(BEFORE).values()) == {0}
        other.execute("SELECT pg_advisory_unlock(%s)", [ticking.LOCK])
    assert ticking.tick(BEFORE)["påminnelser skrivna"] == 1


def test_nothing_is_sent_without_a_mail_server(sydnarke: Association, seated: Seated) -> None:
    seated(sydnarke, SeatRole.MEMBER)
    assert ticking.tick(BEFORE)[ticking.SENT] == 0
    with within(sydnarke):
        assert not Mail.objects.filter(sent_at__isnull=False).exists()
        assert Meeting.objects.filter(state=MeetingState.CALLED).exists()
        assert Decision.objects.exists()


def test_a_letter_that_fails_is_kept_and_tried_again_after_a_while(
    sydnarke: Association, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_HOST = "localhost"
    tried = []

    def refuse(message: EmailMessage, **_: object) -> int:
        tried.append(message.to)
        raise SMTPException("full brevlåda")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    ticking.tick(HELD)
    ticking.tick(HELD)
    with within(sydnarke):
        letter = Mail.objects.get(subject__startswith="Kallelse")
        assert (letter.sent_at, letter.failure) == (None, "full brevlåda")
        Mail.objects.update(failed_at=timezone.now() - timedelta(minutes=16))
    assert tried.count(["ledamot@finsam.test"]) == 2  # Sydnärke's and the neighbour's, once each
    monkeypatch.setattr(EmailMessage, "send", lambda self, **_: 1)
    ticking.tick(HELD)
    with within(sydnarke):
        assert Mail.objects.get(pk=letter.pk).sent_at
