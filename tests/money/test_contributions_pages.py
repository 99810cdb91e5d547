"""The pages of a year's contributions, as whoever keeps the money and others meet them."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from world import SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.money.models import Contribution, ContributionCall, ContributionRound, Contributor

BASE = "/sydnarke/pengar/bidrag/"
TOWNS = {"Askersunds kommun": "11405", "Hallsbergs kommun": "16 000", "Laxå kommun": "5650", "Kumla kommun": "21800"}


@pytest.fixture
def keeper(sydnarke: Association, signed_in: SignedIn) -> Client:
    return signed_in(sydnarke, SeatRole.ECONOMIST)


@pytest.fixture
def keys(sydnarke: Association) -> dict[str, int]:
    with within(sydnarke):
        return {row.name: row.pk for row in Contributor.objects.filter(association=sydnarke)}


@pytest.fixture
def shared(keys: dict[str, int]) -> dict[str, str]:
    """What is typed to share 2020 from the state's preliminary allocation."""
    weights = {f"weight_{keys[name]}": people for name, people in TOWNS.items()}
    return {"ny": "1", "known": "state", "amount": "1 993 000 kr", "basis": "population", "index_source": "", **weights}


def rows(association: Association, model: type, **wanted: object) -> int:
    with within(association):
        return model.objects.filter(association=association, **wanted).count()  # type: ignore[attr-defined,no-any-return]


def test_the_year_is_read_by_all_and_written_by_whoever_keeps_the_money(
    keeper: Client, sydnarke: Association, signed_in: SignedIn
) -> None:
    for browser, may in ((keeper, True), (signed_in(sydnarke, SeatRole.MEMBER), False)):
        page = browser.get(f"{BASE}?ar=2019").content.decode()
        assert "Efter kommunernas del betalar" in page
        assert "EU-medel och andra bidrag" in page
        assert ("Ändra fördelningen" in page) is may


def test_what_the_others_pay_is_seen_before_anything_is_saved(
    keeper: Client, sydnarke: Association, shared: dict[str, str]
) -> None:
    page = keeper.post(f"{BASE}2020/fordela/", {**shared, "rakna": "1"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    said = page.content.decode()
    assert "3\u202f986\u202f000" in said
    assert "996\u202f500" in said
    assert "<html" not in said
    assert rows(sydnarke, ContributionRound, year=2020) == 0


def test_a_round_goes_from_begun_to_received(
    keeper: Client, sydnarke: Association, shared: dict[str, str], keys: dict[str, int]
) -> None:
    assert keeper.post(f"{BASE}2020/fordela/", shared).status_code == 302
    form = keeper.get(f"{BASE}2020/belopp/beslutat/").context["page"].form
    typed = {name: value for name, value in form.initial.items() if name.startswith("ore_")}
    assert typed[f"ore_{keys['Region Örebro län']}"] == "996\u202f500"
    saved = keeper.post(f"{BASE}2020/belopp/beslutat/", {**typed, "known": "whole", "on": "2019-11-22"})
    assert saved.status_code == 302
    called = {"count": "4", "first_on": "2020-01-31", "due_days": "30", "contributors": [keys["Staten"]]}
    assert keeper.post(f"{BASE}2020/rekvirera/", called).status_code == 302
    with within(sydnarke):
        calls = ContributionCall.objects.filter(contribution__year=2020).order_by("pk")
        assert [call.called_on for call in calls] == [
            date(2020, month, 31 if month != 4 else 30) for month in (1, 4, 7, 10)
        ]
        first = calls[0].pk
    page = keeper.post(
        f"{BASE}2020/rekvisitioner/", {"gor": "inkommet", "call": [first], "on": "2020-02-20"}, follow=True
    )
    assert "En rekvisition är markerad som inkommen" in page.content.decode()
    assert "2020-02-20" in page.content.decode()
    undone = keeper.post(f"{BASE}2020/rekvisitioner/?gor=inte-inkommet&call={first}")
    assert undone.status_code == 302
    assert rows(sydnarke, ContributionCall, contribution__year=2020, received_on=None) == 4
    assert keeper.post(f"{BASE}2020/rekvisitioner/", {"gor": "ta-bort", "call": [first]}).status_code == 302
    assert rows(sydnarke, ContributionCall, contribution__year=2020) == 3


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"amount": "-5"}, "utan minustecken"),
        ({"amount": "många"}, "Skriv beloppet i kronor"),
        ({"amount": ""}, "Skriv beloppet som är känt"),
        ({"weight_": ""}, "Skriv antalet invånare för Askersunds kommun"),
        ({"weight_": "12,5"}, "Skriv ett helt tal"),
        ({"basis": "fixed"}, "De fasta beloppen är tillsammans"),
        ({"index_percent": "2,1"}, "vad uppräkningen bygger på"),
        ({"index_percent": "mycket"}, "Skriv procenten"),
    ],
)
def test_what_cannot_be_shared_is_said_and_what_was_typed_stands(
    typed: dict[str, str],
    word: str,
    keeper: Client,
    shared: dict[str, str],
    sydnarke: Association,
    keys: dict[str, int],
) -> None:
    changed = {f"weight_{keys['Askersunds kommun']}" if key == "weight_" else key: said for key, said in typed.items()}
    page = keeper.post(f"{BASE}2020/fordela/", {**shared, **changed})
    assert page.status_code == 422
    assert word in page.content.decode()
    assert 'value="21800"' in page.content.decode()
    assert rows(sydnarke, ContributionRound, year=2020) == 0


