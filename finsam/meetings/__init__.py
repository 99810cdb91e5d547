"""Meetings (möten): calling, agenda, attendance, decisions, minutes, adjustment, notice board, decision register.

Law: 2003:1210 10-19 a §§, kommunallagen 4, 5, 6, 8 and 13 ch.; rules R17-R29.
"""
