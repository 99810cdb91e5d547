"""The numbers that the ledger, the budget and the contributions can tell."""

from finsam.money.figures import (
    budget,
    cash_ahead,
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
    scenarios,
    stated_sums,
    statements,
    versions,
)

__all__ = [
    "budget",
    "cash_ahead",
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
    "scenarios",
    "stated_sums",
    "statements",
    "versions",
]
