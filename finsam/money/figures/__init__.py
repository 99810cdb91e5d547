"""The numbers that the ledger, the budget and the contributions can tell."""

from finsam.money.figures import budget, equity, krona, plan, statements

__all__ = ["budget", "equity", "krona", "plan", "statements"]
