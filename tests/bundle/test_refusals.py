"""A bundle with anything wrong is refused whole, with file, line and reason, and nothing of it is stored."""

import shutil
from pathlib import Path

import pytest
from world import BUNDLES, Edited

from finsam.bundle.actions import load_bundle
from finsam.bundle.contents import stored_contents
from finsam.core.models import Association, AuditEntry
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput, Fault

YAML, REGISTRATIONS, BUDGET, CODES, LEDGER = (
    "association.yaml",
    "registrations.csv",
    "budget.csv",
    "codes.csv",
    "ledger-2022.si",
)
FIRST = "bryggan,personal,1,2021-02-01,2021-12-15,woman,1990,Åby,fk,jobb,,yes,1-2,upper_secondary\n"

ONE_THING_WRONG = [
    # (what is wrong, the file, what stood there, what stands there now, the line of the fault, what it says)
    ("unknown column", REGISTRATIONS, "birth_year,", "birthyear,", 1, "”birthyear” känns inte igen"),
    ("missing column", REGISTRATIONS, "birth_year,", "birthyear,", 1, "Kolumnen birth_year saknas"),
    ("doubled column", REGISTRATIONS, "support_years,education", "education,education", 1, "finns två gånger"),
    ("ragged row", REGISTRATIONS, "1990,Åby,fk", "1990,Åby", 2, "13 värden men rubriken 14"),
    ("unclosed quote", REGISTRATIONS, "1988,Åby", '1988,"Åby', 3, "går inte att läsa som CSV"),
    ("bad date", REGISTRATIONS, "2021-02-01", "2021-02-30", 2, "started: ”2021-02-30” är inte ett datum"),
    ("date as a week", REGISTRATIONS, "2021-02-01", "2021-W05-1", 2, "started"),
    ("missing value", REGISTRATIONS, "2021-02-01", "", 2, "started: värdet saknas"),
    ("bad number", REGISTRATIONS, "woman,1990", "woman,19.9", 2, "birth_year: ”19.9” är inte ett heltal"),
    ("bad choice", REGISTRATIONS, "woman,1990", "kvinna,1990", 2, "sex: ”kvinna” känns inte igen"),
    ("bad yes or no", REGISTRATIONS, "jobb,,yes,1-2", "jobb,,ja,1-2", 2, "ska vara yes eller no"),
    ("unknown intervention", REGISTRATIONS, FIRST, FIRST.replace("bryggan", "bron"), 2, "”bron” finns inte i interventions.yaml"),
    ("unknown referrer", REGISTRATIONS, FIRST, FIRST.replace("fk", "polis"), 2, "koden ”polis” finns inte för bryggan"),
    ("unknown outcome", REGISTRATIONS, FIRST, FIRST.replace("jobb,", "jobb,hav"), 2, "koden ”hav” finns inte"),
    ("ends before it starts", REGISTRATIONS, "2021-02-01,2021-12-15", "2021-12-15,2021-02-01", 2, "Slutar 2021-02-01, före början"),
    ("one person counted twice", REGISTRATIONS, "personal,1,2021-02-01", "personal,2,2021-02-01", 2, "Bara volymrader"),
    ("cut off", REGISTRATIONS, "\nsteget,volume,7,2022-03-01,,unknown,,,,,,,,\n", "\nsteget,volume,7,2022-03-01,,unknown,,,,,,,,", 20, "slutar mitt i en rad"),
    ("zero bytes", REGISTRATIONS, "1988,Åby", "1988,Å\0by", 3, "noll-tecken"),
    ("bad amount", BUDGET, "-750000", "-750 000", 5, "amount_2023: ”-750 000” är inte ett belopp"),
    ("unknown budget group", BUDGET, "Bryggan,,,arbete", "Bryggan,,,lek", 5, "Gruppen ”lek” finns inte"),
    ("a line twice in a group", BUDGET, "Steget,,,arbete", "Bryggan,,,arbete", 6, "arbete Bryggan står redan på rad 5"),
    ("no year in a column", BUDGET, "amount_2023", "amount_nästa", 1, "”amount_nästa” känns inte igen"),
    ("a code twice", CODES, "fk,Försäkringskassan,,,\n", "fk,Försäkringskassan,,,\nreferrer,bryggan,fk,FK,,,\n", 3, "står redan på rad 2"),
    ("account not mapped", "accounts.csv", "7010,Konsult,Verksamhetens kostnader,,\n", "", None, "Konto 7010 Konsult saknas i accounts.csv"),
    ("unknown line of a statement", "accounts.csv", "Stormskada,Extraordinära poster", "Stormskada,Oväder", 28, "ingen rad i resultat"),
    ("unbalanced voucher", LEDGER, '#TRANS 7010 {"1" "K9"} 12345.67', '#TRANS 7010 {"1" "K9"} 12345.66', None, "går inte jämnt ut"),
    ("cut ledger", LEDGER, "#VER C 6 20221231", "#VERC 6 20221231", None, ""),
    ("unknown name", YAML, "seat: Åby", "säte: Åby", None, "”säte” känns inte igen"),
    ("missing name", YAML, "name: Samordningsförbundet Grannlandet\n", "", None, "name: värdet saknas"),
    ("unknown name in a list", YAML, "    kind: interventions", "    sort: interventions", None, "Kolumnen kind saknas"),
    ("slug of a page", YAML, "slug: grannforbundet", "slug: logga-in", None, "”logga-in” är redan en adress"),
    ("slug with a capital", YAML, "slug: grannforbundet", "slug: Grannland", None, "”Grannland” ska vara små bokstäver"),
    ("tabs", YAML, "  - key: arbete", "\t- key: arbete", None, "Går inte att läsa som YAML"),
    ("doubled key", YAML, "seat: Åby", "seat: Åby\nseat: Ödeby", 7, "seat står två gånger"),
    ("member twice", YAML, "name: Älvby kommun", "name: Åby kommun", None, "Åby kommun står redan"),
    ("seat of a stranger", YAML, "    member: Ödeby kommun", "    member: Noby kommun", None, "member: ”Noby kommun” finns inte"),
    ("a list that is a word", YAML, "members:\n", "members: alla\nshares_of_old:\n", None, "en lista"),
    ("aliases", YAML, "purpose: Påhittat förbund", "purpose: &a Påhittat\naddress: *a\nwebsite: förbund", None, "Ankare och hänvisningar"),
    ("identity number in free text", "interventions.yaml", "title: Steget", "title: Steget 19121212-1212", None, "personnummer"),
    ("identity number as municipality", REGISTRATIONS, "1990,Åby", "1990,121212-1212", 2, "personnummer"),
    ("identity number in a note", "surveys.csv", "för få svar", "191212121212 svarade", 4, "personnummer"),
    ("identity number in a report", "reports/annual-report-2022.md", "Påhittat.", "Om 19121212-1212.", 3, "personnummer"),
]  # fmt: skip


