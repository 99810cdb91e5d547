"""`finsam import-sie`: the same as the page does, for a program or a terminal."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from sie_files import BOOKED, NEW, addition, sie

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.interventions.models import Intervention
from finsam.money.models import Account, Ledger, LedgerFile, LedgerObject
from finsam.money.rules import ledger_checks

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(tmp_path: Path, sydnarke: Association) -> Run:
    """Import the bytes with --json and return what was told, with the exit status as `exit`."""

    def imported(content: bytes, *options: str) -> dict[str, Any]:
        path, out, status = tmp_path / "sie.se", StringIO(), 0
        path.write_bytes(content)
        try:
            call_command("import_sie", str(path), "--association", "sydnarke", "--json", *options, stdout=out)
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        return {**json.loads(out.getvalue()), "exit": status}

    return imported


def test_a_file_is_read_in_and_the_same_again_changes_nothing(run: Run, sydnarke: Association) -> None:
    told = run(sie())
    assert told == {
        "file": "sie.se", "year": 2020, "type": "4E", "encoding": "cp437", "booked_to": "2020-03-05",
        "new": 3, "changed": 0, "gone": 0, "same": 0, "result_before_ore": 0, "result_after_ore": 350000,
        "unmapped_accounts": [], "unmapped_objects": [], "applied": True, "unchanged": False, "faults": [], "exit": 0,
    }  # fmt: skip
    again = run(sie())
    assert (again["exit"], again["applied"], again["unchanged"], again["same"]) == (0, False, True, 3)
    more = run(addition([("B 1", "20200410", "Tillägg", [("4631", "10", 50), ("1930", "", -50)])]))
    assert (more["type"], more["new"], more["same"], more["applied"]) == ("4I", 1, 3, True)
    with within(sydnarke):
        assert LedgerFile.objects.filter(year=2020, applied_at__isnull=False).count() == 2


def test_a_dry_run_shows_and_stores_nothing(run: Run, sydnarke: Association) -> None:
    with within(sydnarke):
        before = LedgerFile.objects.count()
    told = run(sie(NEW), "--dry-run")
    assert (told["exit"], told["new"], told["applied"]) == (0, 4, False)
    assert told["unmapped_accounts"] == [
        {
            "number": "4637", "name": "Köp av tjänster från skolor", "proposal": "Verksamhetens kostnader",
            "reason": "Som 4631, 4632, 4633 och 2 till.",
        }
    ]  # fmt: skip
    assert told["unmapped_objects"][0]["code"] == "40"
    with within(sydnarke):
        assert LedgerFile.objects.count() == before
        assert not Ledger.objects.filter(year=2020).exists()


def test_what_is_not_mapped_stops_it_unless_the_proposals_are_accepted(run: Run, sydnarke: Association) -> None:
    refused = run(sie(NEW))
    assert (refused["exit"], refused["applied"]) == (1, False)
    assert [fault["what"][:26] for fault in refused["faults"]] == [
        "Konto 4637 Köp av tjänster",
        "Objekt 40 Skolsamverkan är",
    ]
    nothing_proposed = run(sie(NEW), "--accept-proposals")
    assert [fault["what"][:9] for fault in nothing_proposed["faults"]] == ["Objekt 40"]
    with within(sydnarke):
        assert not Account.objects.filter(number="4637").exists()

    like = '#OBJEKT 6 "40" "Mottagningsteam"\n'
    assert run(sie(NEW, objects=like), "--accept-proposals")["applied"]
    with within(sydnarke):
        assert Account.objects.get(number="4637").statement_line == "Verksamhetens kostnader"
        assert Intervention.objects.get(key="mottagningsteam").ledger_objects == ["10", "40"]
        assert not LedgerObject.objects.get(code="40").stands_alone


def test_faults_are_told_with_file_and_line(run: Run) -> None:
    told = run(sie().replace(b"4631 {6 10} 1200", b"4631 {6 10} 1201"))
    assert (told["exit"], told["year"]) == (1, None)
    assert (told["faults"][0]["file"], told["faults"][0]["line"]) == ("sie.se", 25)
    assert told["faults"][0]["what"].startswith("Verifikation A 2 går inte jämnt ut: summan är 1,00 kr.")
    assert run(sie(), "--year", "2019")["faults"][0]["what"].startswith("Filen gäller 2020, inte 2019.")


def test_a_large_file_is_refused_by_its_size_before_it_is_read(
    tmp_path: Path, sydnarke: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stor.se"
    with path.open("wb") as file:
        file.truncate(500_000_000)  # takes no room on the disk
    monkeypatch.setattr(Path, "read_bytes", None)
    with pytest.raises(CommandError, match="Filen är på 500\xa0MB och får vara på högst 100\xa0MB"):
        call_command("import_sie", str(path), "--association", "sydnarke")
    assert ledger_checks.MOST_BYTES == 100_000_000


def test_people_read_what_was_done_and_what_is_wrong(tmp_path: Path, sydnarke: Association) -> None:
    path, out = tmp_path / "sie.se", StringIO()
    path.write_bytes(sie(BOOKED))
    call_command("import_sie", str(path), "--association", "sydnarke", stdout=out)
    assert "3 nya, 0 ändrade, 0 borta, 0 oförändrade" in out.getvalue()
    assert "Filen är införd. 2020 är bokfört till och med 2020-03-05." in out.getvalue()
    path.write_bytes(sie(NEW))
    with pytest.raises(CommandError, match="--accept-proposals"):
        call_command("import_sie", str(path), "--association", "sydnarke")
    for arguments, what in (
        ([str(path), "--association", "ingen"], "Det finns inget förbund som heter ingen."),
        ([str(tmp_path / "borta.se"), "--association", "sydnarke"], "Filen går inte att läsa"),
    ):
        with pytest.raises(CommandError, match=what):
            call_command("import_sie", *arguments)
