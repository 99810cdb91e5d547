"""The way of a version to a decided budget: consultation, the board's agenda, the § that decides it, the reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from finsam.cases.actions import let_await, open_case
from finsam.cases.models import Case, CaseKind
from finsam.core import audit
from finsam.core.models import Association, Body, Member, Person
from finsam.kernel.swedish import day
from finsam.meetings.models import Item, ItemState, Outcome
from finsam.money.actions.budgets import lock, lock_open
from finsam.money.models import Budget, BudgetState, Consultation
from finsam.money.queries.budgets import case_of
from finsam.money.rules.budget_warnings import REASONS
from finsam.money.rules.budgets import check_next

NOT_DECIDED = {Outcome.REJECTED: "avslogs", Outcome.REFERRED_BACK: "återremitterades", Outcome.ADJOURNED: "bordlades"}


@transaction.atomic
def step(*, association: Association, by: Person | None, budget: Budget, to: str) -> Budget:
    """Let a version be out for consultation, or be a draft again. Raises ValueError with a Swedish sentence."""
    locked = lock_open(association, budget)
    if to == BudgetState.DECIDED:
        raise ValueError("Budgeten fastställs av en paragraf i ett protokoll.")
    if locked.state == to:
        return locked
    check_next(locked.state, to)
    locked.state = BudgetState(to)
    locked.save(update_fields=["state"])
    audit.record(association, f"money.budget.{to}", locked, by=by, budget=locked.pk)
    return locked


@dataclass(frozen=True)
class Consulted:
    """That a member was consulted: the day, and what it said."""

    held_on: date
    remark: str = ""


@transaction.atomic
def keep_consultations(
    *, association: Association, by: Person | None, budget: Budget, held: Mapping[int, Consulted], reason: str,
    today: date,
) -> Budget:  # fmt: skip
    """Write down which members have been consulted, all of them at once, and why any is not (R2).

    A draft is out for consultation once a member has been. Raises ValueError with a Swedish sentence.
    """
    locked = lock_open(association, budget)
    members = Member.objects.filter(association=association).in_bulk(held)
    for one in held.values():
        if one.held_on > today:
            raise ValueError(f"Den {day(one.held_on)} har inte varit än. Skriv samrådet när det är hållet.")
    Consultation.objects.filter(association=association, budget=locked).delete()
    Consultation.objects.bulk_create(
        Consultation(association=association, budget=locked, member=members[key], **vars(one))
        for key, one in held.items()
    )
    locked.consultation_reason = reason.strip()
    if held and locked.state == BudgetState.DRAFT:
        locked.state = BudgetState.CONSULTATION
    locked.save(update_fields=["consultation_reason", "state"])
    dates = {members[key].name: str(one.held_on) for key, one in held.items()}
    audit.record(association, "money.budget.consulted", locked, by=by, budget=locked.pk, held=dates)
    return locked


@transaction.atomic
def decide(
    *, association: Association, by: Person | None, budget: Budget, item: Item | None, on: date | None = None,
    reasons: Mapping[str, str], today: date,
) -> Budget:  # fmt: skip
    """Decide a version by a § of the board, or of minutes that are not here, on a day. `reasons` by kind of warning.

    Raises ValueError with a Swedish sentence: nothing in it, a § that decides nothing, a later version decided.
    """
    locked = lock(association, budget)
    check_next(locked.state, BudgetState.DECIDED)
    if not locked.amounts.filter(association=association, year=locked.year).exists():
        raise ValueError(f"Versionen säger inget om {locked.year}. Fyll i beloppen innan den fastställs.")
    later = Budget.objects.filter(
        association=association, year=locked.year, version__gt=locked.version, state=BudgetState.DECIDED
    )
    if later.exists():
        raise ValueError("En senare version är redan fastställd. Gör en ny version av den här i stället.")
    locked.decided_in, locked.decided_on = item, decided_day(item, on, today)
    locked.state = BudgetState.DECIDED
    _keep_reasons(locked, reasons)
    locked.save()
    audit.record(
        association, "money.budget.decided", locked, by=by, budget=locked.pk, on=str(locked.decided_on),
        item=item.pk if item else None, reasons={kind: text for kind, text in reasons.items() if text.strip()},
    )  # fmt: skip
    return locked


def decided_day(item: Item | None, on: date | None, today: date) -> date:
    """Return the day of a decision: its meeting's, else as told. Raises ValueError with a Swedish sentence."""
    if item is None and on is None:
        raise ValueError("Välj paragrafen, eller skriv vilken dag det beslutades.")
    if item is None and on is not None:
        if on > today:
            raise ValueError(f"Den {day(on)} har inte varit än. Skriv dagen då det beslutades.")
        return on
    assert item is not None
    number = f"§ {item.number}" if item.number else f"”{item.title}”"
    if item.meeting.body != Body.BOARD:
        raise ValueError(f"{number} är inte styrelsens. Budgeten fastställs av styrelsen.")
    if item.number is None or item.state != ItemState.CLOSED:
        raise ValueError(f"{number} är inte avslutad. Budgeten gäller när paragrafen har sitt beslut.")
    if item.outcome in NOT_DECIDED:
        raise ValueError(f"{number} {NOT_DECIDED[Outcome(item.outcome)]}. Välj den paragraf som fastställde.")
    return item.meeting.held_on


@transaction.atomic
def state_reasons(*, association: Association, by: Person | None, budget: Budget, reasons: Mapping[str, str]) -> Budget:
    """Write the reasons that a version is asked for; of one that is decided only those that are missing."""
    locked = lock(association, budget)
    if locked.state == BudgetState.DECIDED:
        reasons = {kind: text for kind, text in reasons.items() if not getattr(locked, REASONS[kind])}
    _keep_reasons(locked, reasons)
    locked.save(update_fields=[REASONS[kind] for kind in reasons])
    audit.record(association, "money.budget.reasoned", locked, by=by, budget=locked.pk, reasons=dict(reasons))
    return locked


def _keep_reasons(budget: Budget, reasons: Mapping[str, str]) -> None:
    for kind, text in reasons.items():
        setattr(budget, REASONS[kind], text.strip())


@transaction.atomic
def put_to_board(*, association: Association, by: Person | None, budget: Budget, today: date) -> Case:
    """Let the case of the year's budget await the board; open it when there is none. Raises BadInput."""
    case = case_of(association, budget.year)
    if case is None:
        case = open_case(
            association=association, by=by, title=f"Verksamhetsplan och budget {budget.year}", kind=CaseKind.BUDGET,
            opened_on=today, awaits=Body.BOARD,
            proposal=f"fastställa budget {budget.year} med plan för {budget.year + 1} och {budget.year + 2} "
            f"enligt förslaget, version {budget.version}",
        )  # fmt: skip
    elif case.awaits != Body.BOARD:
        case = let_await(association=association, by=by, case=case, body=Body.BOARD)
    audit.record(association, "money.budget.put_to_board", budget, by=by, budget=budget.pk, case=case.pk)
    return case
