"""Cases and meetings in a bundle: everything comes back, and what the database has is never changed."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.contrib.postgres.search import SearchQuery
from world import BUNDLES

from finsam.bundle.actions import dump_bundle, load_bundle
from finsam.bundle.contents import stored_contents
from finsam.cases.models import Case, Document, StoredFile
from finsam.core.models import Association, NumberSeries, Provision
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput, Fault
from finsam.meetings.models import Annex, Attendee, Item, Meeting, MeetingState, Minutes, Presence
from finsam.meetings.records import read_record

FOLDER = BUNDLES["grannforbundet"].parent / "motesbygden"
HELD, PREPARED = "meetings/2022-03-04.yaml", "meetings/beredning-2022-04-22.yaml"

Bygden = Callable[..., Path]
pytestmark = pytest.mark.django_db


@pytest.fixture
def bygden(tmp_path: Path) -> Bygden:
    """Copy the bundle with words changed in one of its files."""
    folder = tmp_path / "bygden"
    shutil.copytree(FOLDER, folder)

    def edit(file: str = "", old: str = "", new: str = "") -> Path:
        if file:
            text = (folder / file).read_text()
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1))
        return folder

    return edit


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults_of(folder: Path) -> list[Fault]:
    """Load; return every fault. Nothing may have been stored."""
    with pytest.raises(BadInput) as refused:
        load_bundle(folder)
    assert not Association.objects.filter(slug="motesbygden").exists()
    return list(refused.value.faults)


def test_everything_of_a_meeting_comes_back_byte_for_byte(tmp_path: Path) -> None:
    association, changed = load_bundle(FOLDER)
    assert changed
    dump_bundle(association, tmp_path / "out")
    assert files_of(tmp_path / "out") == files_of(FOLDER)
    assert load_bundle(FOLDER) == (association, False)


def test_the_meeting_is_as_the_program_would_have_it() -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        record = read_record(association, Meeting.objects.get(held_on=date(2022, 3, 4)), deep=True)
        assert record.meeting.state == MeetingState.ADJUSTED
        assert record.numbers == {item.pk: number for number, item in enumerate(record.items, 1)}
        assert list(record.annex_numbers.values()) == ["1", "2"]
        assert [item.title for item in record.items if record.is_late(item)] == ["Nästa sammanträde"]
        assert [str(a) for a in Annex.objects.filter(item__meeting=record.meeting) if record.is_late(a)] == [
            "Rättad ansökan"
        ]
        serving = record.serving(record.items[1])
        assert sorted(record.by_id[seat].role for seat in serving.deciding) == ["member", "member"]
        assert [record.by_id[seat].role for seat in serving.disqualified] == ["chair"]
        assert Presence.objects.filter(attendee__seat__isnull=True).get().first_item == record.items[1]
        assert Attendee.objects.get(seat__isnull=True).organisation == "Åby kommun"
        assert Minutes.objects.get().document == Document.objects.get(title="Protokoll")


def test_a_file_is_kept_once_and_found_by_its_words() -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        assert StoredFile.objects.get().name == "ansökan.txt"
        found = Document.objects.filter(search=SearchQuery("kommunen söker", config="swedish"))
        assert {document.title for document in found} == {"Ansökan", "Ansökan en gång till"}
        assert Case.objects.get(search=SearchQuery("finansiering", config="swedish")).number == 1


def test_numbers_go_on_after_those_of_the_bundle() -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        last = dict(NumberSeries.objects.values_list("name", "last"))
    assert last == {"diary-2022": 3, "board-2022": 4, "delegated-2022": 2}


def test_a_meeting_that_goes_on_under_adjustment_is_carried_as_ended(tmp_path: Path) -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        Meeting.objects.filter(held_on=date(2022, 3, 4)).update(state=MeetingState.ADJUSTING)
    dump_bundle(association, tmp_path / "out")
    written = (tmp_path / "out" / HELD).read_text()
    assert "state: ended" in written
    assert "minutes:" not in written
    assert load_bundle(tmp_path / "out") == (association, False)


def test_what_the_bundle_does_not_tell_of_stays(bygden: Bygden) -> None:
    association, _ = load_bundle(FOLDER)
    folder = bygden("association.yaml", "short_name: Bygden", "short_name: Bygda")
    for name in ("cases.csv", "documents.csv", "delegated.csv", "discharges.csv"):
        (folder / name).unlink()
    shutil.rmtree(folder / "meetings")
    shutil.rmtree(folder / "documents")
    text = (folder / "association.yaml").read_text()
    (folder / "association.yaml").write_text(text[: text.index("provisions:")])
    with within(association):
        before = stored_contents(association)
    association, changed = load_bundle(folder)
    assert changed
    with within(association):
        after = stored_contents(association)
        assert Provision.objects.count() == 2
    assert after.association["short_name"] == "Bygda"
    assert (after.work, after.lists) == (before.work, before.lists)


def test_a_new_meeting_is_added_beside_those_there(bygden: Bygden) -> None:
    association, _ = load_bundle(FOLDER)
    folder = bygden()
    (folder / "meetings" / "2022-06-10.yaml").write_text(
        "body: board\nheld_on: 2022-06-10\nkind: ordinary\nstate: planned\nitems:\n"
        "  - kind: opening\n    title: Mötets öppnande\n"
    )
    (folder / HELD).unlink()
    assert load_bundle(folder) == (association, True)
    with within(association):
        assert Meeting.objects.count() == 3
        assert Item.objects.get(meeting__held_on=date(2022, 6, 10)).number is None


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (HELD, "place: Stadshuset i Åby", "place: Biblioteket", "2022-03-04 finns redan och säger något annat (place)"),
        (HELD, "choice: no", "choice: yes", "2022-03-04 finns redan och säger något annat (items)"),
        ("cases.csv", "Ansökan om Bryggan", "Ansökan om Bron", "Bygden 2022-1 finns redan"),
        ("documents.csv", ",Ansökan,", ",Brev,", "Bygden 2022-1:1 finns redan"),
        ("documents/2022-1/1-ansökan.txt", "400 000", "500 000", "säger något annat (file)"),
        ("delegated.csv", "Avtal om lokal", "Avtal", "2022 1 finns redan"),
        ("discharges.csv", "2021-06-01", "2021-06-02", "2020 Försäkringskassan finns redan"),
    ],
)
def test_what_is_there_is_never_changed_by_a_bundle(file: str, old: str, new: str, said: str, bygden: Bygden) -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        before = stored_contents(association)
    folder = bygden(file, old, new)
    with pytest.raises(BadInput) as refused:
        load_bundle(folder)
    assert any(said in fault.what for fault in refused.value.faults)
    assert load_bundle(folder, keep=True) == (association, False)
    with within(association):
        assert stored_contents(association) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        (HELD, "chair: chair Åby kommun", "chair: chair Nora", 1, "chair: ”chair Nora” finns inte bland uppdragen"),
        (HELD, "  - member Ödeby kommun\nattendance", "  - ledamot\nattendance", 1, "seat: ”ledamot” finns inte"),
        (HELD, "    from: 2\n    mode", "    from: 9\n    mode", 21, "from: ”9” finns inte bland mötets punkter"),
        (HELD, "mode: distance", "mode: telefon", 21, "mode: ”telefon” känns inte igen"),
        (HELD, "case: Bygden 2022-1\n", "case: Bygden 2022-9\n", 47, "”Bygden 2022-9” finns inte bland cases.csv"),
        (HELD, "- Bygden 2022-1:1", "- Bygden 2022-1:7", 47, "”Bygden 2022-1:7” finns inte bland documents.csv"),
        (HELD, "    kind: funding\n", "    kind: bidrag\n", 47, "kind: ”bidrag” känns inte igen"),
        (HELD, "    title: Ansvarsfrihet 2021\n    outcome: filed\n", "    title: Ansvarsfrihet 2021\n", None, "avslutad punkt behöver outcome"),
        (HELD, "  - number: 3", "  - number: 2", None, "§ 2 finns redan i mötet 2022-03-04"),
        (HELD, "amount: 400000", "amount: 400 000", None, "amount: ”400 000” är inte ett belopp"),
        (HELD, "starts_at: 09:00", "starts_at: nio", 1, "starts_at: ”nio” är inget klockslag"),
        (HELD, "called_at: 2022-02-20T08:30", "called_at: 2022-02-20", 1, "called_at: ”2022-02-20” är ingen tidpunkt"),
        (HELD, "        carried: yes\n", "", None, "både settled_at och carried"),
        (HELD, "        text_at: 2022-03-07T08:00:05.250000\n", "", None, "text och text_at hör ihop"),
        (HELD, "choice: no", "chioce: no", None, "”chioce” känns inte igen här"),
        (HELD, "seat: member Ödeby kommun (2)\n            choice", "seat: member Ödeby kommun\n            choice", None, "votes: ”member Ödeby kommun” står två gånger"),
        (HELD, "taken_down_on: 2022-04-04", "taken_down_on: 2022-03-01", None, "tas ned efter"),
        (HELD, "held_on: 2022-03-04", "held_on: 2022-03-05", None, "Filen ska heta meetings/2022-03-05.yaml"),
        (HELD, "reasons: Kostnaden är rimlig.", "reasons: Om 19121212-1212.", 47, "personnummer"),
        (HELD, "adjusters:\n  - member Ödeby kommun\n", "adjusters: alla\n", 1, "adjusters: Här ska stå en lista"),
        (HELD, "distance_url: https", "distance_url: javascript", 1, "ingen webbadress"),
        (PREPARED, "body: preparatory", "body: team", None, "Det ska vara board eller preparatory"),
        ("cases.csv", "yes,OSL 39 kap. 1 §,tva_ar", "yes,,tva_ar", 5, "Sekretess behöver sin grund"),
        ("cases.csv", ",bevaras\n", ",forever\n", 2, "retention: ”forever” finns inte"),
        ("cases.csv", "application", "ansökan", 2, "kind: ”ansökan” känns inte igen"),
        ("documents.csv", "documents/2022-1/1-ansökan.txt\n", "documents/brev.txt\n", 2, "documents/brev.txt finns inte i bunten"),
        ("documents.csv", "Bygden 2022-2,1", "Bygden 2021-2,1", 4, "case: ”Bygden 2021-2” finns inte"),
        ("documents/2022-1/1-ansökan.txt", "Kommunen", "<html>Kommunen", None, "Webbsidor"),
        ("delegated.csv", "2022-03-04 § 2", "2022-03-04 § 8", 2, "reported_in: ”2022-03-04 § 8” finns inte bland mötena"),
        ("discharges.csv", "2021,Försäkringskassan,,,", "2021,Försäkringskassan,,,yes", 3, "Ett beslut behöver sin dag"),
        ("discharges.csv", "2021,Åby kommun", "2021,Nora kommun", 4, "member: ”Nora kommun” finns inte"),
        ("association.yaml", "value: 10", "value: tio", None, "”tio” är inget antal dagar"),
        ("association.yaml", "key: adjust_days", "key: adjust_dagar", None, "”adjust_dagar” är ingen bestämmelse"),
        ("association.yaml", "denominator: 3\n", "denominator: 2\n", None, "majorities: 2/2"),
    ],
)  # fmt: skip
def test_one_thing_wrong_and_nothing_is_loaded(
    file: str, old: str, new: str, line: int | None, said: str, bygden: Bygden
) -> None:
    faults = faults_of(bygden(file, old, new))
    assert any(
        said in fault.what and fault.file and fault.line in {line, fault.line if line is None else line}
        for fault in faults
    ), faults


def test_a_file_that_no_document_names_is_refused(bygden: Bygden) -> None:
    folder = bygden()
    (folder / "documents" / "lost.txt").write_text("Glömd\n")
    assert [(f.file, f.what[:21]) for f in faults_of(folder)] == [("documents/lost.txt", "Filen nämns inte i do")]


def test_a_section_taken_by_a_meeting_in_the_database_is_refused(bygden: Bygden) -> None:
    association, _ = load_bundle(FOLDER)
    folder = bygden()
    (folder / "meetings" / "2022-06-10.yaml").write_text(
        "body: board\nheld_on: 2022-06-10\nkind: ordinary\nstate: ended\nitems:\n"
        "  - number: 4\n    kind: opening\n    title: Mötets öppnande\n    outcome: noted\n"
    )
    with pytest.raises(BadInput, match="§ 4 finns redan i mötet 2022-03-04"):
        load_bundle(folder)
    with within(association):
        assert Meeting.objects.count() == 2


def test_a_case_closed_since_the_dump_is_told_of_and_left(bygden: Bygden) -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        Case.objects.filter(number=1).update(closed_on=date(2022, 6, 1), awaits="", awaits_on=None)
    with pytest.raises(BadInput, match="closed_on, awaits, awaits_on"):
        load_bundle(bygden())
