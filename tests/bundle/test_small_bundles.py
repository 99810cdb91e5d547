"""A bundle may have little in it."""

from pathlib import Path

import pytest
from world import Edited

from finsam.bundle.actions import dump_bundle, load_bundle
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.interventions.models import Direction, Intervention, Target
from finsam.kernel.periods import Period
from finsam.money.models import BudgetGroup, GroupKind
from finsam.surveys.models import ResponseAccount

LITTLE = "slug: nytt\nname: Nytt förbund\nshort_name: Nytt\nledger_dimension: 6\n"


@pytest.fixture
def little(tmp_path: Path) -> Path:
    (tmp_path / "association.yaml").write_text(LITTLE)
    return tmp_path


@pytest.mark.django_db
def test_an_association_may_have_a_name_and_nothing_else(little: Path, tmp_path: Path) -> None:
    association, changed = load_bundle(little)
    assert (association.slug, changed) == ("nytt", True)
    assert load_bundle(little) == (association, False)
    (written,) = dump_bundle(association, tmp_path / "out")
    assert written.read_text() == LITTLE


@pytest.mark.django_db
def test_of_an_association_with_nothing_every_figure_can_be_asked(little: Path) -> None:
    association, _ = load_bundle(little)
    with within(association):
        book = Book(association, Period.year(2024))
        assert [name for name in book.every_name() if not book.table(name).is_empty] == []


@pytest.mark.django_db
def test_usual_budget_groups_need_not_be_listed(little: Path) -> None:
    (little / "budget.csv").write_text(
        "line,ledger_object,mission,group,amount_2024\nStöd,,,insatser,-5\nKansli,,,kansli_styrelse,-3\n"
    )
    association, _ = load_bundle(little)
    with within(association):
        assert dict(BudgetGroup.objects.values_list("key", "kind")) == {
            "insatser": GroupKind.INTERVENTIONS,
            "kansli_styrelse": GroupKind.ADMINISTRATION,
        }


def test_a_folder_for_one_year_without_interventions_loads(edited: Edited, neighbour: Association) -> None:
    """The plain shape: the year stands once, and the interventions are those the tables name."""
    edited("association.yaml", "slug: grannforbundet\n", "slug: enkelt\nyear: 2022\n")
    edited("targets.csv", ",year\n", "\n")
    edited("targets.csv", ",2022\n", "\n")
    edited("surveys.csv", ",year\n", "\n")
    folder = edited("surveys.csv", ",2022\n", "\n")
    (folder / "interventions.yaml").unlink()
    association, changed = load_bundle(folder)
    assert changed
    assert load_bundle(folder) == (association, False)
    with within(association):
        assert dict(Intervention.objects.values_list("key", "direction")) == {
            "bryggan": Direction.INDIVIDUAL,
            "steget": Direction.INDIVIDUAL,
            "natverk": Direction.STRUCTURAL,
        }
        assert set(Target.objects.values_list("year", flat=True)) == {2022}
        assert set(ResponseAccount.objects.values_list("year", flat=True)) == {2022}
        counted = Book(association, Period.year(2022)).cell("participants.total").value
    with within(neighbour):
        assert counted == Book(neighbour, Period.year(2022)).cell("participants.total").value
