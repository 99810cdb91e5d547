"""Surveys; for now only the accounting of who was asked and answered (rule R32).

Enkät = survey, svarsfrekvens = response rate.
"""
