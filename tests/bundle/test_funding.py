"""The funding in a bundle: everything comes back, §§ make grants, and what does not agree is refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from world import BUNDLES

from finsam.bundle.actions import dump_bundle, load_bundle
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.funding.models import (
    ActionPoint,
    Agreement,
    Application,
    ApplicationFile,
    Attestation,
    Call,
    Claim,
    Grant,
    ProgressVersion,
    Writer,
)
from finsam.interventions.models import Intervention
from finsam.kernel.faults import BadInput, Fault

FOLDER = BUNDLES["grannforbundet"].parent / "medelsbygden"
GRANTED, REJECTED = "applications/bygden-2022-1.yaml", "applications/bygden-2022-2.yaml"
DECISION = "meetings/2022-03-04.yaml"

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
    assert not Association.objects.filter(slug="medelsbygden").exists()
    return list(refused.value.faults)


def test_everything_of_the_funding_comes_back_byte_for_byte(tmp_path: Path) -> None:
    association, changed = load_bundle(FOLDER)
    assert changed
    dump_bundle(association, tmp_path / "out")
    assert files_of(tmp_path / "out") == files_of(FOLDER)
    assert load_bundle(FOLDER) == (association, False)


def test_what_is_told_points_where_it_should() -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        application = Application.objects.get(title="Broarna")
        assert application.call == Call.objects.get(opens_on="2022-02-01")
        assert application.assessments.get().line.label == "Broarna"  # type: ignore[union-attr]
        assert ApplicationFile.objects.get().file.name == "ansökan.txt"
        assert Grant.objects.get().decided_in == application.decided_in
        assert Claim.objects.get(number=1).writer == ProgressVersion.objects.get(number=1).sent_by
        assert ActionPoint.objects.exclude(report=None).get().report.asked.kind == "quarter"  # type: ignore[union-attr]
        keys = set(Writer.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert all(len(key) >= 20 for key in keys)


def test_the_key_of_a_link_is_written_nowhere(tmp_path: Path) -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        keys = list(Writer.objects.values_list("key", flat=True))
    dump_bundle(association, tmp_path / "out")
    told = b"".join(files_of(tmp_path / "out").values())
    assert not [key for key in keys if key.encode() in told]


def without_decision(folder: Path) -> Path:
    """Leave to the §§ what became of the applications."""
    for file, end in ((GRANTED, "grant:\n"), (REJECTED, "decided_on:")):
        path = folder / file
        text = path.read_text()
        text = text[: text.index(end)].replace("state: granted", "state: proposed").replace("rejected", "received")
        kept = [line for line in text.splitlines() if not line.startswith(("decided_", "answered_on", "intervention"))]
        path.write_text("\n".join(kept) + "\n")
    text = (folder / "funding.yaml").read_text()
    (folder / "funding.yaml").write_text(text[: text.index("action_points:")])
    return folder


def test_the_paragraph_is_the_grant(bygden: Bygden) -> None:
    folder = without_decision(bygden())
    association, _ = load_bundle(folder)
    with within(association):
        grant = Grant.objects.get()
        assert [(one.year, one.amount_ore) for one in grant.amounts.all()] == [(2023, 400_000_00)]
        assert (grant.decided_in.number, str(grant.line)) == (1, "Broarna")
        assert Application.objects.get(title="Färjan", case__isnull=False).state == "rejected"
        assert Intervention.objects.count() == 2
    assert load_bundle(folder) == (association, False)


def test_an_intervention_that_a_grant_made_stays_when_the_rest_is_loaded_anew(bygden: Bygden) -> None:
    association, _ = load_bundle(without_decision(bygden()))
    load_bundle(bygden("association.yaml", "short_name: Bygden", "short_name: Bygda"))
    with within(association):
        assert Grant.objects.get().intervention.title == "Broarna"
        assert Intervention.objects.count() == 2


def test_work_that_went_on_is_left_by_keep_and_else_refused(bygden: Bygden) -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        Application.objects.filter(title="Broarna").update(participants=21)
    with pytest.raises(BadInput, match=r"Bygden 2022-1 finns redan och säger något annat \(participants\)"):
        load_bundle(FOLDER)
    load_bundle(bygden(), keep=True)
    with within(association):
        assert Application.objects.get(title="Broarna").participants == 21


def test_an_agreement_that_is_being_signed_is_carried_as_a_draft(tmp_path: Path) -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        Agreement.objects.filter(number=2).update(state="signing", signed_on=None, content={"a": 1})
    dump_bundle(association, tmp_path / "out")
    written = (tmp_path / "out" / GRANTED).read_text()
    assert "state: signing" not in written
    assert written.count("content:") == 1


def test_who_attested_is_not_carried_but_in_which_seat_and_when() -> None:
    association, _ = load_bundle(FOLDER)
    with within(association):
        first, second = Attestation.objects.all()
    assert (first.person, first.role, second.role) == (None, "ekonom", "förbundschef")
    assert first.attested_at < second.attested_at


REFUSED = [
    (GRANTED, "intervention: broarna", "intervention: borta", 1, "intervention: ”borta” finns inte bland insatserna"),
    (GRANTED, "    amount: 450000\n", "    amount: 450001\n", 1, "2023: kostnaderna är 500"),
    (GRANTED, "      - year: 2023\n          amount: 350000", "      - year: 2023\n          amount: 400001", 106,
     "avtalat 400\N{NARROW NO-BREAK SPACE}001 kr är mer än de 400\N{NARROW NO-BREAK SPACE}000 kr som beviljats"),
    (GRANTED, "          amount: 90100.50", "          amount: 400200", 169, "är mer än de 400"),
    (GRANTED, "state: returned", "state: attested", 201, "En attesterad rekvisition behöver två attester"),
    (GRANTED, "writer: broarna@exempel.se", "writer: bort@exempel.se", 169, "finns inte bland ansökans writers"),
    (GRANTED, "state: approved", "state: godkänd", 129, "”godkänd” känns inte igen"),
    (GRANTED, "need: Det finns ingen bro.", "need: 20000101-2384", 1, "ser ut som ett personnummer"),
    (GRANTED, "  barn: De får följa med.", "  barn: 20000101-2384", 1, "ser ut som ett personnummer"),
    (GRANTED, "  - document: Bygden 2022-1:1", "  - document: Bygden 2022-1:3", 59, "har ingen fil"),
    (GRANTED, "name: ESF", "name: ''", 50, "står två gånger"),
    (REJECTED, "2022-03-04 § 2", "2022-03-04 punkt 3", 1, "är inte avslutad"),
    (REJECTED, "2022-03-04 § 2", "2022-03-04 § 1", 1, "gäller inte Bygden 2022-2"),
    (REJECTED, "state: rejected", "state: granted\nintervention: broarna\ngrant:\n  line: Broarna", 1,
     "har utfallet rejected, men ansökan är granted"),
    (DECISION, "    outcome: amended", "    outcome: adjourned", 1, "har utfallet adjourned"),
    ("funding.yaml", "version: 2", "version: 1", 16, "version 1 står två gånger"),
    ("funding.yaml", "required: yes", "required: ja", 16, "required ska vara yes eller no"),
    ("funding.yaml", "payments:", "betalningar:", 1, "”betalningar” känns inte igen"),
    ("funding.yaml", "quarter 2023-03-31", "quarter 2023-06-30", 60, "finns inte bland uppföljningsrapporterna"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "line", "what"), REFUSED)
def test_what_does_not_agree_is_refused_with_file_and_line(
    bygden: Bygden, file: str, old: str, new: str, line: int, what: str
) -> None:
    said = faults_of(bygden(file, old, new))
    assert what in " ".join(fault.what for fault in said)
    told = next(fault for fault in said if what in fault.what)
    assert (told.file, told.line) == (GRANTED if file == DECISION else file, line)


def test_a_decision_that_names_no_amount_is_refused(bygden: Bygden) -> None:
    without_decision(bygden())
    bygden(DECISION, "        amount: 400000\n", "")
    folder = bygden(DECISION, "- text: bevilja 400 000 kr", "- text: bevilja en del")
    (said,) = faults_of(folder)
    assert said.file == GRANTED
    assert "2022-03-04 § 1: Beslutet ändrar ansökan men säger inte hur mycket" in said.what


def test_a_file_is_called_as_its_application(bygden: Bygden) -> None:
    folder = bygden()
    (folder / REJECTED).rename(folder / "applications" / "farjan.yaml")
    (said,) = faults_of(folder)
    assert said.what.startswith("Filen ska heta applications/bygden-2022-2.yaml, efter diarienummer")
