"""The pages of an intervention, and what is changed on them."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from world import SignedIn

from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within
from finsam.interventions.models import Intervention, InterventionGoal, TeamPost, TransitionStep

PAGE = "/sydnarke/insatser/coachingteam/"
NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    """Who keeps the interventions."""
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def words(answer: HttpResponse) -> str:
    """What a page says, without markup."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"[ \n]+", " ", text).replace(NARROW, " ").replace("\N{NO-BREAK SPACE}", " ")


def send(client: Client, path: str, **fields: Any) -> HttpResponse:
    """Fill in a form as it is shown, hidden fields and all, and send it."""
    shown = client.get(path).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))
    return client.post(path, {**hidden, **fields})


def facts(row: Intervention, **other: Any) -> dict[str, Any]:
    """What the form of an intervention holds."""
    said = {
        name: getattr(row, name) or ""
        for name in (
            *("title", "direction", "purpose", "target_group", "form", "goal", "since", "until", "owner"),
            *("owner_number", "funder", "pool", "transition"),
        )
    }
    return {**said, "ledger_objects": ", ".join(row.ledger_objects), **other}


def stored(association: Association, key: str) -> Intervention:
    """An intervention as it stands."""
    with within(association):
        return Intervention.objects.get(association=association, key=key)


# reading


def test_a_page_tells_goal_money_and_what_it_led_to(director: Client) -> None:
    said = words(director.get(f"{PAGE}?ar=2019"))
    assert "100 deltagare under 2019." in said
    assert "Uppfyllt" in said
    assert re.search(r"58 procent av budgeten", said)
    assert "Läs tillsammans med Växa." in said
    assert re.search(r"24 472 kr\s+över", said)
    assert "De överlappar: kommunerna skiljer sig inte säkert åt." in said
    assert "Personal Coachingteam" in said


@pytest.mark.parametrize(
    "key",
    [
        "mottagningsteam_vaxa",
        "coachingteam_vaxa",
        "radgivande",
        "kompetensutveckling",
        "rehabmassan",
        "behovsinventering",
    ],
)
@pytest.mark.parametrize("view", ["allt", "teamet", "deltagare", "pengar", "rapporter", "avtal", "historik"])
def test_every_intervention_has_every_view(director: Client, key: str, view: str) -> None:
    assert director.get(f"/sydnarke/insatser/{key}/?vy={view}").status_code == 200


def test_a_view_that_is_none_is_not_found(director: Client) -> None:
    assert director.get(f"{PAGE}?vy=annat").status_code == 404


def test_an_intervention_with_little_says_who_may_add(signed_in: SignedIn, sofint: Association) -> None:
    for role, sentence in (
        (SeatRole.DIRECTOR, "Lägg in teamets tjänster"),
        (SeatRole.MEMBER, "Förbundschefen lägger in"),
    ):
        said = words(signed_in(sofint, role).get("/sofint/insatser/ciceron/"))
        assert sentence in said
        assert "Insatsen har inget objekt i huvudboken" in said


def test_what_was_decided_agreed_and_claimed_stands_together(director: Client) -> None:
    said = words(director.get("/sydnarke/insatser/mottagningsteam/?vy=avtal"))
    for part in ("Belopp per år", "1 200 000", "Avtal med Prov kommun", "Rekvisition 1"):
        assert part in said


def test_the_list_parts_by_direction_and_sets_those_ended_apart(director: Client) -> None:
    now, later = (words(director.get(f"/sydnarke/insatser/?ar={year}")) for year in (2019, 2018))
    assert now.index("Individinriktade insatser") < now.index("Strukturövergripande insatser")
    assert "Avslutade" not in now
    assert "Kommande" in later
    assert later.index("Kommande") < later.index("Rehabiliteringsmässan 2019")


# what an intervention is


