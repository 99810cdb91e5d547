"""The conventions of the house, where nothing else holds them."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.loader import MigrationLoader
from project import FOLDERS, ROOT, docstring, files, modules, name

from finsam.figures.registry import all_figures

LONGEST = 400
CODE = (
    ".py",
    ".html",
    ".typ",
    ".js",
)  # migrations are generated; one stylesheet, however long; documents and data are as long as they must be
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "core_utils", "tools"}
OF_A_MACHINE = re.compile(r"(?<![\w.>}])/(?:work|home|root|Users|mnt)/\w")
GLOSSARY = ROOT / "docs" / "glossary.md"


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_table_is_made_with_its_constraints_and_not_given_them_one_by_one() -> None:
    """Each such operation makes Django draw every model anew: 230 of them took 50 of the 60 seconds of a first start.

    Move what `makemigrations` wrote as AddConstraint or AddIndex into the options of the CreateModel.
    """
    given = []
    for (app, title), migration in MigrationLoader(None).disk_migrations.items():
        if migration.__module__.startswith("finsam."):
            made = {one.name_lower for one in migration.operations if isinstance(one, CreateModel)}
            later = [one for one in migration.operations if isinstance(one, AddConstraint | AddIndex)]
            given += [f"{app} {title}: {one.describe()}" for one in later if one.model_name_lower in made]
    assert given == []


@pytest.mark.parametrize("module", modules(), ids=name)
def test_every_module_says_what_it_is_in_one_to_three_lines(module: Path) -> None:
    lines = [line for line in docstring(module).splitlines() if line]
    assert 1 <= len(lines) <= 3


@pytest.mark.parametrize("path", [f for f in files(*CODE) if "migrations" not in f.parts], ids=name)
def test_no_file_of_code_is_so_long_that_it_should_be_two(path: Path) -> None:
    lines = path.read_text().count("\n")
    assert lines <= LONGEST


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_module_has_a_name_that_says_nothing(path: Path) -> None:
    assert VAGUE.isdisjoint(part.removesuffix(".py") for part in path.relative_to(ROOT).parts[1:])


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    told = {name(path): OF_A_MACHINE.search(path.read_bytes().decode("utf-8", "replace")) for path in files()}
    assert [(path, found[0]) for path, found in told.items() if found] == []


def test_every_folder_that_is_judged_is_there() -> None:
    assert [folder for folder in FOLDERS if not (ROOT / folder).is_dir()] == []


def test_nobody_asks_for_the_way_round_the_wall_between_associations() -> None:
    """The policies of django-rls-tenants let a connection through that has said rls.is_admin. Nothing of ours may."""
    ours = [path for path in modules() if name(path).startswith("finsam/")]
    assert [name(path) for path in ours if re.search("is_admin|admin_context", path.read_text())] == []


def glossary() -> set[str]:
    """The words in the first column of the glossary's table."""
    rows = [line.split("|")[1].strip() for line in GLOSSARY.read_text().splitlines() if line.startswith("|")]
    return {word.strip("`* ").lower() for word in rows}


def said(name: str) -> str:
    """Write a class's name as words: BudgetLine as "budget line"."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


@pytest.mark.parametrize(
    "word",
    sorted({said(model.__name__) for model in apps.get_models() if model.__module__.startswith("finsam.")}),
)
def test_every_model_stands_in_the_glossary(word: str) -> None:
    assert glossary() & {word, word.replace(" ", "")}


@pytest.mark.parametrize("room", sorted({figure.room for figure in all_figures()}))
def test_every_room_that_tells_figures_stands_in_the_glossary(room: str) -> None:
    assert room in glossary()