def faults_of(folder: Path) -> tuple[Fault, ...]:
    """Load; return every fault. Nothing may have been stored."""
    before = everything()
    with pytest.raises(BadInput) as refused:
        load_bundle(folder)
    assert everything() == before
    return refused.value.faults


def everything() -> object:
    """Which associations there are, what is stored of the neighbour, and how many things are written down as done."""
    neighbour = Association.objects.get(slug="grannforbundet")
    with within(neighbour):
        return list(Association.objects.values()), stored_contents(neighbour), AuditEntry.objects.count()


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [row[1:] for row in ONE_THING_WRONG],
    ids=[row[0] for row in ONE_THING_WRONG],
)
@pytest.mark.django_db
def test_one_thing_wrong_is_told_with_its_place(
    file: str, old: str, new: str, line: int | None, what: str, edited: Edited
) -> None:
    faults = faults_of(edited(file, old, new))
    told = [fault for fault in faults if what in fault.what]
    assert told, faults
    if what != "Konto 7010 Konsult saknas i accounts.csv":
        assert {fault.file for fault in faults} == {file}
    assert line is None or told[0].line == line


@pytest.mark.django_db
def test_everything_that_is_wrong_is_told_at_once(edited: Edited) -> None:
    edited(REGISTRATIONS, "2021-02-01", "igår")
    edited(BUDGET, "-750000", "mycket")
    faults = faults_of(edited(YAML, "kind: state\n", "kind: staten\n"))
    assert {fault.file for fault in faults} == {REGISTRATIONS, BUDGET, YAML}
    assert len([fault for fault in faults if fault.file == YAML]) == 3


@pytest.mark.parametrize("file", ["association.yaml", "interventions.yaml", "codes.csv", "ledger-2022.si"])
@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
@pytest.mark.django_db
def test_an_empty_file_is_told(content: bytes, file: str, edited: Edited) -> None:
    folder = edited(file, "", "")
    (folder / file).write_bytes(content)
    assert {fault.file for fault in faults_of(folder)} >= {file}


@pytest.mark.parametrize("file", ["association.yaml", REGISTRATIONS])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "cp437"])
@pytest.mark.django_db
def test_another_encoding_than_utf_8_is_told_with_what_to_do(file: str, encoding: str, edited: Edited) -> None:
    folder = edited(file, "", "")
    (folder / file).write_bytes((folder / file).read_text().encode(encoding))
    (fault,) = faults_of(folder)
    assert (fault.file, "UTF-8" in fault.what) == (file, True)
    assert fault.line is not None


