"""Letters in the outbox: none can be read so that somebody else's account is taken, and none stops the others."""

import re

import pytest
from django.conf import LazySettings
from django.core import mail as sent
from world import Seated, SignedIn

from finsam.core.models import Association, Mail, SeatRole
from finsam.core.outbox import send_waiting, write_mail
from finsam.core.seating import Called, NewSeat, add_seat
from finsam.core.tenancy import within

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("demo", "shown"), [(False, False), (True, True)])
def test_the_link_to_choose_a_password_is_for_its_owner_alone(
    demo: bool, shown: bool, signed_in: SignedIn, seated: Seated, sydnarke: Association, settings: LazySettings
) -> None:
    settings.DEMO = demo
    with within(sydnarke):
        new = NewSeat(body="audit", role="auditor", member=None, since="2020-01-01")
        called = Called("Klara Vattenpass", "ny@finsam.test")
        add_seat(association=sydnarke, by=seated(sydnarke, SeatRole.DIRECTOR), new=new, person=called)
        assert "/valj-losenord/" in Mail.objects.latest("pk").text
    page = signed_in(sydnarke, SeatRole.SECRETARY).get("/sydnarke/utskick/").content.decode()
    assert "ny@finsam.test" in page
    assert bool(re.search(r"/valj-losenord/\w", page)) is shown


def test_a_subject_is_one_line_and_no_letter_stops_the_others(sydnarke: Association, settings: LazySettings) -> None:
    settings.MAIL_HOST = "localhost"
    with within(sydnarke):
        Mail.objects.all().delete()
        written = write_mail(association=sydnarke, to="a@finsam.test", subject="Ett\nBcc: b@finsam.test", text="Hej")
        assert written.subject == "Ett Bcc: b@finsam.test"
        broken = Mail.objects.create(association=sydnarke, to="a@finsam.test", subject="Två\nrader", text="Hej")
        Mail.objects.create(association=sydnarke, to="b@finsam.test", subject="Tre", text="Hej")
        assert send_waiting(sydnarke) == 2
        broken.refresh_from_db()
        assert broken.failure
    assert [one.subject for one in sent.outbox] == ["Ett Bcc: b@finsam.test", "Tre"]
