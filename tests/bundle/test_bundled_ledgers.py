"""The SIE files of a bundle: a whole one a year and the additions to it, out and in again."""

from datetime import date
from pathlib import Path

import pytest
from sie_files import addition, sie

from finsam.bundle.actions import dump_bundle, load_bundle
from finsam.bundle.ledgers import ledger_faults
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.money.actions.ledger_files import Mapped, apply_file, receive_file
from finsam.money.models import LedgerFile, Posting
from finsam.money.rules.sie import read_sie

MORE = addition([("B 1", "20200410", "Tillägg", [("4631", "10", 50), ("1930", "", -50)])])
LAST = addition([("B 2", "20200510", "Tillägg", [("4631", "20", 70), ("1930", "", -70)])])
KNOWN = {"1930": "Bank", "4631": "Köp"}


def sums(association: Association) -> list[tuple[object, ...]]:
    with within(association):
        rows = Posting.objects.values_list("year", "account__number", "month", "ledger_object", "amount_ore")
        return sorted(rows)


def test_additions_and_files_of_the_same_name_come_back(sydnarke: Association, tmp_path: Path) -> None:
    with within(sydnarke):
        for name, content in (("ledger-2019.se", sie()), ("b.si", MORE), ("a.si", LAST)):
            file = receive_file(
                association=sydnarke, by=None, file_name=name, content=content, today=date(2021, 1, 1)
            ).file
            assert file is not None
            apply_file(association=sydnarke, by=None, file=file, mapped=Mapped())
    dump_bundle(sydnarke, tmp_path / "ut")
    written = {path.name: path.read_bytes() for path in (tmp_path / "ut").glob("*.s[ei]")}
    assert written.keys() == {
        "ledger-2018.se", "ledger-2019.se", "ledger-2020.se", "ledger-2020-001.si", "ledger-2020-002.si",
    }  # fmt: skip
    assert [written[f"ledger-2020{name}"] for name in (".se", "-001.si", "-002.si")] == [sie(), MORE, LAST]
    assert load_bundle(tmp_path / "ut", keep=True) == (sydnarke, False), "it is as the bundle says"

    before = sums(sydnarke)
    settings = tmp_path / "ut" / "association.yaml"
    settings.write_text(settings.read_text().replace("slug: sydnarke", "slug: kopia"))
    copy, _ = load_bundle(tmp_path / "ut", keep=True)
    assert sums(copy) == before
    with within(copy):
        assert LedgerFile.objects.filter(year=2020, is_addition=True, applied_at__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("files", "file", "what"),
    [
        ({"a.si": MORE}, "a.si", "2020 har ingen huvudbok att lägga dem till"),
        ({"a.se": sie(), "b.si": MORE, "c.si": MORE}, "c.si", "Verifikation B 1 finns redan i huvudboken"),
        ({"a.se": sie(), "b.se": sie()}, "b.se", "Räkenskapsåret 2020 finns också i a.se"),
    ],
)
def test_files_that_cannot_be_put_together_are_told(files: dict[str, bytes], file: str, what: str) -> None:
    (fault,) = ledger_faults({name: read_sie(content, name) for name, content in files.items()}, KNOWN)
    assert fault.file == file
    assert what in fault.what
