"""The pages of the budget: what is written is saved whole, two editors see both, what is refused is told on the form."""

from datetime import date, timedelta

import pytest
from django.test import Client
from world import SignedIn

from finsam.cases.models import Case
from finsam.core.models import Association, SeatRole
from finsam.core.rules.permissions import Permission
from finsam.core.tenancy import within
from finsam.meetings.models import Item
from finsam.meetings.queries.act_parts import ActDue
from finsam.money.models import Budget, BudgetAmount, BudgetGroup, BudgetLine, Consultation
from finsam.money.queries.acts import money_acts
from finsam.money.queries.budget_acts import budget_deadline, coming_budgets, decided_deadlines

ALL = frozenset(Permission)
AT = "/sofint/pengar/budget/"


@pytest.fixture
def director(signed_in: SignedIn, sofint: Association) -> Client:
    return signed_in(sofint, SeatRole.DIRECTOR)


@pytest.fixture
def lines(sofint: Association) -> dict[str, int]:
    """The key of each line, by the first word of its label."""
    with within(sofint):
        return {line.label.split()[0].strip(","): line.pk for line in BudgetLine.objects.filter(association=sofint)}


@pytest.fixture
def draft(director: Client) -> str:
    """A draft for 2026, copied from 2025 by its page."""
    answer = director.post(f"{AT}ny/", {"year": "2026", "source": "2025-1", "way": "plan"})
    assert answer.headers["Location"] == f"{AT}2026/1/belopp/"
    return f"{AT}2026/1/"


def typed(director: Client, draft: str) -> dict[str, str]:
    """What stands in the form of amounts."""
    form = director.get(f"{draft}belopp/").context["page"].form
    return {name: str(form[name].value() or "") for name in form.fields} | {"revision": str(form["revision"].value())}


def version(sofint: Association, year: int = 2026) -> Budget:
    with within(sofint):
        return Budget.objects.select_related("decided_in").get(association=sofint, year=year)


def test_amounts_and_texts_are_saved_as_one(
    director: Client, draft: str, sofint: Association, lines: dict[str, int]
) -> None:
    team = lines["Coachingteamet"]
    said = typed(director, draft) | {f"a-{team}-2026": "2 400 000", f"t-{team}": "Med en coach till"}
    assert director.post(f"{draft}belopp/", said).status_code == 302
    with within(sofint):
        row = BudgetAmount.objects.get(association=sofint, budget=version(sofint), line=team, year=2026)
    assert (row.amount_ore, row.text) == (-240_000_000, "Med en coach till")
    shown = director.get(draft).content.decode()
    assert "Med en coach till" in shown
    assert "Budget 2025" in shown


