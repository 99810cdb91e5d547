"""An application from the public page to the diary, as somebody without an account makes it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from finsam.core.models import Association, Mail
from finsam.core.tenancy import within
from finsam.funding.models import Application, Call

YEAR = timezone.localdate().year + 1
BEGIN = {
    "name": "Kil Rännfors", "organisation": "Lindesbergs kommun", "email": "Kil@Finsam.test",
    "title": "Coachingteamet", "token": "en-gang",
}  # fmt: skip
SAID = {
    "applicant": "Lindesbergs kommun", "applicant_number": "2120002015", "contact_name": "Kil Rännfors",
    "contact_email": "kil@finsam.test", "contact_phone": "0581-810 00", "title": "Coachingteamet", "renews": "",
    "direction": "individual", "purpose": "Fler i arbete.", "target_group": "De som står långt från arbete.",
    "need": "Många väntar.", "method": "Coacher.", "parties": "Nora kommun\nRegion Örebro län",
    "starts_on": f"{YEAR}-01-01", "ends_on": f"{YEAR}-12-31", "participants": "60", "goal-0-text": "Till arbete",
    "goal-0-target": "15 %", f"cost-{YEAR}-staff": "3 000 000", f"cost-{YEAR}-travel": "83 460",
    "remark-travel": "Bussar", f"sought-{YEAR}": "3 083 460", "risks": "Få deltagare.",
    "gender_analysis": "Lika många.", "afterwards": "Kommunerna tar över.",
}  # fmt: skip


@pytest.fixture
def sofint_call(sofint: Association) -> Call:
    """A call that is open today."""
    with within(sofint):
        today = timezone.localdate()
        return Call.objects.create(
            association=sofint, title="Medel 2030", opens_on=today, closes_on=today + timedelta(days=3)
        )


def begun(client: Client, call: Call, **other: str) -> str:
    """Begin an application; return the owner's address."""
    answer = client.post("/sofint/ansok/", {**BEGIN, "call": str(call.pk), **other})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def the_one(association: Association) -> Application:
    with within(association):
        return Application.objects.select_related("case", "document").latest("pk")


def test_from_the_public_page_to_a_number_in_the_diary(client: Client, sofint: Association, sofint_call: Call) -> None:
    here = begun(client, sofint_call)
    assert "Skriv klart och skicka ansökan" in client.get(here).content.decode()
    answer = client.post(f"{here}ansokan/", {**SAID, "base": "{}", "spara": "vidare"})
    assert answer["Location"] == f"{here}skicka/", answer
    checked = client.get(f"{here}skicka/").content.decode()
    assert "behöver rättas" not in checked
    assert client.post(f"{here}skicka/")["Location"] == here
    one = the_one(sofint)
    assert (one.state, one.received_on, one.applicant_number) == ("received", timezone.localdate(), "212000-2015")
    assert one.case is not None and one.document is not None
    with within(sofint):
        assert one.case.title == "Projektansökan Coachingteamet"
        assert one.case.counterpart == "Lindesbergs kommun"
        assert (one.document.number, one.document.direction) == (1, "incoming")
        assert one.document.file is not None and one.document.file.media_type == "application/pdf"
        assert "3 083 460" in " ".join(one.document.file.text.split())
        mail = Mail.objects.filter(to="kil@finsam.test").first()
        assert mail is not None and one.case.diary_number in mail.text
    page = client.get(here).content.decode()
    assert one.case.diary_number in page
    assert "Du behöver inte göra något nu" in page
