"""The lists of an intervention go with a bundle, and are left alone by one that does not tell them."""

from datetime import date
from pathlib import Path

import pytest
from world import BUNDLES

from finsam.bundle.actions import dump_bundle, load_bundle, read_folder
from finsam.bundle.contents import read_files, stored_contents
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.interventions.models import Intervention, InterventionGoal, TeamPost, TransitionStep
from finsam.kernel.faults import BadInput

TOLD = """  owner_number: 212000-1975
  transition: Kommunerna tar över.
  locked_on: 2022-04-20
  parties:
    - name: Grannkommunen
      part: lokal
  team:
    - role: Coach
      employer: Grannkommunen
      percent: 80
      vacant_since: 2022-07-01
    - role: Handläggare
      percent: 50
      funded: no
  steering:
    - organisation: Grannkommunen
      is_chair: yes
  goals:
    - text: Hälften tar ett steg
      figure: interventions.work_share@bryggan
      at_least: 7.5
  funding_sources:
    - year: 2022
      name: ESF
      amount: 100000
  transition_steps:
    - year: 2023
      party: Grannkommunen
      percent: 40
"""


def told(folder: Path, old: str = "", new: str = "") -> Path:
    """Write the lists under the first intervention of a bundle."""
    file = folder / "interventions.yaml"
    text = file.read_text()
    first = text.index("\n- ", 1) if "\n- " in text[1:] else len(text)
    file.write_text(f"{text[:first].rstrip()}\n{TOLD.replace(old, new) if old else TOLD}{text[first:].lstrip()}")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The neighbour's bundle as it is written."""
    import shutil

    return Path(shutil.copytree(BUNDLES["grannforbundet"], tmp_path / "bunt"))


def test_the_lists_go_in_and_out_unchanged(folder: Path, neighbour: Association, tmp_path: Path) -> None:
    load_bundle(told(folder))
    assert load_bundle(folder)[1] is False
    with within(neighbour):
        posts = list(TeamPost.objects.order_by("position").values_list("role", "percent", "funded"))
        goal = InterventionGoal.objects.get()
    assert posts == [("Coach", 80, True), ("Handläggare", 50, False)]
    assert (goal.figure, str(goal.at_least)) == ("interventions.work_share@bryggan", "7.50")
    dump_bundle(neighbour, tmp_path / "ut")
    again = (tmp_path / "ut" / "interventions.yaml").read_text()
    for line in ("at_least: 7.5", "funded: no", "vacant_since: 2022-07-01", "amount: 100000"):
        assert line in again
    with within(neighbour):
        stored = stored_contents(neighbour).intervention_lists
    assert read_files(read_folder(tmp_path / "ut")).intervention_lists == stored


def test_a_bundle_without_the_lists_leaves_them(folder: Path, neighbour: Association) -> None:
    with within(neighbour):
        before = TeamPost.objects.count(), TransitionStep.objects.count()
    assert before[0]
    load_bundle(folder, keep=True)
    with within(neighbour):
        assert (TeamPost.objects.count(), TransitionStep.objects.count()) == before


def test_lists_that_are_there_are_left_when_asked_to_keep(folder: Path, neighbour: Association) -> None:
    with within(neighbour):
        before = list(TeamPost.objects.values_list("role", flat=True))
    load_bundle(told(folder), keep=True)
    with within(neighbour):
        assert list(TeamPost.objects.values_list("role", flat=True)) == before


def test_a_bundle_that_says_nothing_of_the_lock_does_not_lift_it(folder: Path, neighbour: Association) -> None:
    with within(neighbour):
        Intervention.objects.filter(key="bryggan").update(locked_on=date(2022, 4, 20))
    load_bundle(folder)
    with within(neighbour):
        assert Intervention.objects.get(key="bryggan").locked_on == date(2022, 4, 20)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("percent: 80", "percent: 180", "mellan 1 och 100"),
        ("interventions.work_share@bryggan", "interventions.lycka@bryggan", "inget tal som heter interventions.lycka"),
        ("at_least: 7.5", "at_least: mycket", "inte ett tal"),
        ("part: lokal", "del: lokal", "känns inte igen"),
        ("role: Coach", "role: Coach 19121212-1212", "personnummer"),
        ("    - name: Grannkommunen\n      part: lokal", "    Grannkommunen", "Här ska stå en lista"),
    ],
)
def test_what_is_wrong_in_a_list_is_told(folder: Path, db: None, old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadInput) as bad:
        load_bundle(told(folder, old, new), keep=True)
    assert sentence in str(bad.value)