def test_an_amount_that_is_none_saves_nothing_and_loses_nothing(
    director: Client, draft: str, lines: dict[str, int]
) -> None:
    name = f"a-{lines['Coachingteamet']}-2026"
    answer = director.post(
        f"{draft}belopp/", typed(director, draft) | {name: "tjugo", f"t-{lines['Revision']}": "Kvar"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "”tjugo” är inget belopp" in page
    assert 'value="tjugo"' in page
    assert 'value="Kvar"' in page


def test_the_second_of_two_editors_sees_both(director: Client, draft: str, lines: dict[str, int]) -> None:
    name = f"a-{lines['Coachingteamet']}-2026"
    first, second = (typed(director, draft) | {name: amount} for amount in ("1 000", "2 000"))
    director.post(f"{draft}belopp/", first)
    answer = director.post(f"{draft}belopp/", second)
    assert answer.status_code == 422
    clash = answer.context["page"].clashes
    assert [(one.what, one.typed[-5:], one.saved[-5:]) for one in clash] == [
        ("Coachingteamet 2026", "2\N{NARROW NO-BREAK SPACE}000", "1\N{NARROW NO-BREAK SPACE}000")
    ]
    again = second | {"revision": str(answer.context["page"].form["revision"].value())}
    assert director.post(f"{draft}belopp/", again).status_code == 302  # knowingly


def test_months_are_chosen_or_written(director: Client, draft: str, sofint: Association, lines: dict[str, int]) -> None:
    at = f"{draft}manader/{lines['Revision']}/"
    assert director.post(at, {"way": "chosen", "chosen": ["4", "12"]}).status_code == 302
    with within(sofint):
        row = BudgetAmount.objects.get(association=sofint, budget=version(sofint), line=lines["Revision"], year=2026)
    assert row.months == [0, 0, 0, -4_250_000, *[0] * 7, -4_250_000]
    short = director.post(at, {"way": "own", "m-1": "80 000"})
    assert short.status_code == 422
    assert "för lite" in short.content.decode()
    assert "minst en månad" in director.post(at, {"way": "chosen"}).content.decode()


def test_consultation_is_kept_member_by_member(director: Client, draft: str, sofint: Association) -> None:
    page = director.get(f"{draft}samrad/").context["page"]
    member = page.form.members[0]
    wrong = director.post(f"{draft}samrad/", {f"r-{member.pk}": "Bra", "reason": ""})
    assert "vilken dag samrådet hölls" in wrong.content.decode()
    said = {f"d-{member.pk}": "2025-10-01", f"r-{member.pk}": "Bra", "reason": "Övriga hinner inte"}
    assert director.post(f"{draft}samrad/", said).status_code == 302
    with within(sofint):
        assert Consultation.objects.get(association=sofint).remark == "Bra"
    assert version(sofint).state == "consultation"
    assert "1 av 7 medlemmar" in director.get(draft).content.decode()


def test_a_budget_is_decided_with_reasons_asked_for_but_not_demanded(
    director: Client, draft: str, sofint: Association
) -> None:
    with within(sofint):
        item = Item.objects.get(association=sofint, number=66, meeting__body="board")
    page = director.get(f"{draft}faststall/").content.decode()
    assert page.index("Verksamhetsplan och budget 2022") < page.index("Andra paragrafer")
    asked = director.post(f"{draft}faststall/", {"section": item.pk})
    assert asked.status_code == 422
    assert "Skriv skälet" in asked.content.decode()
    assert version(sofint).state == "draft"
    assert director.post(f"{draft}faststall/", {"section": item.pk, "anyway": "on"}).status_code == 302
    assert version(sofint).decided_in == item
    assert "Skriv de skäl som saknas" in director.get(draft).content.decode()
    assert director.post(f"{draft}faststall/", {"reason-consultation": "Hann inte"}).status_code == 302
    assert version(sofint).consultation_reason == "Hann inte"
    assert director.get(f"{draft}belopp/").status_code == 302  # decided ones are not edited


def test_no_section_and_no_day_decides_nothing(director: Client, draft: str) -> None:
    answer = director.post(f"{draft}faststall/", {"anyway": "on"})
    assert "Välj paragrafen" in answer.content.decode()


def test_money_is_moved_and_moved_back(director: Client, sofint: Association, lines: dict[str, int]) -> None:
    with within(sofint):
        Budget.objects.filter(association=sofint, year=2025).update(decided_on=date(2024, 11, 22))
    said = {"giver": lines["Projektfinansiering"], "taker": lines["Rehabmässa"], "amount": "50 000", "year": "2025",
            "decided_on": "2025-03-07", "text": "Större mässa"}  # fmt: skip
    assert director.post(f"{AT}2025/1/omdisponera/", said).status_code == 302
    page = director.get(f"{AT}2025/1/")
    assert "Fastställt, ändrat och gällande" in page.content.decode()
    too_much = director.post(f"{AT}2025/1/omdisponera/", said | {"amount": "900 000"})
    assert "Flytta högst det" in too_much.content.decode()
    transfer = page.context["page"].transfers[0].id
    director.post(f"{AT}2025/1/steg/", {"do": "remove-transfer", "transfer": transfer})
    assert director.get(f"{AT}2025/1/").context["page"].transfers == []


def test_the_budget_becomes_a_case_for_the_board(director: Client, draft: str, sofint: Association) -> None:
    answer = director.post(f"{draft}steg/", {"do": "board"})
    with within(sofint):
        case = Case.objects.get(association=sofint, kind="budget", title__contains="2026")
    assert answer.headers["Location"].endswith(f"/{case.year}/{case.number}/")
    assert "Gör till ärende" not in director.get(draft).content.decode()


def test_a_draft_is_sent_out_taken_back_and_removed(director: Client, draft: str, sofint: Association) -> None:
    for do, state in (("consult", "consultation"), ("draft", "draft")):
        director.post(f"{draft}steg/", {"do": do})
        assert version(sofint).state == state
    assert director.post(f"{draft}steg/", {"do": "annat"}).status_code == 404
    director.post(f"{draft}steg/", {"do": "remove"})
    assert director.get(draft).status_code == 404


def test_lines_are_added_moved_and_removed_while_unused(
    director: Client, sofint: Association, lines: dict[str, int]
) -> None:
    with within(sofint):
        group = BudgetGroup.objects.get(association=sofint, key="insatser")
    new = {"group": group.pk, "label": "Ny insats", "accounts": "4010 4011", "ledger_object": "", "mission": ""}
    assert director.post(f"{AT}rader/ny/", new).status_code == 302
    again = director.post(f"{AT}rader/ny/", new | {"label": "En till"})
    assert "hör redan till Ny insats" in again.content.decode()
    assert "inget kontonummer" in director.post(f"{AT}rader/ny/", new | {"accounts": "x"}).content.decode()
    with within(sofint):
        line = BudgetLine.objects.get(association=sofint, label="Ny insats")
    director.post(f"{AT}rader/", {"up": f"line-{line.pk}"})
    with within(sofint):
        order = list(BudgetLine.objects.filter(association=sofint, group=group).values_list("label", flat=True))
    assert order.index("Ny insats") == len(order) - 2
    used = director.post(f"{AT}rader/", {"remove": f"line-{lines['Revision']}"})
    assert used.status_code == 422
    assert "Revision har belopp i en budget" in used.content.decode()
    assert director.post(f"{AT}rader/", {"remove": f"line-{line.pk}"}).status_code == 302
    assert "har rader" in director.post(f"{AT}rader/", {"remove": f"group-{group.pk}"}).content.decode()
    kind = director.post(f"{AT}rader/rubrik/{group.pk}/", {"label": "Insatser", "kind": "income"})
    assert "har belopp" in kind.content.decode()


def test_members_of_the_board_read_but_do_not_write(signed_in: SignedIn, sofint: Association, draft: str) -> None:
    member = signed_in(sofint, SeatRole.MEMBER)
    assert "Ändra beloppen" not in member.get(draft).content.decode()
    assert member.post(f"{draft}belopp/", {"revision": "0"}).status_code == 403
    assert member.post(f"{draft}steg/", {"do": "remove"}).status_code == 403


def test_next_years_budget_is_asked_for_thirty_days_before(sofint: Association) -> None:
    last = date(2027, 11, 30)

    def acts(on: date, permissions: frozenset[Permission] = ALL) -> list[ActDue]:
        return money_acts(sofint, permissions, on, coming_budgets(sofint, on))

    with within(sofint):
        assert acts(last - timedelta(days=31)) == []
        (act,) = acts(last - timedelta(days=30))
        assert (act.due, act.what, act.action) == (last, budget_deadline(2028), "Gör budget 2028")
        assert acts(last, frozenset()) == []
        Budget.objects.create(association=sofint, year=2028, state="decided")
        assert acts(last) == []
        assert decided_deadlines(coming_budgets(sofint, last)) == {budget_deadline(2028)}
