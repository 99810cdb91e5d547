"""Grants as open data: only what adjusted minutes say, and never a person."""

import csv
import io
import json

import pytest
from django.test import Client
from funding_rows import YEAR

from finsam.cases.models import Case
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.funding.models import Application, Grant
from finsam.funding.queries.open_data_files import FIELDS
from finsam.funding.rules.open_data import grant_identifier, public_number
from finsam.meetings.models import Meeting, MeetingState

FILE = "/sydnarke/oppna-data/beviljade-medel"


@pytest.mark.parametrize(
    ("number", "written"),
    [("212000-1926", "212000-1926"), ("2120001926", "212000-1926"), ("16212000-1926", "212000-1926"),
     ("800101-1234", ""), ("19800101-1234", ""), ("", ""), ("okänt", "")],
)  # fmt: skip
def test_a_number_that_could_be_a_persons_is_never_published(number: str, written: str) -> None:
    assert public_number(number) == written


def test_an_identifier_is_made_of_who_gave_it_and_the_diary() -> None:
    assert grant_identifier("222000-1234", "prov", "SOFINT 2021/34") == "SE-222000-1234-SOFINT-2021-34"
    assert grant_identifier("", "prov", "1") == "SE-prov-1"


@pytest.fixture
def adjusted(sydnarke: Association) -> Grant:
    """The grant of the tests, with its minutes adjusted."""
    with within(sydnarke):
        grant = Grant.objects.select_related("decided_in", "application").get(association=sydnarke)
        Meeting.objects.filter(pk=grant.decided_in.meeting_id).update(state=MeetingState.ADJUSTED)
        Application.objects.filter(pk=grant.application_id).update(
            applicant_number="212000-1926", parties=["Prov region"], contact_name="Kil Rännfors"
        )
    return grant


def rows() -> list[dict[str, str]]:
    answer = Client().get(f"{FILE}.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_nothing_is_published_before_the_minutes_are_adjusted(sydnarke: Association) -> None:
    assert rows() == []
    assert Client().get(f"{FILE}.json").json()["grants"] == []
    assert "Inga medel är beviljade i justerade protokoll" in Client().get("/sydnarke/oppna-data/").content.decode()


@pytest.mark.usefixtures("adjusted")
def test_the_file_has_every_field_and_no_person() -> None:
    (row,) = rows()
    assert list(row) == [name for name, _ in FIELDS]
    assert row["Amount Awarded"] == "1200000"
    assert row["Amounts By Year"] == f"{YEAR}: 1200000"
    assert row["Recipient Org:Name"] == "Prov kommun"
    assert row["Recipient Org:Company Number"] == "212000-1926"
    assert row["Award Date"] == "2023-11-10"
    assert row["Decision:Paragraph"] == "1"
    assert row["Parties"] == "Prov region"
    for ending in ("csv", "json"):
        said = Client().get(f"{FILE}.{ending}").content.decode()
        assert "@" not in said
        assert "Rännfors" not in said
        assert "Påhittat" not in said


@pytest.mark.usefixtures("adjusted")
def test_the_file_may_be_kept_and_read_from_any_page() -> None:
    answer = Client().get(f"{FILE}.json")
    assert "public" in answer["Cache-Control"]
    assert "max-age=3600" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    data = json.loads(answer.content)
    assert data["license"].startswith("https://creativecommons.org/")
    assert data["grants"][0]["amountsByYear"] == [{"year": YEAR, "amount": 1200000}]
    assert data["grants"][0]["recipientOrganization"][0]["id"] == "SE-212000-1926"


def test_a_secret_case_is_not_published(adjusted: Grant, sydnarke: Association) -> None:
    with within(sydnarke):
        case = Case.objects.filter(pk=adjusted.application.case_id)
        case.update(secret=True, secrecy_ground="OSL 26 kap. 1 §")
    assert rows() == []


def test_of_a_rejection_only_number_title_and_paragraph(adjusted: Grant, sydnarke: Association) -> None:
    with within(sydnarke):
        Application.objects.filter(association=sydnarke, state="received").update(
            state="rejected", decided_on=adjusted.decided_on, decided_in=adjusted.decided_in, applicant="Sökande AB"
        )
    data = Client().get(f"{FILE}.json").json()
    (one,) = data["rejected"]
    assert set(one) == {"diaryNumber", "title", "decisionDate", "decision", "dataSource"}
    assert "Sökande AB" not in json.dumps(data, ensure_ascii=False)
    assert "Avslag" in Client().get("/sydnarke/oppna-data/").content.decode()


@pytest.mark.usefixtures("adjusted")
def test_other_endings_are_no_files() -> None:
    assert Client().get(f"{FILE}.xlsx").status_code == 404
