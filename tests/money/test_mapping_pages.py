"""What accounts and objects belong to: shown, exported, and changed only after what it does has been seen."""

import re

import pytest
from django.test import Client
from world import OpenBook, SignedIn

from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within
from finsam.money.models import Account, BudgetLine, LedgerObject

PAGE = "/sydnarke/pengar/huvudbok/konton/"


@pytest.fixture
def economist(signed_in: SignedIn, sydnarke: Association) -> Client:
    """Somebody who keeps the money."""
    return signed_in(sydnarke, SeatRole.ECONOMIST)


def said(association: Association, number: str, **other: str) -> dict[str, str]:
    """What the form of an account holds, with something else said."""
    with within(association):
        row = Account.objects.get(association=association, number=number)
        about = {name: getattr(row, name) for name in ("name", "statement_line", "note", "note_item")}
    return {**about, "budget_line": "", **other}


def seen(answer: str) -> str:
    """The name of what a page has shown."""
    return re.search(r'name="seen"[^>]*value="(\w+)"', answer)[1]


def words(answer: str) -> str:
    """What a page says, with plain spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer)).replace("\u202f", " ")


def test_the_figures_of_accounts_and_objects_agree_with_the_statements(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    accounts, objects = book.table("money.accounts"), book.table("money.objects")
    assert accounts.cell("1930", "closing").value == book.cell("money.cash").value
    assert sum(accounts.cell(row.key, "closing").value for row in accounts.rows) == 0
    assert objects.cell("90", "cost").value == book.cell("money.budget_outcome", "Kansli", "outcome").value
    assert book.table("money.without_line").is_empty


def test_what_no_line_points_out_stands_first_with_its_amount(economist: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        BudgetLine.objects.filter(association=sydnarke, label="Mässa").update(ledger_object="")
        BudgetLine.objects.filter(association=sydnarke, label="Kansli").update(ledger_object="")
    text = words(economist.get(f"{PAGE}?ar=2019").content.decode())
    assert text.index("Utan rad i budgeten") < text.index("4636 Andel i gemensamma arrangemang, objekt 30")
    assert "−26 547" in text
    assert "som ingen rad i budgeten pekar ut" in text


def test_every_account_and_object_says_what_it_belongs_to(economist: Client) -> None:
    text = words(economist.get(f"{PAGE}?ar=2019").content.decode())
    assert "Varje bokförd intäkt och kostnad hör till en rad i budgeten." in text
    assert "1650 Momsfordran Fordringar Not 2, Momsfordran" in text
    assert re.search(r"10 \S+ Mottagningsteam", text)


def test_who_may_not_change_reads_without_links_to_change(signed_in: SignedIn, sydnarke: Association) -> None:
    auditor = signed_in(sydnarke, SeatRole.AUDITOR)
    assert f'href="{PAGE}4631/"' not in auditor.get(PAGE).content.decode()
    assert auditor.post(f"{PAGE}4631/", said(sydnarke, "4631")).status_code == 403


def test_the_file_has_every_account_and_object(economist: Client, sydnarke: Association) -> None:
    lines = economist.get(f"{PAGE}?som=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Konto;Kontonamn;Rad;Not;Notpost;Objekt;Objektnamn;Insats;Budgetrad"
    assert "1650;Momsfordran;Fordringar;2;Momsfordran;;;;" in lines
    assert any(line.startswith(";;;;;10;") and line.endswith(";Mottagningsteam;Mottagningsteam") for line in lines)


def test_a_change_is_shown_before_it_is_made_and_then_made(economist: Client, sydnarke: Association) -> None:
    change = said(sydnarke, "8571", statement_line="Verksamhetens kostnader")
    shown = economist.post(f"{PAGE}8571/", change).content.decode()
    text = words(shown)
    assert "Talen för 2018 och 2019 ändras" in text
    assert "2019 Resultat- och balansräkningen Finansiella kostnader Verksamhetens kostnader 1 171" in text
    with within(sydnarke):
        row = Account.objects.get(association=sydnarke, number="8571")
        assert row.statement_line == "Finansiella kostnader"
        assert not AuditEntry.objects.filter(association=sydnarke, action="money.account.mapped").exists()
    answer = economist.post(f"{PAGE}8571/", {**change, "seen": seen(shown)})
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    with within(sydnarke):
        row.refresh_from_db()
        assert row.statement_line == "Verksamhetens kostnader"
        entry = AuditEntry.objects.get(association=sydnarke, action="money.account.mapped")
    assert entry.subject == "8571"


def test_what_has_not_been_seen_is_shown_again_not_saved(economist: Client, sydnarke: Association) -> None:
    first = said(sydnarke, "8571", statement_line="Verksamhetens kostnader")
    token = seen(economist.post(f"{PAGE}8571/", first).content.decode())
    other = {**first, "statement_line": "Avskrivningar", "seen": token}
    answer = economist.post(f"{PAGE}8571/", other)
    assert answer.status_code == 200
    assert "Avskrivningar" in words(answer.content.decode())
    with within(sydnarke):
        assert Account.objects.get(association=sydnarke, number="8571").statement_line == "Finansiella kostnader"


def test_a_line_with_an_object_takes_no_account(economist: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        line = BudgetLine.objects.get(association=sydnarke, label="Kansli")
    answer = economist.post(f"{PAGE}7511/", said(sydnarke, "7511", budget_line=str(line.pk)))
    assert answer.status_code == 422


def test_an_account_is_pointed_out_by_one_line_alone(economist: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        free = BudgetLine.objects.get(association=sydnarke, label="Finansiella intäkter/kostnader")
        other = BudgetLine.objects.filter(association=sydnarke, label="Mässa")
        other.update(ledger_object="", accounts=["8571", "6011"])
    change = said(sydnarke, "8571", budget_line=str(free.pk))
    token = seen(economist.post(f"{PAGE}8571/", change).content.decode())
    economist.post(f"{PAGE}8571/", {**change, "seen": token})
    with within(sydnarke):
        assert BudgetLine.objects.get(pk=free.pk).accounts == ["8571"]
        assert other.get().accounts == ["6011"]
        entry = AuditEntry.objects.get(association=sydnarke, action="money.account.pointed_out")
    assert entry.detail == {"lines": ["Finansiella intäkter/kostnader"], "before": ["Mässa"]}


def test_an_account_must_have_a_name(economist: Client, sydnarke: Association) -> None:
    answer = economist.post(f"{PAGE}8571/", said(sydnarke, "8571", name=" "))
    assert answer.status_code == 422
    assert "Skriv vad kontot heter." in answer.content.decode()


def test_an_object_moves_to_another_line_after_it_has_been_seen(economist: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        BudgetLine.objects.filter(association=sydnarke, label="Behovsinventering").update(ledger_object="")
        line = BudgetLine.objects.get(association=sydnarke, label="Behovsinventering")
    change = {"name": "Mässa", "intervention": "", "budget_lines": [str(line.pk)]}
    shown = economist.post(f"{PAGE}objekt/30/", change).content.decode()
    assert "2019 Budget och utfall Mässa Behovsinventering 26 547,23" in words(shown)
    economist.post(f"{PAGE}objekt/30/", {**change, "seen": seen(shown)})
    with within(sydnarke):
        assert BudgetLine.objects.get(association=sydnarke, label="Mässa").ledger_object == ""
        assert BudgetLine.objects.get(pk=line.pk).ledger_object == "30"
        assert LedgerObject.objects.get(association=sydnarke, code="30").name == "Mässa"


def test_what_changes_nothing_booked_says_so(economist: Client, sydnarke: Association) -> None:
    text = words(economist.post(f"{PAGE}8571/", said(sydnarke, "8571", name="Avgifter till banken")).content.decode())
    assert "Inga bokförda belopp flyttas." in text


def test_what_is_not_there_cannot_be_changed(economist: Client) -> None:
    assert economist.get(f"{PAGE}999999/").status_code == 404
    assert economist.get(f"{PAGE}objekt/finns-inte/").status_code == 404
