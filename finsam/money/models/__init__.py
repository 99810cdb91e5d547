"""Tables of the money. Every amount is whole öre; in the ledger debit is positive, credit negative."""

from finsam.money.models.budget import (
    Budget,
    BudgetAmount,
    BudgetGroup,
    BudgetLine,
    BudgetState,
    BudgetTransfer,
    Consultation,
    GroupKind,
    StatedSum,
)
from finsam.money.models.contributions import (
    Basis,
    Contribution,
    ContributionCall,
    ContributionRound,
    ContributionWeight,
    Contributor,
)
from finsam.money.models.equity import EquityBase, EquityRule
from finsam.money.models.follow_up import (
    Commitment,
    ExternalProject,
    Forecast,
    ForecastMethod,
    LineComment,
    MonthClosing,
)
from finsam.money.models.ledger import Account, Ledger, LedgerFile, LedgerObject, Posting, PostingKind, Voucher

__all__ = [
    "Account",
    "Basis",
    "Budget",
    "BudgetAmount",
    "BudgetGroup",
    "BudgetLine",
    "BudgetState",
    "BudgetTransfer",
    "Commitment",
    "Consultation",
    "Contribution",
    "ContributionCall",
    "ContributionRound",
    "ContributionWeight",
    "Contributor",
    "EquityBase",
    "EquityRule",
    "ExternalProject",
    "Forecast",
    "ForecastMethod",
    "GroupKind",
    "Ledger",
    "LedgerFile",
    "LedgerObject",
    "LineComment",
    "MonthClosing",
    "Posting",
    "PostingKind",
    "StatedSum",
    "Voucher",
]