def test_an_intervention_is_laid_in_once(director: Client, sydnarke: Association) -> None:
    fields = {"title": "Nätverk för handläggare", "direction": "structural", "pool": "own", "token": "samma"}
    for _ in range(2):
        answer = director.post("/sydnarke/insatser/ny/", fields)
        assert answer.headers["Location"] == "/sydnarke/insatser/natverk-for-handlaggare/"
    assert stored(sydnarke, "natverk-for-handlaggare").pool == "natverk-for-handlaggare"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"direction": "both"}, "Dela den i två"),
        ({"ledger_objects": "20, 10"}, "Objekt 10 hör redan till Mottagningsteam"),
        ({"title": "Växa"}, "Det finns redan en insats som heter Växa"),
        ({"purpose": "Stöd till 19121212-1212"}, "ser ut som ett personnummer"),
        ({"since": "2020-01-01", "until": "2019-01-01"}, "innan den börjar"),
        ({"owner_number": "12"}, "tio siffror"),
    ],
)
def test_bad_facts_are_refused_and_nothing_is_lost(
    director: Client, sydnarke: Association, fields: dict[str, str], sentence: str
) -> None:
    row = stored(sydnarke, "coachingteam")
    answer = send(director, f"{PAGE}andra/", **facts(row, form="Ett nytt sätt", **fields))
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Ett nytt sätt" in answer.content.decode()
    assert stored(sydnarke, "coachingteam").form == row.form


def test_facts_are_changed_and_the_history_says_which(director: Client, sydnarke: Association) -> None:
    row = stored(sydnarke, "coachingteam")
    fields = facts(row, owner="Kumla kommun", owner_number="2120001975")
    assert send(director, f"{PAGE}andra/", **fields).status_code == 302
    row = stored(sydnarke, "coachingteam")
    assert (row.owner, row.owner_number, row.ledger_objects, row.pool) == (
        "Kumla kommun",
        "212000-1975",
        ["20"],
        "coachning",
    )
    assert "Ändrat: ägare och organisationsnummer" in words(director.get(f"{PAGE}?vy=historik"))


def test_two_who_write_at_once_are_told(director: Client, sydnarke: Association) -> None:
    row = stored(sydnarke, "coachingteam")
    answer = director.post(f"{PAGE}andra/", {**facts(row, form="Mitt sätt"), "seen": "annat"})
    assert answer.status_code == 422
    assert "Någon ändrade det här medan du skrev" in words(answer)
    assert "Mitt sätt" in answer.content.decode()


