"""The numbers that the ledger, the budget and the contributions can tell."""

from finsam.money.figures import (
    budget,
    commitments,
    contributions,
    equity,
    follow_up,
    forecasts,
    krona,
    plan,
    statements,
)

__all__ = [
    "budget",
    "commitments",
    "contributions",
    "equity",
    "follow_up",
    "forecasts",
    "krona",
    "plan",
    "statements",
]
