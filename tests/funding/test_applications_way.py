"""An application from the public page to the diary, as somebody without an account makes it."""

import html
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from world import SignedIn

from finsam.core.models import Association, Mail, SeatRole
from finsam.core.tenancy import within
from finsam.funding.models import Application, ApplicationForm, Call, Writer
from finsam.meetings.models import Item, Meeting

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
def backen(db: None) -> Association:
    """An association where nothing has been applied for."""
    return Association.objects.create(slug="backen", name="Samordningsförbundet Bäcken", short_name="Bäcken")


@pytest.fixture
def open_call(backen: Association) -> Call:
    """A call that is open today."""
    with within(backen):
        today = timezone.localdate()
        return Call.objects.create(
            association=backen, title="Medel 2030", opens_on=today, closes_on=today + timedelta(days=3)
        )


def begun(client: Client, call: Call, **other: str) -> str:
    """Begin an application; return the owner's address."""
    answer = client.post("/backen/ansok/", {**BEGIN, "call": str(call.pk), **other})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def the_one(association: Association) -> Application:
    with within(association):
        return Application.objects.select_related("case", "document").latest("pk")


def test_from_the_public_page_to_a_number_in_the_diary(client: Client, backen: Association, open_call: Call) -> None:
    here = begun(client, open_call)
    assert "Skriv klart och skicka ansökan" in client.get(here).content.decode()
    answer = client.post(f"{here}ansokan/", {**SAID, "base": "{}", "spara": "vidare"})
    assert answer["Location"] == f"{here}skicka/", answer
    checked = client.get(f"{here}skicka/").content.decode()
    assert "behöver rättas" not in checked
    assert client.post(f"{here}skicka/")["Location"] == here
    one = the_one(backen)
    assert (one.state, one.received_on, one.applicant_number) == ("received", timezone.localdate(), "212000-2015")
    assert one.case is not None and one.document is not None
    with within(backen):
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


def sent(client: Client, call: Call) -> str:
    """Write and send an application; return the owner's address."""
    here = begun(client, call)
    client.post(f"{here}ansokan/", {**SAID, "base": "{}"})
    client.post(f"{here}skicka/")
    return here


def test_a_form_sent_twice_begins_one_application_and_a_program_none(
    client: Client, backen: Association, open_call: Call
) -> None:
    assert begun(client, open_call) == begun(client, open_call)
    client.post("/backen/ansok/", {**BEGIN, "call": str(open_call.pk), "token": "annan", "webbplats": "http://x"})
    with within(backen):
        assert Application.objects.filter(association=backen).count() == 1


def test_very_many_begun_with_an_address_are_refused_kindly(client: Client, open_call: Call) -> None:
    for number in range(5):
        begun(client, open_call, token=f"nr-{number}")
    answer = client.post("/backen/ansok/", {**BEGIN, "call": str(open_call.pk), "token": "sjatte"})
    assert answer.status_code == 422
    assert "Länkarna till dem ligger i din e-post" in answer.content.decode()


def test_after_the_last_day_it_is_refused_with_the_reason_and_the_draft_is_kept(
    client: Client, backen: Association, open_call: Call
) -> None:
    here = begun(client, open_call)
    client.post(f"{here}ansokan/", {**SAID, "base": "{}"})
    with within(backen):
        Call.objects.update(opens_on=date(2020, 1, 1), closes_on=timezone.localdate() - timedelta(days=1))
    answer = client.post(f"{here}skicka/")
    assert answer.status_code == 422
    assert "Utkastet är sparat" in answer.content.decode()
    one = the_one(backen)
    assert (one.state, one.purpose, one.case) == ("draft", "Fler i arbete.", None)


def test_sent_twice_it_has_one_case_and_what_it_says_stands(
    client: Client, backen: Association, open_call: Call
) -> None:
    here = sent(client, open_call)
    first = the_one(backen)
    client.post(f"{here}skicka/")
    client.post(f"{here}ansokan/", {**SAID, "base": "{}", "purpose": "Något annat."})
    one = the_one(backen)
    assert (one.case, one.document, one.purpose) == (first.case, first.document, "Fler i arbete.")


