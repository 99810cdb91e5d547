"""A bundle loaded is the bundle dumped, byte for byte, and loading it again changes nothing."""

import shutil
from pathlib import Path

import pytest
from world import BUNDLES, Edited, Seated

from finsam.bundle.actions import dump_bundle, load_bundle
from finsam.bundle.contents import Contents, stored_contents
from finsam.core.models import Association, AuditEntry, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput

EVERY_BUNDLE = pytest.mark.parametrize("slug", BUNDLES)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored(association: Association) -> Contents:
    with within(association):
        return stored_contents(association)


def entries(association: Association) -> int:
    with within(association):
        return AuditEntry.objects.count()


@EVERY_BUNDLE
@pytest.mark.django_db
def test_a_dump_gives_the_same_bytes_back(slug: str, tmp_path: Path) -> None:
    folder = shutil.copytree(BUNDLES[slug], tmp_path / "in")
    text = (folder / "association.yaml").read_text()
    (folder / "association.yaml").write_text(text.replace(f"slug: {slug}\n", "slug: kopia\n"))
    association, _ = load_bundle(folder)
    files = dump_bundle(association, tmp_path / "out")
    assert bytes_of(tmp_path / "out") == bytes_of(folder)
    assert {*files} == {path for path in (tmp_path / "out").rglob("*") if path.is_file()}


@EVERY_BUNDLE
@pytest.mark.django_db
def test_loading_again_changes_nothing(slug: str) -> None:
    association = Association.objects.get(slug=slug)
    before = stored(association), entries(association)
    assert load_bundle(BUNDLES[slug]) == (association, False)
    assert (stored(association), entries(association)) == before


@EVERY_BUNDLE
@pytest.mark.django_db
def test_a_dump_loads_as_another_association_that_is_equal(slug: str, tmp_path: Path) -> None:
    original = Association.objects.get(slug=slug)
    dump_bundle(original, tmp_path / "out")
    association_file = tmp_path / "out" / "association.yaml"
    association_file.write_text(association_file.read_text().replace(f"slug: {slug}\n", "slug: kopia\n"))
    copy, changed = load_bundle(tmp_path / "out")
    assert changed
    assert copy != original
    contents = stored(copy)
    contents.association["slug"] = slug
    assert contents == stored(original)


def test_a_change_is_stored_and_written_down_once(edited: Edited, neighbour: Association) -> None:
    folder = edited("association.yaml", "seat: Åby", "seat: Ödeby")
    before = entries(neighbour)
    assert load_bundle(folder) == (neighbour, True)
    assert load_bundle(folder) == (neighbour, False)
    neighbour.refresh_from_db()
    assert neighbour.seat == "Ödeby"
    assert entries(neighbour) == before + 1


def test_a_year_less_in_the_bundle_is_a_year_less_in_the_association(edited: Edited, neighbour: Association) -> None:
    folder = edited("surveys.csv", "Deltagare,participants_ended,3,0,1,no,för få svar,2022\n", "")
    (folder / "ledger-2022.si").unlink()
    load_bundle(folder)
    assert stored(neighbour).ledgers == {}
    assert len(stored(neighbour).tables["surveys.csv"]) == 2


def test_an_empty_table_is_no_table(edited: Edited, neighbour: Association) -> None:
    _, rows = (BUNDLES["grannforbundet"] / "surveys.csv").read_text().split("\n", 1)
    folder = edited("surveys.csv", rows, "")
    assert load_bundle(folder) == (neighbour, True)
    assert load_bundle(folder) == (neighbour, False)


def test_who_sits_where_stays_when_a_bundle_is_loaded_again(
    edited: Edited, seated: Seated, neighbour: Association
) -> None:
    with within(neighbour):
        director = Seat.objects.get(role=SeatRole.DIRECTOR)
    person = seated(neighbour, SeatRole.CHAIR)
    with within(neighbour):
        Seat.objects.filter(person=person).delete()
        Seat.objects.filter(pk=director.pk).update(person=person)
    load_bundle(edited("association.yaml", "  - body: board\n    role: substitute\n    member: Ödeby kommun\n", ""))
    with within(neighbour):
        assert [(seat.role, seat.person) for seat in Seat.objects.all()] == [("chair", None), ("director", person)]


def test_a_dump_never_writes_among_other_files(tmp_path: Path, neighbour: Association) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="inte tom"):
        dump_bundle(neighbour, tmp_path)
    assert bytes_of(tmp_path) == {"mine.txt": b"mine"}


def test_a_load_that_is_stopped_halfway_leaves_everything_as_it_was(edited: Edited, neighbour: Association) -> None:
    def stop(step: str) -> None:
        if "registrations" in step:
            raise KeyboardInterrupt

    before = stored(neighbour), entries(neighbour)
    with pytest.raises(KeyboardInterrupt):
        load_bundle(edited("association.yaml", "seat: Åby", "seat: Ödeby"), progress=stop)
    assert (stored(neighbour), entries(neighbour)) == before
