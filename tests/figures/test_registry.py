"""What every figure and every table of facts must tell about itself."""

import re

import pytest

from finsam.figures.queries import ROOMS
from finsam.figures.registry import Facts, Figure, Protects, _registry, all_figures, figure, figure_named
from finsam.figures.rules.tables import number
from finsam.figures.rules.units import Unit

FIGURES = pytest.mark.parametrize("told", all_figures(), ids=lambda told: told.name)
FACTS = pytest.mark.parametrize("facts", _registry.facts.values(), ids=lambda facts: facts.name)
OPEN_COUNTS = {
    "participants.structural": "how many came to an open meeting",
    "surveys.responses": "how many were asked, not what anybody said",
}


@FIGURES
def test_a_figure_says_what_it_is_of_what_and_from_where(told: Figure) -> None:
    assert all(text.strip() for text in (told.title, told.definition, told.base, told.source))
    assert told.definition.endswith(".")
    assert isinstance(told.unit, Unit)
    assert told.version >= 1


@FIGURES
def test_a_figure_is_named_by_a_known_room_and_a_word(told: Figure) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", told.name)
    assert told.room in ROOMS
    assert told.compute.__module__.startswith(f"finsam.{told.room}.")


@FIGURES
def test_a_figure_that_counts_people_protects_them(told: Figure) -> None:
    if told.unit.key in {"participations", "persons", "answers"} and told.name not in OPEN_COUNTS:
        assert told.protects is not Protects.NOTHING


@FACTS
def test_a_table_of_facts_says_what_its_rows_are(facts: Facts) -> None:
    assert facts.title
    assert all(column.title for column in facts.columns)
    assert facts.measures


def test_a_taken_name_is_refused() -> None:
    taken = figure_named("money.result")
    with pytest.raises(ValueError, match="finns redan"):
        figure("money.result", title="Annat")(number)
    assert figure_named("money.result") is taken


@pytest.mark.parametrize("name", ["money.no_such", "", "money.no_such@x"])
def test_a_name_that_is_no_figure_is_told_with_where_to_look(name: str) -> None:
    with pytest.raises(KeyError, match="finsam figures"):
        figure_named(name)
