"""One row of every table of the money that a bundle does not fill: for the wall's own tests. All about 2030."""

from datetime import UTC, date, datetime

from finsam.core.models import Association, Member
from finsam.core.tenancy import within
from finsam.money.actions.budgets import Copied, make_version
from finsam.money.models import (
    Budget,
    BudgetAmount,
    BudgetLine,
    BudgetTransfer,
    Commitment,
    Consultation,
    Contribution,
    ContributionCall,
    ContributionRound,
    ContributionWeight,
    Contributor,
    ExternalProject,
    Forecast,
    LedgerFile,
    LedgerObject,
    LineComment,
    MonthClosing,
    StatedSum,
)

DAY, MOMENT, YEAR = date(2030, 1, 2), datetime(2030, 1, 2, tzinfo=UTC), 2030


def seed_budget(association: Association) -> None:
    """Give the association a draft of a budget, begun from its last decided one."""
    with within(association):
        decided = Budget.objects.filter(association=association, state="decided").first()
        assert decided is not None
        make_version(association=association, by=None, year=YEAR + 1, copied=Copied(decided))


def fill_money(association: Association) -> None:
    """Give the association a row of each. What they say is of no account."""
    with within(association):
        one = {"association": association}
        line, other = BudgetLine.objects.filter(**one)[:2]
        member = Member.objects.filter(**one).first()
        budget = Budget.objects.create(**one, year=YEAR)
        transfer = BudgetTransfer.objects.create(**one, budget=budget, decided_on=DAY)
        for moved, ore in ((line, 100), (other, -100)):
            BudgetAmount.objects.create(**one, budget=budget, line=moved, year=YEAR, amount_ore=ore, transfer=transfer)
        StatedSum.objects.create(**one, budget=budget, label="Summa", year=YEAR, amount_ore=1, position=0)
        Consultation.objects.create(**one, budget=budget, member=member, held_on=DAY)
        contributor = Contributor.objects.filter(**one).first()
        round_ = ContributionRound.objects.create(**one, year=YEAR)
        ContributionWeight.objects.create(**one, round=round_, contributor=contributor, weight=1)
        contribution = Contribution.objects.create(**one, contributor=contributor, year=YEAR, requested_ore=1)
        ContributionCall.objects.create(**one, contribution=contribution, amount_ore=1, called_on=DAY, due_on=DAY)
        Forecast.objects.create(**one, line=line, year=YEAR, month=1, method="linear")
        LineComment.objects.create(**one, line=line, year=YEAR, month=1, text="Prov")
        MonthClosing.objects.create(**one, year=YEAR, month=1)
        ExternalProject.objects.create(**one, name="Prov", funder="ESF", granted_ore=1)
        Commitment.objects.create(**one, line=line, year=YEAR, title="Prov", decided_ore=1)
        LedgerObject.objects.get_or_create(**one, code="PROV")
        LedgerFile.objects.create(
            **one, year=YEAR, sie_type=4, file_name="prov.se", content=b"", sha256="", uploaded_by=None
        )
