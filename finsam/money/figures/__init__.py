"""The numbers that the ledger, the budget and the contributions can tell."""

from finsam.money.figures import (
    budget,
    commitments,
    contributions,
    equity,
    equity_years,
    follow_up,
    forecasts,
    krona,
    liquidity,
    mapping,
    plan,
    stated_sums,
    statements,
    versions,
)

__all__ = [
    "budget",
    "commitments",
    "contributions",
    "equity",
    "equity_years",
    "follow_up",
    "forecasts",
    "krona",
    "liquidity",
    "mapping",
    "plan",
    "stated_sums",
    "statements",
    "versions",
]
