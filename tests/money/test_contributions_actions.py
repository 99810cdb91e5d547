"""Writing a year's contributions: begun, asked for, decided, called in and received; and what is refused."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from world import Seated

from finsam.core.models import Association, AuditEntry, Person, SeatRole, Share
from finsam.core.rules.permissions import Permission
from finsam.core.tenancy import within
from finsam.money.actions.contribution_calls import Due, call_in, mark_not_received, mark_received, take_back_calls
from finsam.money.actions.contributions import Amounts, Plan, begin_round, change_round, set_amounts
from finsam.money.actions.contributors import Payer, keep_contributor, remove_contributor, set_shares
from finsam.money.models import Contribution, ContributionCall, ContributionRound, Contributor
from finsam.money.queries.acts import money_acts
from finsam.money.queries.contribution_sharing import Known, Sharing, sharing_of
from finsam.money.rules.contribution_stages import AMOUNT_STAGES

KR, YEAR = 100, 2020
TODAY = date(2020, 6, 30)
ASKED, DECIDED = AMOUNT_STAGES["askat"], AMOUNT_STAGES["beslutat"]
PEOPLE = {"Askersunds kommun": 11_405, "Hallsbergs kommun": 16_000, "Laxå kommun": 5_650, "Kumla kommun": 21_800}

Do = Callable[..., object]


@pytest.fixture
def by(seated: Seated, sydnarke: Association) -> Person:
    return seated(sydnarke, SeatRole.ECONOMIST)


@pytest.fixture
def inside(sydnarke: Association, by: Person) -> Iterator[dict[str, object]]:
    """Sydnärke 2020, of which nothing is written: whose association, and by whom."""
    with within(sydnarke):
        yield {"association": sydnarke, "by": by}


@pytest.fixture
def sharing(inside: dict[str, object], sydnarke: Association) -> Sharing:
    return sharing_of(sydnarke, YEAR)


@pytest.fixture
def weights(sharing: Sharing) -> dict[int, int]:
    return {row.pk: PEOPLE[row.name] for row in sharing.weighed}


@pytest.fixture
def amounts(sharing: Sharing, weights: dict[int, int]) -> dict[int, int]:
    return dict(sharing.compute(Known("state", 1_993_000 * KR, "population", weights)).ore)


@pytest.fixture
def decided(inside: dict[str, object], sharing: Sharing, amounts: dict[int, int]) -> dict[int, int]:
    write(inside, sharing, Amounts(amounts, date(2019, 11, 22)))
    return amounts


def write(inside: dict[str, object], sharing: Sharing, amounts: Amounts, stage: object = DECIDED) -> ContributionRound:
    return set_amounts(**inside, year=YEAR, stage=stage, amounts=amounts, shares=sharing.shares)  # type: ignore[arg-type]


def the(name: str) -> Contributor:
    return Contributor.objects.get(name=name)


def test_the_states_part_gives_everybodys(sharing: Sharing, amounts: dict[int, int]) -> None:
    by_name = {row.name: amounts[row.pk] for row in sharing.contributors}
    assert sum(amounts.values()) == 3_986_000 * KR
    assert by_name["Region Örebro län"] == 996_500 * KR
    assert sum(by_name[name] for name in PEOPLE) == 996_500 * KR


def test_a_round_is_begun_once_with_its_weights(inside: dict[str, object], weights: dict[int, int]) -> None:
    plan = Plan("population", 3_986_000 * KR, weights, Decimal("2.1"), "KPV, juni")
    begin_round(**inside, year=YEAR, plan=plan)
    assert sharing_of(inside["association"], YEAR + 1).weights == weights  # the next begins with them
    with pytest.raises(ValueError, match="redan påbörjade"):
        begin_round(**inside, year=YEAR, plan=plan)


def test_an_index_needs_its_source(inside: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="vad uppräkningen bygger på"):
        begin_round(**inside, year=YEAR, plan=Plan("population", index_percent=Decimal(2)))
    assert not ContributionRound.objects.filter(year=YEAR).exists()


def test_the_year_before_is_raised_by_the_index(sharing: Sharing, weights: dict[int, int]) -> None:
    computed = sharing.compute(Known("indexed", None, "population", weights, Decimal("2.1")))
    assert computed.whole == 5_376_585 * KR  # 5 265 999 in 2019


def test_without_inhabitants_nothing_is_shared(sharing: Sharing) -> None:
    with pytest.raises(ValueError, match="antalet invånare för Askersunds kommun, Hallsbergs kommun"):
        sharing.compute(Known("whole", 100 * KR, "population", {}))


def test_a_stage_is_written_and_remembered(
    inside: dict[str, object], sharing: Sharing, amounts: dict[int, int]
) -> None:
    write(inside, sharing, Amounts(amounts, date(2019, 9, 1)), ASKED)
    row = Contribution.objects.get(year=YEAR, contributor__name="Staten")
    assert (row.requested_ore, row.amount_ore) == (1_993_000 * KR, None)
    made = ContributionRound.objects.get(year=YEAR)
    assert (made.requested_on, made.total_ore) == (date(2019, 9, 1), 3_986_000 * KR)
    assert AuditEntry.objects.filter(action="money.contributions.requested", detail__year=YEAR).count() == 1


@pytest.mark.parametrize(
    ("change", "reason", "word"),
    [
        (lambda ore: -1, "", "mindre än noll"),
        (lambda ore: ore + 100 * KR, "", "staten 50.kr för mycket"),
    ],
)
def test_amounts_that_do_not_work_are_refused(
    change: Callable[[int], int], reason: str, word: str,
    inside: dict[str, object], sharing: Sharing, amounts: dict[int, int],
) -> None:  # fmt: skip
    state = the("Staten").pk
    wrong = {**amounts, state: change(amounts[state])}
    with pytest.raises(ValueError, match=word):
        write(inside, sharing, Amounts(wrong, date(2019, 11, 22), reason=reason))
    assert not Contribution.objects.filter(year=YEAR).exists()


def test_amounts_off_the_shares_are_taken_with_a_reason(
    inside: dict[str, object], sharing: Sharing, amounts: dict[int, int]
) -> None:
    state = the("Staten").pk
    more = {**amounts, state: amounts[state] + 100 * KR}
    made = write(inside, sharing, Amounts(more, date(2019, 11, 22), reason="Staten betalar en ränta."))
    assert made.remark == "Staten betalar en ränta."
    assert Contribution.objects.get(year=YEAR, contributor=state).amount_ore == 1_993_100 * KR


@pytest.mark.parametrize(("ore", "on", "word"), [({}, TODAY, "minst ett belopp"), ({0: 1}, TODAY, "betalar inte")])
def test_nothing_and_nobody_is_refused(
    ore: dict[int, int], on: date, word: str, inside: dict[str, object], sharing: Sharing
) -> None:
    with pytest.raises(ValueError, match=word):
        write(inside, sharing, Amounts(ore, on))


def test_a_decision_has_a_day(inside: dict[str, object], sharing: Sharing, amounts: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="Ange vilken dag"):
        write(inside, sharing, Amounts(amounts))


def test_what_is_decided_is_changed_only_with_a_reason(
    inside: dict[str, object], sharing: Sharing, decided: dict[int, int], weights: dict[int, int]
) -> None:
    doubled = {key: 2 * ore for key, ore in decided.items()}
    with pytest.raises(ValueError, match="är beslutade. Skriv varför"):
        write(inside, sharing, Amounts(doubled, TODAY))
    with pytest.raises(ValueError, match="är beslutade. Skriv varför"):
        change_round(**inside, year=YEAR, plan=Plan("population", 100, weights))
    write(inside, sharing, Amounts(doubled, TODAY, reason="Nytt beslut i mars."))
    assert ContributionRound.objects.get(year=YEAR).remark == "Nytt beslut i mars."
    entry = AuditEntry.objects.filter(action="money.contributions.decided").latest("pk")
    assert entry.detail["reason"] == "Nytt beslut i mars."


QUARTERS = [Due(date(2020, month, 1), date(2020, month, 28)) for month in (1, 4, 7, 10)]


def test_contributions_are_called_in_by_parts_with_numbers(inside: dict[str, object], decided: dict[int, int]) -> None:
    assert call_in(**inside, year=YEAR, contributors=decided, dues=QUARTERS) == 24
    calls = ContributionCall.objects.filter(contribution__year=YEAR)
    for key, ore in decided.items():
        assert sum(call.amount_ore for call in calls.filter(contribution__contributor=key)) == ore
    first = calls.order_by("due_on", "contribution__contributor__position").values_list("reference", flat=True)
    assert list(first[:2]) == ["2020-01", "2020-02"]


def test_nothing_is_called_in_beyond_what_is_decided(
    inside: dict[str, object], sharing: Sharing, decided: dict[int, int]
) -> None:
    call_in(**inside, year=YEAR, contributors=decided, dues=QUARTERS)
    with pytest.raises(ValueError, match="Mer än det beslutade kan inte rekvireras"):
        call_in(**inside, year=YEAR, contributors=decided, dues=QUARTERS[:1])
    with pytest.raises(ValueError, match="är redan rekvirerat av Staten"):
        write(inside, sharing, Amounts(dict.fromkeys(decided, 0), TODAY, reason="Inget alls."))


def test_what_is_not_decided_is_not_called_in(
    inside: dict[str, object], sharing: Sharing, amounts: dict[int, int]
) -> None:
    write(inside, sharing, Amounts(amounts, date(2019, 9, 1)), ASKED)
    with pytest.raises(ValueError, match="inte beslutat än"):
        call_in(**inside, year=YEAR, contributors=amounts, dues=QUARTERS)


def test_a_call_is_due_after_it_is_made(inside: dict[str, object], decided: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="kan inte förfalla tidigare"):
        call_in(**inside, year=YEAR, contributors=decided, dues=[Due(date(2020, 2, 1), date(2020, 1, 1))])


def test_a_call_is_received_and_that_is_taken_back(inside: dict[str, object], decided: dict[int, int]) -> None:
    call_in(**inside, year=YEAR, contributors=[the("Staten").pk], dues=QUARTERS)
    call = ContributionCall.objects.get(reference="2020-02")  # called in on 1 April
    asked = {**inside, "year": YEAR, "calls": [call.pk]}
    with pytest.raises(ValueError, match="kan inte ha kommit före det"):
        mark_received(**asked, on=date(2020, 3, 31), today=TODAY)
    with pytest.raises(ValueError, match="har inte varit än"):
        mark_received(**asked, on=date(2020, 7, 1), today=TODAY)
    mark_received(**asked, on=date(2020, 4, 27), today=TODAY)
    with pytest.raises(ValueError, match="redan markerad som inkommen"):
        mark_received(**asked, on=date(2020, 4, 27), today=TODAY)
    with pytest.raises(ValueError, match="kan inte tas bort"):
        take_back_calls(**asked)
    mark_not_received(**asked)
    take_back_calls(**asked)
    assert ContributionCall.objects.filter(contribution__year=YEAR).count() == 3


def test_what_has_not_come_in_time_is_an_act_of_whoever_keeps_the_money(
    inside: dict[str, object], decided: dict[int, int], sydnarke: Association
) -> None:
    call_in(**inside, year=YEAR, contributors=decided, dues=QUARTERS)
    late = list(ContributionCall.objects.filter(due_on=date(2020, 1, 28)).exclude(
        contribution__contributor__name__in=["Laxå kommun", "Kumla kommun"]
    ))  # fmt: skip
    mark_received(**inside, year=YEAR, calls=[call.pk for call in late], on=date(2020, 2, 1), today=TODAY)
    acts = money_acts(sydnarke, [Permission.KEEP_MONEY], TODAY)
    assert [(act.due, act.action) for act in acts] == [
        (date(2020, 1, 28), "Visa bidragen"), (date(2020, 4, 28), "Visa bidragen"),
    ]  # fmt: skip
    assert acts[0].why.startswith("Laxå kommun och Kumla kommun, ")
    assert money_acts(sydnarke, [Permission.SEE_ASSOCIATION], TODAY) == []


PAYER = Payer("Laxå kommun", "municipality", ["Laxå kommun"], "3514")


@pytest.mark.parametrize(
    ("payer", "word"),
    [
        (Payer(" ", "municipality", ["Laxå kommun"]), "Skriv vad bidragsgivaren heter"),
        (Payer("Laxå kommun", "municipality", ["Laxå kommun"]), "finns redan"),
        (Payer("Ny kommun", "municipality", []), "vilka medlemmar"),
        (Payer("Ny kommun", "municipality", ["Försäkringskassan"]), "hör till en annan part"),
        (Payer("Ny kommun", "municipality", ["Laxå kommun"], "3511"), "Konto 3511 är redan"),
        (Payer("Ny kommun", "municipality", ["Laxå kommun"], "", 2026, 2025), "före det första"),
    ],
)
def test_a_contributor_that_does_not_work_is_refused(payer: Payer, word: str, inside: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=word):
        keep_contributor(**inside, payer=payer)


def test_a_contributor_is_renamed_and_ended_but_not_removed_when_it_has_paid(
    inside: dict[str, object], sydnarke: Association
) -> None:
    town = the("Laxå kommun")
    with pytest.raises(ValueError, match="har belopp för 2018 och 2019 och kan inte tas bort"):
        remove_contributor(**inside, contributor=town)
    with pytest.raises(ValueError, match="har belopp för 2019"):
        keep_contributor(
            **inside, contributor=town, payer=Payer("Laxå", "municipality", ["Laxå kommun"], "", None, 2018)
        )
    keep_contributor(**inside, contributor=town, payer=Payer("Laxå", "municipality", ["Laxå kommun"], "", None, 2019))
    assert "Laxå" not in [row.name for row in sharing_of(sydnarke, YEAR).contributors]
    assert "Laxå" in [row.name for row in sharing_of(sydnarke, YEAR - 1).contributors]
    new = keep_contributor(**inside, payer=Payer("Ny", "municipality", ["Laxå kommun"], "", YEAR))
    remove_contributor(**inside, contributor=new)
    assert not Contributor.objects.filter(name="Ny").exists()


def test_shares_hold_from_their_day_and_make_one_whole(inside: dict[str, object], sydnarke: Association) -> None:
    shares = {"state": Fraction(2, 5), "region": Fraction(2, 5), "municipality": Fraction(1, 5)}
    set_shares(**inside, shares=shares, valid_from=date(YEAR, 1, 1))
    assert sharing_of(sydnarke, YEAR).shares == shares
    assert sharing_of(sydnarke, YEAR - 1).shares["state"] == Fraction(1, 2)
    with pytest.raises(ValueError, match="inte ett helt"):
        set_shares(**inside, shares={**shares, "state": Fraction(1, 2)}, valid_from=date(YEAR, 1, 1))
    assert Share.objects.filter(valid_from=date(YEAR, 1, 1)).count() == 3