@pytest.mark.django_db
def test_a_mark_of_utf_8_as_excel_writes_it_is_no_fault(edited: Edited, neighbour: Association) -> None:
    assert load_bundle(edited(REGISTRATIONS, "intervention,kind", "\ufeffintervention,kind")) == (neighbour, False)


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 1000,
        "{a: " * 1000,
        "- " * 1000 + "x",
        "!!python/object/apply:os.system [id]",
        "a: !!timestamp 2019-01-01",
        "just words",
        "- a\n- b",
        "--- a\n--- b",
        "? [a, b]\n: c",
        "\x07",
        "slug: \0",
    ],
    ids=lambda text: repr(text[:16]),
)
@pytest.mark.django_db
def test_hostile_yaml_is_told_and_harmless(hostile: str, tmp_path: Path) -> None:
    (tmp_path / YAML).write_text(hostile)
    assert {fault.file for fault in faults_of(tmp_path)} == {YAML}


@pytest.mark.django_db
def test_a_folder_without_its_first_file_is_told(edited: Edited) -> None:
    folder = edited(YAML, "", "")
    (folder / YAML).unlink()
    assert ("association.yaml", "Filen saknas") in {(fault.file, fault.what[:12]) for fault in faults_of(folder)}


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "ingenstans")
    assert "Mappen finns inte" in fault.what


@pytest.mark.parametrize(
    "name", ["deltagare.csv", "gammalt/codes.csv", "Registrations.CSV", "extra.yml", "reports/notes.yaml"]
)
@pytest.mark.django_db
def test_a_table_nobody_asked_for_is_told_rather_than_passed_over(name: str, edited: Edited) -> None:
    folder = edited(YAML, "", "")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("a,b\n1,2\n")
    assert [(fault.file, fault.what) for fault in faults_of(folder)] == [
        (name, "Filen känns inte igen. Se docs/bundle.md.")
    ]


@pytest.mark.parametrize(
    "name", ["reports/annual-report-nästa.md", "reports/annual-report-2022.txt", "reports/annual-report-99999.md"]
)
@pytest.mark.django_db
def test_a_report_of_no_year_is_told(name: str, edited: Edited) -> None:
    folder = edited(YAML, "", "")
    (folder / name).write_text("# Året\n")
    assert {fault.file for fault in faults_of(folder)} == {name}


@pytest.mark.django_db
def test_two_ledgers_of_the_same_year_are_told(edited: Edited) -> None:
    folder = edited(YAML, "", "")
    shutil.copy(folder / LEDGER, folder / "ledger-2022-new.se")
    (fault,) = faults_of(folder)
    assert (fault.file, "finns också i ledger-2022-new.se" in fault.what) == (LEDGER, True)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (YAML, "slug: grannforbundet", "slug: Grann förbundet/../x"),
        (YAML, "slug: grannforbundet", f"slug: {'a' * 60}"),
        (YAML, "short_name: Grannlandet", f"short_name: {'G' * 61}"),
        (YAML, "formed: 2019", "formed: hösten 2019"),
        (YAML, "denominator: 2", "denominator: 0"),
        (YAML, "  - number: 7", "  - number: 19"),
        (YAML, "until: 2023-03-31", "until: 2018-03-31"),
        (YAML, "minimum: 3", "minimum: 40000"),
        ("interventions.yaml", "key: vilan", "key: vilan/../x"),
        (REGISTRATIONS, "woman,1990", "woman,99999"),
        (REGISTRATIONS, "volume,7", "volume,999999999999"),
        (BUDGET, "Bryggan,,,arbete", f"{'B' * 161},,,arbete"),
        (BUDGET, "Bryggan,,,arbete", "Bryggan,,för långt,arbete"),
        ("targets.csv", "20,no,2022", "20,no,99999"),
        ("activities.csv", "2022-03-01,2022-03-01", "2022-03-02,2022-03-01"),
        ("contributions.csv", "Staten,Försäkringskassan|Arbetsförmedlingen", "Staten,Riksbanken"),
    ],
    ids=lambda value: value[:24],
)
@pytest.mark.django_db
def test_what_the_tables_cannot_hold_is_told_like_any_other_fault(
    file: str, old: str, new: str, edited: Edited
) -> None:
    assert {fault.file for fault in faults_of(edited(file, old, new))} == {file}


@pytest.mark.parametrize("slug", BUNDLES)
@pytest.mark.django_db
def test_the_bundles_of_the_tests_have_nothing_wrong(slug: str) -> None:
    assert load_bundle(BUNDLES[slug])[1] is False
