"""Deviations become actions: by somebody, by a day, judged by another."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from world import Seated, SignedIn

from finsam.core.models import Association, Person, SeatRole
from finsam.core.rules.permissions import ROLES
from finsam.core.tenancy import within
from finsam.funding.actions.action_points import (
    Finding,
    change_action_point,
    judge_action,
    note_deviation,
    note_done,
)
from finsam.funding.models import ActionPoint, Writer
from finsam.funding.queries.report_acts import report_acts
from finsam.interventions.models import Intervention

TODAY = date(2030, 8, 1)
PATH = "/sydnarke/projektagare/prov-granted/uppfoljning"


@pytest.fixture
def director(sydnarke: Association, seated: Seated) -> Iterator[Person]:
    person = seated(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        yield person


@pytest.fixture
def judge(director: Person, sydnarke: Association, seated: Seated) -> Person:
    return seated(sydnarke, SeatRole.CHAIR)


@pytest.fixture
def point(director: Person, judge: Person, sydnarke: Association) -> ActionPoint:
    intervention = Intervention.objects.get(association=sydnarke, key="mottagningsteam")
    said = Finding("Kön är sex veckor", "Två tider till i veckan", "Enhetschef, Prov kommun", "chef@finsam.test",
                   date(2030, 7, 20), judge)  # fmt: skip
    return note_deviation(association=sydnarke, by=director, intervention=intervention, finding=said, token="en-gång")


def done(point: ActionPoint, by: Person) -> ActionPoint:
    return note_done(association=point.association, by=by, point=point, remark="Två tider finns.", today=TODAY)


def test_a_form_sent_twice_makes_one_deviation(point: ActionPoint, director: Person) -> None:
    again = note_deviation(
        association=point.association, by=director, intervention=point.intervention, finding=Finding("Annat"),
        token="en-gång",
    )  # fmt: skip
    assert again == point


def test_who_does_it_is_never_who_judges_it(point: ActionPoint, director: Person, judge: Person) -> None:
    own = Finding("Kö", "Tider", "Ordföranden", judge.email.upper(), None, judge)
    with pytest.raises(ValueError, match="någon annan"):
        change_action_point(association=point.association, by=director, point=point, finding=own)
    with pytest.raises(ValueError, match="Du är den som ska bedöma"):
        done(point, judge)
    done(point, director)
    with pytest.raises(ValueError, match="utsedd"):
        judge_action(association=point.association, by=director, point=point, adequate=True, verdict="Bra", today=TODAY)
    chosen = Finding("Kö", "Tider", "Enhetschef", "chef@finsam.test", None, director)
    with pytest.raises(ValueError, match="inte själv bedöma"):
        change_action_point(association=point.association, by=director, point=point, finding=chosen)


def test_what_is_not_enough_is_open_again_and_then_enough(point: ActionPoint, director: Person, judge: Person) -> None:
    done(point, director)
    judged = judge_action(
        association=point.association, by=judge, point=point, adequate=False, verdict="Kön är kvar.", today=TODAY
    )
    assert (judged.done_on, judged.is_adequate, judged.verdict) == (None, None, "Kön är kvar.")
    done(point, director)
    judged = judge_action(
        association=point.association, by=judge, point=point, adequate=True, verdict="Kön är borta.", today=TODAY
    )
    assert (judged.verified_on, judged.verified_by, judged.is_adequate) == (TODAY, judge, True)
    with pytest.raises(ValueError, match="ändras inte mer"):
        change_action_point(association=point.association, by=director, point=point, finding=Finding("Annat"))


def test_an_action_must_be_decided_before_it_is_done(
    point: ActionPoint, director: Person, sydnarke: Association
) -> None:
    bare = note_deviation(association=sydnarke, by=director, intervention=point.intervention, finding=Finding("Brist"))
    with pytest.raises(ValueError, match="vad som ska göras"):
        done(bare, director)
    with pytest.raises(ValueError, match="personnummer"):
        note_deviation(
            association=sydnarke, by=director, intervention=point.intervention, finding=Finding("19121212-1212")
        )


def test_idag_tells_who_does_what(point: ActionPoint, director: Person, judge: Person, sydnarke: Association) -> None:
    late = [act for act in report_acts(sydnarke, director, ROLES["director"], TODAY) if "Kön är" in act.what]
    assert [act.due for act in late] == [date(2030, 7, 20)]
    assert report_acts(sydnarke, judge, ROLES["chair"], TODAY) == []
    done(point, director)
    (act,) = report_acts(sydnarke, judge, ROLES["chair"], TODAY)
    assert act.what == "Bedöm åtgärden: Kön är sex veckor"


def test_the_pages_take_it_from_deviation_to_judged(
    director: Person, judge: Person, sydnarke: Association, signed_in: SignedIn
) -> None:
    office, chair = signed_in(sydnarke, SeatRole.DIRECTOR), signed_in(sydnarke, SeatRole.CHAIR)
    intervention = Intervention.objects.get(association=sydnarke, key="mottagningsteam")
    form = {"finding": "Få män", "action": "Besök arbetsplatser", "owner": "Samordnaren", "due_on": "2030-09-01"}
    assert office.post("/sydnarke/uppfoljning/avvikelser/ny/?rapport=1", {**form, "finding": ""}).status_code == 422
    data = {**form, "intervention": intervention.pk, "verifier": judge.pk, "token": "t1"}
    made = office.post("/sydnarke/uppfoljning/avvikelser/ny/?rapport=1", data)
    url = made["Location"]
    point = ActionPoint.objects.latest("pk")
    assert point.report_id == 1
    assert office.post(f"{url}klar/", {"remark": ""}).status_code == 422
    assert office.post(f"{url}klar/", {"remark": "Gjort"}).status_code == 302
    assert chair.post(f"{url}bedom/", {"verdict": "", "adequate": "ja"}).status_code == 422
    assert chair.post(f"{url}bedom/", {"verdict": "Räcker", "adequate": "ja"}).status_code == 302
    point.refresh_from_db()
    assert point.is_adequate
    page = office.get("/sydnarke/uppfoljning/avvikelser/").content.decode()
    assert "Bedömda tillräckliga" in page
    assert signed_in(sydnarke, SeatRole.MEMBER).get("/sydnarke/uppfoljning/avvikelser/ny/").status_code == 403


def test_the_owner_reports_a_deviation_and_says_it_is_done_by_link(director: Person, sydnarke: Association) -> None:
    browser = Client()
    assert browser.post(f"{PATH}/1/avvikelse/", {"finding": ""}).status_code == 422
    assert browser.post(f"{PATH}/1/avvikelse/", {"finding": "Vakans", "action": "Rekrytera"}).status_code == 302
    point = ActionPoint.objects.latest("pk")
    writer = Writer.objects.get(association=sydnarke, key="prov-granted")
    assert (point.finding, point.owner_email, point.report_id) == ("Vakans", writer.email, 1)
    url = f"{PATH}/avvikelse/{point.pk}/"
    assert browser.post(url, {"remark": ""}).status_code == 422
    assert browser.post(url, {"remark": "Ny coach från 1 september"}).status_code == 302
    point.refresh_from_db()
    assert point.done_on
    assert point.done_by is None
    assert Client().get(f"/sydnarke/projektagare/prov-received/uppfoljning/avvikelse/{point.pk}/").status_code == 404
