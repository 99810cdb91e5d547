"""The lines of the income statement and the balance sheet that an account can belong to (LKBR 5-6 ch.; rule R13)."""

from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """Where a line stands."""

    OPERATING = "operating"
    FINANCIAL = "financial"
    EXTRAORDINARY = "extraordinary"
    FIXED_ASSETS = "fixed_assets"
    CURRENT_ASSETS = "current_assets"
    EQUITY = "equity"
    PROVISIONS = "provisions"
    LIABILITIES = "liabilities"
    CLOSING = "closing"


@dataclass(frozen=True)
class StatementLine:
    """A line: key, the Swedish label that accounts.csv names it by, and its section."""

    key: str
    label: str
    section: Section


LINES = (
    StatementLine("income", "Verksamhetens intäkter", Section.OPERATING),
    StatementLine("costs", "Verksamhetens kostnader", Section.OPERATING),
    StatementLine("depreciation", "Avskrivningar", Section.OPERATING),
    StatementLine("financial_income", "Finansiella intäkter", Section.FINANCIAL),
    StatementLine("financial_costs", "Finansiella kostnader", Section.FINANCIAL),
    StatementLine("extraordinary", "Extraordinära poster", Section.EXTRAORDINARY),
    StatementLine("fixed_assets", "Anläggningstillgångar", Section.FIXED_ASSETS),
    StatementLine("receivables", "Fordringar", Section.CURRENT_ASSETS),
    StatementLine("investments", "Kortfristiga placeringar", Section.CURRENT_ASSETS),
    StatementLine("cash", "Kassa och bank", Section.CURRENT_ASSETS),
    StatementLine("result_of_year", "Årets resultat", Section.EQUITY),
    StatementLine("other_equity", "Övrigt eget kapital", Section.EQUITY),
    StatementLine("provisions", "Avsättningar för pensioner", Section.PROVISIONS),
    StatementLine("long_liabilities", "Långfristiga skulder", Section.LIABILITIES),
    StatementLine("short_liabilities", "Kortfristiga skulder", Section.LIABILITIES),
    StatementLine("closing", "(bokslutspost)", Section.CLOSING),
)
"""`closing` is the account that moves the year's result to the balance sheet; it is left out of the result."""

BY_LABEL = {line.label: line for line in LINES}
BY_KEY = {line.key: line for line in LINES}

RESULT_SECTIONS = (Section.OPERATING, Section.FINANCIAL, Section.EXTRAORDINARY)
ASSET_SECTIONS = (Section.FIXED_ASSETS, Section.CURRENT_ASSETS)
FINANCING_SECTIONS = (Section.EQUITY, Section.PROVISIONS, Section.LIABILITIES)
BALANCE_SECTIONS = (*ASSET_SECTIONS, *FINANCING_SECTIONS)


def in_sections(*sections: Section) -> list[StatementLine]:
    """Return the lines of the sections, in order."""
    return [line for line in LINES if line.section in sections]