def test_a_reported_intervention_keeps_its_direction(director: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        Intervention.objects.filter(key="coachingteam").update(locked_on=date(2019, 4, 20))
    row = stored(sydnarke, "coachingteam")
    assert "Står fast sedan den första rapporten kom 20 april 2019" in words(director.get(f"{PAGE}andra/"))
    assert send(director, f"{PAGE}andra/", **facts(row, direction="structural")).status_code == 302
    assert stored(sydnarke, "coachingteam").direction == "individual"


# lists


def test_a_post_is_added_made_vacant_and_removed(director: Client, sydnarke: Association) -> None:
    fields = {"role": "Handläggare", "employer": "Försäkringskassan", "percent": "50", "token": "en"}
    for _ in range(2):
        assert director.post(f"{PAGE}team/0/", fields).status_code == 302
    with within(sydnarke):
        post = TeamPost.objects.get(intervention__key="coachingteam")
    send(director, f"{PAGE}team/{post.pk}/", **fields, vacant_since="2019-07-01")
    assert "vakant sedan 1 juli 2019" in words(director.get(PAGE))
    assert director.post(f"{PAGE}team/{post.pk}/", {"remove": "ja"}).status_code == 302
    with within(sydnarke):
        assert not TeamPost.objects.filter(intervention__key="coachingteam").exists()
        told = AuditEntry.objects.filter(action="interventions.list.team").order_by("-pk")[0].detail["told"]
    assert told.split() == ["Handläggare,", "50", "%,", "vakant", "sedan", "1", "juli", "2019", "togs", "bort"]


GOAL = {"text": "Hälften tar ett steg", "figure": "interventions.step_share@coachingteam:total/share", "at_least": "50"}


@pytest.mark.parametrize(
    ("limits", "word"),
    [({"at_least": "50"}, "Uppfyllt"), ({"at_least": "60"}, "Ej uppfyllt"),
     ({"at_least": "60", "partly_from": "57,5"}, "Delvis uppfyllt")],
)  # fmt: skip
def test_a_goal_is_judged_by_its_figure(director: Client, limits: dict[str, str], word: str) -> None:
    assert send(director, f"{PAGE}mal/0/", **{**GOAL, **limits}).status_code == 302
    said = words(director.get(f"{PAGE}?ar=2019"))
    after = said[said.index("Hälften tar ett steg.") :]
    assert after.split(".", 1)[1].strip().startswith(word)
    assert "44 av 76" in after


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"figure": ""}, "Välj vilket tal gränsen gäller"),
        ({"at_least": ""}, "Skriv från vilket värde"),
        ({"partly_from": "50"}, "under den gräns"),
        ({"figure": "money.costs"}, "finns inte bland"),
    ],
)
def test_a_goal_that_cannot_be_judged_is_refused(director: Client, fields: dict[str, str], sentence: str) -> None:
    answer = send(director, f"{PAGE}mal/0/", **{**GOAL, **fields})
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_reported_goal_stands_and_says_why(director: Client, sydnarke: Association) -> None:
    send(director, f"{PAGE}mal/0/", **GOAL)
    with within(sydnarke):
        goal = InterventionGoal.objects.get(intervention__key="coachingteam", text=GOAL["text"])
        Intervention.objects.filter(key="coachingteam").update(locked_on=date(2019, 4, 20))
    changed = send(director, f"{PAGE}mal/{goal.pk}/", **{**GOAL, "at_least": "40"})
    removed = director.post(f"{PAGE}mal/{goal.pk}/", {"remove": "ja"})
    for answer in (changed, removed):
        assert answer.status_code == 422
        assert "Målet står fast sedan den första rapporten kom 20 april 2019" in words(answer)
    assert send(director, f"{PAGE}mal/{goal.pk}/", **GOAL, until="2019-12-31").status_code == 302
    assert send(director, f"{PAGE}mal/0/", **{**GOAL, "text": "Nytt", "since": "2020-01-01"}).status_code == 302


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("finansiarer", {"name": "ESF", "year": "2019", "amount_ore": "1 000"}, "har redan ett belopp det året"),
        ("overgang", {"year": "2020", "party": "Laxå kommun", "percent": "60"}, "bär de andra redan 60 procent"),
        ("parter", {"name": "Activa"}, "Parten står redan i listan"),
        ("styrgrupp", {"organisation": "Kumla", "is_chair": "on"}, "har redan en ordförande"),
    ],
)
def test_what_contradicts_the_list_is_refused(
    director: Client, path: str, fields: dict[str, str], sentence: str
) -> None:
    first = {**fields, **({"party": "Kumla kommun"} if path == "overgang" else {})}
    assert send(director, f"{PAGE}{path}/0/", **first).status_code == 302
    answer = send(director, f"{PAGE}{path}/0/", **fields)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_the_path_out_is_drawn_year_by_year(director: Client, sydnarke: Association) -> None:
    for year, share in ((2020, 25), (2021, 100)):
        send(director, f"{PAGE}overgang/0/", year=year, party="Kumla kommun", percent=share)
    html = director.get(f"{PAGE}?vy=pengar").content.decode()
    assert "2020: Förbundet 75 %, Kumla kommun 25 %. 2021: Kumla kommun 100 %" in html.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    with within(sydnarke):
        assert TransitionStep.objects.filter(intervention__key="coachingteam").count() == 2


def test_who_does_not_keep_the_interventions_changes_nothing(signed_in: SignedIn, sydnarke: Association) -> None:
    member = signed_in(sydnarke, SeatRole.MEMBER)
    assert "Ändra" not in words(member.get(PAGE))
    for path in ("andra/", "team/", "team/0/", "mal/0/"):
        assert member.get(f"{PAGE}{path}").status_code == 403


def test_a_neighbours_entry_is_not_found(director: Client, neighbour: Association) -> None:
    with within(neighbour):
        theirs = TeamPost.objects.filter(association=neighbour).values_list("pk", flat=True)[0]
    assert director.get(f"{PAGE}team/{theirs}/").status_code == 404