def test_a_round_that_exists_is_not_begun_again(keeper: Client, shared: dict[str, str]) -> None:
    assert keeper.post(f"{BASE}2020/fordela/", shared).status_code == 302
    page = keeper.post(f"{BASE}2020/fordela/", shared)
    assert page.status_code == 422
    assert "redan påbörjade" in page.content.decode()


def test_one_known_part_fills_in_the_amounts(
    keeper: Client, shared: dict[str, str], sydnarke: Association, keys: dict[str, int]
) -> None:
    keeper.post(f"{BASE}2020/fordela/", shared)
    page = keeper.post(f"{BASE}2020/belopp/tilldelat/", {"known": "region", "amount": "1000000", "rakna": "1"})
    assert page.context["page"].form[f"ore_{keys['Staten']}"].value() == "2\u202f000\u202f000"
    empty = keeper.post(f"{BASE}2020/belopp/tilldelat/", {"known": "region", "amount": "", "rakna": "1"})
    assert "Skriv det belopp som är känt" in empty.content.decode()
    assert rows(sydnarke, Contribution, year=2020) == 0


def test_amounts_off_the_shares_come_back_with_what_to_do(keeper: Client, keys: dict[str, int]) -> None:
    typed = {f"ore_{key}": "100" for key in keys.values()}
    page = keeper.post(f"{BASE}2020/belopp/askat/", {**typed, "known": "whole", "on": "2019-09-01"})
    assert page.status_code == 422
    assert "Beloppen följer inte parternas andelar" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"gor": "inkommet", "on": "2020-02-20"}, "Kryssa i minst en rekvisition"),
        ({"gor": "inkommet", "call": "0", "on": "2020-02-20"}, "finns inte längre"),
    ],
)
def test_a_call_that_is_not_there_is_not_marked(typed: dict[str, str], word: str, keeper: Client) -> None:
    page = keeper.post(f"{BASE}2019/rekvisitioner/", typed)
    assert page.status_code == 422


def test_nothing_undecided_is_called_in(keeper: Client, keys: dict[str, int]) -> None:
    page = keeper.post(f"{BASE}2020/rekvirera/", {"count": "1", "first_on": "2020-01-01", "due_days": "30"})
    assert page.status_code == 422
    assert "Kryssa i minst en bidragsgivare" in page.content.decode()


def test_the_invoicing_list_is_csv_and_excel(keeper: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        state = Contribution.objects.get(association=sydnarke, year=2019, contributor__name="Staten")
        ContributionCall.objects.create(
            association=sydnarke, contribution=state, amount_ore=2_633_000_50, reference="2019-01",
            called_on=date(2019, 1, 2), due_on=date(2019, 1, 31),
        )  # fmt: skip
    text = keeper.get(f"{BASE}2019/rekvisitioner.csv").content.decode("utf-8-sig")
    assert "2019-01;Staten;Försäkringskassan, Arbetsförmedlingen;2019-01-02;2019-01-31;2633000,5;" in text
    sheet = openpyxl.load_workbook(io.BytesIO(keeper.get(f"{BASE}2019/rekvisitioner.xlsx").content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][5] == 2633000.5
    assert keeper.get(f"{BASE}2019/rekvisitioner.pdf").status_code == 404


@pytest.mark.parametrize("place", ["fordela/", "belopp/askat/", "rekvirera/", "rekvisitioner.csv"])
def test_a_year_out_of_reason_is_not_there(place: str, keeper: Client) -> None:
    assert [keeper.get(f"{BASE}{year}/{place}").status_code for year in (0, 1999, 99999)] == [404, 404, 404]


def test_contributors_are_added_changed_and_removed(
    keeper: Client, sydnarke: Association, keys: dict[str, int]
) -> None:
    new = {"name": "Kumla Energi", "kind": "municipality", "members": ["Kumla kommun"], "from_year": "2020"}
    assert keeper.post(f"{BASE}bidragsgivare/ny/", new).status_code == 302
    page = keeper.post(f"{BASE}bidragsgivare/ny/", new)
    assert page.status_code == 422
    assert "Kumla Energi finns redan" in page.content.decode()
    paid = keeper.post(f"{BASE}bidragsgivare/{keys['Staten']}/", {"ta-bort": "1"})
    assert paid.status_code == 422
    assert "kan inte tas bort" in paid.content.decode()
    assert rows(sydnarke, Contributor, name="Kumla Energi") == 1


def test_shares_are_changed_and_refused_unless_they_are_one_whole(keeper: Client, sydnarke: Association) -> None:
    typed = {"valid_from": "2020-01-01", "state": "1/2", "region": "1/4", "municipality": "1/5"}
    page = keeper.post(f"{BASE}bidragsgivare/andelar/", typed)
    assert page.status_code == 422
    assert "inte ett helt" in page.content.decode()
    assert keeper.post(f"{BASE}bidragsgivare/andelar/", {**typed, "municipality": "1/4"}).status_code == 302
