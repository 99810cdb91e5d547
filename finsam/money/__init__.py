"""The association's money: ledger from SIE files, budget, contributions, statements (rules R1-R7, R10-R16).

Huvudbok = ledger, verifikation = voucher, bidrag = contribution, eget kapital = equity. Law 2018:597 (LKBR).
"""
