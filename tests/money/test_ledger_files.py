"""A SIE file comes in: what is kept and told, applied as one whole, and taken back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sie_files import BOOKED, NEW, addition, balances, sie
from world import OpenBook, Seated

from finsam.core.models import Association, AuditEntry, Person, SeatRole
from finsam.core.tenancy import within
from finsam.core.ticking import tick
from finsam.interventions.models import Intervention
from finsam.kernel.faults import BadInput
from finsam.money.actions import ledger as storing
from finsam.money.actions.ledger_files import Mapped, Received, apply_file, discard_file, receive_file, undo_file
from finsam.money.models import Account, Ledger, LedgerFile, LedgerObject, MonthClosing, Posting, Voucher
from finsam.money.queries.ledger_comparison import compare, files_in_force, state_of
from finsam.money.rules.sie import read_sie

TODAY = date(2021, 1, 15)
KNOWN = Mapped({"4637": "Verksamhetens kostnader"}, {"40": ("", "")})


@pytest.fixture
def economist(seated: Seated, sydnarke: Association) -> Iterator[Person]:
    """Sit down within the association, which has nothing of 2020. A test asks for `open_book` after this one."""
    person = seated(sydnarke, SeatRole.ECONOMIST)
    with within(sydnarke):
        LedgerFile.objects.filter(applied_at=None).delete()
        yield person


def received(association: Association, by: Person | None, content: bytes, **asked: Any) -> Received:
    return receive_file(
        association=association, by=by, file_name="sie.se", content=content, **{"today": TODAY, **asked}
    )


def applied(association: Association, by: Person | None, content: bytes, mapped: Mapped = KNOWN) -> LedgerFile:
    file = received(association, by, content).file
    assert file is not None
    apply_file(association=association, by=by, file=file, mapped=mapped)
    file.refresh_from_db()
    return file


def booked() -> dict[str, int]:
    """Kronor of 2020 by voucher: what its debit rows come to."""
    rows = Posting.objects.filter(ledger__year=2020, voucher__isnull=False, amount_ore__gt=0).select_related("voucher")
    return {str(row.voucher): row.amount_ore // 100 for row in rows}


def test_a_file_waits_and_changes_nothing_until_it_is_applied(sydnarke: Association, economist: Person) -> None:
    found = received(sydnarke, economist, sie())
    assert found.file is not None
    assert (found.file.year, found.file.applied_at, found.file.uploaded_by) == (2020, None, economist)
    assert not Ledger.objects.filter(year=2020).exists()
    assert received(sydnarke, economist, sie()).file == found.file, "the same bytes wait once"

    apply_file(association=sydnarke, by=economist, file=found.file, mapped=Mapped())
    assert booked() == {"A 1": 5000, "A 2": 1200, "A 3": 300}
    actions = AuditEntry.objects.filter(by=economist).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["money.ledger_file.received", "money.ledger_file.applied"]


def test_the_same_file_again_changes_nothing(sydnarke: Association, economist: Person) -> None:
    applied(sydnarke, economist, sie())
    before = (LedgerFile.objects.count(), AuditEntry.objects.count())
    for content in (sie(), sie(head="#PROSA samma\n"), sie(BOOKED[::-1])):
        assert received(sydnarke, economist, content).file is None
    assert (LedgerFile.objects.count(), AuditEntry.objects.count()) == before


def test_what_is_new_changed_gone_and_the_same(sydnarke: Association, economist: Person) -> None:
    applied(sydnarke, economist, sie())
    MonthClosing.objects.create(association=sydnarke, year=2020, month=2, closed_at="2020-03-02T10:00:00Z")
    changed = ("A 2", "20200210", "Faktura team", [("4631", "10", 1300), ("1930", "", -1300)])
    found = compare(sydnarke, read_sie(sie([BOOKED[0], changed, NEW[3]]), "ny.se"))
    assert [one.name for one in found.vouchers.new] == ["A 4"]
    assert [(old.turnover_ore, now.turnover_ore) for old, now in found.vouchers.changed] == [(120000, 130000)]
    assert [one.name for one in found.vouchers.gone] == ["A 3"]
    assert found.vouchers.same == 1
    assert (found.result_before_ore, found.result_after_ore) == (350000, 290000)
    assert {row.account: row.difference_ore for row in found.accounts} == {
        "1930": -60000, "4631": -20000, "4637": 80000,
    }  # fmt: skip
    assert [row.number for row in found.unmapped.accounts] == ["4637"]
    assert [row.code for row in found.unmapped.objects] == ["40"]
    assert found.closed_months == [2]
    assert not found.is_same


def test_a_row_moved_to_another_object_is_a_change(sydnarke: Association, economist: Person) -> None:
    applied(sydnarke, economist, sie())
    moved = ("A 2", "20200210", "Faktura team", [("4631", "20", 1200), ("1930", "", -1200)])
    found = compare(sydnarke, read_sie(sie([BOOKED[0], moved, BOOKED[2]]), "ny.se"))
    assert (len(found.vouchers.changed), found.vouchers.same, list(found.accounts)) == (1, 2, [])


def test_a_file_without_vouchers_is_compared_by_account(sydnarke: Association, economist: Person) -> None:
    applied(sydnarke, economist, balances(400))
    found = compare(sydnarke, read_sie(balances(500), "ny.se"))
    assert [now.account for _, now in found.balances.changed] == ["1930", "4631"]
    assert (found.result_before_ore, found.result_after_ore) == (-40000, -50000)
    assert received(sydnarke, economist, balances(400)).file is None


def test_vouchers_in_place_of_balances_take_them_away(sydnarke: Association, economist: Person) -> None:
    applied(sydnarke, economist, balances(400))
    found = compare(sydnarke, read_sie(sie(), "ny.se"))
    assert len(found.vouchers.new) == 3
    assert [row.account for row in found.balances.gone] == ["4631"]


def test_nothing_is_applied_before_every_account_and_object_is_mapped(sydnarke: Association, economist: Person) -> None:
    file = received(sydnarke, economist, sie(NEW)).file
    assert file is not None
    for mapped, missing in ((Mapped(), 2), (Mapped({"4637": "Verksamhetens kostnader"}), 1)):
        with pytest.raises(BadInput) as refused:
            apply_file(association=sydnarke, by=economist, file=file, mapped=mapped)
        assert len(refused.value.faults) == missing
    assert "Objekt 40 Skolsamverkan är inte kartlagt." in str(refused.value)
    assert not Account.objects.filter(number="4637").exists()
    assert not Ledger.objects.filter(year=2020).exists()

    team = Intervention.objects.get(key="mottagningsteam")
    apply_file(
        association=sydnarke, by=economist, file=file,
        mapped=Mapped({"4637": "Verksamhetens kostnader"}, {"40": (team.key, "")}),
    )  # fmt: skip
    team.refresh_from_db()
    assert (Account.objects.get(number="4637").name, team.ledger_objects) == (
        "Köp av tjänster från skolor", ["10", "40"],
    )  # fmt: skip
    assert not LedgerObject.objects.get(code="40").stands_alone


def test_an_addition_is_put_to_the_year_and_a_whole_file_takes_the_place_of_both(
    sydnarke: Association, economist: Person
) -> None:
    applied(sydnarke, economist, sie())
    more = [("B 1", "20200410", "Tillägg", [("4631", "10", 50), ("1930", "", -50)])]
    file = applied(sydnarke, economist, addition(more))
    assert booked() == {"A 1": 5000, "A 2": 1200, "A 3": 300, "B 1": 50}
    assert {voucher.file for voucher in Voucher.objects.filter(series="B", ledger__year=2020)} == {file}
    assert received(sydnarke, economist, addition(more)).file is None

    applied(sydnarke, economist, sie(NEW))
    assert set(booked()) == {"A 1", "A 2", "A 3", "A 4"}
    for left in ({"A 1", "A 2", "A 3", "B 1"}, {"A 1", "A 2", "A 3"}, set()):
        undo_file(association=sydnarke, by=economist, file=files_in_force(sydnarke, 2020)[-1])
        assert set(booked()) == left
    assert not Ledger.objects.filter(year=2020).exists()
    assert AuditEntry.objects.filter(action="money.ledger_file.undone", by=economist).count() == 3
    assert LedgerFile.objects.filter(year=2020, undone_by=economist).count() == 3


@pytest.mark.parametrize(
    ("voucher", "what"),
    [
        (("A 2", "20200410", "X", [("4631", "", 1), ("1930", "", -1)]), "Verifikation A 2 finns redan i huvudboken"),
        (("B 1", "20210410", "X", [("4631", "", 1), ("1930", "", -1)]), "2021 har ingen huvudbok att lägga dem till"),
        (("B 1", "20200410", "X", [("4711", "", 1), ("1930", "", -1)]), "Konto 4711 finns varken i filens kontoplan"),
    ],
)
def test_an_addition_that_does_not_fit_is_refused(
    voucher: Any, what: str, sydnarke: Association, economist: Person
) -> None:
    applied(sydnarke, economist, sie())
    with pytest.raises(BadInput, match=what):
        received(sydnarke, economist, addition([voucher]), today=date(2022, 1, 1))
    assert LedgerFile.objects.filter(year__gte=2020).count() == 1


def test_vouchers_without_numbers_that_may_be_booked_already_are_told_of(
    sydnarke: Association, economist: Person
) -> None:
    applied(sydnarke, economist, sie())
    row = ("", "20200410", "Utan nummer", [("4631", "10", 50), ("1930", "", -50)])
    applied(sydnarke, economist, addition([row]))
    assert received(sydnarke, economist, addition([row]).replace(b"Prov 1", b"Prov 2")).file is None
    other = ("", "20200411", "Annan", [("4631", "10", 50), ("1930", "", -50)])
    found = received(sydnarke, economist, addition([row, other])).comparison
    assert (found.repeated, len(found.vouchers.new)) == (1, 2)


@pytest.mark.parametrize(
    ("content", "asked", "line", "what"),
    [
        (sie(), {"year": 2019}, 7, "Filen gäller 2020, inte 2019."),
        (sie(), {"today": date(2019, 12, 1)}, 7, "Filen gäller 2020, ett år som börjar först 1 januari 2020."),
        (sie(year=2007, vouchers=[]), {}, 7, "Filen gäller 2007, men förbundet bildades 2008."),
        (sie(head="#ORGNR 222000-9999\n"), {}, 6, "Filen gäller Sydnärke, 222000-9999, men förbundet har 2220002279"),
        (b"", {}, None, "Filen är tom."),
    ],
)
def test_a_file_about_another_year_or_association_is_refused_by_line(
    content: bytes, asked: dict[str, Any], line: int | None, what: str, sydnarke: Association, economist: Person
) -> None:
    sydnarke.organisation_number = "2220002279"
    with pytest.raises(BadInput, match=what) as refused:
        received(sydnarke, economist, content, **asked)
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [("sie.se", line)]
    assert not LedgerFile.objects.filter(year__in=[2007, 2020]).exists()


def test_the_number_of_the_association_may_have_hyphen_and_century(sydnarke: Association, economist: Person) -> None:
    sydnarke.organisation_number = "222000-2279"
    assert received(sydnarke, economist, sie(head="#ORGNR 162220002279\n")).file


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_the_character_set_is_found_from_the_bytes(encoding: str, sydnarke: Association, economist: Person) -> None:
    file = received(sydnarke, economist, sie(encoding=encoding)).file
    assert file is not None
    assert file.text_encoding == encoding


def test_a_ledger_that_changed_meanwhile_must_be_looked_at_again(sydnarke: Association, economist: Person) -> None:
    seen = state_of(files_in_force(sydnarke, 2020))
    waiting = received(sydnarke, economist, sie(NEW)).file
    assert waiting is not None
    applied(sydnarke, economist, sie())
    with pytest.raises(BadInput, match="Huvudboken har ändrats sedan du tittade"):
        apply_file(association=sydnarke, by=economist, file=waiting, mapped=KNOWN, seen=seen)
    apply_file(
        association=sydnarke, by=economist, file=waiting, mapped=KNOWN, seen=state_of(files_in_force(sydnarke, 2020))
    )
    with pytest.raises(BadInput, match="Filen är redan införd"):
        apply_file(association=sydnarke, by=economist, file=waiting, mapped=KNOWN)


def test_only_the_latest_file_of_a_year_is_undone_and_none_thrown_away(
    sydnarke: Association, economist: Person
) -> None:
    first, second = applied(sydnarke, economist, sie()), applied(sydnarke, economist, sie(NEW))
    with pytest.raises(BadInput, match="Bara den fil som senast fördes in"):
        undo_file(association=sydnarke, by=economist, file=first)
    with pytest.raises(BadInput, match="Ångra den i stället"):
        discard_file(association=sydnarke, by=economist, file=second)
    undo_file(association=sydnarke, by=economist, file=second)
    assert set(booked()) == {"A 1", "A 2", "A 3"}


def test_applying_that_is_stopped_halfway_leaves_everything_as_it_was(
    sydnarke: Association, economist: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(sydnarke, economist, sie())
    waiting, entries = received(sydnarke, economist, sie(NEW)).file, AuditEntry.objects.count()
    assert waiting is not None

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, "prior_postings", stopped)
    with pytest.raises(KeyboardInterrupt):
        apply_file(association=sydnarke, by=economist, file=waiting, mapped=KNOWN)
    waiting.refresh_from_db()
    assert (waiting.applied_at, AuditEntry.objects.count()) == (None, entries)
    assert set(booked()) == {"A 1", "A 2", "A 3"}
    assert not Account.objects.filter(number="4637").exists()


def test_the_year_opens_as_the_year_before_closed_or_it_is_told(sydnarke: Association, economist: Person) -> None:
    found = received(sydnarke, economist, sie(opening=1000)).comparison
    bank = next(row for row in found.openings if row.account == "1930")
    assert (bank.prior_closing_ore, bank.opening_ore) == (180547435, 100000)


def test_what_is_applied_is_what_the_figures_say_and_undone_is_gone(
    sydnarke: Association, economist: Person, open_book: OpenBook
) -> None:
    file = applied(sydnarke, economist, sie(NEW))
    assert open_book("sydnarke", 2020).cell("money.result").value == 270000
    undo_file(association=sydnarke, by=economist, file=file)
    assert not open_book("sydnarke", 2020).cell("money.result").value


def test_a_file_that_nobody_looks_through_is_thrown_away_after_a_week(sydnarke: Association, economist: Person) -> None:
    file = received(sydnarke, economist, sie()).file
    assert file is not None
    LedgerFile.objects.filter(pk=file.pk).update(uploaded_at="2020-06-01T10:00:00Z")
    assert tick(date(2020, 6, 8))["bortglömda SIE-filer kastade"] == 0
    assert tick(date(2020, 6, 9))["bortglömda SIE-filer kastade"] == 1
    assert AuditEntry.objects.filter(action="money.ledger_file.discarded").exists()
