"""What lines are bound to pay against their budget, and projects with money from others."""

import pytest
from world import OpenBook, SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.money.models import BudgetLine, Commitment, ExternalProject
from finsam.money.rules.commitments import check_stages

NONE = dict.fromkeys(("decided", "contracted", "claimed", "paid"))
WRITTEN = {"title": "Mässa i Åfors", "counterpart": "Nora kommun", "decided": "30 000",
           "contracted": "30 000", "contracted_on": "2025-01-10", "claimed": "20 000", "paid": "12 500,50"}  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({}, "beslutat, ett belopp över noll"),
        ({"decided": 0}, "beslutat, ett belopp över noll"),
        ({"decided": 100, "contracted": 101}, "Mer är avtalat än vad som är beslutat"),
        ({"decided": 100, "claimed": 50}, "Skriv först vad som är avtalat"),
        ({"decided": 100, "contracted": 100, "claimed": 50, "paid": 51}, "Mer är betalt än vad som är rekvirerat"),
        ({"decided": 100, "contracted": -1}, "mindre än noll"),
    ],
)
def test_a_stage_never_goes_beyond_the_one_before(amounts: dict[str, int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_stages({**NONE, **amounts})


@pytest.fixture
def line(sofint: Association) -> BudgetLine:
    with within(sofint):
        return BudgetLine.objects.get(association=sofint, label="Rehabmässa")


def test_a_commitment_is_written_down_and_tells_what_is_left_to_decide(
    sofint: Association, line: BudgetLine, signed_in: SignedIn, open_book: OpenBook
) -> None:
    client = signed_in(sofint, SeatRole.ECONOMIST)
    answer = client.post("/sofint/pengar/ataganden/2025/0/", {**WRITTEN, "line": line.pk})
    assert answer.status_code == 302
    table = open_book("sofint", 2025).table("money.commitments")
    said = {column.key: table.cell("line Rehabmässa", column.key).value for column in table.columns}
    assert said == {
        "budget": 35_000_00,
        "decided": 30_000_00,
        "contracted": 30_000_00,
        "claimed": 20_000_00,
        "paid": 12_500_50,
        "room": 5_000_00,
    }
    assert "Mässa i Åfors" in client.get("/sofint/pengar/ataganden/?ar=2025").content.decode()


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    sofint: Association, line: BudgetLine, signed_in: SignedIn
) -> None:
    client = signed_in(sofint, SeatRole.ECONOMIST)
    written = {**WRITTEN, "line": line.pk, "claimed": "31 000"}
    answer = client.post("/sofint/pengar/ataganden/2025/0/", written)
    assert answer.status_code == 422
    assert "Mer är rekvirerat än vad som är avtalat" in answer.content.decode()
    assert 'value="31 000"' in answer.content.decode()
    with within(sofint):
        assert not Commitment.objects.filter(association=sofint, title="Mässa i Åfors").exists()


def test_a_project_is_followed_by_its_objects(sofint: Association, signed_in: SignedIn, open_book: OpenBook) -> None:
    client = signed_in(sofint, SeatRole.ECONOMIST)
    written = {"name": "Vattenvägen", "funder": "ESF", "ledger_objects": "20", "granted_ore": "500 000"}
    assert client.post("/sofint/pengar/ataganden/projekt/0/", written).status_code == 302
    with within(sofint):
        project = ExternalProject.objects.get(association=sofint, name="Vattenvägen")
    table = open_book("sofint", 2025).table("money.external_projects")
    assert [table.cell(str(project.pk), key).value for key in ("granted", "costs", "left")] == [
        500_000_00,
        -92_000_00,
        500_000_00,
    ]
    again = {**written, "name": "Andra"}
    answer = client.post("/sofint/pengar/ataganden/projekt/0/", again)
    assert "Objekt 20 hör redan till Vattenvägen" in answer.content.decode()
    assert client.post(f"/sofint/pengar/ataganden/projekt/{project.pk}/", {"remove": "ja"}).status_code == 302
    with within(sofint):
        assert not ExternalProject.objects.filter(association=sofint, name="Vattenvägen").exists()