def test_what_does_not_sum_is_told_in_kronor_with_a_link_and_nothing_is_sent(
    client: Client, backen: Association, open_call: Call
) -> None:
    here = begun(client, open_call)
    client.post(f"{here}ansokan/", {**SAID, "base": "{}", f"sought-{YEAR}": "3 000 000"})
    answer = client.post(f"{here}skicka/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "83\u202f460 kr mindre" in page
    assert f'href="{here}ansokan/#finansiering"' in page
    assert the_one(backen).state == "draft"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"purpose": "För 811218-9876."}, "ser ut som ett personnummer"),
        ({"direction": "mixed"}, "Dela upp den"),
        ({"applicant_number": "212000-2016"}, "Kontrollsiffran är fel"),
        ({f"source-0-{YEAR}": "5"}, "Skriv vem som betalar"),
        ({"ends_on": "2001-01-01"}, "Slutet ligger före början"),
    ],
)
def test_what_cannot_be_saved_is_told_and_what_was_typed_stays(
    wrong: dict[str, str], told: str, client: Client, backen: Association, open_call: Call
) -> None:
    here = begun(client, open_call)
    answer = client.post(f"{here}ansokan/", {**SAID, "base": "{}", **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "Många väntar." in page
    assert the_one(backen).purpose == ""


def base_of(page: str) -> str:
    """The hidden field that says what the form was based on."""
    return html.unescape(page.split('name="base" id="grund" value="')[1].split('"', maxsplit=1)[0])


def test_two_who_write_never_overwrite_each_other(client: Client, backen: Association, open_call: Call) -> None:
    here = f"{begun(client, open_call)}ansokan/"
    client.post(here, {**SAID, "base": "{}"})
    both = base_of(client.get(here).content.decode())
    client.post(here, {**SAID, "base": both, "purpose": "Ettans syfte.", "need": "Ettans behov."})
    answer = client.post(here, {**SAID, "base": both, "purpose": "Tvåans syfte.", "risks": "Tvåans risker."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ettans syfte." in page
    assert "Tvåans syfte." in page
    assert the_one(backen).purpose == "Ettans syfte."
    typed = {
        **SAID,
        "base": base_of(page),
        "purpose": "Bådas syfte.",
        "risks": "Tvåans risker.",
        "need": "Ettans behov.",
    }
    assert client.post(here, typed).status_code == 302
    one = the_one(backen)
    assert (one.purpose, one.need, one.risks) == ("Bådas syfte.", "Ettans behov.", "Tvåans risker.")


def test_a_page_that_saves_by_itself_answers_with_when_and_never_loses_anything(
    client: Client, backen: Association, open_call: Call
) -> None:
    here = f"{begun(client, open_call)}ansokan/"
    base = base_of(client.get(here).content.decode())
    told = client.post(here, {"title": "Nytt namn", "purpose": "Halvfärdigt", "base": base, "sjalv": "1"})
    assert "Sparat" in told.content.decode()
    assert "<html" not in told.content.decode()
    assert (the_one(backen).title, the_one(backen).purpose) == ("Nytt namn", "Halvfärdigt")
    base = base_of(client.get(here).content.decode())
    refused = client.post(here, {"purpose": "811218-9876", "base": base, "sjalv": "1"}).content.decode()
    assert "Inte sparat" in refused


def test_writers_come_and_go_by_their_links(client: Client, backen: Association, open_call: Call) -> None:
    here = begun(client, open_call)
    client.post(here, {"gor": "bjud-in", "name": "Porla Öresdal", "email": "porla@finsam.test"})
    with within(backen):
        other = Writer.objects.get(email="porla@finsam.test")
        assert other.key in Mail.objects.get(to="porla@finsam.test").text
    there = f"/backen/projektagare/{other.key}/"
    assert client.get(there).status_code == 200
    again = client.post(here, {"gor": "bjud-in", "name": "Porla", "email": "Porla@finsam.test"})
    assert again.status_code == 422
    client.post(here, {"gor": "ny-lank", "skribent": other.pk})
    assert client.get(there).status_code == 404
    client.post(here, {"gor": "ta-tillbaka", "skribent": other.pk})
    with within(backen):
        other.refresh_from_db()
        mine = Writer.objects.get(email="kil@finsam.test")
    assert other.ended_at is not None
    assert client.get(f"/backen/projektagare/{other.key}/").status_code == 404
    client.post(here, {"gor": "ta-tillbaka", "skribent": mine.pk})
    assert client.get(here).status_code == 200  # the last link stays


def test_attachments_come_along_to_the_case_and_then_stay(client: Client, backen: Association, open_call: Call) -> None:
    here = f"{begun(client, open_call)}ansokan/"
    plan = SimpleUploadedFile("projekt_plan.txt", b"En plan.")
    client.post(here, {**SAID, "base": "{}", "papers": plan})
    page = client.get(here).content.decode()
    assert "Projekt plan" in page
    client.post(here.replace("ansokan", "skicka"))
    one = the_one(backen)
    with within(backen):
        attached = one.files.get()
        assert attached.document is not None
        assert (attached.document.number, attached.document.case_id) == (2, one.case_id)


def test_the_office_asks_for_completion_and_the_answer_is_a_new_document(
    client: Client, signed_in: SignedIn, backen: Association, open_call: Call
) -> None:
    here = sent(client, open_call)
    director = signed_in(backen, SeatRole.DIRECTOR)
    one = the_one(backen)
    page = f"/backen/ansokningar/{one.pk}/"
    due = timezone.localdate() + timedelta(days=10)
    refused = director.post(page, {"gor": "komplettera", "text": "Hur många?", "due_on": timezone.localdate()})
    assert refused.status_code == 422
    assert "Hur många?" in refused.content.decode()
    director.post(page, {"gor": "komplettera", "text": "Hur många?", "due_on": due})
    one = the_one(backen)
    assert (one.state, one.answered_on) == ("incomplete", timezone.localdate())
    with within(backen):
        assert Mail.objects.filter(to="kil@finsam.test", text__contains="Hur många?").count() == 1
    client.post(f"{here}ansokan/", {**SAID, "base": base_of(client.get(f"{here}ansokan/").content.decode()),
                                    "participants": "80"})  # fmt: skip
    client.post(f"{here}skicka/", {"answer": "Åttio."})
    client.post(f"{here}skicka/", {"answer": "Åttio."})
    again = the_one(backen)
    with within(backen):
        assert (again.state, again.participants) == ("received", 80)
        assert [d.direction for d in again.case.documents.order_by("number")] == ["incoming", "outgoing", "incoming"]
        assert again.document != one.document
    assert "Läs kompletteringen av Coachingteamet" in director.get("/").content.decode()
    director.post(page, {"gor": "komplett"})
    assert the_one(backen).complete_on == timezone.localdate()


def test_taken_back_its_case_is_closed_and_the_office_told_where_it_stands(
    client: Client, signed_in: SignedIn, backen: Association, open_call: Call
) -> None:
    signed_in(backen, SeatRole.DIRECTOR)
    here = sent(client, open_call)
    one = the_one(backen)
    with within(backen):
        meeting = Meeting.objects.create(association=backen, body="board", held_on=date(YEAR, 2, 18))
        Item.objects.create(association=backen, meeting=meeting, position=0, title="Ansökan", case=one.case)
    assert client.post(f"{here}ta-tillbaka/", {"reason": " "}).status_code == 422
    client.post(f"{here}ta-tillbaka/", {"reason": "Kommunen drar sig ur."})
    one = the_one(backen)
    assert (one.state, one.withdrawn_on) == ("withdrawn", timezone.localdate())
    with within(backen):
        assert one.case.closed_on == timezone.localdate()
        told = Mail.objects.filter(subject__startswith="Återtagen").first()
        assert told is not None
        assert "Den står på dagordningen" in told.text
    assert client.post(f"{here}skicka/").status_code == 422


def test_an_application_on_paper_is_filled_in_by_the_office_and_has_the_day_it_came(
    signed_in: SignedIn, backen: Association
) -> None:
    director = signed_in(backen, SeatRole.DIRECTOR)
    begin = {"organisation": "Region Örebro län", "title": "Metodutveckling personliga ombud", "token": "papper"}
    address = director.post("/backen/ansokningar/ny/", begin)["Location"]
    assert director.post("/backen/ansokningar/ny/", begin)["Location"] == address
    base = base_of(director.get(address).content.decode())
    said = {key.replace(str(YEAR), "2022"): text.replace(str(YEAR), "2022") for key, text in SAID.items()}
    answer = director.post(address, {**said, "title": begin["title"], "base": base, "spara": "vidare"})
    came = director.post(answer["Location"], {"received_on": "2021-10-27"})
    assert came.status_code == 302, came.content.decode()
    one = the_one(backen)
    assert (one.title, one.received_on) == (begin["title"], date(2021, 10, 27))
    with within(backen):
        assert one.case.year == 2021
    listed = director.get("/backen/ansokningar/?lage=forsenade").content.decode()
    assert "försenat" in listed
    assert "Metodutveckling personliga ombud" in listed


def test_a_draft_is_the_applicants_own_until_it_is_sent(
    client: Client, signed_in: SignedIn, backen: Association, open_call: Call
) -> None:
    here = begun(client, open_call)
    client.post(f"{here}ansokan/", {**SAID, "base": "{}"})
    page = f"/backen/ansokningar/{the_one(backen).pk}/"
    assert "Fler i arbete." not in signed_in(backen, SeatRole.DIRECTOR).get(page).content.decode()
    chair = signed_in(backen, SeatRole.CHAIR)
    assert chair.get(page).status_code == 404
    client.post(f"{here}skicka/")
    assert "Fler i arbete." in chair.get(page).content.decode()
    assert chair.post(page, {"gor": "komplett"}).status_code == 403


def test_a_changed_question_makes_a_version_and_an_application_keeps_its_own(
    client: Client, signed_in: SignedIn, backen: Association, open_call: Call
) -> None:
    director = signed_in(backen, SeatRole.DIRECTOR)
    address = "/backen/ansokningar/fragor/"
    director.post(address, {"label-0": "Samråd?", "required-0": "on"})
    here = begun(client, open_call)
    director.post(address, {"label-0": "Har ni samrått?"})
    director.post(address, {"label-0": "Har ni samrått?"})
    with within(backen):
        versions = list(ApplicationForm.objects.filter(association=backen).order_by("version"))
    assert [one.version for one in versions] == [1, 2]
    assert versions[0].questions[0]["key"] == versions[1].questions[0]["key"]
    assert "Samråd?" in client.get(f"{here}ansokan/").content.decode()


def test_a_person_with_an_account_finds_the_projects_of_their_address(
    client: Client, signed_in: SignedIn, backen: Association, open_call: Call
) -> None:
    begun(client, open_call, email=f"{SeatRole.PROJECT_OWNER}@finsam.test")
    owner = signed_in(backen, SeatRole.PROJECT_OWNER)
    page = owner.get("/backen/projekt/").content.decode()
    assert "Coachingteamet" in page
    assert "Mina projekt" in page
    assert ">Pengar<" not in page
    assert "Skicka ansökan Coachingteamet" in owner.get("/").content.decode()


def test_without_calls_it_can_begin_at_any_time_and_between_calls_not(client: Client, backen: Association) -> None:
    assert "hela året" in client.get("/backen/ansok/").content.decode()
    with within(backen):
        Call.objects.create(association=backen, title="Nästa", opens_on=date(YEAR, 1, 1))
    page = client.get("/backen/ansok/").content.decode()
    assert "Börja en ansökan" not in page
    assert "öppnar" in page
