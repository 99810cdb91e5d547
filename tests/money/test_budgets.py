"""A budget from draft to decided and on: made, filled in, consulted on, decided by a §, changed by transfers (R2-R4)."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from finsam.cases.models import Case
from finsam.core.models import Association, AuditEntry, Body, Member, Person, SeatRole
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.kernel.periods import Period
from finsam.meetings.models import Item
from finsam.money.actions import budgets as actions
from finsam.money.actions.budget_decisions import Consulted, decide, keep_consultations, put_to_board, step
from finsam.money.actions.budget_transfers import Moved, move_money, remove_transfer
from finsam.money.models import Budget, BudgetAmount, BudgetLine, BudgetState, BudgetTransfer, Consultation
from finsam.money.queries.budgets import around, weighed
from finsam.money.rules.budget_warnings import warnings_of

TODAY = date(2021, 12, 1)
Seated = Callable[..., Person]


@pytest.fixture
def director(sofint: Association, seated: Seated) -> Person:
    return seated(sofint, SeatRole.DIRECTOR)


@pytest.fixture
def inside(sofint: Association) -> Iterator[Association]:
    with within(sofint):
        yield sofint


@pytest.fixture
def decided(inside: Association) -> Budget:
    """The budget of 2025 with its plan."""
    return Budget.objects.get(association=inside, year=2025)


def line(association: Association, label: str) -> BudgetLine:
    return BudgetLine.objects.select_related("group").get(association=association, label__startswith=label)


def section(association: Association, number: int) -> Item:
    return Item.objects.select_related("meeting").get(association=association, number=number, meeting__body=Body.BOARD)


@pytest.fixture
def draft(inside: Association, director: Person) -> Budget:
    """A draft for 2022: 3 600 000 in, 3 500 000 out, 150 000 of it for projects."""
    budget = actions.make_version(association=inside, by=director, year=2022)
    amounts = {"Medlemsbidrag kommunerna": 360_000_000, "Coachingteamet": -335_000_000, "Projektfin": -15_000_000}
    filled = {line(inside, label).pk: actions.Filled({2022: ore}) for label, ore in amounts.items()}
    return actions.save_amounts(association=inside, by=director, budget=budget, revision=0, lines=filled)


def amounts_of(budget: Budget, label: str) -> dict[int, int]:
    rows = BudgetAmount.objects.filter(budget=budget, line__label__startswith=label, transfer=None)
    return dict(rows.values_list("year", "amount_ore"))


def test_a_version_is_copied_and_raised_line_by_line(inside: Association, director: Person, decided: Budget) -> None:
    percents = {line(inside, "Köp av tjänst").pk: Decimal(3), line(inside, "Köp av adm").pk: Decimal(2)}
    zeroed = frozenset({line(inside, "Rehabmässa").pk})
    copied = actions.Copied(decided, percents=percents, zeroed=zeroed)
    made = actions.make_version(association=inside, by=director, year=2026, copied=copied)
    assert (made.version, made.state) == (1, BudgetState.DRAFT)
    assert amounts_of(made, "Köp av tjänst") == {2026: -34_681_500, 2027: -35_721_900, 2028: -36_793_600}
    assert amounts_of(made, "Köp av adm") == {2026: -11_444_400, 2027: -11_673_300, 2028: -11_906_800}
    assert set(amounts_of(made, "Rehabmässa").values()) == {0}
    assert amounts_of(made, "Ingående eget kapital") == {}  # what is in hand is not copied to another year


def test_the_opening_equity_of_a_new_year_is_where_the_year_before_ends(
    inside: Association, director: Person, decided: Budget
) -> None:
    actions.make_version(association=inside, by=director, year=2028, copied=actions.Copied(decided))
    actions.make_version(association=inside, by=director, year=2027, copied=actions.Copied(decided))
    table = Book(inside, Period.year(2027)).table("money.budget_version@2027-1")
    assert table.cell("opening_equity", "2027").value == 51_503_600  # the plan's 2026, which nobody has booked


def test_a_version_copied_within_its_year_is_the_same(inside: Association, director: Person, decided: Budget) -> None:
    made = actions.make_version(
        association=inside, by=director, year=2025, copied=actions.Copied(decided, by_plan=True)
    )
    assert made.version == 2
    told = BudgetAmount.objects.filter(association=inside).order_by("line", "year")
    assert list(told.filter(budget=made).values_list("line", "year", "amount_ore")) == list(
        told.filter(budget=decided).values_list("line", "year", "amount_ore")
    )


def test_a_form_sent_twice_makes_one_version(inside: Association, director: Person) -> None:
    made = [actions.make_version(association=inside, by=director, year=2030, token="samma") for _ in range(2)]
    assert made[0] == made[1]
    assert Budget.objects.filter(association=inside, year=2030).count() == 1


def test_two_who_save_never_overwrite_each_other(draft: Budget, inside: Association, director: Person) -> None:
    lines = {line(inside, "Coachingteamet").pk: actions.Filled({2022: -1_00}, "Ny text")}
    actions.save_amounts(association=inside, by=director, budget=draft, revision=draft.revision, lines=lines)
    with pytest.raises(actions.Overtaken, match="Någon annan"):
        actions.save_amounts(association=inside, by=director, budget=draft, revision=draft.revision, lines=lines)
    assert amounts_of(draft, "Coachingteamet") == {2022: -1_00}
    entry = AuditEntry.objects.filter(association=inside, action="money.budget.filled_in").latest("pk")
    assert entry.detail["changed"] == [[line(inside, "Coachingteamet").pk, 2022, -335_000_000, -1_00]]


def test_months_laid_out_follow_a_changed_amount(draft: Budget, inside: Association, director: Person) -> None:
    team = line(inside, "Coachingteamet")
    months = [-335_000_000 // 2, *[0] * 10, -335_000_000 // 2]
    actions.lay_out(association=inside, by=director, budget=draft, line=team, months=months)
    draft.refresh_from_db()
    lines = {team.pk: actions.Filled({2022: -100_00})}
    actions.save_amounts(association=inside, by=director, budget=draft, revision=draft.revision, lines=lines)
    assert BudgetAmount.objects.get(budget=draft, line=team).months == [-50_00, *[0] * 10, -50_00]
    with pytest.raises(ValueError, match="för lite"):
        actions.lay_out(association=inside, by=director, budget=draft, line=team, months=[-1] * 12)


def test_a_budget_is_decided_by_a_section_of_the_board(draft: Budget, inside: Association, director: Person) -> None:
    done = decide(
        association=inside, by=director, budget=draft, item=section(inside, 66), reasons={"consultation": "Brådskande"},
        today=TODAY,
    )  # fmt: skip
    assert (done.state, done.decided_on, done.decided_in) == ("decided", date(2021, 11, 19), section(inside, 66))
    assert done.consultation_reason == "Brådskande"
    with pytest.raises(ValueError, match="fastställd"):
        actions.save_amounts(association=inside, by=director, budget=done, revision=done.revision, lines={})
    with pytest.raises(ValueError, match="fastställd"):
        actions.remove_version(association=inside, by=director, budget=done)
    with pytest.raises(ValueError, match="fastställd"):
        step(association=inside, by=director, budget=done, to="draft")


def test_a_rejected_section_or_an_open_one_decides_nothing(
    draft: Budget, inside: Association, director: Person
) -> None:
    wrong = section(inside, 66)
    Item.objects.filter(pk=wrong.pk).update(state="begun", outcome="")
    for item, said in ((section(inside, 73), "avslogs"), (section(inside, 66), "inte avslutad")):
        with pytest.raises(ValueError, match=said):
            decide(association=inside, by=director, budget=draft, item=item, reasons={}, today=TODAY)
    with pytest.raises(ValueError, match="Välj paragrafen"):
        decide(association=inside, by=director, budget=draft, item=None, reasons={}, today=TODAY)
    with pytest.raises(ValueError, match="har inte varit"):
        decide(association=inside, by=director, budget=draft, item=None, on=date(2021, 12, 2), reasons={}, today=TODAY)


def test_an_empty_version_cannot_be_decided(inside: Association, director: Person) -> None:
    empty = actions.make_version(association=inside, by=director, year=2022)
    with pytest.raises(ValueError, match="säger inget om 2022"):
        decide(association=inside, by=director, budget=empty, item=section(inside, 66), reasons={}, today=TODAY)


def test_an_older_version_is_not_decided_over_a_newer(draft: Budget, inside: Association, director: Person) -> None:
    newer = actions.make_version(association=inside, by=director, year=2022, copied=actions.Copied(draft, by_plan=True))
    decide(association=inside, by=director, budget=newer, item=section(inside, 66), reasons={}, today=TODAY)
    with pytest.raises(ValueError, match="senare version"):
        decide(association=inside, by=director, budget=draft, item=section(inside, 66), reasons={}, today=TODAY)


def test_members_not_consulted_are_warned_of_by_name(draft: Budget, inside: Association, director: Person) -> None:
    nora = Member.objects.get(association=inside, name="Nora kommun")
    held = {
        one.pk: Consulted(date(2021, 10, 1)) for one in Member.objects.filter(association=inside).exclude(pk=nora.pk)
    }
    done = keep_consultations(association=inside, by=director, budget=draft, held=held, reason="", today=TODAY)
    assert done.state == BudgetState.CONSULTATION
    book = Book(inside, Period.year(2022))
    warned = {one.kind: one.text for one in warnings_of(weighed(book, done, around(inside, TODAY, done)))}
    assert "Nora kommun" in warned["consultation"]
    assert "Hällefors" not in warned["consultation"]
    with pytest.raises(ValueError, match="har inte varit"):
        keep_consultations(
            association=inside, by=director, budget=draft, held={nora.pk: Consulted(date(2022, 1, 1))}, reason="",
            today=TODAY,
        )  # fmt: skip
    assert Consultation.objects.filter(budget=draft).count() == len(held)


def test_money_is_moved_by_a_decision_and_shown_beside_what_was_decided(
    draft: Budget, inside: Association, director: Person
) -> None:
    """§ 66 on 19 November 2021 moved 150 000 kr from project financing to structural cooperation."""
    decide(association=inside, by=director, budget=draft, item=section(inside, 66), reasons={}, today=TODAY)
    moved = Moved(line(inside, "Projektfin"), line(inside, "Strukturell"), 2022, 15_000_000, "Metodutveckling")
    transfer = move_money(
        association=inside, by=director, budget=draft, moved=moved, item=section(inside, 66), today=TODAY
    )
    book = Book(inside, Period.year(2022))
    table = book.table("money.budget_changes")
    told = {row.key: [table.cell(row.key, c.key).value for c in table.columns] for row in table.rows}
    assert told["Projektfinansiering"] == [-15_000_000, 15_000_000, 0]
    assert told["Strukturell samverkan (lönekostnad FC)"] == [None, -15_000_000, -15_000_000]
    assert book.cell("money.budget_version@2022-1", "result", "2022").value == 10_000_000
    with pytest.raises(ValueError, match="har 0 kronor"):
        move_money(association=inside, by=director, budget=draft, moved=moved, item=section(inside, 66), today=TODAY)
    remove_transfer(association=inside, by=director, transfer=transfer)
    assert not BudgetTransfer.objects.filter(association=inside).exists()
    assert AuditEntry.objects.filter(association=inside, action="money.budget.transfer_removed").exists()


def test_a_move_during_the_year_is_borne_by_the_months_that_are_left(
    draft: Budget, inside: Association, director: Person
) -> None:
    decide(association=inside, by=director, budget=draft, item=section(inside, 66), reasons={}, today=TODAY)
    moved = Moved(line(inside, "Projektfin"), line(inside, "Revision"), 2022, 4_000_000)
    transfer = move_money(
        association=inside, by=director, budget=draft, moved=moved, item=None, on=date(2022, 9, 9),
        today=date(2022, 9, 10),
    )  # fmt: skip
    months = transfer.amounts.get(association=inside, line=moved.taker).months
    assert months == [*[0] * 8, *[-1_000_000] * 4]
    later = Moved(line(inside, "Projektfin"), line(inside, "Revision"), 2022, 1_00)
    move_money(association=inside, by=director, budget=draft, moved=later, item=None, on=date(2022, 9, 9),
               today=date(2022, 9, 10))  # fmt: skip
    with pytest.raises(ValueError, match="senare omdisponering"):
        remove_transfer(association=inside, by=director, transfer=transfer)


@pytest.mark.parametrize(
    ("giver", "taker", "ore", "said"),
    [
        ("Projektfin", "Projektfin", 1_00, "två olika"),
        ("Projektfin", "Medlemsbidrag kom", 1_00, "mellan två kostnader"),
        ("Projektfin", "Revision", 0, "över noll"),
        ("Projektfin", "Revision", 15_000_100, "Flytta högst"),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    draft: Budget, inside: Association, director: Person, giver: str, taker: str, ore: int, said: str
) -> None:
    moved = Moved(line(inside, giver), line(inside, taker), 2022, ore)
    with pytest.raises(ValueError, match="inte fastställd"):
        move_money(association=inside, by=director, budget=draft, moved=moved, item=section(inside, 66), today=TODAY)
    decide(association=inside, by=director, budget=draft, item=section(inside, 66), reasons={}, today=TODAY)
    with pytest.raises(ValueError, match=said):
        move_money(association=inside, by=director, budget=draft, moved=moved, item=section(inside, 66), today=TODAY)


def test_the_budget_is_put_to_the_board_as_one_case(draft: Budget, inside: Association, director: Person) -> None:
    cases = [put_to_board(association=inside, by=director, budget=draft, today=TODAY) for _ in range(2)]
    assert cases[0] == cases[1]
    case = Case.objects.get(association=inside, pk=cases[0].pk)
    assert (case.kind, case.awaits) == ("budget", Body.BOARD)
    assert "2022" in case.title


def test_the_budget_of_2025_stands_as_its_items_say(inside: Association, decided: Budget) -> None:
    book = Book(inside, Period.year(2025))
    plan, limits = book.table("money.budget_version@2025-1"), book.table("money.budget_equity@2025-1")
    assert [plan.cell("result", y).value for y in ("2025", "2026", "2027")] == [235_500, 268_100, -447_000]
    assert plan.cell("closing_equity", "2025").value == 51_235_500
    assert limits.cell("ceiling", "2025").value == 72_000_000
    assert limits.cell("room", "2025").value == 72_000_000 - 51_235_500
    share = book.cell("money.budget_share@2025-1", "administration", "2025").value
    assert share is not None
    assert round(float(share) * 100, 1) == 20.4
    assert decided.decided_on is None
